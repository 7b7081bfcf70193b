"""The command ``standoff fetch``: pages from the web in, documents out."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from standoff.cli_options import AllowPrivate, Contact, Output, PublishersFile
from standoff.errors import ConfigError, StandoffError
from standoff.failures import Failure
from standoff.output import look, write
from standoff.progress import watched
from standoff.types import Document

if TYPE_CHECKING:
    from standoff.ontology.publishers import Publishers
    from standoff.sources.fetching import Fetched, Fetcher, Fetching

Item = TypeVar("Item")

EXAMPLE = (
    "Example:  standoff fetch https://example.org/live --contact mail@example.org --format jsonl "
    "| standoff read -"
)
_FAILED = 1
_LONGEST = 86400
"""Seconds that an option may name: a day. What is endless is no time."""

_AT_ONCE = 8
"""Pages that are fetched ahead of the one that is written; turns at each host are kept all the same."""


class FetchForm(StrEnum):
    """The forms of fetched documents."""

    TABLE = "table"
    JSONL = "jsonl"
    RAW = "raw"


def fetch(
    urls: Annotated[
        list[str],
        typer.Argument(metavar="URL", help="Pages, feeds or files; http and https.", show_default=False),
    ],
    form: Annotated[
        FetchForm, typer.Option("--format", help="The form of the output; raw is the page as it came.")
    ] = FetchForm.TABLE,
    output: Output = None,
    contact: Contact = None,
    delay: Annotated[
        float,
        typer.Option(
            metavar="SECONDS",
            min=0,
            max=_LONGEST,
            help="Between two requests to one host, where it asks for no more.",
        ),
    ] = 1.0,
    timeout: Annotated[
        float,
        typer.Option(
            metavar="SECONDS", min=0.1, max=_LONGEST, help="What one page may take, from first to last."
        ),
    ] = 60.0,
    max_bytes: Annotated[
        int, typer.Option(metavar="N", min=1, help="The longest page, after decompression.")
    ] = 64 << 20,
    allow_private: AllowPrivate = False,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Remember pages in DIR, not in this user's cache folder.",
            show_default=False,
        ),
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Remember nothing; fetch all anew.")] = False,
    ignore_robots: Annotated[
        bool,
        typer.Option(
            "--ignore-robots", help="Fetch what robots.txt forbids; only with the publisher's leave."
        ),
    ] = False,
    force_language: Annotated[
        bool, typer.Option("--force-language", help="Keep texts that are not English too.")
    ] = False,
    publishers: PublishersFile = None,
) -> None:
    """Fetch pages and print the documents that they hold.

    robots.txt is obeyed, hosts are given time between requests, and only addresses on the public internet
    are connected to. What cannot be had is named on standard error, the others are fetched, and the exit
    status is 1.
    """
    if form is FetchForm.RAW and len(urls) > 1:
        raise typer.BadParameter("raw is the bytes of one page: give one URL", param_hint="--format")
    if cache is not None and no_cache:
        raise typer.BadParameter("--cache and --no-cache exclude each other", param_hint="--no-cache")
    if ignore_robots:
        _say("robots.txt is not asked; do so only with the publisher's leave")
    from standoff.ontology.publishers import load_publishers
    from standoff.sources.fetching import Fetching, user_agent

    try:
        agent = user_agent(contact)
    except ConfigError as error:
        raise typer.BadParameter(str(error), param_hint="--contact") from None
    try:
        known = load_publishers(publishers)
        settings = Fetching(
            timeout=timeout,
            max_bytes=max_bytes,
            delay=delay,
            user_agent=agent,
            allow_private=allow_private,
            cache=cache,
            obey_robots=not ignore_robots,
        )
        with _fetcher(settings, default_cache=cache is None and not no_cache) as fetcher:
            failed = _run(fetcher, urls, form, output, known, any_language=force_language)
    except StandoffError as error:
        _say(error)
        raise typer.Exit(_FAILED) from None
    if failed:
        raise typer.Exit(_FAILED)


def _fetcher(settings: Fetching, *, default_cache: bool) -> Fetcher:
    """A fetcher with this user's cache folder if that can be used, for nobody asked for it by name."""
    from dataclasses import replace

    from standoff.errors import StoreError
    from standoff.sources.fetching import Fetcher, default_folder

    if default_cache:
        try:
            return Fetcher(replace(settings, cache=default_folder()))
        except StoreError as error:
            _say(f"goes on without a cache: {error}")
    return Fetcher(settings)


def _run(
    fetcher: Fetcher,
    urls: list[str],
    form: FetchForm,
    output: Path | None,
    known: Publishers,
    *,
    any_language: bool,
) -> bool:
    """Fetch and write all; whether any failed."""
    failures: list[Failure] = []
    talk = sys.stderr.isatty() and not (output is None and sys.stdout.isatty() and form is FetchForm.JSONL)
    pages = _without_failures(watched(_pages(fetcher, urls), len(urls), show=talk), failures)
    if form is FetchForm.RAW:
        write((page.data for page in pages), output)
    else:
        documents = _without_failures(_documents(pages, any_language), failures)
        from standoff.ontology.publishers import with_publisher

        named = (with_publisher(document, known) for document in documents)
        write(_rendered(named, form, output), output)
    return bool(failures)


def _pages(fetcher: Fetcher, urls: list[str]) -> Iterator[Fetched | Failure]:
    """In the order of ``urls``, a few of them fetched ahead, of each host one at a time: if all were in the
    queue of a host that asks for much time, the last would not get a turn."""
    from standoff.sources.fetching.targets import target

    hosts: dict[str, Lock] = {}

    def get(url: str) -> Fetched | Failure:
        from standoff.sources.fetching import Fetched

        try:
            with hosts.setdefault(target(url).origin.host, Lock()):
                page = fetcher.fetch(url)
        except StandoffError as error:
            return Failure.of(error)
        assert isinstance(page, Fetched)  # since no validators were given
        return page

    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="fetch") as pool:
        waiting = iter(urls)
        ahead: deque[Future[Fetched | Failure]] = deque()
        try:
            while True:
                while len(ahead) < _AT_ONCE and (url := next(waiting, None)) is not None:
                    ahead.append(pool.submit(get, url))
                if not ahead:
                    return
                yield ahead.popleft().result()
        except BaseException:  # interrupted, or nobody reads on: leaving the pool waits for what is under way
            fetcher.close()
            raise


def _documents(pages: Iterable[Fetched], any_language: bool) -> Iterator[Document | Failure]:
    from standoff.sources import documents_in

    for page in pages:
        yield from documents_in(BytesIO(page.data), page.origin, any_language=any_language)


def _rendered(documents: Iterable[Document], form: FetchForm, output: Path | None) -> Iterator[bytes]:
    if form is FetchForm.JSONL:
        from standoff.formats.json_form import document_record

        for document in documents:
            record = json.dumps(document_record(document), ensure_ascii=False, separators=(", ", ": "))
            yield f"{record}\n".encode()
        return
    from standoff.formats import document_table

    width, colour = look(output)
    found = list(documents)
    if found:
        yield document_table.render(found, width=width, colour=colour).encode()


def _without_failures(results: Iterable[Item | Failure], failures: list[Failure]) -> Iterator[Item]:
    """The good ones alone; failures are told at once and kept."""
    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
            _say(result)
        else:
            yield result


def _say(problem: object) -> None:
    typer.echo(f"standoff: {problem}", err=True)
