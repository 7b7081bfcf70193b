"""A table of documents for a person at a terminal: when, by whom, what, how long, where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from standoff.formats import phrases, terminal
from standoff.types import Document

_WIDE = 100
"""Columns from which on the url has a column of its own."""


def render(documents: Iterable[Document], *, width: int, colour: bool) -> str:
    """One row a document, in order.

    Args:
        width: columns; below 100 the url stands under the headline.
        colour: whether to use the terminal's colours; without them the text has no escapes.
    """
    console = terminal.console(width, colour)
    wide = console.width >= _WIDE
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="bold")
    table.add_column("time", no_wrap=True, style="dim")
    table.add_column("publisher", max_width=18, overflow="fold")
    table.add_column("headline", ratio=3, overflow="fold")
    table.add_column("words", justify="right", no_wrap=True)
    if wide:
        table.add_column("url", ratio=2, overflow="fold", style="dim")
    for document in documents:
        url = phrases.safe(document.url or "")
        headline = Text(_called(document))
        row = [Text(_time(document.date_published)), Text(phrases.safe(document.publisher or "")), headline]
        row.append(Text(f"{len(document.text.split()):,}"))
        if wide:
            row.append(Text(url))
        elif url:
            headline.append(f"\n{url}", style="dim")
        table.add_row(*row)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def _called(document: Document) -> str:
    """The headline, or the first words of the text in its place."""
    if document.headline:
        return phrases.safe(document.headline)
    words = phrases.safe(document.text[:400])
    return words if len(words) <= 80 else f"{words[:79].rstrip()}…"


def _time(moment: date | datetime | None) -> str:
    """``2031-03-18 06:40 +03:00``: the zone is what the publisher gave; ``Z`` is UTC."""
    if not isinstance(moment, datetime):
        return moment.isoformat() if moment else ""
    zone = moment.strftime("%z")
    shown = f" {zone[:3]}:{zone[3:5]}" if zone else ""
    return f"{moment:%Y-%m-%d %H:%M}{'Z' if zone == '+0000' else shown}"
