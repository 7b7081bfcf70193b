"""Why was it coded so? Each step of the coder asked once more, this time for its reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from standoff.coding.assembly import RULES, Scene, Where, chain_of, entities, speaker_of, status_and_date
from standoff.coding.coder import Begun, Coder
from standoff.coding.explanations import (
    ActWhy,
    EventWhy,
    Explanation,
    FrameMet,
    LinkPart,
    LinkWhy,
    MergedWhy,
    Near,
    PartyWhy,
    RetellingWhy,
    Role,
    Scored,
    StatusWhy,
)
from standoff.coding.parsing.parse import Sentence
from standoff.coding.retellings import Told, features, likeness, load_weights, tell
from standoff.coding.said.sayings import Position, Saying
from standoff.coding.what.lexicon import Match
from standoff.coding.what.merging import Merged, find_merged
from standoff.coding.what.predicates import THRESHOLD, Predicate, find_predicates, told_acts, told_modes
from standoff.coding.who import roles as choosing
from standoff.coding.who.roles import Filler, Judged, Roles
from standoff.coding.witnesses import witnesses
from standoff.ontology.plover import Category
from standoff.types import Document, Entity, Event, Span

BEST = 3
"""Acts, modes and statuses shown of the encoder's view."""
REASONS = 4
"""Features shown of a weighing."""
NEAR = 0.1
"""Least probability of an act for a word to be shown as having come near."""
_MOST_NEAR = 4
_NOT_TAKEN = 2
_MISSED_BY = 3.0
"""Log-odds by which a mention may miss its threshold and still be shown."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A document as the coder saw it."""

    begun: Begun
    scene: Scene
    events: tuple[Event, ...]
    told: tuple[Told, ...]
    merged: tuple[Merged, ...]


def explain(
    coder: Coder, document: Document, *, at: int | None = None, sentence: int | None = None
) -> tuple[Explanation, ...]:
    """Why each event of some sentences was coded, and each of its fields filled, in text order.

    Args:
        at: an offset into the text: the sentence that holds it, or the first one behind it.
        sentence: the number of a sentence in the document, from 0. Without either all are explained.
    """
    case = _case(coder, document)
    chosen = list(case.scene.sentences)
    if sentence is not None:
        chosen = [one for one in chosen if one.index == sentence]
    if at is not None:
        chosen = [one for one in chosen if at < one.end][:1]
    return tuple(_sentence(case, one) for one in chosen)


def _case(coder: Coder, document: Document) -> _Case:
    begun = coder.begin(document)
    scene = coder.scene(begun)
    events = coder.coding(scene).events
    told = tuple(
        tell(event, scene.sentences[p.sentence], p.first, p.last, p.head)
        for event, p in zip(events, scene.predicates, strict=True)
    )
    found = find_predicates(scene.sentences, begun.matches, scene.reading)
    return _Case(begun, scene, events, told, find_merged(scene.sentences, found))


def _sentence(case: _Case, sentence: Sentence) -> Explanation:
    numbers = [n for n, p in enumerate(case.scene.predicates) if p.sentence == sentence.index]
    return Explanation(
        Span(sentence.start, sentence.end),
        sentence.heading,
        tuple(_event(case, number) for number in numbers),
        _near(case, sentence),
    )


def _event(case: _Case, number: int) -> EventWhy:
    scene, event, predicate = case.scene, case.events[number], case.scene.predicates[number]
    sentence = scene.sentences[predicate.sentence]
    speaker = speaker_of(scene, predicate)
    around = (scene.sentences, scene.mentions, scene.reading, speaker)
    roles = choosing.find_roles(predicate, *around)
    return EventWhy(
        event,
        _act(case, predicate),
        tuple(
            MergedWhy(sentence.span(m.predicate.first, m.predicate.last), m.predicate.act, m.rule)
            for m in case.merged
            if _heir(case.merged, m) == predicate
        ),
        _status(scene, predicate),
        _parties(scene, event, roles, choosing.judge(predicate, *around)),
        _chain(scene, predicate, roles, event),
        _retelling(case, number),
    )


