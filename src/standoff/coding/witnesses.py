"""Who tells whom a mention stands for: an earlier mention, a gazetteer, a noun, a place, the deed itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from standoff.coding.explanations import Witness
from standoff.coding.parsing.parse import Sentence
from standoff.coding.who.mentions import Mention
from standoff.ontology.actors import ActorName, ActorNames, actor_names
from standoff.ontology.nouns import LONGEST, noun_lexicon
from standoff.types import Entity, Span, Toponym


def witnesses(
    mention: Mention,
    entities: Sequence[Entity],
    text: str,
    sentence: Sentence,
    toponyms: Sequence[Toponym],
    lexicon: ActorNames | None = None,
) -> tuple[Witness, ...]:
    """What the code and sector of a mention's ``entities`` rest on, the nearest witness first."""
    lexicon = actor_names() if lexicon is None else lexicon
    codes = {entity.code for entity in entities if entity.code}
    found: list[Witness] = []
    if mention.taught_by is not None:
        found.append(Witness("taught", None, None, mention.taught_by))
    found += _names(mention, codes, text, lexicon)
    named = [witness.span for witness in found if witness.kind == "gazetteer" and witness.span]
    found += _noun(mention, sentence)
    found += [
        Witness("place", toponym.name, toponym.country, toponym.span)
        for toponym in toponyms
        if toponym.country in codes
        and mention.span.covers(toponym.span)
        and not any(span.overlaps(toponym.span) for span in named)
    ]
    told = {referent.code for referent in mention.referents}
    if mention.taught_by is None:
        known = {witness.value for witness in found}
        found += _places_around(mention, sorted((codes & told) - known), toponyms)
    if mention.guessed:
        found += [Witness("guess", None, code, None) for code in sorted(codes & told)]
    found += [Witness("deed", None, code, None) for code in sorted(codes - told)]
    return tuple(found)


def _places_around(mention: Mention, codes: Sequence[str], toponyms: Sequence[Toponym]) -> Iterator[Witness]:
    """For each country that nothing in the mention tells, the nearest place there."""
    for code in codes:
        there = [toponym for toponym in toponyms if toponym.country == code]
        nearest = min(there, key=lambda t: abs(t.span.start - mention.span.start), default=None)
        if nearest is not None:
            yield Witness("place", nearest.name, code, nearest.span)


def _names(mention: Mention, codes: set[str], text: str, lexicon: ActorNames) -> Iterator[Witness]:
    """The longest names of our lists in the mention that give one of its codes."""
    plain = text.replace("\u2019", "'")
    at = mention.span.start
    while at < mention.span.end:
        begins = at == 0 or not plain[at - 1].isalnum()
        hit = _name_at(plain, at, mention.span.end, codes, lexicon) if begins else None
        if hit is None:
            at += 1
            continue
        end, name = hit
        yield Witness("gazetteer", f"{name.name} ({name.kind})", name.code, Span(at, end))
        at = end


def _name_at(
    text: str, at: int, limit: int, codes: set[str], lexicon: ActorNames
) -> tuple[int, ActorName] | None:
    for end, names in lexicon.at(text, at):
        whole = end <= limit and not (end < len(text) and text[end].isalnum())
        name = next((name for name in names if name.code in codes), None)
        if whole and name is not None:
            return end, name
    return None


def _noun(mention: Mention, sentence: Sentence) -> Iterator[Witness]:
    """The longest noun of the lexicon that ends in the mention's head, or in a word behind it."""
    for last in range(mention.head, mention.last + 1):
        for first in range(max(mention.first, last - LONGEST + 1), last + 1):
            form = " ".join(token.lower for token in sentence.tokens[first : last + 1])
            noun = noun_lexicon().get(form)
            if noun is not None:
                yield Witness("noun", noun.word, noun.sector, sentence.span(first, last))
                return
