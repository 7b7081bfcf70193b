"""From a noun to the place that its phrase names: "the besieged enclave" -> Eastern Ghouta."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.where.place_words import words
from standoff.ontology.gazetteer import capitals, countries, country_name, fold
from standoff.types import Span, Toponym

_REACH = 200
"""How many place names back a definite phrase or an unplaced one looks for what it goes with."""
_DEEPEST = 6
_DETERMINERS = frozenset({"DT", "PRP$", "PDT"})
_BORDERS = frozenset({"border", "borders", "frontier", "frontiers", "crossing"})
_INSIDE = frozenset({"of", "in", "near", "at", "outside", "around", "on", "inside"})
_SIDES = frozenset(
    {"north", "south", "east", "west", "centre", "center", "northeast", "northwest", "southeast", "southwest"}
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A place phrase: its words, the common English name, country, and the place name that it holds."""

    span: Span
    name: str
    country: str | None
    toponym: Toponym | None
    token: int | None = None
    """The token of the place name inside the phrase, where the phrase has its name from one."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence, the place names in it by token index, and all of the document, of which ``low`` come
    before the sentence."""

    sentence: Sentence
    named: Mapping[int, Toponym]
    toponyms: Sequence[Toponym]
    low: int

    @classmethod
    def of(cls, sentence: Sentence, toponyms: Sequence[Toponym]) -> Scene:
        low = bisect_left(toponyms, sentence.start, key=lambda top: top.span.start)
        high = bisect_left(toponyms, sentence.end, key=lambda top: top.span.start)
        here = toponyms[low:high]
        named = {
            token.i: top
            for top in here
            for token in sentence.tokens
            if token.start < top.span.end and top.span.start < token.end and not _label(sentence, token.i)
        }
        return cls(sentence, named, toponyms, low)

    def earlier(self, start: int) -> Iterator[Toponym]:
        """Place names before offset ``start``, the nearest first."""
        here = {top.span.start: top for top in self.named.values() if top.span.start < start}
        yield from (here[key] for key in sorted(here, reverse=True))
        for i in range(self.low - 1, max(self.low - 1 - _REACH, -1), -1):
            yield self.toponyms[i]

    def country(self, start: int) -> str | None:
        """The country of the nearest place name before offset ``start``, else of the first after it."""
        for top in self.earlier(start):
            if top.country is not None:
                return top.country
        after = sorted(
            (top.span.start, top.country) for top in self.named.values() if top.country is not None
        )
        return after[0][1] if after else None


def _label(sentence: Sentence, i: int) -> bool:
    """Whether the name is part of a label such as "US-backed"."""
    tokens = sentence.tokens
    return i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i + 2].tag in {"VBN", "VBD", "JJ"}


def phrase_at(scene: Scene, noun: int, locative: bool, owner: str | None = None) -> Phrase | None:
    """The place that the phrase with head token ``noun`` names, or ``None`` if it names none.

    ``locative`` tells that a preposition of place leads the phrase, so that common nouns count too;
    ``owner`` is the country whose bases are "their bases".
    """
    tokens = scene.sentence.tokens
    token = tokens[noun]
    if noun in scene.named:
        return _of_name(scene, noun)
    if token.lower in _BORDERS:
        border = _border(scene, token)
        if border is not None:
            return border
    lists = words().lists
    is_site = token.lower in lists["site"]
    held = _inside(scene, token)
    inner = scene.named[held] if held is not None else None
    if is_site and locative and token.text[0].isupper() and token.lower not in lists["after"] | _SIDES:
        # "Bolotnaya Square": a proper name of its own
        country = inner.country if inner is not None else scene.country(token.start)
        return Phrase(_span(scene, token), _bare(scene, token), country, inner)
    nameless = inner is None or is_country(inner)
    if (
        nameless
        and locative
        and token.lower in lists["settlement"]
        and tokens[token.left].lower in {"a", "an"}
    ):
        near = next((tokens[child] for child in token.children if tokens[child].lower == "near"), None)
        if near is not None:
            # a place without a name is named by its description
            name = " ".join(tokens[i].text for i in range(token.left, near.right + 1))
            span = scene.sentence.span(token.left, near.right)
            return Phrase(span, name, scene.country(token.start), None)
    if held is not None and inner is not None and (locative or is_site):
        if token.lower == "airport" and not is_country(inner):
            return Phrase(_span(scene, token), f"{inner.name} airport", inner.country, inner)
        if not is_country(inner) or not is_site:
            return _of_name(scene, held)
    if not is_site:
        return None
    if token.lower in _SIDES:
        return _side(scene, token, inner)
    if token.lower in lists["ground"]:
        return _ground(scene, token, inner, owner)
    first = tokens[token.left]
    definite = first.lower in _DEFINITE
    if inner is None and definite and token.lower in lists["anaphor"]:
        back = _antecedent(scene, token)
        if back is not None:
            return Phrase(_span(scene, token), back.name, back.country, back)
    if (
        not locative
        and (inner is None or token.lower not in lists["anaphor"])
        and token.lower not in lists["settlement"]
    ):
        return None
    if inner is not None:
        country = inner.country
    elif owner is not None and any(tokens[child].tag == "PRP$" for child in token.children):
        country = owner
    else:
        country = scene.country(token.start)
    return Phrase(_span(scene, token), _bare(scene, token), country, None)


