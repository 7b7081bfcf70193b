"""Noun phrases of a document, and the political actors that they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from standoff.ontology.plover import Sector
from standoff.types import Span

MentionKind = Literal["name", "common", "pronoun", "adjective"]


@dataclass(frozen=True, slots=True)
class Referent:
    """What a mention stands for. One mention may stand for several ("the two allies")."""

    code: str | None = None
    sector: Sector | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase, pronoun, possessive or demonym.

    ``first``, ``last`` and ``head`` are token indexes in sentence number ``sentence``, ends included.
    ``span`` is the shortest full noun phrase with its title, without a trailing possessive mark, as
    codebook section 4 wants it (no relative clause, no participle, no quantity words such as "at
    least 34"). ``referents`` is empty for a thing that is no political actor. ``taught_by`` is the
    span of the earlier mention from which an anaphor or a bare surname has its referents.
    """

    sentence: int
    first: int
    last: int
    head: int
    span: Span
    kind: MentionKind
    referents: tuple[Referent, ...] = ()
    taught_by: Span | None = None
