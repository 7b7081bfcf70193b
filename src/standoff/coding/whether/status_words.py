"""The words of ``data/status.toml``, which decide whether a deed was done, planned, feared or denied."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from standoff.errors import LexiconError
from standoff.ontology.plover import Category


@dataclass(frozen=True, slots=True)
class Classes:
    """What words of one kind make of the deed under them; sets of lemmas, as the file's head describes."""

    plan: frozenset[str]
    doubt: frozenset[str]
    deny: frozenset[str]
    carry: frozenset[str] = frozenset()
    threat: frozenset[str] = frozenset()
    hold: frozenset[str] = frozenset()
    say: frozenset[str] = frozenset()
    happen: frozenset[str] = frozenset()
    command: frozenset[str] = frozenset()
    clausal: frozenset[str] = frozenset()
    term: frozenset[str] = frozenset()
    part: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StatusWords:
    """The whole table; ``phrases`` stand under their first words."""

    verbs: Classes
    nouns: Classes
    adjectives: Classes
    marks: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    pending: frozenset[str]
    every: frozenset[str]
    whoever: frozenset[str]
    not_verb: frozenset[str]
    not_noun: frozenset[str]
    not_pair: frozenset[str]
    negated_acts: dict[Category, frozenset[str]]
    planned_acts: dict[Category, frozenset[str]]
    doubted: frozenset[str]
    truces: frozenset[str]


@cache
def status_words() -> StatusWords:
    """Load the table once.

    Raises:
        LexiconError: the file breaks its schema.
    """
    source = files("standoff.coding") / "data" / "status.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        conditions, negation = table["conditions"], table["negation"]
        return StatusWords(
            verbs=_classes(table["verbs"]),
            nouns=_classes(table["nouns"]),
            adjectives=_classes(table["adjectives"]),
            marks=frozenset(conditions["mark"]),
            phrases=_by_first_word(conditions["multi"]),
            pending=frozenset(conditions["pending"]),
            every=frozenset(conditions["every"]),
            whoever=frozenset(conditions["whoever"]),
            not_verb=frozenset(negation["verb"]),
            not_noun=frozenset(negation["noun"]),
            not_pair=frozenset(negation["pair"]),
            negated_acts=_by_act(table["acts"]["negated"]),
            planned_acts=_by_act(table["acts"]["planned"]),
            doubted=frozenset(table["acts"]["doubted"]),
            truces=frozenset(table["acts"]["truces"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise LexiconError(
            f"the table of status words breaks its schema: {error}",
            where="coding/data/status.toml",
            remedy="Compare it with the description in its first lines",
        ) from error


def _classes(table: dict[str, list[str]]) -> Classes:
    return Classes(**{name: frozenset(words) for name, words in table.items()})


def _by_act(table: dict[str, list[str]]) -> dict[Category, frozenset[str]]:
    return {Category(name): frozenset(words) for name, words in table.items()}


def _by_first_word(phrases: list[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in (tuple(phrase.split()) for phrase in phrases):
        found[words[0]] = (*found.get(words[0], ()), words)
    return found
