"""Two predicates for one deed in one clause are one event (codebook, section 1)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from standoff.coding.parse import Sentence, Token
from standoff.coding.predicates import Predicate

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "attr", "oprd"})


def merge(sentences: Sequence[Sentence], predicates: Sequence[Predicate]) -> tuple[Predicate, ...]:
    """The predicates of a document without those that only tell a neighbour's deed once more.

    Of a verb and the noun that is its subject the verb stays ("air raids killed": killed); of a verb and
    its object the noun ("launched an attack": attack); of two nouns or participles joined by "and" the
    first; of a verb and the participle of result behind it the verb ("hit the depot, killing two").
    """
    kept: list[Predicate] = []
    for number, group in groupby(predicates, key=lambda predicate: predicate.sentence):
        kept += _merged(sentences[number], list(group))
    return tuple(kept)


def _merged(sentence: Sentence, predicates: list[Predicate]) -> list[Predicate]:
    kept = list(predicates)
    for one in predicates:
        for other in predicates:
            if one is other or one not in kept or other not in kept or one.act is not other.act:
                continue
            if _yields(sentence, sentence.tokens[one.head], sentence.tokens[other.head], one, other):
                kept.remove(one)
    return kept


def _yields(sentence: Sentence, token: Token, other: Token, one: Predicate, two: Predicate) -> bool:
    """Whether the predicate at ``token`` gives way to the one at ``other``."""
    if token.pos == "NOUN" and token.dep in _SUBJECTS and token.head == other.i:
        return True
    if other.pos == "NOUN" and other.dep in _OBJECTS and other.head == token.i:
        return True
    if token.dep == "conj" and token.head == other.i and one.mode == two.mode:
        own = any(sentence.tokens[c].dep in _SUBJECTS | _OBJECTS for c in token.children)
        return token.pos == "NOUN" or (token.tag == "VBG" and not own)
    if token.dep == "advcl" and token.tag == "VBG" and token.head == other.i and token.i > other.i:
        marks = {sentence.tokens[c].dep for c in token.children}
        return not marks & (_SUBJECTS | {"mark"})
    return other.dep == "xcomp" and other.head == token.i and other.pos == "VERB"
