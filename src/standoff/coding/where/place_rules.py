"""Is this name in this sentence a place? People, bodies, streets and common words are told apart here."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.where.place_words import words
from standoff.ontology.gazetteer import Kind, Site, fold

_NOUN_TAGS = frozenset({"NNP", "NNPS"})
_STRICT = frozenset({"in", "at", "near", "into", "outside", "around"})
_BIG_TOWN = 100_000
_TOWN = 20_000


def cut(tokens: Sequence[Token], first: int, last: int) -> str:
    """The words of tokens ``first`` to ``last`` as they stand in the text, blanks made single."""
    parts = [tokens[first].text]
    for before, token in zip(tokens[first:last], tokens[first + 1 : last + 1], strict=True):
        parts.append((" " if token.start > before.end else "") + token.text)
    return "".join(parts)


def is_place(
    sentence: Sentence, first: int, last: int, key: str, sites: Sequence[Site], people: frozenset[str]
) -> bool:
    lists, given = words().lists, words().given
    tokens = sentence.tokens
    single = first == last
    best = sites[0]
    weighty = best.kind in (Kind.COUNTRY, Kind.CONTINENT) or best.own
    before = fold(tokens[first - 1].text) if first else ""
    after = fold(tokens[last + 1].text) if last + 1 < len(tokens) else ""
    next_upper = last + 1 < len(tokens) and tokens[last + 1].text[0].isupper()
    previous_upper = first > 0 and tokens[first - 1].text[0].isupper()
    lead = _lead(tokens, first)
    if key in lists["never"] and not weighty:
        return lead in _STRICT and not next_upper and best.population >= _BIG_TOWN
    if _postal(tokens, first, last):
        return first >= 2 and tokens[first - 1].text == "," and tokens[first - 2].text[0].isupper()
    if single and len(key) <= 2 and not weighty:
        return False
    if tokens[first].text.isupper() and len(key) <= 4 and not weighty:
        return False
    if next_upper and after in lists["street"] and not weighty:
        return False
    if next_upper and after in lists["after"]:
        return True
    if _of_body(tokens, first):
        return False
    if weighty and not (single and key in given):
        return not (next_upper and after in lists["organisation"] and best.kind is not Kind.COUNTRY)
    # people
    if before in lists["title"] and previous_upper:
        return False
    if previous_upper and (before in given or (len(before) == 1 and tokens[first - 1].text != "I")):
        return False
    if (
        single
        and key in given
        and next_upper
        and tokens[last + 1].tag in _NOUN_TAGS
        and after not in lists["after"] | lists["never"]
    ):
        return False
    if single and key in people and lead not in lists["locative"]:
        return False
    if next_upper and after in lists["organisation"] and key.rpartition(" ")[2] not in lists["district"]:
        return False
    county = key.rpartition(" ")[2] in lists["district"]
    if best.population < _BIG_TOWN and not county and _part_of_name(sentence, first, last):
        return False
    if first == 0 and single and not _NOUN_TAGS & {tokens[first].tag} and best.population < _BIG_TOWN:
        return False
    if (
        single
        and tokens[first].tag not in _NOUN_TAGS
        and best.population < _BIG_TOWN
        and not sentence.heading
    ):
        return lead in lists["locative"]
    if best.population < _TOWN and not best.main and lead not in lists["locative"]:
        return False
    return not (after in {"said", "says", "told", "testified"} and best.population < 500_000)


def _lead(tokens: Sequence[Token], first: int) -> str:
    """The word before a name, over "the" and words of direction such as "northern"."""
    skipped = words().lists["direction"]
    i = first - 1
    while i >= 0 and tokens[i].lower in skipped:
        i -= 1
    return tokens[i].lower if i >= 0 else ""


def _postal(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the name is a bare two-letter code such as "OR"."""
    text = tokens[first].text
    return first == last and len(text) == 2 and text.isupper() and text not in {"US", "UK", "EU"}


def _part_of_name(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the name is joined to other capitalised words that are no place ("Springfield Nuclear")."""
    tokens = sentence.tokens
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    before = tokens[first - 1] if first else None
    if after is not None and after.tag in _NOUN_TAGS and after.text[0].isupper():
        return True
    return (
        before is not None
        and before.tag in _NOUN_TAGS
        and before.text[0].isupper()
        and before.lower not in words().lists["direction"]
        and first > 1
    )


def _of_body(tokens: Sequence[Token], first: int) -> bool:
    """Whether the name ends that of a body, as in "Islamic State of Iraq"."""
    return (
        first >= 3
        and tokens[first - 1].lower == "of"
        and tokens[first - 2].text[0].isupper()
        and tokens[first - 2].lower in words().lists["body"]
        and (tokens[first - 2].lower not in {"state", "republic"} or tokens[first - 3].text[0].isupper())
    )


def of_head(tokens: Sequence[Token], first: int) -> str:
    """ "city" for the name in "the city of X"; else the empty string."""
    if first >= 2 and tokens[first - 1].lower == "of":
        return tokens[first - 2].lower
    return tokens[first - 1].lower if first else ""


def surnames(sentences: Sequence[Sentence]) -> frozenset[str]:
    """Folded last words of runs of capitalised words that begin with a given name or a title."""
    lists, given = words().lists, words().given
    found = set()
    for sentence in sentences:
        tokens = sentence.tokens
        for i, token in enumerate(tokens[:-1]):
            if not token.text[0].isupper() or not tokens[i + 1].text[0].isupper():
                continue
            key = fold(token.text)
            if key not in given and key not in lists["title"]:
                continue
            j = i + 1
            while j + 1 < len(tokens) and tokens[j + 1].text[0].isupper() and j < i + 4:
                j += 1
            surname = fold(tokens[j].text)
            if (
                surname not in lists["after"]
                and surname not in lists["organisation"]
                and tokens[j].text.isalpha()
            ):
                found.add(surname)
    return frozenset(found)


def unknown(sentence: Sentence, first: int, people: frozenset[str]) -> int | None:
    """The last token of a name that is unknown but placed by "in", "near" or "the town of"."""
    lists, given = words().lists, words().given
    tokens = sentence.tokens
    token = tokens[first]
    if first == 0 or token.tag not in _NOUN_TAGS:
        return None
    kind = of_head(tokens, first)
    strict = tokens[first - 1].lower in _STRICT
    if not strict and not (tokens[first - 1].lower == "of" and kind in lists["before"]):
        return None
    last = first
    while last + 1 < len(tokens) and (
        (tokens[last + 1].tag in _NOUN_TAGS and tokens[last + 1].text[0].isupper())
        or (
            tokens[last + 1].text == "-"
            and last + 2 < len(tokens)
            and tokens[last + 2].start == tokens[last].end + 1
        )
        or tokens[last].text == "-"
    ):
        last += 1
    key = fold(cut(tokens, first, last))
    tail, head = key.rpartition(" ")[2], key.partition(" ")[0]
    if (
        not key
        or token.text.isupper()
        or last - first > 3
        or head in given
        or head in people
        or tail in people
        or head in lists["never"]
        or tail in lists["organisation"]
        or tail in lists["street"]
        or head in lists["title"]
    ):
        return None
    return last
