"""Two predicates for one deed in one clause are one event (codebook, section 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from standoff.coding.parse import Sentence
from standoff.coding.predicates import Predicate

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "attr", "oprd"})


@dataclass(frozen=True, slots=True)
class Merged:
    """A predicate that gave way to ``into``, and the name of the rule by which it did."""

    predicate: Predicate
    into: Predicate
    rule: str


def merge(sentences: Sequence[Sentence], predicates: Sequence[Predicate]) -> tuple[Predicate, ...]:
    """The predicates of a document without those that only tell a neighbour's deed once more.

    Of a verb and the noun that is its subject the verb stays ("air raids killed": killed); of a verb and
    its object the noun ("launched an attack": attack); of two nouns or participles joined by "and" the
    first; of a verb and the participle of result behind it the verb ("hit the depot, killing two").
    """
    gone = {merged.predicate for merged in find_merged(sentences, predicates)}
    return tuple(predicate for predicate in predicates if predicate not in gone)


def find_merged(sentences: Sequence[Sentence], predicates: Sequence[Predicate]) -> tuple[Merged, ...]:
    """The predicates that give way, each with the one it gives way to, in the order in which they go."""
    found: list[Merged] = []
    for number, group in groupby(predicates, key=lambda predicate: predicate.sentence):
        found += _merged(sentences[number], list(group))
    return tuple(found)


def _merged(sentence: Sentence, predicates: Sequence[Predicate]) -> list[Merged]:
    found: list[Merged] = []
    gone: set[int] = set()
    for a, one in enumerate(predicates):
        for b, other in enumerate(predicates):
            if a == b or a in gone or b in gone or one.act is not other.act:
                continue
            rule = _yields(sentence, one, other)
            if rule is not None:
                gone.add(a)
                found.append(Merged(one, other, rule))
    return found


def _yields(sentence: Sentence, one: Predicate, other: Predicate) -> str | None:
    """The rule by which ``one`` gives way to ``other`` of the same act, if one does."""
    token, kept = sentence.tokens[one.head], sentence.tokens[other.head]
    own = {sentence.tokens[c].dep for c in token.children}
    if token.head == kept.i:
        if token.pos == "NOUN" and token.dep in _SUBJECTS:
            return "subject of its verb"
        if token.dep == "conj" and one.mode == other.mode:
            bare = token.tag == "VBG" and not own & (_SUBJECTS | _OBJECTS)
            if token.pos == "NOUN" or bare:
                return "joined by and"
        if (
            token.dep == "advcl"
            and token.tag == "VBG"
            and token.i > kept.i
            and not own & (_SUBJECTS | {"mark"})
        ):
            return "participle of result"
    if kept.head == token.i:
        if kept.pos == "NOUN" and kept.dep in _OBJECTS:
            return "verb of its object"
        if kept.dep == "xcomp" and kept.pos == "VERB":
            return "verb above its infinitive"
    return None
