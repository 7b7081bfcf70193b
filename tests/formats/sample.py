"""A document of our own writing, coded by hand, that every format is tried on."""

from __future__ import annotations

from datetime import date

from standoff.ontology.plover import Category, Sector, Status, fold
from standoff.types import (
    Attribution,
    CoderVersion,
    Coding,
    Document,
    Entity,
    Event,
    Place,
    Quantity,
    Span,
    Stance,
    Timex,
    Toponym,
)

TEXT = """## Lisbon warns Rabat over the strait

Portuguese Foreign Minister Ana Quintela said on Monday that her country would close its ports if Morocco \
seizes another trawler. At least three sailors were killed and between seven and nine wounded in Sunday's \
clash, Lusa reported, citing a coastguard officer.

- Morocco denied that its ships had fired on the crew.
- Portugal pledged $40 million <b>& up to 60 marines</b> for the islands.

Rabat annexed the islets in 2009.
"""


def span(words: str, nth: int = 1) -> Span:
    """The ``nth`` place where the words stand in the text."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def entity(words: str, code: str | None, sector: str | None, name: str | None = None, nth: int = 1) -> Entity:
    return Entity(span(words, nth), code, Sector(sector) if sector else None, name)


DOCUMENT = Document(
    id="strait-7",
    text=TEXT,
    url="https://news.example/strait?a=1&b=2",
    headline="Lisbon warns <Rabat> over the strait",
    publisher="The Example",
    date_published=date(2031, 6, 10),
    language="en",
)

_QUINTELA = entity("Portuguese Foreign Minister Ana Quintela", "PRT", "GOV", "Ana Quintela")
_LUSA, _OFFICER = entity("Lusa", "PRT", "JRN", "Lusa"), entity("a coastguard officer", None, "MIL")


def _event(
    number: int, act: Category, status: Status, anchor: Span, mode: str | None = None, **fields: object
) -> Event:
    return Event(
        f"e{number}", DOCUMENT.id, act, fold(act, status), mode, status, anchor, **fields  # type: ignore[arg-type]
    )  # fmt: skip


EVENTS = (
    _event(
        1,
        Category.THREATEN,
        Status.ACTUAL,
        span("warns"),
        "restrict",
        actors=(entity("Lisbon", "PRT", "GOV", "Portugal"),),
        recipients=(entity("Rabat", "MAR", "GOV", "Morocco"),),
        confidence=0.91,
    ),
    _event(
        2,
        Category.COERCE,
        Status.CONDITIONAL,
        span("close its ports"),
        "restrict",
        actors=(entity("her country", "PRT", "GOV", "Portugal"),),
        recipients=(entity("Morocco", "MAR", "GOV"),),
        attribution=(_QUINTELA,),
        date=Timex(span("on Monday"), date(2031, 6, 9), date(2031, 6, 9)),
        same_as="e1",
        confidence=0.74,
    ),
    _event(
        3,
        Category.COERCE,
        Status.HYPOTHETICAL,
        span("seizes another trawler"),
        "seize",
        actors=(entity("Morocco", "MAR", "GOV"),),
        attribution=(_QUINTELA,),
        quantities=(Quantity(span("another trawler"), 1, 1, "ships"),),
    ),
    _event(
        4,
        Category.ASSAULT,
        Status.ACTUAL,
        span("killed"),
        recipients=(entity("three sailors", "PRT", "CVL"),),
        attribution=(_LUSA, _OFFICER),
        places=(Place(span("the strait"), "at", "Strait of Gibraltar", None, 35.97, -5.49, 2411586),),
        date=Timex(span("Sunday"), date(2031, 6, 8), date(2031, 6, 8)),
        quantities=(
            Quantity(span("At least three sailors"), 3, None, "killed"),
            Quantity(span("between seven and nine"), 7, 9, "wounded"),
        ),
        confidence=0.66,
    ),
    _event(
        5,
        Category.REJECT,
        Status.ACTUAL,
        span("denied"),
        actors=(entity("Morocco", "MAR", "GOV", nth=2),),
        attribution=(entity("Morocco", "MAR", "GOV", nth=2),),
    ),
    _event(
        6,
        Category.ASSAULT,
        Status.NEGATED,
        span("fired on the crew"),
        "heavy-weapons",
        actors=(entity("its ships", "MAR", "MIL"),),
        recipients=(entity("the crew", None, "CVL"),),
        attribution=(entity("Morocco", "MAR", "GOV", nth=2),),
    ),
    _event(
        7,
        Category.AID,
        Status.PLANNED,
        span("pledged $40 million"),
        actors=(entity("Portugal", "PRT", "GOV"),),
        quantities=(Quantity(span("$40 million"), 40_000_000, 40_000_000, "USD"),),
    ),
    _event(
        8,
        Category.MOBILIZE,
        Status.PLANNED,
        span("$40 million <b>& up to 60 marines"),
        "troops",
        actors=(entity("Portugal", "PRT", "GOV"),),
        places=(Place(span("the islands"), "to", "Madeira", "PRT", 32.75, -17.0, 2593109),),
        quantities=(Quantity(span("up to 60 marines"), None, 60, "troops"),),
    ),
    _event(
        9,
        Category.COERCE,
        Status.HISTORICAL,
        span("annexed"),
        "seize",
        actors=(entity("Rabat", "MAR", "GOV", nth=2),),
        date=Timex(span("in 2009"), date(2009, 1, 1), date(2009, 12, 31)),
    ),
)

CODING = Coding(
    document_id=DOCUMENT.id,
    coder=CoderVersion("0.1.0", "abc123", "hand 1"),
    events=EVENTS,
    stances=(
        Stance(
            "e4", entity("Morocco", "MAR", "GOV", nth=2), "denies", span("denied that its ships had fired")
        ),
    ),
    attributions=(
        Attribution((_QUINTELA.span,), (span("said"),), (span("her country would close its ports"),)),
    ),
    toponyms=(
        Toponym(span("Rabat"), "Rabat", "MAR", 34.01, -6.83, 2538475),
        Toponym(span("the islets"), "islets"),
    ),
)

EMPTY = Document(id="nothing", text="A quiet day.\n")
EMPTY_CODING = Coding(EMPTY.id, CODING.coder)

PAIRS = ((DOCUMENT, CODING), (EMPTY, EMPTY_CODING))
