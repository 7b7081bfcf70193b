"""A table of events for a person at a terminal: who to whom, what, whether it happened, who says so."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from standoff.formats import phrases, terminal
from standoff.formats.plover import QUADS
from standoff.ontology.plover import Status
from standoff.types import Coding, Document, Event, Stance

_WIDE = 112
"""Columns from which on every field has a column of its own."""

_QUAD_STYLES = MappingProxyType({1: "cyan", 2: "green", 3: "yellow", 4: "red"})
_STATUS_STYLES = MappingProxyType(
    {
        Status.ACTUAL: "bold",
        Status.PLANNED: "blue",
        Status.CONDITIONAL: "magenta",
        Status.HYPOTHETICAL: "magenta",
        Status.NEGATED: "red",
        Status.HISTORICAL: "dim",
    }
)


def render(pairs: Iterable[tuple[Document, Coding]], *, width: int, colour: bool) -> str:
    """The events of each document under its headline.

    Args:
        pairs: documents with their codings.
        width: columns; below 112 place and day share a column with the words of the deed.
        colour: whether to use the terminal's colours; without them the text has no escapes.
    """
    console = terminal.console(width, colour)
    with console.capture() as captured:
        for document, coding in pairs:
            _print(console, document, coding)
    lines = (line.rstrip() for line in captured.get().split("\n"))
    return "\n".join(lines)


def _print(console: Console, document: Document, coding: Coding) -> None:
    facts = [document.publisher, phrases.day(document.date_published)]
    console.print(Rule(Text(phrases.title(document), style="bold", overflow="ellipsis"), align="left"))
    count = len(coding.events)
    told = [phrases.safe(fact) for fact in facts if fact]
    told.append("1 event" if count == 1 else f"{count or 'no'} events")
    console.print(Text(" · ".join(told), style="dim"))
    if coding.events:
        console.print(_table(document, coding, wide=console.width >= _WIDE))
    for stance in coding.stances:
        console.print(_stance(document, stance))
    console.print()


def _table(document: Document, coding: Coding, *, wide: bool) -> Table:
    table = Table(
        box=SIMPLE_HEAD,
        expand=True,
        pad_edge=False,
        padding=(0, 1),
        header_style="bold",
        leading=0 if wide else 1,
    )
    table.add_column("", justify="right", no_wrap=True, style="dim")
    table.add_column("who → whom", ratio=5, overflow="fold")
    table.add_column("what", ratio=5, overflow="fold")
    if wide:
        table.add_column("status", no_wrap=True)
        table.add_column("according to", ratio=4, overflow="fold")
        table.add_column("where", ratio=3, overflow="fold")
        table.add_column("when", ratio=2, min_width=10, overflow="fold")
    else:
        table.add_column("according to", ratio=4, overflow="fold")
    for event in coding.events:
        what = _deed(document, event)
        row = [Text(event.id), _parties(document, event)]
        if wide:
            row += [what, _status(event), _chain(document, event), _where(event), Text(_when(event))]
        else:
            lines = [what, _status(event)]
            settings = [part for part in (_where(event).plain, _when(event)) if part]
            if settings:
                lines.append(Text(" · ".join(settings), style="dim"))
            row += [Text("\n").join(lines), _chain(document, event)]
        table.add_row(*row)
    return table


def _parties(document: Document, event: Event) -> Text:
    actors = [phrases.entity(document, entity) for entity in event.actors]
    recipients = [phrases.entity(document, entity) for entity in event.recipients]
    text = Text(phrases.listed(actors) or "unknown", style="" if actors else "dim")
    if recipients:
        text.append(" → ", style="bold")
        text.append(phrases.listed(recipients))
    return text


def _deed(document: Document, event: Event) -> Text:
    text = Text(phrases.category(event), style=_QUAD_STYLES[QUADS[event.event]])
    text.append(f" “{phrases.cut(document, event.anchor)}”", style="default")
    if event.quantities:
        text.append(": " + phrases.listed([phrases.amount(quantity) for quantity in event.quantities]))
    if event.same_as:
        text.append(f" = {event.same_as}", style="dim")
    return text


def _status(event: Event) -> Text:
    return Text(f"{phrases.STATUS_MARKS[event.status]} {event.status.value}", _STATUS_STYLES[event.status])


def _chain(document: Document, event: Event) -> Text:
    return Text(" ‹ ".join(phrases.entity(document, entity) for entity in event.attribution))


def _where(event: Event) -> Text:
    return Text(phrases.listed([phrases.place(place) for place in event.places]))


def _when(event: Event) -> str:
    return phrases.days(event.date) or ""


def _stance(document: Document, stance: Stance) -> Text:
    text = Text("  ")
    text.append(phrases.entity(document, stance.holder))
    text.append(f" {stance.stance} ", style="bold")
    text.append(stance.event)
    text.append(f": “{phrases.cut(document, stance.span)}”", style="dim")
    return text
