"""All mentions of one sentence, with the links that their neighbours make: "of", "and", commas, brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from standoff.coding.denoting import Denotation, Phrases, pronoun
from standoff.coding.noun_phrases import NameAt, names_in, runs_in
from standoff.coding.parse import Sentence
from standoff.ontology.plover import Sector

PRONOUNS = frozenset(
    "he she it they him her them his its their theirs hers himself herself itself themselves who whom whose "
    "which we us our ours i me my you your".split()
)
_PARTITIVES = frozenset(
    "one some many most several few none all both half each any either neither dozens hundreds thousands "
    "scores two three four five six seven eight nine ten number majority rest remainder group lot handful couple "
    "tens part parts".split()
)
_LOCAL = frozenset({"in", "from", "at", "inside"})
_AWAY = frozenset(
    "ambassador envoy diplomat troops force forces embassy consulate correspondent journalist reporter soldier "
    "peacekeeper mission observer monitor ally mediator negotiator pilot delegation instructor jet drone adviser "
    "expert leader president minister premier people".split()
)
_FOR = frozenset({"for", "to", "with", "on"})


@dataclass(frozen=True, slots=True)
class Linked:
    """The mentions of a sentence in text order; ``same`` pairs indexes that name one actor."""

    mentions: tuple[Denotation, ...]
    same: tuple[tuple[int, int], ...] = ()


def mentions_of(sentence: Sentence, towns: Mapping[int, str] | None = None, year: int | None = None) -> Linked:
    """The mentions of ``sentence``. ``towns`` gives the country of tokens that are place names."""
    names = names_in(sentence)
    runs = runs_in(sentence, names)
    phrases = Phrases(sentence, names, year)
    found: list[Denotation] = []
    outer: list[int] = []
    for run in runs:
        base = len(found)
        read = phrases.read(run)
        if not read:
            continue
        for one in read:
            found.append(replace(one, owner=None if one.owner is None else one.owner + base))
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
        named = len(one.person) and one.head - len(one.person) + 1
        inside = [towns[i] for i in range(one.first, one.last + 1) if i in towns and not (named and i >= named and one.noun)]
        if not inside:
            continue
        if one.noun is not None or one.sector is not None:
            found[k] = replace(one, codes=(inside[0],))
        elif one.head in towns and not one.noun:
            found[k] = replace(one, codes=(), place=True, name=inside[0])
        else:
            found[k] = replace(one, codes=(inside[0],) if one.person else ())


def _coordinate(sentence: Sentence, found: list[Denotation], outer: list[int]) -> None:
    """ "the Russian and Turkish presidents": one phrase of two countries."""
    tokens = sentence.tokens
    for left, right in zip(outer, outer[1:], strict=False):
        one, two = found[left], found[right]
        gap = two.first - one.last - 1
        joined = gap == 1 and tokens[one.last + 1].lower in {"and", "or", ","}
        if not joined or one.kind != "adjective" or two.noun is None or not two.codes:
            continue
        if one.known is not None and (two.plural or not one.plural):
            merged = tuple(dict.fromkeys((*one.codes, *two.codes)))
            found[right] = replace(two, first=one.first, codes=merged, span=sentence.span(one.first, two.last))


def _complement(sentence: Sentence, found: list[Denotation], outer: list[int]) -> None:
    """Join "head" + "of Egypt's intelligence service", from the right so that chains add up."""
    tokens = sentence.tokens
    for left, right in reversed(list(zip(outer, outer[1:], strict=False))):
        one, two = found[left], found[right]
        if two.first != one.last + 2 or one.kind == "pronoun":
            continue
        word = tokens[one.last + 1].lower
        head = one.noun.word if one.noun is not None else tokens[one.head].lower
        if word == "of":
            if one.sector is None and (head in _PARTITIVES or tokens[one.head].lemma in _PARTITIVES):
                if two.is_actor:
                    found[left] = _part(sentence, one, two, right)
            elif one.noun is not None:
                found[left] = _of(sentence, one, two, right, _conjuncts(sentence, found, outer, right))
        elif word in _LOCAL and one.noun is not None and not one.codes and head not in _AWAY:
            codes = _country_of_place(found, two)
            if codes:
                found[left] = replace(one, codes=codes)
        elif word == "for" and one.noun is not None and one.noun.weak and two.sector is not None:
            found[left] = _of(sentence, one, two, right, ())


def _country_of_place(found: Sequence[Denotation], two: Denotation) -> tuple[str | None, ...]:
    """The country of "Iraq", "Mosul" or "Iraq's second city" after "in"; empty for what is no place."""
    if two.place:
        return (two.name,)
    if two.known is not None and two.known.kind in {"country", "seat"}:
        return two.codes
    owner = found[two.owner] if two.owner is not None and not two.is_actor else None
    return owner.codes if owner is not None and owner.known is not None and owner.known.kind == "country" else ()


def _part(sentence: Sentence, one: Denotation, two: Denotation, at: int) -> Denotation:
    return replace(
        one, last=two.last, span=sentence.span(one.first, two.last), codes=two.codes, sector=two.sector,
        noun=two.noun, owner=at, owner_is_of=True, partitive=True, plural=sentence.tokens[one.head].lower != "one",
        definite=two.definite,
    )


def _of(
    sentence: Sentence, one: Denotation, two: Denotation, at: int, others: Sequence[str]
) -> Denotation:
    assert one.noun is not None
    sector = one.sector
    country = two.known is not None and two.known.kind in {"country", "seat", "adjective"}
    if one.noun.weak and two.sector is not None and not country and not two.person and sector is one.noun.sector:
        sector = two.sector
    codes = one.codes
    if not codes and two.is_actor:
        codes = tuple(dict.fromkeys((*two.codes, *others)))
    owner = at if not one.codes else one.owner
    return replace(
        one, last=two.last, span=sentence.span(one.first, two.last), codes=codes, sector=sector, owner=owner,
        owner_is_of=not one.codes, definite=True,
    )


def _conjuncts(sentence: Sentence, found: list[Denotation], outer: list[int], at: int) -> tuple[str, ...]:
    """Codes of the countries that follow in a list: "of Poland, Lithuania and Latvia"."""
    codes: list[str] = []
    k = outer.index(at)
    while k + 1 < len(outer):
        one, two = found[outer[k]], found[outer[k + 1]]
        between = [t.lower for t in sentence.tokens[one.last + 1 : two.first]]
        country = two.known is not None and two.known.kind == "country"
        if not country or not between or set(between) - {",", "and"}:
            break
        codes.extend(code for code in two.codes if code)
        k += 1
    return tuple(codes)


def _add_partitives(sentence: Sentence, found: list[Denotation], outer: list[int]) -> None:
    """ "some of the troops", "two of them": the head is no noun."""
    tokens = sentence.tokens
    covered = {found[k].head for k in outer}
    starts = {found[k].first: k for k in outer}
    for i in range(len(tokens) - 2):
        if tokens[i + 1].lower != "of" or i in covered:
            continue
        if tokens[i].lower not in _PARTITIVES and tokens[i].tag != "CD":
            continue
        if (k := starts.get(i + 2)) is not None and found[k].is_actor:
            base = Denotation(sentence.index, i, i, i, sentence.span(i, i), "common")
            found.append(_part(sentence, base, found[k], k))
        elif tokens[i + 2].lower in {"them", "us", "these", "those", "whom"}:
            found.append(pronoun(sentence, i + 2))
            base = Denotation(sentence.index, i, i + 2, i, sentence.span(i, i + 2), "common")
            found.append(replace(base, owner=len(found) - 1, owner_is_of=True, partitive=True, plural=True))


def _add_pronouns(sentence: Sentence, found: list[Denotation]) -> None:
    covered = {one.head for one in found if one.first == one.last}
    heads = {one.head for one in found}
    for token in sentence.tokens:
        if token.i in covered or token.lower not in PRONOUNS or token.tag in {"PRP$", "WP$"} and token.i in covered:
            continue
        if token.text == "US" or token.tag.startswith("NN") or token.i in heads:
            continue
        if token.lower == "which" and token.dep == "det":
            continue
        found.append(pronoun(sentence, token.i))
    for token in sentence.tokens:
        bare = token.lower in {"both", "those", "others", "neither", "each", "either"} and token.i not in heads
        if bare and token.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            found.append(replace(pronoun(sentence, token.i), plural=True))


def _same(sentence: Sentence, found: list[Denotation], outer: list[int]) -> list[tuple[int, int]]:
    """Pairs that one stands for the other: appositions and names in brackets."""
    tokens = sentence.tokens
    pairs: list[tuple[int, int]] = []
    for left, right in zip(outer, outer[1:], strict=False):
        one, two = found[left], found[right]
        reach = one.last
        between = [t.text for t in tokens[reach + 1 : two.first]]
        if between in (["("], ["["]) and two.last + 1 < len(tokens) and tokens[two.last + 1].text in {")", "]", ",", ";"}:
            if two.person or two.known is not None or two.kind == "name" or tokens[two.head].text.isupper():
                pairs.append((left, right))
        elif between in ([","], ["\u2013"], ["-", "-"]) and _apposed(sentence, one, two):
            pairs.append((left, right))
        elif not between and one.noun is not None and two.kind == "name" and one.sector is not None and two.person and one.last + 1 == two.first:
            pairs.append((left, right))
    return pairs


def _apposed(sentence: Sentence, one: Denotation, two: Denotation) -> bool:
    """Whether "A, B" is one actor told twice: a personal name beside a role, not a list of two."""
    tokens = sentence.tokens
    following = tokens[two.last + 1] if two.last + 1 < len(tokens) else None
    if following is not None and following.lower in {"and", "or"} and tokens[two.head].dep != "appos":
        return False
    name, role = (one, two) if one.person or one.kind == "name" else (two, one)
    if name is role or role.noun is None or role.kind == "name" or name.place:
        return False
    if name.person:
        closed = following is None or following.text in {",", ".", "\u2013", "-", "(", ";", ":"} or following.tag.startswith("VB")
        tag = tokens[two.head].dep == "appos" or tokens[one.head].dep == "appos"
        return role.noun.kind == "person" and not role.plural and (closed or tag) and not (name.noun is not None and role.person)
    return tokens[two.head].dep == "appos" and name.sector in {None, Sector.REB, Sector.GOV} and role is two and role.noun.kind == "body"


def _sorted(found: list[Denotation], pairs: list[tuple[int, int]]) -> Linked:
    order = sorted(range(len(found)), key=lambda k: (found[k].first, found[k].last, k))
    place = {old: new for new, old in enumerate(order)}
    mentions = tuple(
        replace(found[k], owner=None if (at := found[k].owner) is None else place[at]) for k in order
    )
    return Linked(mentions, tuple(sorted((place[a], place[b]) for a, b in pairs)))


def names_on(names: Sequence[NameAt]) -> frozenset[int]:
    """The tokens that a known name covers."""
    return frozenset(i for name in names for i in range(name.first, name.last + 1))