def _heir(merged: Sequence[Merged], one: Merged) -> Predicate:
    """The predicate that was left in the end, where one gave way to another that gave way itself."""
    further = next((other for other in merged if other.predicate == one.into), None)
    return one.into if further is None else _heir(merged, further)


def _act(case: _Case, predicate: Predicate) -> ActWhy:
    scene = case.scene
    sentence, labels = scene.sentences[predicate.sentence], scene.reading.labels
    matches = case.begun.matches[sentence.index]
    acts = told_acts(sentence, matches, scene.reading)[predicate.first : predicate.last + 1]
    at = int(acts[:, labels.acts.index(predicate.act)].argmax())
    alone = scene.reading.acts(sentence)[predicate.first + at]
    inside = range(predicate.first, predicate.last + 1)
    met = [m for m in matches if m.head in inside or m.need in inside]
    return ActWhy(
        told=float((1 - acts[:, 0]).max()),
        threshold=THRESHOLD,
        at=sentence.span(predicate.first + at, predicate.first + at),
        best=_best(dict(zip(labels.acts[1:], map(float, acts[at, 1:]), strict=True))),
        encoder=_best(dict(zip(labels.acts[1:], map(float, alone[1:]), strict=True))),
        modes=_best(told_modes(sentence, predicate.head, predicate.act, predicate.match, scene.reading)),
        frames=_frames(sentence, met, predicate.act),
    )


def _frames(sentence: Sentence, met: Sequence[Match], act: Category | None = None) -> tuple[FrameMet, ...]:
    """Frames as values: those of ``act`` before others, the most specific first."""
    ordered = sorted(met, key=lambda m: (m.frame.category is not act, -m.specificity, m.first))
    return tuple(
        FrameMet(
            str(match.frame),
            match.frame.category,
            match.frame.mode,
            sentence.span(match.first, match.last),
            sentence.span(match.need, match.need) if match.need is not None else None,
        )
        for match in ordered
    )


def _status(scene: Scene, predicate: Predicate) -> StatusWhy:
    choice, _ = status_and_date(scene, predicate)
    ruled = choice.ruled
    return StatusWhy(choice.status, ruled.rule, ruled.status, ruled.certainty, RULES, _best(choice.odds))


def _parties(scene: Scene, event: Event, roles: Roles, judged: Sequence[Judged]) -> tuple[PartyWhy, ...]:
    """Those taken, in the order of the event, then the likeliest of those that were not."""
    by_span = {one.candidate.mention.span: one for one in judged}
    sides: tuple[tuple[Role, Sequence[Filler], Sequence[Entity]], ...] = (
        ("actor", roles.actors, event.actors),
        ("recipient", roles.recipients, event.recipients),
    )
    taken = [
        _party(scene, by_span[filler.mention.span], role, [e for e in coded if e.span == filler.mention.span])
        for role, fillers, coded in sides
        for filler in fillers
    ]
    spans = {party.mention for party in taken}
    others = [_party(scene, one, None, ()) for one in judged if one.candidate.mention.span not in spans]
    rest = [party for party in others if party.odds > party.threshold - _MISSED_BY]
    rest.sort(key=lambda party: (party.threshold - party.odds, party.mention))
    return (*taken, *rest[:_NOT_TAKEN])


def _party(scene: Scene, judged: Judged, role: Role | None, coded: Sequence[Entity]) -> PartyWhy:
    mention = judged.candidate.mention
    limits: Mapping[Role, float] = {"actor": choosing.ACTOR, "recipient": choosing.RECIPIENT}
    odds: Mapping[Role, float] = {"actor": judged.actor, "recipient": judged.recipient}
    fits: Role = (
        "actor" if judged.actor - choosing.ACTOR >= judged.recipient - choosing.RECIPIENT else "recipient"
    )
    considered = role if role is not None else fits
    shown = tuple(coded) or entities(mention, Where())
    sentence = scene.sentences[mention.sentence]
    return PartyWhy(
        role,
        considered,
        mention.span,
        shown,
        odds[considered],
        limits[considered],
        _reasons(choosing.load_weights()[considered], judged.features),
        witnesses(mention, shown, scene.document.text, sentence, scene.toponyms, scene.names),
    )


