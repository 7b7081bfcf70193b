"""The fields of an event in words, for people: the table and the page share them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType

from standoff.ontology.plover import Status
from standoff.types import Document, Entity, Event, Place, Quantity, Span, Timex

STATUS_MARKS: MappingProxyType[Status, str] = MappingProxyType(
    {
        Status.ACTUAL: "●",
        Status.PLANNED: "→",
        Status.CONDITIONAL: "⇢",
        Status.HYPOTHETICAL: "?",
        Status.NEGATED: "✕",
        Status.HISTORICAL: "↶",
    }
)
STATUS_MEANINGS: MappingProxyType[Status, str] = MappingProxyType(
    {
        Status.ACTUAL: "told as done or going on",
        Status.PLANNED: "announced, due or intended",
        Status.CONDITIONAL: "to follow if something else happens",
        Status.HYPOTHETICAL: "feared, possible or asked about",
        Status.NEGATED: "told not to have happened",
        Status.HISTORICAL: "background, more than 60 days old",
    }
)

# Controls, and the marks that turn the direction of writing: neither belongs in a table or a page.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_BLANKS = re.compile(r"\s+")


def safe(words: str) -> str:
    """The words on one line, without anything that could steer a terminal or a browser."""
    return _BLANKS.sub(" ", shown(words)).strip()


def shown(words: str) -> str:
    """The words with their blanks as they are, without anything that could steer a browser."""
    return _UNSAFE.sub("\ufffd", words)


def cut(document: Document, span: Span) -> str:
    """The words of a span, safe to show."""
    return safe(span.of(document.text))


def title(document: Document) -> str:
    """What a document is called."""
    return safe(document.headline or document.id)


def day(moment: date | None) -> str | None:
    """``2031-05-13``: the calendar day of a date or a moment."""
    return moment.isoformat()[:10] if moment is not None else None


def code(entity: Entity) -> str | None:
    """``PHL GOV``; ``None`` where neither is known."""
    parts = [entity.code, entity.sector.value if entity.sector else None]
    return " ".join(part for part in parts if part) or None


def entity(document: Document, whom: Entity) -> str:
    """``Ocampo (PHL GOV)``."""
    coded = code(whom)
    words = cut(document, whom.span)
    return f"{words} ({coded})" if coded else words


def category(event: Event) -> str:
    """``ASSAULT aerial``, or ``THREATEN (ASSAULT aerial)`` where the deed is only held out."""
    folded = event.event is not event.act
    deed = " ".join(part for part in (event.act.value, event.mode) if part)
    return f"{event.event.value} ({deed})" if folded else deed


def amount(quantity: Quantity) -> str:
    """``50 to 60 troops``, ``at least 3 killed``, ``up to 60 troops``, ``1 ship``, ``USD 40 million``."""
    low, high = _number(quantity.low), _number(quantity.high)
    if low is not None and high is not None:
        figure = low if low == high else f"{low} to {high}"
    elif low is not None:
        figure = f"at least {low}"
    else:
        figure = f"up to {high}"
    if len(quantity.unit) == 3 and quantity.unit.isupper():
        return f"{quantity.unit} {figure}"
    single = figure == "1" and quantity.unit.endswith("s")
    return f"{figure} {quantity.unit.removesuffix('s') if single else quantity.unit}"


def _number(value: float | None) -> str | None:
    if value is None:
        return None
    for size, word in ((10**9, "billion"), (10**6, "million")):
        if value >= size and value * 100 % size == 0:
            return f"{value / size:,.2f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,}"


def place(where: Place) -> str:
    """``Subic Bay (PHL)``, ``to Palawan (PHL)``."""
    role = "" if where.role == "at" else f"{where.role} "
    country = f" ({where.country})" if where.country else ""
    return f"{role}{safe(where.name)}{country}"


def days(timex: Timex | None) -> str | None:
    """``2031-05-13``; a stretch as its first and last day, a whole month or year as such."""
    if timex is None:
        return None
    start, end = timex.start, timex.end
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start.year:04}"
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and _is_month_end(end):
        return start.isoformat()[:7]
    return f"{start.isoformat()} to {end.isoformat()}"


def _is_month_end(end: date) -> bool:
    return end == date.max or date.fromordinal(end.toordinal() + 1).day == 1


def listed(parts: Sequence[str]) -> str:
    """Parts joined by a comma; none is an empty string."""
    return ", ".join(parts)
