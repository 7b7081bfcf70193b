"""The command ``standoff explain``: why the events of a sentence were coded as they were."""

from __future__ import annotations

import json
import os
import shutil
import sys
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from standoff.cli_options import Pipeline
from standoff.errors import DateError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.reading import DEFAULT_PIPELINE, coder
from standoff.sources import STDIN, documents, parse_date
from standoff.types import Document, document_id

EXAMPLE = (
    'Example:  standoff explain "Oslo recalled its envoy on Monday, NRK reported." --published 2031-03-18'
)
_WIDTH_OF_FILES = 80


class ExplainForm(StrEnum):
    """The forms of an explanation."""

    TEXT = "text"
    JSON = "json"


def explain(
    text: Annotated[
        str,
        typer.Argument(metavar="TEXT|PATH", help="A sentence, or a file that holds it; - is standard input."),
    ],
    at: Annotated[
        int | None,
        typer.Option(
            metavar="OFFSET",
            min=0,
            help="Only the sentence at this character of the text, counted from 0.",
            show_default=False,
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="The day from which 'on Tuesday' is reckoned, as 2031-03-18.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[ExplainForm, typer.Option("--format", help="The form of the output.")] = ExplainForm.TEXT,
    pipeline: Pipeline = DEFAULT_PIPELINE,
) -> None:
    """Tell why each event was coded and each field filled: frame, rule, model score, who taught the actor."""
    try:
        day = parse_date(published) if published else None
    except DateError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from None
    try:
        _explain(_document(text, day), at, form, pipeline)
    except StandoffError as error:
        typer.echo(f"standoff: {error}", err=True)
        raise typer.Exit(1) from None


def _explain(document: Document, at: int | None, form: ExplainForm, pipeline: str) -> None:
    from standoff.coding.explain import explain as reasons
    from standoff.formats import explained

    found = reasons(coder(pipeline), document, at=at)
    if at is not None and not found:
        raise SourceError(
            f"no sentence stands at {at} or behind it",
            remedy=f"The text has {len(document.text):,} characters.",
        )
    if form is ExplainForm.JSON:
        objects = [explained.explanation_object(document, one) for one in found]
        typer.echo(json.dumps(objects, ensure_ascii=False, indent=1))
        return
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((_WIDTH_OF_FILES, 24)).columns if terminal else _WIDTH_OF_FILES
    colour = terminal and "NO_COLOR" not in os.environ
    typer.echo(explained.render(document, found, width=width, colour=colour), nl=False, color=colour)


def _document(text: str, day: date | None) -> Document:
    """The document of a file, if ``text`` names one, else one made of ``text`` itself."""
    if text != STDIN and not _is_file(text):
        if not text.strip():
            raise SourceError("is empty", where="TEXT", remedy="Give a sentence, or name a file.")
        return Document(document_id(None, text), text, date_published=day)
    found = list(islice(documents([text], published=day, any_language=True), 2))
    if len(found) > 1:
        raise SourceError(
            "holds more than one document",
            where=text,
            remedy="Give the text of one, as an argument or a file.",
        )
    if not found:
        raise SourceError("holds no text", where=text)
    if isinstance(found[0], Failure):
        raise found[0].error()
    return found[0]


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or not one at all
        return False
