"""Common nouns for political actors: which sector "troops", "lawmakers" or "the ministry" are.

They stand in ``data/actors-nouns.toml``, whose head tells the columns.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from standoff.ontology.plover import Sector

NounKind = Literal["person", "body", "people", "thing", "document"]
Gender = Literal["he", "she"]
LONGEST = 5
"""The most words that a noun of the lexicon has."""

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_Y = re.compile(r"[^aeiou]y$")


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """A noun in the singular with the sector of those it names; ``plural`` tells of the form looked up.

    A ``weak`` noun takes the sector of another word of its phrase before its own.
    """

    word: str
    sector: Sector
    kind: NounKind
    weak: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class NounLexicon:
    """Forms of nouns (lower case, singular and plural), modifiers, titles, and small lists of words."""

    forms: Mapping[str, ActorNoun]
    modifiers: Mapping[str, Sector]
    titles: Mapping[str, Gender | None]
    words: Mapping[str, frozenset[str]]

    def get(self, form: str) -> ActorNoun | None:
        """The noun of which ``form`` (lower case) is the singular or the plural."""
        return self.forms.get(form)

    def gender(self, word: str) -> Gender | None:
        """What a noun or title (lower case) tells of its bearer's gender."""
        if (told := self.titles.get(word)) is not None:
            return told
        if word in self.words["she"] or word.endswith("woman"):
            return "she"
        if word in self.words["he"] or word.endswith(("sman", "rman", "wman", "yman")):
            return "he"
        return None

    def looks_personal(self, form: str) -> bool:
        """Whether a noun that the lexicon lacks ends like one for persons: "dispatcher", "porters"."""
        singular = form[:-1] if form.endswith("s") else form
        ends = singular.endswith(("er", "or", "ist", "ian")) or form.endswith(("man", "men"))
        impersonal = self.words["impersonal"]
        return ends and len(form) > 4 and singular not in impersonal and form not in impersonal


def plural(word: str) -> str:
    """The regular plural of an English noun; "man" and "child" as a last part give "men", "children"."""
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("child"):
        return word + "ren"
    if _Y.search(word):
        return word[:-1] + "ies"
    if word.endswith("thief"):
        return word[:-1] + "ves"
    return word + ("es" if _SIBILANT.search(word) else "s")


@cache
def noun_lexicon() -> NounLexicon:
    """The lexicon, read once. Of a form listed twice the first sector holds."""
    text = files("standoff.ontology").joinpath("data", "actors-nouns.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    forms: dict[str, ActorNoun] = {}
    for group in data["nouns"]:
        _add(forms, group)
    modifiers = {word: Sector(sector) for sector, cell in data["modifiers"].items() for word in split(cell)}
    words = {name: frozenset(split(cell)) for name, cell in data["words"].items()}
    titles: dict[str, Gender | None] = dict.fromkeys(words["plain_titles"])
    titles.update(dict.fromkeys(words["men"], "he"))
    titles.update(dict.fromkeys(words["women"], "she"))
    return NounLexicon(
        MappingProxyType(forms),
        MappingProxyType(modifiers),
        MappingProxyType(titles),
        MappingProxyType(words),
    )


def _add(forms: dict[str, ActorNoun], group: Mapping[str, Any]) -> None:
    sector, kind, weak = Sector(group["sector"]), group["kind"], group["weak"]
    for word in split(group["words"]):
        forms.setdefault(word, ActorNoun(word, sector, kind, weak, plural=kind == "people"))
        if kind == "people":
            continue
        many = ActorNoun(word, sector, kind, weak, plural=True)
        forms.setdefault(plural(word), many)
        head, of, rest = word.partition(" of ")
        if of:
            forms.setdefault(plural(head) + of + rest, many)


def split(cell: str) -> list[str]:
    """The words of a cell, parted by ``|`` or line breaks."""
    return [word for part in cell.split("|") if (word := part.strip())]