def _chain(scene: Scene, predicate: Predicate, roles: Roles, event: Event) -> tuple[LinkWhy, ...]:
    links = chain_of(scene, predicate, roles, event.status)
    token = scene.sentences[predicate.sentence].tokens[predicate.head]
    anchor = Span(token.start, token.end)
    return tuple(
        _link(scene.sayings, anchor, position, entity)
        for position, entity in zip(links, event.attribution, strict=True)
    )


def _link(sayings: Sequence[Saying], anchor: Span, position: Position, entity: Entity) -> LinkWhy:
    """The narrowest saying around the anchor, or that the anchor is itself, to which the link belongs."""
    around = [
        saying
        for saying in sayings
        if position in saying.links and any(s.covers(anchor) for s in (*saying.content, *saying.cue))
    ]
    if not around:
        return LinkWhy(entity, "own words", None)
    saying = min(around, key=lambda s: sum(span.end - span.start for span in s.content))
    part: LinkPart = "speaker"
    if position in saying.media:
        part = "medium"
    elif position in saying.informants:
        part = "cited"
    return LinkWhy(entity, part, saying.cue[0] if saying.cue else None)


def _retelling(case: _Case, number: int) -> RetellingWhy | None:
    event, table = case.events[number], load_weights()
    if event.same_as is None:
        return None
    group = [
        t for e, t in zip(case.events[:number], case.told, strict=False) if event.same_as in {e.id, e.same_as}
    ]
    later = case.told[number]
    closest = max(group, key=lambda earlier: likeness(earlier, later, table))
    reasons = _reasons(table.weights, features(closest, later, table))
    likely = likeness(closest, later, table)
    return RetellingWhy(event.same_as, closest.id, likely, table.threshold, reasons)


def _near(case: _Case, sentence: Sentence) -> tuple[Near, ...]:
    """Words outside of all anchors, likeliest first, that the encoder or the lexicon nearly took."""
    matches = case.begun.matches[sentence.index]
    acts = told_acts(sentence, matches, case.scene.reading)
    predicates = (*case.scene.predicates, *(merged.predicate for merged in case.merged))
    anchors = {i for p in predicates if p.sentence == sentence.index for i in range(p.first, p.last + 1)}
    found = []
    for token in sentence.tokens:
        told = float(1 - acts[token.i, 0])
        met = [m for m in matches if m.head == token.i]
        if token.i not in anchors and (told >= NEAR or met):
            act = Category(case.scene.reading.labels.acts[int(acts[token.i, 1:].argmax()) + 1])
            found.append(Near(sentence.span(token.i, token.i), act, told, _frames(sentence, met)))
    return tuple(sorted(found, key=lambda near: (-near.told, near.word))[:_MOST_NEAR])


def _best(odds: Mapping[str, float] | Mapping[str | None, float]) -> tuple[Scored, ...]:
    scored = [Scored(name, value) for name, value in odds.items()]
    return tuple(sorted(scored, key=lambda one: (-one.value, one.name or ""))[:BEST])


def _reasons(weights: Mapping[str, float], seen: Mapping[str, float]) -> tuple[Scored, ...]:
    """The features that weighed most, without the bias, which is the same for all."""
    parts = [Scored(name, weights.get(name, 0.0) * value) for name, value in seen.items() if name != "bias"]
    ordered = sorted(parts, key=lambda part: (-abs(part.value), part.name or ""))
    return tuple(part for part in ordered[:REASONS] if part.value)
