"""The command line: arguments in, data out on standard output, talk on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from standoff import cli_explain, cli_fetch, cli_watch
from standoff.cli_options import AllowPrivate, MinConfidence, Output, Pipeline, PublishersFile
from standoff.errors import ConfigError, DateError, LanguageError, StandoffError
from standoff.failures import Failure
from standoff.output import STREAMED, Form, look, rendered, write
from standoff.progress import expected, watched
from standoff.reading import DEFAULT_PIPELINE, Reading, read_all
from standoff.sources import STDIN, parse_columns, parse_date
from standoff.version import VERSION

FAILED = 1
_FOREIGN_TOLD = 10

app = typer.Typer(
    name="standoff",
    help="From live crisis coverage to sourced events: who did or said what to whom, and who says so.",
    epilog="Example:  standoff read examples/strait-crisis-2031.md --published 2031-03-18",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """The entry point of the command ``standoff``."""
    app()  # which leaves quietly, with status 1, when whoever reads our output has seen enough


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"standoff {VERSION}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


def _date(words: Any) -> date | datetime:
    try:
        return parse_date(str(words))
    except DateError as error:
        raise typer.BadParameter(str(error)) from None


def _columns(words: Any) -> Any:
    try:
        return parse_columns(str(words))
    except ConfigError as error:
        raise typer.BadParameter(f"{error.what}. {error.remedy}") from None


@app.command(
    epilog="Example:  standoff read saved/ feed.xml news.csv --columns text=body --format jsonl > out.jsonl",
    short_help="Code texts: who did or said what to whom, and who says so.",
)
def read(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Files, directories, globs or urls, each read as what it holds: text, Markdown, a page, "
            "a live page, a feed, wire items, an archive (WARC), a table or JSON lines; - is standard input.",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        Any,
        typer.Option(
            metavar="DATE",
            parser=_date,
            help="The day of texts that bring no date, as 2031-03-18; 'on Tuesday' is reckoned from it.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="The form of the output.")] = Form.TABLE,
    output: Output = None,
    encoding: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The encoding of texts that are not UTF-8.", show_default=False),
    ] = None,
    columns: Annotated[
        Any,
        typer.Option(
            metavar="FIELD=COLUMN,...",
            parser=_columns,
            help="Which column of a table, or key of a record, is what: text=body,date_published=date.",
            show_default=False,
        ),
    ] = None,
    allow_private: AllowPrivate = False,
    force_language: Annotated[
        bool, typer.Option("--force-language", help="Code texts that are not English too.")
    ] = False,
    min_confidence: MinConfidence = 0.0,
    pipeline: Pipeline = DEFAULT_PIPELINE,
    publishers: PublishersFile = None,
) -> None:
    """Code texts: who did or said what to whom, did it happen, and who says so.

    Data goes to standard output, messages to standard error. A text that cannot be read is named there,
    the others are coded, and the exit status is 1.
    """
    if not paths:
        if sys.stdin.isatty():
            raise typer.BadParameter("name a file, or pipe a text in", param_hint="PATH")
        paths = [STDIN]
    results = read_all(
        paths,
        published=published,
        encoding=encoding,
        force_language=force_language,
        columns=columns,
        allow_private=allow_private,
        min_confidence=min_confidence,
        pipeline=pipeline,
        publishers=publishers,
    )
    talk = sys.stderr.isatty() and not (output is None and sys.stdout.isatty() and form in STREAMED)
    failures: list[Failure] = []
    readings = _without_failures(watched(results, expected(paths) if talk else None, show=talk), failures)
    try:
        _write(readings, form, output)
    except StandoffError as error:
        _say(error)
        raise typer.Exit(FAILED) from None
    if failures:
        raise typer.Exit(FAILED)


app.command("explain", epilog=cli_explain.EXAMPLE, short_help="Tell why events were coded as they were.")(
    cli_explain.explain
)
app.command("fetch", epilog=cli_fetch.EXAMPLE, short_help="Fetch pages and print the documents in them.")(
    cli_fetch.fetch
)
app.command("watch", epilog=cli_watch.WATCH_EXAMPLE, short_help="Keep up with sources; print what changes.")(
    cli_watch.watch
)
app.command("sources", epilog=cli_watch.SOURCES_EXAMPLE, short_help="List the watched sources.")(
    cli_watch.sources
)


def _without_failures(results: Iterable[Reading | Failure], failures: list[Failure]) -> Iterator[Reading]:
    """The readings alone; failures are told at once and kept.

    Of the texts that are not English, a flood in an archive, only the first few are told, and the rest
    counted at the end.
    """
    foreign = 0
    for result in results:
        if not isinstance(result, Failure):
            yield result
            continue
        failures.append(result)
        foreign += result.kind is LanguageError
        if result.kind is not LanguageError or foreign <= _FOREIGN_TOLD:
            _say(result)
    if foreign > _FOREIGN_TOLD:
        typer.echo(f"standoff: {foreign - _FOREIGN_TOLD:,} more texts are not English", err=True)


def _write(readings: Iterable[Reading], form: Form, output: Path | None) -> None:
    width, colour = look(output)
    write((piece.encode("utf-8") for piece in rendered(readings, form, width=width, colour=colour)), output)


def _say(problem: StandoffError | Failure) -> None:
    typer.echo(f"standoff: {problem}", err=True)
