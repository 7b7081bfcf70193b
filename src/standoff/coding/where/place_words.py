"""The word lists that tell whether a capitalised name is a place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from standoff.ontology.gazetteer import DATA


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of ``places-words.toml`` and ``places-given-names.txt``, folded."""

    lists: Mapping[str, frozenset[str]]
    given: frozenset[str]


@cache
def words() -> Words:
    """The word lists that the package ships, read once."""
    table = tomllib.loads(DATA.joinpath("places-words.toml").read_text(encoding="utf-8"))
    lines = DATA.joinpath("places-given-names.txt").read_text(encoding="utf-8").splitlines()
    given = frozenset(line for line in lines if not line.startswith("#"))
    return Words(MappingProxyType({name: frozenset(text.split()) for name, text in table.items()}), given)
