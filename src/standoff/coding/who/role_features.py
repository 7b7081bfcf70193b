"""What speaks for and against a mention's playing a role in an event, as named numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from standoff.coding.parsing.parse import Sentence
from standoff.coding.what.encoder import RoleScores
from standoff.coding.what.predicates import Predicate
from standoff.coding.who.arguments import Role
from standoff.coding.who.mentions import Mention
from standoff.ontology.plover import Category

_UTTERED = frozenset({Category.REQUEST, Category.REJECT, Category.ACCUSE, Category.THREATEN, Category.AGREE})
_FAR = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention seen from an anchor: what the grammar proposes for it, and where it stands."""

    mention: Mention
    grammar: tuple[Role, float] | None
    nested: bool
    speaker: bool


def features(
    candidate: Candidate, predicate: Predicate, sentence: Sentence, scores: RoleScores
) -> dict[str, float]:
    """Named numbers, mostly 0 or 1; ``actor`` and ``recipient`` are the encoder's log-odds of the roles."""
    mention, act = candidate.mention, str(predicate.act)
    found = {
        "bias": 1.0,
        "actor": log_odds(scores, "actor", mention),
        "recipient": log_odds(scores, "recipient", mention),
        f"kind {mention.kind}": 1.0,
        f"act {act}": 1.0,
    }
    for sector in dict.fromkeys(referent.sector for referent in mention.referents):
        found[f"sector {sector!s}"] = 1.0
    if not any(referent.code for referent in mention.referents):
        found["no code"] = 1.0
    if candidate.nested:
        found["nested"] = 1.0
    if candidate.speaker:
        found["speaker"] = 1.0
        found["speaker of speech" if predicate.act in _UTTERED else "speaker of deed"] = 1.0
    found |= _place(candidate, predicate, act, sentence)
    return found


def _place(candidate: Candidate, predicate: Predicate, act: str, sentence: Sentence) -> Mapping[str, float]:
    mention = candidate.mention
    if mention.sentence != predicate.sentence:
        return {"elsewhere": 1.0, "before" if mention.sentence < predicate.sentence else "later": 1.0}
    found: dict[str, float] = {}
    verbal = sentence.tokens[predicate.head].pos in {"VERB", "AUX"}
    if candidate.grammar is not None:
        role, strength = candidate.grammar
        found[f"grammar {role}"] = strength
        found[f"grammar {role} of {'verb' if verbal else 'noun'}"] = strength
        found[f"grammar {role} of {act}"] = strength
    else:
        found["no grammar"] = 1.0
    distance = abs(mention.head - predicate.head)
    found["far"] = float(distance > _FAR)
    found["precedes" if mention.head < predicate.head else "follows"] = 1.0
    token = sentence.tokens[mention.head]
    found[f"dep {token.dep}"] = 1.0
    governor = sentence.tokens[token.head]
    if token.dep == "pobj":
        found[f"after {governor.lower}"] = 1.0
        found[f"after {governor.lower} {act}"] = 1.0
    return found


def log_odds(scores: RoleScores, role: str, mention: Mention) -> float:
    """The encoder's log-odds of a role for the mention's head, within [-7, 7]."""
    p = scores.of(role, mention.sentence, mention.head)
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))
