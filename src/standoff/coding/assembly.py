"""From a predicate to an event: every other step asked for its field."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from standoff.coding.confidence import confidence
from standoff.coding.how_many.quantities import event_quantities
from standoff.coding.how_many.quantity_mentions import QuantityMention, find_quantities
from standoff.coding.parsing.parse import Sentence
from standoff.coding.said.chains import Chains, utters
from standoff.coding.said.sayings import Position, Saying
from standoff.coding.said.stances import Told, find_stances
from standoff.coding.what.encoder import Reading
from standoff.coding.what.predicates import Predicate
from standoff.coding.when.date_mentions import DateMention, find_dates
from standoff.coding.when.dates import event_date
from standoff.coding.where.places import event_places
from standoff.coding.whether.status import StatusReading, read_status
from standoff.coding.who.mentions import Mention, MentionIndex, Referent
from standoff.coding.who.roles import Roles, find_roles
from standoff.ontology.actors import ActorNames
from standoff.ontology.plover import Sector, Status, fold
from standoff.types import Document, Entity, Event, Place, Span, Stance, Timex, Toponym

RULES = 1.0
"""What a fully certain rule adds to the encoder's probability of a status."""
_LOCAL = frozenset(
    {
        Sector.CVL,
        Sector.UAF,
        Sector.MED,
        Sector.COP,
        Sector.BUS,
        Sector.LAB,
        Sector.MIL,
        Sector.EDU,
        Sector.CRM,
    }
)
"""Sectors whose people are of the country of the deed where the text names no other."""
_RESIDENT = frozenset(
    {Sector.CVL, Sector.UAF, Sector.MED, Sector.COP, Sector.LAB, Sector.EDU, Sector.CRM, Sector.BUS}
)
"""Sectors of which the place of a deed tells more than what the text is about."""


@dataclass(frozen=True, slots=True)
class Where:
    """The country of a deed; ``sure`` where the event has a place that says so."""

    code: str | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class StatusChoice:
    """A status, and what speaks for it: the rule that was met, and the encoder's probabilities."""

    status: Status
    ruled: StatusReading
    odds: Mapping[str, float]


@dataclass(frozen=True)
class Scene:
    """All that the earlier steps found in one document.

    ``names`` are those of actors that mentions were looked up among, ``None`` for those that we ship.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: MentionIndex
    toponyms: tuple[Toponym, ...]
    sayings: tuple[Saying, ...]
    predicates: tuple[Predicate, ...]
    reading: Reading
    names: ActorNames | None = None

    @cached_property
    def heads(self) -> dict[int, frozenset[int]]:
        """The anchors' head tokens, by sentence."""
        found: dict[int, set[int]] = defaultdict(set)
        for predicate in self.predicates:
            found[predicate.sentence].add(predicate.head)
        return {number: frozenset(heads) for number, heads in found.items()}

    @cached_property
    def chains(self) -> Chains:
        return Chains(self.sentences, self.sayings)

    @cached_property
    def dates(self) -> dict[int, tuple[DateMention, ...]]:
        day, told = self.document.day_published, None
        found = {}
        for number in sorted(self.heads):
            found[number] = find_dates(self.sentences[number], day, told)
            told = found[number][-1].start if found[number] else told
        return found

    @cached_property
    def quantities(self) -> dict[int, tuple[QuantityMention, ...]]:
        return {number: find_quantities(self.sentences[number]) for number in self.heads}


def assemble(scene: Scene, number: int) -> Event:
    """The event of predicate ``number`` of a scene, without its link to other tellings."""
    predicate = scene.predicates[number]
    sentence = scene.sentences[predicate.sentence]
    others = scene.heads[predicate.sentence] - {predicate.head}
    speaker = speaker_of(scene, predicate)
    roles = find_roles(predicate, scene.sentences, scene.mentions, scene.reading, speaker)
    status, day = status_and_date(scene, predicate)
    places = event_places(
        sentence,
        predicate.first,
        predicate.last,
        predicate.head,
        scene.toponyms,
        others,
        predicate.act,
        _owner(roles),
    )
    quantities = event_quantities(
        sentence,
        predicate.first,
        predicate.last,
        predicate.head,
        scene.quantities[predicate.sentence],
        predicate.act,
        predicate.mode,
        others,
    )
    country = _country_of_deed(places, scene.toponyms, sentence)
    return Event(
        id=f"e{number + 1}",
        document_id=scene.document.id,
        act=predicate.act,
        event=fold(predicate.act, status.status),
        mode=predicate.mode,
        status=status.status,
        anchor=sentence.span(predicate.first, predicate.last),
        actors=tuple(e for f in roles.actors for e in entities(f.mention, country)),
        recipients=tuple(e for f in roles.recipients for e in entities(f.mention, country)),
        attribution=tuple(
            _source(scene, link, country) for link in chain_of(scene, predicate, roles, status.status)
        ),
        places=places,
        date=day,
        quantities=quantities,
        confidence=confidence(predicate),
    )


