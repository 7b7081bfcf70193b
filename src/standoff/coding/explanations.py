"""Why events were coded as they were: the values that ``explain`` gives back.

Spans are offsets into the document's text. Weights and odds are natural logarithms of odds, probabilities
lie in [0, 1].
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from standoff.ontology.plover import Category, Status
from standoff.types import Entity, Event, Span

Role = Literal["actor", "recipient"]
WitnessKind = Literal["taught", "gazetteer", "noun", "place", "guess", "deed"]
LinkPart = Literal["speaker", "medium", "cited", "own words"]


@dataclass(frozen=True, slots=True)
class Scored:
    """A name with a probability or a weight; the name ``None`` is "no mode"."""

    name: str | None
    value: float


@dataclass(frozen=True, slots=True)
class FrameMet:
    """A frame of the lexicon, the words it was met in, and the noun it needed, if it needs one."""

    frame: str
    category: Category
    mode: str | None
    words: Span
    need: Span | None


@dataclass(frozen=True, slots=True)
class ActWhy:
    """Why these words anchor an event of this act.

    ``told`` is the highest probability of any act among the anchor's words, which must reach
    ``threshold``; ``best`` the most likely acts at the word ``at`` that speaks most clearly for the act
    chosen, by encoder and lexicon together, and ``encoder`` by the encoder alone; ``frames`` what the
    lexicon proposed at the anchor, frames of the chosen act first.
    """

    told: float
    threshold: float
    at: Span
    best: tuple[Scored, ...]
    encoder: tuple[Scored, ...]
    modes: tuple[Scored, ...]
    frames: tuple[FrameMet, ...]


@dataclass(frozen=True, slots=True)
class MergedWhy:
    """A predicate that would have been an event of its own but tells the same deed in the same clause."""

    anchor: Span
    act: Category
    rule: str


@dataclass(frozen=True, slots=True)
class StatusWhy:
    """The rule that was met, how sure it is, what that counts (``weight``), and the encoder's view."""

    status: Status
    rule: str
    ruled: Status
    certainty: float
    weight: float
    encoder: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """What tells whom a mention stands for.

    ``taught``: the earlier mention at ``span``; ``gazetteer``: a name that our lists of actors know;
    ``noun``: a common noun that tells a sector; ``place``: a place name in the mention or near it;
    ``guess``: the country that the text is about; ``deed``: that in which the deed was done. ``value`` is
    the code or sector that it gives, ``words`` the entry.
    """

    kind: WitnessKind
    words: str | None
    value: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class PartyWhy:
    """A mention that was weighed for a role; ``role`` is ``None`` where it was not taken.

    ``odds`` are its log-odds of ``considered``, the role that fits it better, which must exceed
    ``threshold``; ``reasons`` the features that weighed most.
    """

    role: Role | None
    considered: Role
    mention: Span
    entities: tuple[Entity, ...]
    odds: float
    threshold: float
    reasons: tuple[Scored, ...]
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class LinkWhy:
    """One link of the chain of sources, and the words of saying (``cue``) by which it is one."""

    entity: Entity
    part: LinkPart
    cue: Span | None


@dataclass(frozen=True, slots=True)
class RetellingWhy:
    """The earlier telling that an event was found most like, and what spoke for it and against it."""

    first: str
    compared: str
    likeness: float
    threshold: float
    reasons: tuple[Scored, ...]


@dataclass(frozen=True, slots=True)
class EventWhy:
    """One event, with the reasons for each of its fields; places, days and amounts point at their words."""

    event: Event
    act: ActWhy
    merged: tuple[MergedWhy, ...]
    status: StatusWhy
    parties: tuple[PartyWhy, ...]
    chain: tuple[LinkWhy, ...]
    retelling: RetellingWhy | None


@dataclass(frozen=True, slots=True)
class Near:
    """A word that was no event: its best act, how likely it tells any act, and the frames met there."""

    word: Span
    act: Category
    told: float
    frames: tuple[FrameMet, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence: the events that were coded in it, and the words that came near to being one."""

    sentence: Span
    heading: bool
    events: tuple[EventWhy, ...]
    near: tuple[Near, ...]
