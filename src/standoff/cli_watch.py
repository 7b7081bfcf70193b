"""The commands ``standoff watch`` and ``standoff sources``: what is watched, and how it fares."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Annotated

import typer

from standoff.cli_options import AllowPrivate, Contact, MinConfidence, Pipeline, PublishersFile
from standoff.errors import StandoffError
from standoff.output import Form, look, write
from standoff.reading import DEFAULT_PIPELINE, Reading
from standoff.types import Document

if TYPE_CHECKING:
    from standoff.formats.source_table import SourceRow
    from standoff.ontology.publishers import Publishers
    from standoff.sources.fetching import Fetching
    from standoff.watch.loop import Code, Sink, Value
    from standoff.watch.polling import Fetch
    from standoff.watch.source import Source
    from standoff.watch.state import State
    from standoff.watch.state_values import SourceState
    from standoff.watch.talk import Talk

WATCH_EXAMPLE = "Example:  standoff watch sources.toml --format jsonl >> coded.jsonl"
SOURCES_EXAMPLE = "Example:  standoff sources sources.toml"
_FAILED = 1


class SourcesForm(StrEnum):
    """The forms of the list of sources."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class WatchForm(StrEnum):
    """The forms in which changes are printed as they come."""

    TABLE = "table"
    JSONL = "jsonl"
    PLOVER = "plover"


_CONFIG = typer.Argument(metavar="FILE", help="The sources, in TOML; see docs/reference/watch.md.")
_STATE = typer.Option(
    "--state", metavar="FILE", help="Where it is remembered what was seen.", show_default=False
)


def watch(
    config: Annotated[Path, _CONFIG] = Path("sources.toml"),
    form: Annotated[
        WatchForm, typer.Option("--format", help="The form of what is printed.")
    ] = WatchForm.TABLE,
    once: Annotated[bool, typer.Option("--once", help="Give each source one turn, and leave.")] = False,
    state: Annotated[Path | None, _STATE] = None,
    documents: Annotated[
        bool, typer.Option("--documents", help="Print the documents, and code nothing.")
    ] = False,
    contact: Contact = None,
    allow_private: AllowPrivate = False,
    min_confidence: MinConfidence = 0.0,
    publishers: PublishersFile = None,
    pipeline: Pipeline = DEFAULT_PIPELINE,
) -> None:
    """Keep up with sources: print what is new, what was edited and what was taken away, as it comes.

    Each source is looked at at its own pace. What was seen is remembered, so that the next start goes on
    from there. Failures are told on standard error once. Ctrl-C stops within two seconds. With --once the
    exit status is 1 if any source failed.
    """
    if documents and form is WatchForm.PLOVER:
        raise typer.BadParameter("events have this form; documents are jsonl", param_hint="--format")
    from standoff.ontology.publishers import load_publishers
    from standoff.sources.fetching import Fetching, user_agent
    from standoff.watch.config import read_sources
    from standoff.watch.state import State
    from standoff.watch.state_file import default_state
    from standoff.watch.talk import Talk

    talk = Talk(_say)
    try:
        sources = read_sources(config)
        headers = {source.name: _headers(source, contact) for source in sources}
        known = load_publishers(publishers)
        code = None if documents else partial(_coded, pipeline, known, min_confidence)
        named = partial(_printed, form, known) if documents else partial(_printed, form, None)
        with State.writing(state or default_state(config)) as remembered:
            fetching = Fetching(user_agent=user_agent(contact), allow_private=allow_private)
            whole = _run(sources, remembered, named, code, headers, talk, fetching, once=once)
    except BrokenPipeError:
        raise
    except StandoffError as error:
        _say(f"standoff: {error}")
        raise typer.Exit(_FAILED) from None
    if not whole:
        # Whoever holds the other end of our output may not be reading: an ordinary end would wait for them.
        os._exit(0)
    if once and talk.failures:
        raise typer.Exit(_FAILED)


