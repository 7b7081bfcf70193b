"""Who acts and whom the act is directed at: mentions chosen for each predicate.

Two witnesses are heard for each mention: the encoder's score of the pair of words, and the place of the
mention in the parse (``arguments``). Their sum in log-odds decides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from standoff.coding.arguments import propose
from standoff.coding.encoder import Reading, RoleScores
from standoff.coding.mentions import Mention, MentionIndex, Referent
from standoff.coding.parse import Sentence
from standoff.coding.predicates import Predicate
from standoff.ontology.plover import Category, Sector

GRAMMAR = 1.2
"""Log-odds that a full-strength proposal of the grammar adds to its role."""
AGAINST = 0.8
"""Log-odds that a proposal of the other role takes away."""
ELSEWHERE = 2.0
"""Log-odds that a mention loses for standing in another sentence than the anchor."""
LAST_RESORT = -1.0
"""Log-odds down to which the best actor is taken where none is likely."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention in a role, with the log-odds that put it there."""

    mention: Mention
    odds: float


@dataclass(frozen=True, slots=True)
class Roles:
    """The actors and recipients of one predicate, each in text order."""

    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]


def find_roles(
    predicate: Predicate,
    sentences: Sequence[Sentence],
    mentions: MentionIndex,
    reading: Reading,
) -> Roles:
    """The roles of a predicate, chosen among the ``mentions`` that the encoder saw with it."""
    scores = reading.roles(predicate.sentence, predicate.head)
    proposed = propose(sentences[predicate.sentence], predicate.head)
    actors: list[Filler] = []
    recipients: list[Filler] = []
    for number in range(scores.window.first, scores.window.last + 1):
        for mention in mentions.in_sentence(number):
            if not mention.referents or _is_anchor(mention, predicate):
                continue
            grammar = proposed if number == predicate.sentence else {}
            actor = _odds("actor", mention, scores, grammar, predicate)
            recipient = _odds("recipient", mention, scores, grammar, predicate)
            if actor >= recipient:
                actors.append(Filler(mention, actor))
            else:
                recipients.append(Filler(mention, recipient))
    chosen = _choose(actors, predicate)
    return Roles(chosen, _choose_recipients(recipients, chosen, predicate))


def _odds(
    role: str,
    mention: Mention,
    scores: RoleScores,
    grammar: Mapping[int, tuple[str, float]],
    predicate: Predicate,
) -> float:
    p = scores.of(role, mention.sentence, mention.head)
    odds = math.log(max(p, 1e-4) / max(1 - p, 1e-4))
    if mention.sentence != predicate.sentence:
        return odds - ELSEWHERE
    found = grammar.get(mention.head)
    if found is not None:
        odds += GRAMMAR * found[1] if found[0] == role else -AGAINST * found[1]
    return odds


def _is_anchor(mention: Mention, predicate: Predicate) -> bool:
    return mention.sentence == predicate.sentence and predicate.first <= mention.head <= predicate.last


def _choose(fillers: Sequence[Filler], predicate: Predicate) -> tuple[Filler, ...]:
    likely = [filler for filler in fillers if filler.odds > 0]
    if not likely:
        best = max(fillers, key=lambda filler: filler.odds, default=None)
        likely = [best] if best is not None and best.odds > LAST_RESORT else []
    return _apart(likely)


def _choose_recipients(
    fillers: Sequence[Filler], actors: Sequence[Filler], predicate: Predicate
) -> tuple[Filler, ...]:
    acting = {_key(referent) for filler in actors for referent in filler.mention.referents}
    likely = [
        filler
        for filler in fillers
        if filler.odds > 0
        and not all(_key(referent) in acting and referent.code for referent in filler.mention.referents)
    ]
    return _apart(likely)


def _apart(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    """Of fillers that overlap or stand for the same actor, the likeliest; in text order."""
    kept: list[Filler] = []
    for filler in sorted(fillers, key=lambda f: (-f.odds, f.mention.span)):
        mine = {_key(referent) for referent in filler.mention.referents}
        clash = any(
            filler.mention.span.overlaps(other.mention.span)
            or (mine <= {_key(r) for r in other.mention.referents} and all(r.code for r in filler.mention.referents))
            for other in kept
        )
        if not clash:
            kept.append(filler)
    return tuple(sorted(kept, key=lambda f: f.mention.span))


def _key(referent: Referent) -> tuple[str | None, Sector | None]:
    return referent.code, referent.sector


def is_speech(act: Category, actors: Sequence[Filler]) -> bool:
    """Whether the act is an utterance of its actor, who is then a source of it too (codebook, 5 and 8)."""
    return bool(actors) and act in {Category.REQUEST, Category.REJECT, Category.ACCUSE, Category.THREATEN}
