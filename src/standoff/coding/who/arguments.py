"""Who acts and who is acted on, as the grammar of the clause has it.

A proposal, no verdict: for each token that may head an argument of the predicate, the role that its place
in the parse suggests and how strongly. Roles go through passives, control, coordination, relative
clauses and light verbs; a verbal noun has its actor in a possessive, a demonym or "by", its recipient in
"on", "against", "of" and the like.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from standoff.coding.parsing.parse import Sentence, Token
from standoff.errors import LexiconError

Role = Literal["actor", "recipient"]

_RELATIVE = frozenset({"WDT", "WP"})
"""Tags of relative pronouns."""
_FILE = "coding/data/arguments.toml"


@dataclass(frozen=True, slots=True)
class ArgumentWords:
    """The table ``data/arguments.toml``, whose comments say what each list is."""

    toward: frozenset[str]
    object_control: frozenset[str]
    light: frozenset[str]


@cache
def argument_words() -> ArgumentWords:
    """Read the lists once.

    Raises:
        LexiconError: the file breaks its form.
    """
    text = files("standoff.coding").joinpath("data/arguments.toml").read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
        lists = {name: frozenset(str(table[name]).split()) for name in ("toward", "object_control", "light")}
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise LexiconError(
            f"the lists of arguments break their form: {error}",
            where=_FILE,
            remedy="Compare the file with the comments in it",
        ) from error
    return ArgumentWords(**lists)


def propose(sentence: Sentence, head: int) -> dict[int, tuple[Role, float]]:
    """Token index of each proposed argument's head -> its role and a strength in [0, 1]."""
    found: dict[int, tuple[Role, float]] = {}
    token = sentence.tokens[head]
    for i, role, strength in _around(sentence, token):
        for j in _coordinated(sentence, i):
            if j not in found or found[j][1] < strength:
                found[j] = (role, strength)
    found.pop(head, None)
    return found


def _around(sentence: Sentence, token: Token) -> Iterator[tuple[int, Role, float]]:
    if token.pos in {"VERB", "AUX"} or token.tag.startswith("VB"):
        return _of_verb(sentence, token)
    return _of_adjective(sentence, token) if token.pos == "ADJ" else _of_noun(sentence, token)


def _of_verb(sentence: Sentence, verb: Token) -> Iterator[tuple[int, Role, float]]:
    toward = argument_words().toward
    passive = _is_passive(sentence, verb)
    subject = subject_of(sentence, verb)
    if subject is not None:
        yield subject, "recipient" if passive else "actor", 1.0
        if passive:
            yield from _inside_object(sentence, sentence.tokens[subject])
    if verb.dep == "relcl" and subject not in {None, verb.head} and not passive:
        yield from _relative_object(sentence, verb)
    for child in _children(sentence, verb):
        if child.dep in {"dobj", "dative", "oprd"} and not passive:
            yield child.i, "recipient", 0.8
            yield from _inside_object(sentence, child)
        elif child.dep == "agent":
            for noun in _governed(sentence, child):
                yield noun.i, "actor", 1.0
        elif child.dep == "prep":
            for noun in _governed(sentence, child):
                if child.lower == "by" and passive:
                    yield noun.i, "actor", 0.7
                elif child.lower in toward:
                    yield noun.i, "recipient", 0.6
                elif child.lower == "from":
                    yield noun.i, "recipient", 0.3


def _of_adjective(sentence: Sentence, adjective: Token) -> Iterator[tuple[int, Role, float]]:
    """ "Ready to discuss their claims", "open to talks with Hanoi": the subject, and what is below."""
    subject = subject_of(sentence, adjective)
    if subject is None and adjective.dep in {"acomp", "attr", "oprd"}:
        subject = subject_of(sentence, sentence.tokens[adjective.head])
    if subject is not None:
        yield subject, "actor", 0.9
    for child in _children(sentence, adjective):
        if child.dep in {"xcomp", "ccomp", "acl"} and child.pos == "VERB":
            for i, role, strength in _of_verb(sentence, child):
                if role == "recipient":
                    yield i, role, strength * 0.9
        elif child.dep == "prep":
            for noun in _governed(sentence, child):
                yield from _inside_object(sentence, noun)
                yield noun.i, "recipient", 0.3


def _relative_object(sentence: Sentence, verb: Token) -> Iterator[tuple[int, Role, float]]:
    """The noun that a relative clause hangs on, if the verb has no object: "the port they shelled"."""
    objects = [child for child in _children(sentence, verb) if child.dep in {"dobj", "ccomp", "xcomp"}]
    if all(child.tag in _RELATIVE for child in objects):
        yield verb.head, "recipient", 0.5


