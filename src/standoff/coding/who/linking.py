"""All mentions of one sentence, with the links that their neighbours make: "of", "and", commas, brackets."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from standoff.coding.parsing.parse import Sentence
from standoff.coding.who.denotation import Denotation, pronoun
from standoff.coding.who.names import names_in
from standoff.coding.who.noun_phrases import runs_in
from standoff.coding.who.phrases import Phrases
from standoff.ontology.actors import ActorNames
from standoff.ontology.nouns import noun_lexicon
from standoff.ontology.plover import Sector

PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "theirs",
        "hers",
        "himself",
        "herself",
        "itself",
        "themselves",
        "who",
        "whom",
        "whose",
        "which",
        "we",
        "us",
        "our",
        "ours",
        "i",
        "me",
        "my",
        "you",
        "your",
    ]
)
_BARE = frozenset({"both", "those", "others", "neither", "each", "either"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_LOCAL = frozenset({"in", "from", "at", "inside"})
_CLOSERS = frozenset({",", ".", "\u2013", "-", "(", ";", ":"})


@dataclass(frozen=True, slots=True)
class Linked:
    """The mentions of a sentence in text order; ``same`` pairs indexes that name one actor."""

    mentions: tuple[Denotation, ...]
    same: tuple[tuple[int, int], ...] = ()


def mentions_of(
    sentence: Sentence,
    towns: Mapping[int, str] | None = None,
    year: int | None = None,
    lexicon: ActorNames | None = None,
) -> Linked:
    """The mentions of ``sentence``. ``towns`` gives the country of tokens that are place names."""
    names = names_in(sentence, lexicon)
    runs = runs_in(sentence, names)
    phrases = Phrases(sentence, names, year)
    found: list[Denotation] = []
    outer: list[int] = []
    for run in runs:
        base = len(found)
        read = phrases.read(run)
        if not read:
            continue
        found.extend(one if one.owner is None else replace(one, owner=one.owner + base) for one in read)
        outer.append(len(found) - 1)
    if towns:
        _settle(sentence, found, towns)
    _coordinate(sentence, found, outer)
    _complement(sentence, found, outer)
    _add_partitives(sentence, found, outer)
    _add_pronouns(sentence, found)
    return _sorted(found, _same(sentence, found, outer))


def _settle(sentence: Sentence, found: list[Denotation], towns: Mapping[int, str]) -> None:
    """Give the country of a town in the phrase: "a Nairobi magistrate", "Lagos doctors"."""
    for k, one in enumerate(found):
        if one.kind == "pronoun" or one.codes:
            continue
        bearer = (
            one.head - len(one.person) + 1 if one.person and one.noun is not None else len(sentence.tokens)
        )
        inside = [towns[i] for i in range(one.first, one.last + 1) if i in towns and i < bearer]
        if not inside:
            continue
        if one.noun is not None or one.sector is not None:
            found[k] = replace(one, codes=(inside[0],))
        elif one.head in towns:
            found[k] = replace(one, place=True, country=inside[0])
        elif one.person:
            found[k] = replace(one, codes=(inside[0],))


def _coordinate(sentence: Sentence, found: list[Denotation], outer: list[int]) -> None:
    """ "the Russian and Turkish presidents": one phrase of two countries."""
    tokens = sentence.tokens
    for left, right in itertools.pairwise(outer):
        one, two = found[left], found[right]
        gap = two.first - one.last - 1
        joined = gap == 1 and tokens[one.last + 1].lower in {"and", "or", ","}
        if not joined or one.kind != "adjective" or two.noun is None or not two.codes:
            continue
        if one.known is not None and (two.plural or not one.plural):
            merged = tuple(dict.fromkeys((*one.codes, *two.codes)))
            found[right] = replace(
                two, first=one.first, codes=merged, span=sentence.span(one.first, two.last)
            )


def _complement(sentence: Sentence, found: list[Denotation], outer: list[int]) -> None:
    """Join "head" + "of Egypt's intelligence service", from the right so that chains add up."""
    words = noun_lexicon().words
    for left, right in reversed(list(itertools.pairwise(outer))):
        one, two = found[left], found[right]
        link = [token.lower for token in sentence.tokens[one.last + 1 : two.first]]
        if link == ["of"]:
            if one.sector is None and sentence.tokens[one.head].lower in words["partitives"]:
                if two.is_actor:
                    found[left] = _part(sentence, one, two, right)
            elif one.noun is not None:
                found[left] = _of(sentence, one, two, right, _conjuncts(sentence, found, outer, right))
        elif one.noun is None:
            continue
        elif link == ["based", "in"] or (
            len(link) == 1 and link[0] in _LOCAL and one.noun.word not in words["away"]
        ):
            if not one.codes and one.owner is None and (codes := _country_of_place(found, two)):
                found[left] = replace(one, codes=codes)
        elif link == ["for"] and one.noun.weak and two.sector is not None:
            found[left] = _of(sentence, one, two, right, ())


def _country_of_place(found: Sequence[Denotation], two: Denotation) -> tuple[str | None, ...]:
    """The country of "Iraq", "Mosul" or "Iraq's second city" after "in"; empty for what is no place."""
    if two.place:
        return (two.country,)
    if two.names_country:
        return two.codes
    owner = found[two.owner] if two.owner is not None and not two.is_actor else None
    return owner.codes if owner is not None and owner.names_country else ()


def _part(sentence: Sentence, one: Denotation, two: Denotation, at: int) -> Denotation:
    return replace(
        one, last=two.last, span=sentence.span(one.first, two.last), codes=two.codes, sector=two.sector,
        noun=two.noun, owner=at, partitive=True, plural=sentence.tokens[one.head].lower != "one",
        definite=two.definite,
    )  # fmt: skip


def _of(sentence: Sentence, one: Denotation, two: Denotation, at: int, others: Sequence[str]) -> Denotation:
    """ "The head" of "Egypt's intelligence service": country from it, sector too where the noun is weak."""
    sector = one.sector
    country = two.known is not None and two.known.kind in {"country", "seat", "adjective"}
    weak = one.noun is not None and one.noun.weak and sector is one.noun.sector
    if weak and two.sector is not None and not country and not two.person:
        sector = two.sector
    codes, owner = one.codes, one.owner
    if not codes:
        owner = at
        if two.is_actor:
            codes = tuple(dict.fromkeys((*two.codes, *others)))
    span = sentence.span(one.first, two.last)
    return replace(one, last=two.last, span=span, codes=codes, sector=sector, owner=owner, definite=True)


def _conjuncts(sentence: Sentence, found: list[Denotation], outer: list[int], at: int) -> tuple[str, ...]:
    """Codes of the countries that follow in a list: "of Poland, Lithuania and Latvia"."""
    codes: list[str] = []
    k = outer.index(at)
    while k + 1 < len(outer):
        one, two = found[outer[k]], found[outer[k + 1]]
        between = [t.lower for t in sentence.tokens[one.last + 1 : two.first]]
        if not two.names_country or not between or set(between) - {",", "and"}:
            break
        codes.extend(code for code in two.codes if code)
        k += 1
    return tuple(codes)


def _add_partitives(sentence: Sentence, found: list[Denotation], outer: list[int]) -> None:
    """ "some of the troops", "two of them": the head is no noun."""
    tokens, partitives = sentence.tokens, noun_lexicon().words["partitives"]
    covered = {found[k].head for k in outer}
    starts = {found[k].first: k for k in outer}
    for i in range(len(tokens) - 2):
        if tokens[i + 1].lower != "of" or i in covered:
            continue
        if tokens[i].lower not in partitives and tokens[i].tag != "CD":
            continue
        if (k := starts.get(i + 2)) is not None and found[k].is_actor:
            base = Denotation(sentence.index, i, i, i, sentence.span(i, i), "common")
            found.append(_part(sentence, base, found[k], k))
        elif tokens[i + 2].lower in {"them", "us", "these", "those", "whom"}:
            found.append(pronoun(sentence, i + 2))
            base = Denotation(sentence.index, i, i + 2, i, sentence.span(i, i + 2), "common")
            found.append(replace(base, owner=len(found) - 1, partitive=True, plural=True))


def _add_pronouns(sentence: Sentence, found: list[Denotation]) -> None:
    heads = {one.head for one in found}
    for token in sentence.tokens:
        if token.i in heads:
            continue
        if (
            token.lower in PRONOUNS
            and token.text != "US"
            and not token.tag.startswith("NN")
            and token.dep != "det"
        ):
            found.append(pronoun(sentence, token.i))
        elif token.lower in _BARE and token.dep in _ARGUMENTS:
            found.append(pronoun(sentence, token.i, plural=True))


def _same(sentence: Sentence, found: list[Denotation], outer: list[int]) -> list[tuple[int, int]]:
    """Pairs that one stands for the other: appositions and names in brackets."""
    tokens = sentence.tokens
    pairs: list[tuple[int, int]] = []
    for left, right in itertools.pairwise(outer):
        one, two = found[left], found[right]
        between = [token.text for token in tokens[one.last + 1 : two.first]]
        closing = tokens[two.last + 1].text if two.last + 1 < len(tokens) else ""
        if between in (["("], ["["]) and closing in {")", "]", ",", ";"}:
            if two.kind == "name" or tokens[two.head].text.isupper():
                pairs.extend((k, right) for k in _spelt_out(sentence, found, left, tokens[two.head].text))
        elif (between in ([","], ["\u2013"], ["-", "-"]) and _apposed(sentence, one, two)) or (
            not between
            and one.noun is not None
            and one.sector is not None
            and two.kind == "name"
            and two.person
        ):
            pairs.append((left, right))
    return pairs


def _spelt_out(sentence: Sentence, found: list[Denotation], at: int, short: str) -> list[int]:
    """Which of the mentions that end where mention ``at`` does has the letters of ``short`` as initials."""
    for k, one in enumerate(found):
        if one.last != found[at].last or not short.isupper():
            continue
        initials = "".join(
            t.text[0] for t in sentence.tokens[one.first : one.last + 1] if t.text[0].isupper()
        )
        if initials.endswith(short) or initials.startswith(short):
            return [k]
    return [] if found[at].names_country else [at]


def _apposed(sentence: Sentence, one: Denotation, two: Denotation) -> bool:
    """Whether "A, B" is one actor told twice: a personal name beside a role, not a list of two."""
    tokens = sentence.tokens
    following = tokens[two.last + 1] if two.last + 1 < len(tokens) else None
    tagged = "appos" in {tokens[one.head].dep, tokens[two.head].dep}
    if following is not None and following.lower in {"and", "or"} and tokens[two.head].dep != "appos":
        return False
    name, role = (one, two) if one.kind == "name" else (two, one)
    if name.kind != "name" or role.noun is None or role.kind == "name" or (name.place and not tagged):
        return False
    if not name.person:
        body = role is two and role.noun.kind == "body" and tokens[two.head].dep == "appos"
        return body and name.sector in {None, Sector.REB, Sector.GOV}
    closed = following is None or following.text in _CLOSERS or following.tag.startswith("VB")
    return role.noun.kind == "person" and not role.plural and (closed or tagged)


def _sorted(found: list[Denotation], pairs: list[tuple[int, int]]) -> Linked:
    order = sorted(range(len(found)), key=lambda k: (found[k].first, found[k].last, k))
    place = {old: new for new, old in enumerate(order)}
    if order != list(range(len(found))):
        for k, one in enumerate(found):
            if one.owner is not None:
                found[k] = replace(one, owner=place[one.owner])
    mentions = tuple(found[k] for k in order)
    return Linked(mentions, tuple(sorted((place[a], place[b]) for a, b in pairs)))
