"""Common nouns for political actors: which sector "troops", "lawmakers" or "the ministry" are.

They stand in ``data/actors-nouns.toml``, whose head tells the columns.
"""

from __future__ import annotations

import re
import tomllib
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
    """A noun in the singular with the sector of those it names; ``plural`` tells of the form looked up."""

    word: str
    sector: Sector
    kind: NounKind
    weak: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class NounLexicon:
    """Forms of nouns (lower case, singular and plural), modifiers, and small word lists."""

    forms: MappingProxyType[str, ActorNoun]
    modifiers: MappingProxyType[str, Sector]
    titles: MappingProxyType[str, Gender | None]
    quantities: frozenset[str]
    impersonal: frozenset[str]
    platforms: frozenset[str]

    def get(self, form: str) -> ActorNoun | None:
        """The noun of which ``form`` (lower case) is the singular or the plural."""
        return self.forms.get(form)

    def looks_personal(self, form: str) -> bool:
        """Whether a noun that the lexicon lacks ends like one for persons: "dispatcher", "porters"."""
        singular = form[:-1] if form.endswith("s") else form
        ends = singular.endswith(("eer", "er", "or", "ist", "ian")) or form.endswith(("man", "men"))
        return ends and len(form) > 4 and singular not in self.impersonal and form not in self.impersonal


def plural(word: str) -> str:
    """The regular plural of an English noun; "man" and "woman" as a last part give "men", "women"."""
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
        sector, kind, weak = Sector(group["sector"]), group["kind"], group["weak"]
        for word in _words(group["words"]):
            forms.setdefault(word, ActorNoun(word, sector, kind, weak, kind == "people"))
            if kind != "people":
                forms.setdefault(plural(word), ActorNoun(word, sector, kind, weak, plural=True))
                head, of, rest = word.partition(" of ")
                if of:
                    forms.setdefault(plural(head) + of + rest, ActorNoun(word, sector, kind, weak, plural=True))
    modifiers = {
        word: Sector(sector) for sector, words in data["modifiers"].items() for word in _words(words)
    }
    return NounLexicon(
        MappingProxyType(forms),
        MappingProxyType(modifiers),
        MappingProxyType(_titles(data["words"])),
        frozenset(_words(data["words"]["quantities"])),
        frozenset(_words(data["words"]["impersonal"])),
        frozenset(_words(data["words"]["platforms"])),
    )


def _titles(words: dict[str, Any]) -> dict[str, Gender | None]:
    titles: dict[str, Gender | None] = {word: None for word in _words(words["plain_titles"])}
    titles.update({word: "he" for word in _words(words["men"])})
    titles.update({word: "she" for word in _words(words["women"])})
    return titles


def _words(cell: str) -> list[str]:
    return [word for part in cell.split("|") if (word := part.strip())]
