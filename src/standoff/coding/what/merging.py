"""Two predicates for one deed in one clause are one event (codebook, section 1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.what.predicates import Predicate
from standoff.ontology.plover import Category

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "attr", "oprd"})
_WANTING = frozenset({Category.REQUEST, Category.THREATEN})
_TOLLS = frozenset({"kill", "wound", "injure", "hurt", "maim"})
"""Verbs that count the dead and the hurt of one deed."""


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
    What is asked for, threatened or aimed at ("urged both to withdraw", "crossed the river to cut the road")
    is no deed beside the asking or the crossing.
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
    heirs: dict[int, int] = {}
    for a, one in enumerate(predicates):
        for b, other in enumerate(predicates):
            if a in heirs or _heir(b, heirs) == a:
                continue
            rule = _yields(sentence, one, other)
            if rule is not None:
                heirs[a] = b
                found.append(Merged(one, other, rule))
    return found


def _heir(number: int, heirs: Mapping[int, int]) -> int:
    while number in heirs:
        number = heirs[number]
    return number


def _yields(sentence: Sentence, one: Predicate, other: Predicate) -> str | None:
    """The rule by which ``one`` gives way to ``other``, if one does."""
    token, kept = sentence.tokens[one.head], sentence.tokens[other.head]
    if token.i == kept.i:
        return None
    if _is_infinitive(sentence, token) and _first_joined(sentence, token).head == kept.i:
        below = _first_joined(sentence, token).dep
        if below in {"xcomp", "ccomp"} and other.act in _WANTING and kept.pos != "ADJ":
            return "what is wanted"
        if below == "advcl" and one.act is not Category.CONSULT and token.i > kept.i:
            return "purpose"
    return _tells_again(sentence, one, other) if one.act is other.act else None


def _is_infinitive(sentence: Sentence, token: Token) -> bool:
    first = _first_joined(sentence, token)
    marks = {sentence.tokens[c].tag for c in (*token.children, *first.children)}
    return token.tag == "VB" and "TO" in marks


def _first_joined(sentence: Sentence, token: Token) -> Token:
    """The verb that a joined one shares its place with: "stop" for "withdraw" in "to stop and withdraw"."""
    while token.dep == "conj" and token.head != token.i:
        token = sentence.tokens[token.head]
    return token


def _tells_again(sentence: Sentence, one: Predicate, other: Predicate) -> str | None:
    """The rule by which ``one`` tells the deed of ``other``, of the same act, once more."""
    token, kept = sentence.tokens[one.head], sentence.tokens[other.head]
    own = {sentence.tokens[c].dep for c in token.children}
    if token.head == kept.i:
        if token.pos == "NOUN" and token.dep in _SUBJECTS:
            return "subject of its verb"
        if token.dep == "conj" and (
            (token.pos == "NOUN" and (one.mode == other.mode or None in {one.mode, other.mode}))
            or (token.tag == "VBG" and kept.tag == "VBG" and not own & _SUBJECTS)
            or {token.lemma, kept.lemma} <= _TOLLS
        ):
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
