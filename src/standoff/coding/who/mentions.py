"""Noun phrases of a document, and the political actors that they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from standoff.coding.parsing.parse import Sentence
from standoff.coding.who.coreference import resolve
from standoff.coding.who.denotation import Denotation
from standoff.coding.who.discourse import Resolved
from standoff.coding.who.linking import mentions_of
from standoff.ontology.actors import ActorNames
from standoff.ontology.plover import Sector
from standoff.types import Span, Toponym

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
    span of the earlier mention from which an anaphor or a bare surname has its referents. ``guessed``
    tells that a common noun has its country from what the text is about, and from no word of its own.
    """

    sentence: int
    first: int
    last: int
    head: int
    span: Span
    kind: MentionKind
    referents: tuple[Referent, ...] = ()
    taught_by: Span | None = None
    guessed: bool = False


FIRST_PERSON = frozenset(["we", "us", "our", "ours", "i", "me", "my", "mine", "myself", "ourselves"])
"""Pronouns that stand for whoever speaks."""


def find_mentions(
    sentences: Sequence[Sentence],
    toponyms: Sequence[Toponym] = (),
    year: int | None = None,
    names: ActorNames | None = None,
) -> tuple[Mention, ...]:
    """Every noun phrase, possessive, demonym and pronoun of a document, in text order.

    Args:
        toponyms: the place names of the document; their countries tell whose "the Lagos doctors" are.
        year: the year of publication, against which terms of office are held.
        names: of actors, where they are not those that the package ships.

    Pronouns of the first person have no referents: ``spoken_by`` gives them those of a speaker.
    """
    towns = _towns(sentences, toponyms)
    linked = [mentions_of(sentence, towns.get(sentence.index), year, names) for sentence in sentences]
    resolved = resolve(sentences, linked)
    return tuple(
        _mention(denotation, one)
        for in_sentence, found in zip(linked, resolved, strict=True)
        for denotation, one in zip(in_sentence.mentions, found, strict=True)
    )


def _mention(denotation: Denotation, one: Resolved) -> Mention:
    codes = one.codes
    if one.sector is not None and not codes:
        codes = (None,)
    referents = tuple(Referent(code, one.sector, one.name) for code in codes)
    return Mention(
        denotation.sentence,
        denotation.first,
        denotation.last,
        denotation.head,
        denotation.span,
        denotation.kind,
        referents,
        one.taught_by,
        denotation.kind == "common" and bool(one.codes) and not one.known,
    )


def _towns(sentences: Sequence[Sentence], toponyms: Sequence[Toponym]) -> dict[int, dict[int, str]]:
    """The country of each token that belongs to a place name, by sentence."""
    found: dict[int, dict[int, str]] = {}
    places = iter(sorted((t for t in toponyms if t.country is not None), key=lambda t: t.span.start))
    place = next(places, None)
    for sentence in sentences:
        for token in sentence.tokens:
            while place is not None and place.span.end <= token.start:
                place = next(places, None)
            if place is not None and place.span.start <= token.start and place.country is not None:
                found.setdefault(sentence.index, {})[token.i] = place.country
    return found


class MentionIndex:
    """Mentions by the tokens they stand on."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self.mentions = tuple(mentions)
        self._by_head: dict[tuple[int, int], list[Mention]] = {}
        self._by_sentence: dict[int, list[Mention]] = {}
        self._actors: dict[int, tuple[tuple[Mention, bool], ...]] = {}
        for mention in self.mentions:
            self._by_head.setdefault((mention.sentence, mention.head), []).append(mention)
            self._by_sentence.setdefault(mention.sentence, []).append(mention)

    def at(self, sentence: int, token: int) -> Mention | None:
        """The mention headed by a token, the longest of several; else the shortest that covers it."""
        headed = self._by_head.get((sentence, token))
        if headed:
            return max(headed, key=lambda m: m.last - m.first)
        around = [m for m in self._by_sentence.get(sentence, ()) if m.first <= token <= m.last]
        return min(around, key=lambda m: m.last - m.first, default=None)

    def in_sentence(self, sentence: int) -> tuple[Mention, ...]:
        """The mentions of one sentence in text order."""
        return tuple(self._by_sentence.get(sentence, ()))

    def actors_in(self, sentence: int) -> tuple[tuple[Mention, bool], ...]:
        """The mentions of a sentence that stand for actors; and whether each lies within another one."""
        if sentence not in self._actors:
            here = [mention for mention in self._by_sentence.get(sentence, ()) if mention.referents]
            self._actors[sentence] = tuple(
                (one, any(other is not one and other.span.covers(one.span) for other in here)) for one in here
            )
        return self._actors[sentence]


def spoken_by(mention: Mention, speaker: Mention) -> Mention:
    """A first-person pronoun as its speaker: "we" in what Aksoy says is Aksoy's side."""
    return replace(mention, referents=speaker.referents, taught_by=speaker.span)