def speaker_of(scene: Scene, predicate: Predicate) -> Mention | None:
    """The innermost source of what the anchor stands in."""
    found = scene.chains.of(Position(predicate.sentence, predicate.head))
    return scene.mentions.at(found[-1].sentence, found[-1].token) if found else None


def entities(mention: Mention, country: Where) -> tuple[Entity, ...]:
    """One entity for each actor that a mention stands for.

    ``country`` is that of the deed; people of no country that the text names are taken for its people,
    and so are those whose country is only guessed, where a place of the event tells it.
    """
    return tuple(
        Entity(mention.span, _code(mention, referent, country), referent.sector, referent.name)
        for referent in mention.referents or (Referent(),)
    )


def _owner(roles: Roles) -> str | None:
    """The country of the first actor that has one, whose "bases" and "soil" the sentence may name."""
    codes = (referent.code for filler in roles.actors for referent in filler.mention.referents)
    return next((code for code in codes if code), None)


def _code(mention: Mention, referent: Referent, country: Where) -> str | None:
    if mention.guessed and country.sure and referent.sector in _RESIDENT:
        return country.code
    if referent.code is None and referent.sector in _LOCAL and referent.name is None:
        return country.code
    return referent.code


def _country_of_deed(places: Sequence[Place], toponyms: Sequence[Toponym], sentence: Sentence) -> Where:
    """The country of the event's place, else of a place in its sentence, else the last named before it."""
    for place in places:
        if place.country:
            return Where(place.country, sure=True)
    here = bisect_left(toponyms, sentence.end, key=lambda toponym: toponym.span.start)
    return Where(next((t.country for t in reversed(toponyms[:here]) if t.country), None))


def status_and_date(scene: Scene, predicate: Predicate) -> tuple[StatusChoice, Timex | None]:
    """Each helps the other: an old date makes a deed background, a status picks among dates."""
    sentence = scene.sentences[predicate.sentence]
    dates = scene.dates[predicate.sentence]
    first = event_date(sentence, predicate.head, dates, predicate.act)
    status = _status(scene, predicate, first)
    return status, event_date(sentence, predicate.head, dates, predicate.act, status.status)


def _status(scene: Scene, predicate: Predicate, day: Timex | None) -> StatusChoice:
    """The encoder's view and the rules' reading, which counts by its certainty."""
    odds = scene.reading.statuses(predicate.sentence, predicate.head)
    ruled = read_status(
        scene.sentences[predicate.sentence],
        predicate.first,
        predicate.last,
        predicate.head,
        predicate.act,
        day,
        scene.document.day_published,
    )
    best = max(odds, key=lambda name: odds[name] + RULES * ruled.certainty * (name == ruled.status))
    return StatusChoice(Status(best), ruled, odds)


def chain_of(scene: Scene, predicate: Predicate, roles: Roles, status: Status) -> tuple[Position, ...]:
    """The heads of the event's sources, from the outermost reporter to the innermost source."""
    anchor = Position(predicate.sentence, predicate.head)
    words = scene.sentences[predicate.sentence].tokens[predicate.first : predicate.last + 1]
    utterance = utters(predicate.act, status, [token.lemma for token in words])
    utterer = None
    if utterance and roles.actors:
        mention = max(roles.actors, key=lambda f: f.odds).mention
        utterer = Position(mention.sentence, mention.head)
    return scene.chains.of(
        anchor,
        utterance=utterance,
        utterer=utterer,
        background=status is Status.HISTORICAL,
        same=lambda a, b: _same(scene, a, b),
    )


def _source(scene: Scene, position: Position, country: Where) -> Entity:
    mention = scene.mentions.at(position.sentence, position.token)
    if mention is None:
        token = scene.sentences[position.sentence].tokens[position.token]
        return Entity(Span(token.start, token.end))
    return entities(mention, country)[0]


def _same(scene: Scene, a: Position, b: Position) -> bool:
    """Whether two heads stand for one actor: an anaphor and what it stands for, or one name twice."""
    first, second = (scene.mentions.at(p.sentence, p.token) for p in (a, b))
    if first is None or second is None:
        return a == b
    if first.span == second.span:
        return True
    taught = {span for span in (first.taught_by, second.taught_by) if span is not None}
    if first.span in taught or second.span in taught:
        return True
    return first.taught_by is not None and first.taught_by == second.taught_by


def stances_of(scene: Scene, events: Sequence[Event]) -> tuple[Stance, ...]:
    """The stances of third parties to the events of a scene."""
    told = [
        Told(
            event.id,
            predicate.sentence,
            event.act,
            event.anchor,
            frozenset(actor.code for actor in event.actors if actor.code),
            event.same_as,
        )
        for event, predicate in zip(events, scene.predicates, strict=True)
    ]
    holders = [
        (Position(mention.sentence, mention.head), referent.code)
        for mention in scene.mentions.mentions
        for referent in mention.referents[:1]
        if referent.code
    ]
    return tuple(
        Stance(found.event, _source(scene, found.holder, Where()), found.stance, found.span)
        for found in find_stances(scene.sentences, told, holders)
    )