def _side(scene: Scene, token: Token, inner: Toponym | None) -> Phrase | None:
    """ "the north" -> "northern Syria", of the country in "of", else of the country spoken of."""
    top = inner or next((top for top in scene.earlier(token.start) if is_country(top)), None)
    if top is None:
        return None
    side = "central" if token.lower in {"centre", "center"} else f"{token.lower}ern"
    return Phrase(_span(scene, token), f"{side} {top.name}", top.country, None)


def _ground(scene: Scene, token: Token, inner: Toponym | None, owner: str | None) -> Phrase | None:
    if inner is not None:
        return Phrase(_span(scene, token), inner.name, inner.country, inner)
    tokens = scene.sentence.tokens
    if owner is not None and any(tokens[child].tag == "PRP$" for child in token.children):
        return Phrase(_span(scene, token), country_name(owner), owner, None)
    return None


def is_country(top: Toponym) -> bool:
    return countries().get(fold(top.name)) == top.country and top.country is not None


def _of_name(scene: Scene, noun: int) -> Phrase:
    tokens = scene.sentence.tokens
    top = scene.named[noun]
    first = next(i for i, other in sorted(scene.named.items()) if other is top)
    name, start = top.name, top.span.start
    if first and is_country(top) and tokens[first - 1].lower in words().lists["direction"] - {"the"}:
        name, start = f"{tokens[first - 1].lower} {name}", tokens[first - 1].start
    return Phrase(Span(start, top.span.end), name, top.country, top, noun)


def _border(scene: Scene, token: Token) -> Phrase | None:
    """ "the border with X", "the X border", "the Polish border", "the country's borders"."""
    tokens = scene.sentence.tokens
    for child in token.children:
        part = tokens[child]
        if part.dep == "prep" and part.lower in {"with", "between", "of"}:
            for inner in part.children:
                if inner in scene.named:
                    top = scene.named[inner]
                    other = next(
                        (i for i in tokens[inner].children if tokens[i].dep == "conj" and i in scene.named),
                        None,
                    )
                    name = top.name if other is None else f"{top.name}-{scene.named[other].name}"
                    return Phrase(_span(scene, token), f"{name} border", top.country, None)
    for child in token.children:
        part = tokens[child]
        if child in scene.named and part.dep in {"compound", "poss", "nmod", "amod", "nsubj"}:
            top = scene.named[child]
            return Phrase(_span(scene, token), f"{top.name} border", top.country, None)
        if part.dep == "amod" and part.text[0].isupper():
            return Phrase(_span(scene, token), f"{part.text} border", scene.country(token.start), None)
        if part.dep == "poss":
            owner = next((top for top in scene.earlier(part.start) if is_country(top)), None)
            if owner is not None:
                return Phrase(_span(scene, token), f"{owner.name} border", owner.country, None)
    return None


def _inside(scene: Scene, token: Token, depth: int = 0) -> int | None:
    """The most specific place name that the phrase holds, by token: before the noun, or after "of", "in"."""
    tokens = scene.sentence.tokens
    options: list[int] = []
    nested = nested_name(scene, token, depth)
    if nested is not None:
        options.append(nested)
    for child in token.children:
        part = tokens[child]
        if part.dep in {"compound", "nmod", "amod", "poss", "appos", "npadvmod"} and child in scene.named:
            options.append(child)
        elif part.dep == "compound":
            options.extend(i for i in part.children if i in scene.named)
    return next((i for i in options if not is_country(scene.named[i])), options[0] if options else None)


def nested_name(scene: Scene, token: Token, depth: int = 0) -> int | None:
    """The token of the place name that stands after "of", "in", "near" in the phrase of ``token``."""
    tokens = scene.sentence.tokens
    for child in token.children if depth < _DEEPEST else ():
        if tokens[child].dep == "prep" and tokens[child].lower in _INSIDE:
            for inner in tokens[child].children:
                if tokens[inner].dep != "pobj":
                    continue
                found = inner if inner in scene.named else _inside(scene, tokens[inner], depth + 1)
                if found is not None:
                    return found
    return None


def _antecedent(scene: Scene, token: Token) -> Toponym | None:
    lists = words().lists
    if token.lower == "capital":
        country = scene.country(token.start)
        seat = next((name for name, code in capitals().items() if code == country), None)
        if seat is None:
            return None
        known = (top for top in scene.earlier(token.start) if fold(top.name) == seat)
        return next(known, None) or Toponym(Span(token.start, token.end), seat.title(), country)
    whole = token.lower in lists["anaphor_country"]
    found = next((top for top in scene.earlier(token.start) if is_country(top) is whole), None)
    code = scene.country(token.start)
    if found is None and whole and code is not None:
        return Toponym(Span(token.start, token.end), country_name(code), code)
    return found


def _bare(scene: Scene, token: Token) -> str:
    """The noun with what stands before it, without article, possessor and participle."""
    tokens = scene.sentence.tokens
    first = token.i
    while (
        first > token.left
        and tokens[first - 1].tag not in _DETERMINERS | {"POS", "CD", ",", "CC"}
        and (tokens[first - 1].dep in {"compound", "amod", "nmod"})
    ):
        first -= 1
    return " ".join(tokens[i].text for i in range(first, token.i + 1))


def _span(scene: Scene, token: Token) -> Span:
    """From the phrase's left edge to its noun, or to the name inside it if that stands later."""
    return Span(scene.sentence.tokens[token.left].start, token.end)
