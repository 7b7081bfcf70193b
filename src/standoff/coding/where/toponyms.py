"""Place names of a text, each with its place on the globe.

Found by capitals, token patterns and the gazetteer, without a name finder; ``geography``
decides which of the places of that name is meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.where.geography import Named, settle
from standoff.coding.where.place_rules import cut, is_place, of_head, surnames, unknown
from standoff.coding.where.place_words import words
from standoff.ontology.gazetteer import Gazetteer, Kind, Site, fold
from standoff.types import Span, Toponym

_LONGEST = 6
_INNER = frozenset(
    {
        "of",
        "the",
        "and",
        "de",
        "del",
        "la",
        "le",
        "les",
        "el",
        "al",
        "upon",
        "on",
        "sur",
        "ez",
        "az",
        "i",
        "e",
        "y",
        "da",
        "do",
        "dos",
        "di",
        "'s",
        "-",
        "in",
        "bin",
        "us",
        "um",
    }
)
_PREFIXES = frozenset({"al", "el", "ash", "as", "ar", "at", "an", "az", "ad"})


def find_toponyms(text: str, sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """All place names of ``text`` in order; spans are offsets into ``text``.

    A name that looks like a place but that the gazetteer lacks ("in Kelleyland") has no coordinates, and
    the country that the rest of the text suggests.
    """
    people = surnames(sentences)
    named: list[Named] = []
    for sentence in sentences:
        named.extend(_in_sentence(sentence, gazetteer, people))
    return tuple(_toponym(name, site, country) for name, site, country in settle(named))


def _toponym(name: Named, site: Site | None, country: str | None) -> Toponym:
    if site is None:
        return Toponym(name.span, name.text, country)
    return Toponym(
        name.span,
        site.name or name.text,
        site.country,
        site.latitude,
        site.longitude,
        site.geonames_id,
    )


def _in_sentence(sentence: Sentence, gazetteer: Gazetteer, people: frozenset[str]) -> list[Named]:
    tokens = sentence.tokens
    found: list[Named] = []
    i = 0
    while i < len(tokens):
        if not _may_begin(tokens, i):
            i += 1
            continue
        match = _longest(tokens, i, gazetteer)
        if match is not None:
            last, key, sites = match
            if is_place(sentence, i, last, key, sites, people):
                found.append(_named(sentence, i, last, key, sites))
            i = last + 1
            continue
        end = unknown(sentence, i, people)
        if end is not None:
            found.append(_named(sentence, i, end, fold(cut(tokens, i, end)), ()))
        i = i + 1 if end is None else end + 1
    return found


def _may_begin(tokens: Sequence[Token], i: int) -> bool:
    token = tokens[i]
    if token.text[0].isupper():
        return True
    # "al-Bab": a small article, a hyphen and a capital
    return (
        token.lower in _PREFIXES
        and i + 2 < len(tokens)
        and tokens[i + 1].text == "-"
        and tokens[i + 2].text[0].isupper()
    )


def _longest(
    tokens: Sequence[Token], i: int, gazetteer: Gazetteer
) -> tuple[int, str, tuple[Site, ...]] | None:
    """The longest name that begins with token ``i``: its last token, its key and its places."""
    first = fold(tokens[i].text)
    if not first:
        return None
    reach = min(gazetteer.longest(first.partition(" ")[0]), _LONGEST)
    if not reach:
        return None
    key = ""
    ends: list[tuple[int, str]] = []
    for j in range(i, min(i + 2 * reach + 1, len(tokens))):
        token = tokens[j]
        if j > i and token.start > tokens[j - 1].end + 1:
            break
        part = fold(token.text)
        if part:
            key = f"{key} {part}" if key else part
            if key.count(" ") + 1 > reach:
                break
            ends.append((j, key))
        elif token.text not in {"-", "'", "\u2019"}:
            break
    for j, name in reversed(ends):
        if not gazetteer.has(name):
            continue
        small = j > i and not tokens[j].text[0].isupper()
        written = cut(tokens, i, j)
        sites = tuple(
            site
            for site in gazetteer.find(name)
            if (site.form is None or _fits(site.form, written, tokens, j)) and (not small or site.own)
        )
        if sites:
            return j, name, sites
    return None


def _fits(form: str, written: str, tokens: Sequence[Token], last: int) -> bool:
    """Whether a name is written as ``form``; its last full stop may be a token of its own."""
    if form == written:
        return True
    stop = (
        last + 1 < len(tokens) and tokens[last + 1].text == "." and tokens[last + 1].start == tokens[last].end
    )
    return form.replace(" ", "") == written.replace(" ", "") + ("." if stop else "")


def _named(sentence: Sentence, first: int, last: int, key: str, sites: tuple[Site, ...]) -> Named:
    tokens = sentence.tokens
    lists = words().lists
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    level: Kind | None = None
    tail = after if after in lists["after"] else key.rpartition(" ")[2]
    if tail in lists["province"] and (after == tail or " " in key):
        level = Kind.PROVINCE
    elif tail in lists["district"] and (after == tail or " " in key):
        level = Kind.DISTRICT
    elif after in {"city", "town", "village"} or of_head(tokens, first) in {
        "city",
        "town",
        "village",
        "capital",
    }:
        level = Kind.TOWN
    elif of_head(tokens, first) in lists["province"]:
        level = Kind.PROVINCE
    comma = last + 1 < len(tokens) and tokens[last + 1].text == ","
    bracket = last + 1 < len(tokens) and tokens[last + 1].text == "("
    return Named(
        span=Span(tokens[first].start, tokens[last].end),
        text=cut(tokens, first, last),
        key=key,
        sites=sites,
        sentence=sentence.index,
        block=sentence.block,
        first=first,
        last=last,
        level=level,
        comma=comma or bracket,
        lead=tuple(token.lower for token in tokens[max(0, first - 4) : first]),
    )
