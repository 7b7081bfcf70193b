"""The frozen values that pass between the rooms of the house.

Every span is a half-open pair of code-point offsets into ``Document.text``; ``span.of(text)`` cuts
out its words. A document's text never changes once the document exists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Literal

from standoff.ontology.plover import Category, Sector, Status

PlaceRole = Literal["at", "from", "to"]
StanceKind = Literal["confirms", "doubts", "denies"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``[start, end)`` in code points of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that the span cuts out of ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was published: an article, a plain file, or one update of a live page.

    ``id`` is given by the input or is ``document_id(url, text)``. ``date_published`` is the day (or
    the moment, with its zone) that dates in the text are reckoned from; ``None`` is unknown.
    ``is_part_of`` is the url of the page that a live update stands on; ``supersedes`` is the id of the
    version of this text that was read before. ``language`` is a BCP 47 tag, as the publisher gives it.
    """

    id: str
    text: str
    url: str | None = None
    headline: str | None = None
    publisher: str | None = None
    date_published: date | datetime | None = None
    date_modified: date | datetime | None = None
    language: str | None = None
    is_part_of: str | None = None
    authors: tuple[str, ...] = ()
    supersedes: str | None = None

    @property
    def text_sha256(self) -> str:
        """Hexadecimal SHA-256 of the text in UTF-8."""
        return sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def day_published(self) -> date | None:
        """The calendar day of publication, in the zone that the publisher gave."""
        moment = self.date_published
        return moment.date() if isinstance(moment, datetime) else moment


def document_id(url: str | None, text: str) -> str:
    """A name for a document without one: 16 hexadecimal digits of SHA-256 over url and text."""
    return sha256(f"{url or ''}\n{text}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Retraction:
    """A document that its publisher took away: an update that stands on its page no more.

    ``noticed`` is when we saw that it was gone, with its zone; when it was removed nobody says.
    """

    document_id: str
    noticed: datetime
    url: str | None = None
    is_part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor, a recipient or a source, as codebook section 4 has it.

    ``code`` is ISO 3166-1 alpha-3 or a PLOVER code such as IGO or UNO, ``sector`` a PLOVER sector,
    ``name`` the name that the text or a gazetteer gives; each ``None`` where it is unknown.
    """

    span: Span
    code: str | None = None
    sector: Sector | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place tied to an event. ``country`` is ISO 3166-1 alpha-3; coordinates are WGS 84 degrees."""

    span: Span
    role: PlaceRole
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name anywhere in the text, with or without a place on the globe."""

    span: Span
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Timex:
    """Words that fix a day or a stretch of days; both ends belong to it."""

    span: Span
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count or amount in the deed. ``None`` is an open end: "up to 60" is (None, 60)."""

    span: Span
    low: int | float | None
    high: int | float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Event:
    """One deed, told once. ``id`` is unique within its document ("e1", "e2" ... in text order).

    ``act`` is the category of the deed itself, ``event`` the category after PLOVER's folding of deeds
    that are only promised. ``attribution`` runs from the outermost reporter to the innermost source.
    ``same_as`` names the first telling of the same deed in the document. ``confidence`` lies in [0, 1].
    """

    id: str
    document_id: str
    act: Category
    event: Category
    mode: str | None
    status: Status
    anchor: Span
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    attribution: tuple[Entity, ...] = ()
    places: tuple[Place, ...] = ()
    date: Timex | None = None
    quantities: tuple[Quantity, ...] = ()
    same_as: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """A third party confirms, doubts or denies an event that the document tells elsewhere."""

    event: str
    holder: Entity
    stance: StanceKind
    span: Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say what: each part is one or more spans, in text order."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CoderVersion:
    """What made a coding: versions of the code, of the lexicon, of the parser and of the model."""

    code: str
    lexicon: str
    parser: str
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was read out of one document."""

    document_id: str
    coder: CoderVersion
    events: tuple[Event, ...] = ()
    stances: tuple[Stance, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    toponyms: tuple[Toponym, ...] = field(default=())
