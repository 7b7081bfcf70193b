"""What the words of a noun phrase say by themselves of the actor it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from standoff.coding.parsing.parse import Sentence
from standoff.ontology.actors import ActorName
from standoff.ontology.nouns import ActorNoun, Gender
from standoff.ontology.plover import Sector
from standoff.types import Span

DenotationKind = Literal["name", "common", "pronoun", "adjective"]


@dataclass(frozen=True, slots=True)
class Denotation:
    """A noun phrase with what its own words say.

    Token indexes are within the sentence, ends included. ``codes`` are those of its referents, more than
    one for "the Russian and Turkish presidents", ``(None,)`` for one of no single country ("foreign
    troops"), empty if the words do not tell. ``noun`` is the head noun or the title, if the lexicon has
    it, ``person`` the words of a personal name, ``known`` the entry of a listed name. ``owner`` is the
    index, among the sentence's denotations, of a possessor or of-complement. ``country`` is that of a
    place which is no actor (``place``).
    """

    sentence: int
    first: int
    last: int
    head: int
    span: Span
    kind: DenotationKind
    codes: tuple[str | None, ...] = ()
    sector: Sector | None = None
    name: str | None = None
    noun: ActorNoun | None = None
    known: ActorName | None = None
    person: tuple[str, ...] = ()
    plural: bool = False
    gender: Gender | None = None
    owner: int | None = None
    definite: bool = False
    partitive: bool = False
    place: bool = False
    country: str | None = None

    @property
    def is_actor(self) -> bool:
        """Whether the words name an actor at all, of whatever country."""
        return bool(self.codes) or self.sector is not None or bool(self.person)

    @property
    def noun_word(self) -> str:
        """The head noun in the singular, or "" if the lexicon lacks it."""
        return self.noun.word if self.noun is not None else ""

    @property
    def names_country(self) -> bool:
        """Whether it is the name of a country or of its capital."""
        return self.known is not None and self.known.kind in {"country", "seat"}


def pronoun(sentence: Sentence, i: int, *, plural: bool = False) -> Denotation:
    """Token ``i`` as a mention that says nothing by itself."""
    return Denotation(sentence.index, i, i, i, sentence.span(i, i), "pronoun", plural=plural)