def _inside_object(sentence: Sentence, noun: Token) -> Iterator[tuple[int, Role, float]]:
    """Within an object: "imposed sanctions on Iran", "an attack against the village", "its troops"."""
    toward = argument_words().toward
    for child in _children(sentence, noun):
        if child.dep == "prep" and (child.lower in toward or child.lower in {"of", "from", "for"}):
            for inner in _governed(sentence, child):
                yield inner.i, "recipient", 0.5
        elif child.dep in {"poss", "amod", "compound"} and child.pos in {"PROPN", "PRON", "NOUN", "ADJ"}:
            yield child.i, "recipient", 0.2


def _of_noun(sentence: Sentence, noun: Token) -> Iterator[tuple[int, Role, float]]:
    toward = argument_words().toward
    for child in _children(sentence, noun):
        if child.dep == "poss":
            yield child.i, "actor", 0.9
        elif child.dep in {"amod", "compound", "nmod"}:
            yield child.i, "actor", 0.6
        elif child.dep in {"prep", "agent"}:
            for inner in _governed(sentence, child):
                if child.lower == "by":
                    yield inner.i, "actor", 1.0
                elif child.lower == "between":
                    yield inner.i, "actor", 0.9
                elif child.lower in toward:
                    yield inner.i, "recipient", 0.7
                elif child.lower == "of":
                    yield inner.i, "recipient", 0.5
    governor = sentence.tokens[noun.head]
    if governor.i != noun.i and governor.pos in {"VERB", "AUX"}:
        yield from _around_noun(sentence, noun, governor)


def _around_noun(sentence: Sentence, noun: Token, governor: Token) -> Iterator[tuple[int, Role, float]]:
    """What the verb above a verbal noun adds: "raids killed nine", "a raid was carried out by rebels"."""
    light = governor.lemma in argument_words().light
    if noun.dep in {"nsubj", "nsubjpass"}:
        for child in _children(sentence, governor):
            if child.dep == "dobj":
                yield child.i, "recipient", 0.6
            elif child.dep == "agent" and light:
                for inner in _governed(sentence, child):
                    yield inner.i, "actor", 0.8
    elif light:
        for i, role, strength in _of_verb(sentence, governor):
            if i != noun.i:
                yield i, role, strength * 0.9


def first_conjunct(sentence: Sentence, i: int) -> int:
    """The head of the list that token ``i`` heads a member of; itself where it is in none."""
    while sentence.tokens[i].dep == "conj" and sentence.tokens[i].head != i:
        i = sentence.tokens[i].head
    return i


def subject_of(sentence: Sentence, verb: Token, depth: int = 0) -> int | None:
    """The subject of a verb, its own or that of the clause that controls it."""
    own = next((c for c in _children(sentence, verb) if c.dep in {"nsubj", "nsubjpass", "csubj"}), None)
    if own is not None:
        if own.tag in _RELATIVE and verb.dep == "relcl":
            return verb.head
        return own.i
    if verb.head == verb.i or depth > 4:
        return None
    governor = sentence.tokens[verb.head]
    if verb.dep in {"acl", "relcl"}:
        return governor.i if verb.tag in {"VBG", "VBN"} and governor.pos != "VERB" else None
    if verb.dep == "xcomp" and governor.lemma in argument_words().object_control:
        controlled = next((c for c in _children(sentence, governor) if c.dep == "dobj"), None)
        if controlled is not None:
            return controlled.i
    if verb.dep == "pcomp" and governor.pos == "ADP":
        governor = sentence.tokens[governor.head]
    shares = verb.dep in {"xcomp", "conj", "advcl", "pcomp", "ccomp", "prep"}
    if shares and governor.pos in {"VERB", "AUX", "ADJ"}:
        return subject_of(sentence, governor, depth + 1)
    return None


def _is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb's subject is acted on; a joined participle is as its verb: "was held and beaten"."""
    deps = {c.dep for c in _children(sentence, verb)}
    if deps & {"nsubjpass", "auxpass", "agent"}:
        return True
    if verb.tag != "VBN":
        return False
    if verb.dep == "conj" and not deps & {"nsubj", "dobj"}:
        return _is_passive(sentence, sentence.tokens[verb.head])
    has = any(c.lemma == "have" for c in _children(sentence, verb))
    return not has and not deps & {"nsubj", "dobj"} and verb.dep in {"acl", "relcl", "amod", "ROOT", "advcl"}


def _coordinated(sentence: Sentence, i: int) -> Iterator[int]:
    """A noun and those that "and" joins to it."""
    yield i
    for child in _children(sentence, sentence.tokens[i]):
        if child.dep == "conj" and child.pos != "VERB":
            yield from _coordinated(sentence, child.i)


def _governed(sentence: Sentence, preposition: Token) -> Iterator[Token]:
    return (child for child in _children(sentence, preposition) if child.dep == "pobj")


def _children(sentence: Sentence, token: Token) -> Iterator[Token]:
    return (sentence.tokens[c] for c in token.children)
