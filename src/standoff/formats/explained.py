"""Explanations for a person at a terminal, and as plain objects for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from standoff.coding.explanations import (
    ActWhy,
    EventWhy,
    Explanation,
    FrameMet,
    LinkWhy,
    Near,
    PartyWhy,
    RetellingWhy,
    Scored,
    StatusWhy,
    Witness,
)
from standoff.formats import phrases, terminal
from standoff.formats.json_form import entity_object, event_object
from standoff.types import Document, Entity, Event, Place, Span

_LABEL = 10
"""Columns of the name of a field."""

_FRAMES = 3
"""Frames shown at one anchor."""
_NAMES = {"actor": "encoder as actor", "recipient": "encoder as recipient"}
"""Features whose names say too little."""
_COUNTRIES = {"deed": "the country of the deed", "guess": "guessed, since the text is about it"}
_PARTS = {"speaker": "says so in", "medium": "is the outlet in", "cited": "is cited in"}


def render(document: Document, explanations: Iterable[Explanation], *, width: int, colour: bool) -> str:
    """One paragraph a sentence, one block an event, one line or two a reason; ``width`` in columns."""
    console = terminal.console(width, colour)
    with console.capture() as captured:
        for explanation in explanations:
            _print(console, document, explanation)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def explanation_object(document: Document, explanation: Explanation) -> dict[str, Any]:
    """The explanation as JSON takes it: field by field, a span with the words that it cuts out."""
    plain = _plain(document.text, explanation)
    assert isinstance(plain, dict)
    return plain


def _plain(text: str, value: Any) -> Any:
    if isinstance(value, Span):
        return {"text": value.of(text), "span": [value.start, value.end]}
    if isinstance(value, Event):
        return event_object(text, value)
    if isinstance(value, Entity):
        return entity_object(text, value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, tuple):
        return [_plain(text, one) for one in value]
    if is_dataclass(value):
        return {field.name: _plain(text, getattr(value, field.name)) for field in fields(value)}
    return value


def _print(console: Console, document: Document, explanation: Explanation) -> None:
    kind = "heading" if explanation.heading else "sentence"
    span = explanation.sentence
    console.print(Text(phrases.cut(document, span), style="bold"))
    console.print(Text(f"{kind} at {span.start} to {span.end}", style="dim"))
    console.print()
    for why in explanation.events:
        _print_event(console, document, why)
    if not explanation.events:
        console.print(Text("No event: no word here is likely enough to tell one.\n"))
    if explanation.near:
        grid = _grid()
        for number, near in enumerate(explanation.near):
            grid.add_row("" if number else "no event", _near(document, near))
        console.print(Padding(grid, (0, 0, 1, 2)))


def _print_event(console: Console, document: Document, why: EventWhy) -> None:
    event = why.event
    head = Text(f"{event.id}  ", style="bold")
    head.append(f"{phrases.category(event)} {_quoted(document, event.anchor)}", style="bold cyan")
    head.append(f" · {event.status.value}")
    if event.confidence is not None:
        head.append(f" · confidence {event.confidence:.2f}", style="dim")
    console.print(head)
    grid = _grid()
    for label, reasons in (
        ("act", _act(document, why.act)),
        ("mode", [_shares(why.act.modes, "none")]),
        ("merged", [f"{_quoted(document, m.anchor)} tells the same deed: {m.rule}" for m in why.merged]),
        ("status", _status(why.status)),
        *((party.role or "not taken", _party(document, party)) for party in why.parties),
        *(("source", [_link(document, link)]) for link in why.chain),
        *(("place", [f"{_quoted(document, p.span)}: {_place(p)}"]) for p in event.places),
        ("date", [f"{_quoted(document, d.span)}: {phrases.days(d)}" for d in (event.date,) if d]),
        *(("amount", [f"{_quoted(document, q.span)}: {phrases.amount(q)}"]) for q in event.quantities),
        ("retells", _retelling(why.retelling) if why.retelling else []),
    ):
        if reasons:
            grid.add_row(label, Text("\n".join(reasons)))
    console.print(Padding(grid, (0, 0, 1, 2)))


def _grid() -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_LABEL, no_wrap=True, style="dim")
    grid.add_column(ratio=1, overflow="fold")
    return grid


def _act(document: Document, act: ActWhy) -> list[str]:
    return [
        f"at {_quoted(document, act.at)}: {_shares(act.best)}",
        f"any act {act.told:.2f}, threshold {act.threshold:.2f}",
        f"encoder alone: {_shares(act.encoder)}",
        *(_frames(document, act.frames) or ["no frame of the lexicon matched"]),
    ]


def _frames(document: Document, frames: Sequence[FrameMet]) -> list[str]:
    shown = [_frame(document, frame) for frame in frames[:_FRAMES]]
    more = len(frames) - len(shown)
    return [*shown, f"and {more} more frame{'s' if more > 1 else ''}"] if more else shown


def _frame(document: Document, frame: FrameMet) -> str:
    met = _quoted(document, frame.words)
    if frame.need is not None:
        met += f" with {_quoted(document, frame.need)}"
    deed = " ".join(part for part in (frame.category.value, frame.mode) if part)
    return f"frame of {deed} at {met}: {_shortened(frame.frame)}"


def _shortened(frame: str) -> str:
    """A frame with at most four of the nouns that it may need."""
    words, plus, needs = frame.partition(" + ")
    nouns = needs.split("|")
    return words + plus + "|".join(nouns[:4]) + (" ..." if len(nouns) > 4 else "")


def _status(status: StatusWhy) -> list[str]:
    return [
        f"rule “{status.rule}”: {status.ruled.value}, certainty {status.certainty:.2f}, "
        f"weight {status.weight:.1f}",
        f"encoder: {_shares(status.encoder)}",
    ]


def _party(document: Document, party: PartyWhy) -> list[str]:
    coded = [phrases.code(entity) or "unknown" for entity in party.entities]
    odds = f"log-odds {party.odds:+.2f}"
    if party.role is None:
        odds = f"as {party.considered} {odds}"
    return [
        f"{phrases.cut(document, party.mention)} ({phrases.listed(coded)}): {odds}, "
        f"threshold {party.threshold:+.2f}",
        *([_weights(party.reasons)] if party.reasons else []),
        *(_witness(document, witness) for witness in party.witnesses if party.role is not None),
    ]


def _witness(document: Document, witness: Witness) -> str:
    where = "" if witness.span is None else _quoted(document, witness.span)
    if witness.kind == "taught":
        at = witness.span.start if witness.span else 0
        return f"taught by {where} at {at}"
    if witness.kind in _COUNTRIES:
        return f"{witness.value}: {_COUNTRIES[witness.kind]}"
    return f"{witness.kind} {where}: {witness.words}, {witness.value or 'no code'}"


def _link(document: Document, link: LinkWhy) -> str:
    entity = phrases.entity(document, link.entity)
    if link.cue is None:
        return f"{entity}: the actor's own words"
    return f"{entity} {_PARTS[link.part]} {_quoted(document, link.cue)}"


def _place(where: Place) -> str:
    parts = [phrases.place(where)]
    if where.latitude is not None and where.longitude is not None:
        parts.append(f"{where.latitude:.2f}, {where.longitude:.2f}")
    if where.geonames_id is not None:
        parts.append(f"GeoNames {where.geonames_id}")
    return phrases.listed(parts)


def _retelling(retelling: RetellingWhy) -> list[str]:
    via = "" if retelling.compared == retelling.first else f", as {retelling.compared} does"
    return [
        f"{retelling.first}{via}: likeness {retelling.likeness:.2f}, threshold {retelling.threshold:.2f}",
        _weights(retelling.reasons),
    ]


def _near(document: Document, near: Near) -> Text:
    lines = [f"{_quoted(document, near.word)}: any act {near.told:.2f}, most likely {near.act.value}"]
    lines += _frames(document, near.frames)
    return Text("\n".join(lines), style="dim")


def _quoted(document: Document, span: Span) -> str:
    return f"“{phrases.cut(document, span)}”"


def _shares(scored: Sequence[Scored], nothing: str = "") -> str:
    return phrases.listed([f"{one.name or nothing} {one.value:.2f}" for one in scored])


def _weights(scored: Sequence[Scored]) -> str:
    return phrases.listed([f"{_NAMES.get(one.name or '', one.name)} {one.value:+.2f}" for one in scored])
