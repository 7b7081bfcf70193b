"""One self-contained page: the text with its events marked in place, and a register of them.

No script: fields appear on hover and on keyboard focus by style rules alone, and every mark is a link to
the event's row in the register, so that nothing is lost without them. The style is allowed by its hash in
the content security policy; nothing is ever fetched.
"""

from __future__ import annotations

from base64 import b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from standoff.coding.parsing.layout import blocks
from standoff.formats import phrases
from standoff.formats.marks import pieces
from standoff.formats.plover import QUADS
from standoff.ontology.plover import Status
from standoff.types import Coding, Document, Entity, Event, Span

QUAD_NAMES = {
    1: "Words of cooperation",
    2: "Deeds of cooperation",
    3: "Words of conflict",
    4: "Deeds of conflict",
}
"""PLOVER's four quad categories, as the legend calls them."""

ROLES = {"a": "who", "r": "whom", "s": "according to", "p": "where", "d": "when", "q": "how many"}
"""What lights up in the text with an event, by the letter of its colour."""

_LONGEST_PREVIEW = 4


@dataclass(frozen=True, slots=True)
class _Party:
    words: str
    code: str | None
    short: str


@dataclass(frozen=True, slots=True)
class _Row:
    """The fields of one event in words."""

    number: int
    id: str
    key: str
    quad: int
    category: str
    anchor: str
    status: str
    mark: str
    meaning: str
    actors: tuple[_Party, ...]
    recipients: tuple[_Party, ...]
    chain: tuple[_Party, ...]
    places: str
    days: str | None
    words_of_date: str | None
    amounts: str
    same_as: str | None
    same_key: str | None
    confidence: str | None
    stances: tuple[tuple[_Party, str, str], ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A piece of an anchor, or plain text where ``rows`` is empty."""

    key: str
    parts: tuple[tuple[str, str], ...]
    rows: tuple[_Row, ...]
    opens: tuple[str, ...]
    quad: int
    statuses: str
    marks: str


@dataclass(frozen=True, slots=True)
class _Line:
    heading: bool
    marks: tuple[_Mark, ...]
    rows: tuple[_Row, ...]
    more: int


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    title: str
    facts: tuple[str, ...]
    url: str | None
    lines: tuple[_Line, ...]
    rows: tuple[_Row, ...]


def render(pairs: Sequence[tuple[Document, Coding]]) -> str:
    """The page of all documents, one after another."""
    pages = [_page(number, document, coding) for number, (document, coding) in enumerate(pairs, start=1)]
    rules = "".join(rule for page in pages for rule in _rules(page))
    style = _source("page.css") + rules
    digest = b64encode(sha256(style.encode("utf-8")).digest()).decode("ascii")
    used = {row.status for page in pages for row in page.rows}
    return _template().render(
        pages=pages,
        title=pages[0].title if len(pages) == 1 else f"{len(pages)} documents",
        total=sum(len(page.rows) for page in pages),
        style=Markup(style),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        quads=QUAD_NAMES,
        roles=ROLES,
        statuses=[
            (status.value, phrases.STATUS_MARKS[status], phrases.STATUS_MEANINGS[status], status in used)
            for status in Status
        ],
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, auto_reload=False
    )
    return environment.from_string(_source("page.html.j2"))


def _source(name: str) -> str:
    return (files("standoff.formats") / "templates" / name).read_text(encoding="utf-8")


def _page(number: int, document: Document, coding: Coding) -> _Page:
    rows = _table(number, document, coding)
    published = phrases.day(document.date_published)
    facts = [phrases.safe(fact) for fact in (document.publisher, published) if fact]
    url = document.url if document.url and urlsplit(document.url).scheme in ("http", "https") else None
    lines = tuple(_lines(document, coding, rows))
    return _Page(number, phrases.title(document), tuple(facts), url, lines, rows)


def _table(number: int, document: Document, coding: Coding) -> tuple[_Row, ...]:
    keys = {event.id: f"d{number}e{place}" for place, event in enumerate(coding.events)}
    rows = []
    for place, event in enumerate(coding.events):
        stances = tuple(
            (_party(document, stance.holder), stance.stance, phrases.cut(document, stance.span))
            for stance in coding.stances
            if stance.event == event.id
        )
        rows.append(_row(place, document, event, keys, stances))
    return tuple(rows)


def _row(
    number: int,
    document: Document,
    event: Event,
    keys: dict[str, str],
    stances: tuple[tuple[_Party, str, str], ...],
) -> _Row:
    return _Row(
        number=number,
        id=event.id,
        key=keys[event.id],
        quad=QUADS[event.event],
        category=phrases.category(event),
        anchor=phrases.cut(document, event.anchor),
        status=event.status.value,
        mark=phrases.STATUS_MARKS[event.status],
        meaning=phrases.STATUS_MEANINGS[event.status],
        actors=tuple(_party(document, entity) for entity in event.actors),
        recipients=tuple(_party(document, entity) for entity in event.recipients),
        chain=tuple(_party(document, entity) for entity in event.attribution),
        places=phrases.listed([phrases.place(place) for place in event.places]),
        days=phrases.days(event.date),
        words_of_date=phrases.cut(document, event.date.span) if event.date else None,
        amounts=phrases.listed([phrases.amount(quantity) for quantity in event.quantities]),
        same_as=event.same_as,
        same_key=keys.get(event.same_as) if event.same_as else None,
        confidence=f"{event.confidence:.0%}" if event.confidence is not None else None,
        stances=stances,
    )


def _party(document: Document, entity: Entity) -> _Party:
    words, coded = phrases.cut(document, entity.span), phrases.code(entity)
    return _Party(words, coded, coded if coded and entity.code else words)


def _lines(document: Document, coding: Coding, rows: tuple[_Row, ...]) -> Iterator[_Line]:
    anchors = [event.anchor for event in coding.events]
    by_start = sorted(range(len(anchors)), key=lambda number: anchors[number])
    starts = [anchors[number].start for number in by_start]
    longest = max((span.end - span.start for span in anchors), default=0)
    marks = sorted(_marks(coding))
    mark_starts = [span.start for span, _ in marks]
    mark_longest = max((span.end - span.start for span, _ in marks), default=0)
    for block in blocks(document.text):
        start, end = block.span.start, block.span.end
        near = sorted(by_start[bisect_left(starts, start - longest) : bisect_right(starts, end)])
        named = marks[bisect_left(mark_starts, start - mark_longest) : bisect_right(mark_starts, end)]
        found = [rows[number] for number in near if anchors[number].overlaps(block.span)]
        yield _Line(
            heading=block.heading,
            marks=tuple(_drawn(document, block.span, near, anchors, named, rows)),
            rows=tuple(found[:_LONGEST_PREVIEW]),
            more=max(0, len(found) - _LONGEST_PREVIEW),
        )


def _marks(coding: Coding) -> Iterator[tuple[Span, str]]:
    """Every span of an event's fields, named by role and event: ``a3`` is an actor of event 3."""
    for number, event in enumerate(coding.events):
        for role, fields in (
            ("a", event.actors),
            ("r", event.recipients),
            ("s", event.attribution),
            ("p", event.places),
            ("q", event.quantities),
        ):
            for field in fields:
                yield field.span, f"{role}{number}"
        if event.date is not None:
            yield event.date.span, f"d{number}"


def _drawn(
    document: Document,
    within: Span,
    near: Sequence[int],
    anchors: Sequence[Span],
    named: Sequence[tuple[Span, str]],
    rows: tuple[_Row, ...],
) -> Iterator[_Mark]:
    seen: set[int] = set()
    for piece in pieces(within, [anchors[number] for number in near], named):
        covering = [near[number] for number in piece.anchors]
        covered = tuple(rows[number] for number in covering)
        parts = tuple(
            (phrases.shown(part.span.of(document.text)), " ".join(part.marks)) for part in piece.parts
        )
        last = [row for row in covered if anchors[row.number].end == piece.span.end]
        yield _Mark(
            key=f"{covered[0].key}p{piece.span.start}" if covered else "",
            parts=parts,
            rows=covered,
            opens=tuple(f"m{row.key}" for row in covered if row.number not in seen),
            quad=max((row.quad for row in covered), default=0),
            statuses=" ".join(sorted({row.status for row in covered})),
            marks="".join(dict.fromkeys(row.mark for row in last if row.status != Status.ACTUAL.value)),
        )
        seen |= set(covering)


def _rules(page: _Page) -> Iterator[str]:
    """While an event's mark or row is pointed at or focused, its parties in the text are lit."""
    used = {
        name
        for line in page.lines
        for mark in line.marks
        for _, names in mark.parts
        for name in names.split()
    }
    for row in page.rows:
        lit = [name for role in ROLES if (name := f"{role}{row.number}") in used]
        on = f"#d{page.number}:has(.{row.key}:is(:hover,:focus-visible))"
        for name in lit:
            yield f"{on} .{name}{{background:var(--{name[0]})}}\n"