def _run(
    sources: list[Source],
    state: State,
    sink: Sink,
    code: Code | None,
    headers: Mapping[str, Mapping[str, str]],
    talk: Talk,
    fetching: Fetching,
    *,
    once: bool,
) -> bool:
    """Whether all that was begun was ended."""
    from threading import Event

    from standoff.sources.fetching import Fetcher
    from standoff.watch import polling
    from standoff.watch.crew import Threads
    from standoff.watch.loop import Watch
    from standoff.watch.stopping import Stop, on_signals

    stop, stopped = Stop(), Event()
    stop.wakes(stopped.set)  # so that downloads end while the document in hand is finished
    with on_signals(stop), Fetcher(fetching, stop=stopped) as fetcher:
        fetch: Fetch = fetcher.fetch
        crew = Threads(partial(polling.look, fetch=fetch, now=_now))
        return Watch(
            sources,
            state,
            crew,
            sink,
            now=_now,
            chance=Random(),
            talk=talk,
            code=code,
            headers=headers,
            stop=stop,
        ).run(once=once)


def _now() -> datetime:
    return datetime.now(UTC)


def _headers(source: Source, contact: str | None) -> dict[str, str]:
    from standoff.sources.fetching import user_agent

    headers = {header.name: header.filled(os.environ, source.name) for header in source.headers}
    told = source.contact or contact
    if source.url is not None and told and not any(name.lower() == "user-agent" for name in headers):
        headers["User-Agent"] = user_agent(told)
    return headers


def _coded(pipeline: str, known: Publishers, least: float, document: Document) -> Reading:
    from standoff.coding.confidence import confident
    from standoff.ontology.publishers import with_publisher
    from standoff.reading import coder

    document = with_publisher(document, known)
    return Reading(document, confident(coder(pipeline, known).code(document), least))


def _printed(form: WatchForm, known: Publishers | None, value: Value) -> None:
    """Print one change; it is on its way to whoever reads when this returns."""
    if isinstance(value, Document) and known is not None:
        from standoff.ontology.publishers import with_publisher

        value = with_publisher(value, known)
    from standoff.watch.printing import printed

    width, colour = look(None)
    text = printed(value, Form(form.value), width=width, colour=colour)
    write([text.encode("utf-8")], None)


def sources(
    config: Annotated[Path, _CONFIG] = Path("sources.toml"),
    form: Annotated[SourcesForm, typer.Option("--format", help="The form of the list.")] = SourcesForm.TABLE,
    state: Annotated[Path | None, _STATE] = None,
) -> None:
    """List the watched sources: last success, last failure, next turn."""
    from standoff.formats import source_table
    from standoff.watch.config import read_sources
    from standoff.watch.state import State
    from standoff.watch.state_file import default_state

    try:
        watched = read_sources(config)
        remembered = State.reading(state or default_state(config))
        if remembered is None:
            known = {}
        else:
            with remembered:
                known = remembered.sources()
    except StandoffError as error:
        _say(f"standoff: {error}")
        raise typer.Exit(_FAILED) from None
    rows = [_row(source, known.get(source.name)) for source in watched]
    width, colour = look(None)
    text = source_table.render(rows, source_table.Form(form.value), width=width, colour=colour)
    write([text.encode("utf-8")], None)


def _row(source: Source, known: SourceState | None) -> SourceRow:
    from standoff.formats.source_table import SourceRow

    if known is None or known.address != source.address:
        return SourceRow(source.name, source.address)
    return SourceRow(
        name=source.name,
        address=source.address,
        last_success=known.last_success,
        last_change=known.last_change,
        last_try=known.last_try,
        next_turn=known.next_turn,
        every_seconds=round(known.pace.interval) if known.pace else None,
        failure=known.failure,
        failing_since=known.failing_since,
    )


def _say(line: str) -> None:
    typer.echo(line, err=True)
