"""The counts of people, things and money that a sentence names (codebook, section 6)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from standoff.coding.how_many.numerals import Numeral, may_start, range_after, read_numeral
from standoff.coding.parsing.parse import Sentence, Token
from standoff.errors import LexiconError
from standoff.types import Span

Number = int | float

_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan.",
        "feb.",
        "mar.",
        "apr.",
        "jun.",
        "jul.",
        "aug.",
        "sep.",
        "sept.",
        "oct.",
        "nov.",
        "dec.",
        "jan",
        "feb",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_NAMED_BEFORE = frozenset(
    [
        "resolution",
        "article",
        "chapter",
        "section",
        "no.",
        "number",
        "page",
        "route",
        "highway",
        "room",
        "boeing",
        "airbus",
    ]
)
_NOT_COUNTED = frozenset(
    [
        "%",
        "°",
        "percent",
        "per",
        "cent",
        "pct",
        "am",
        "pm",
        "a.m.",
        "p.m.",
        "gmt",
        "utc",
        "o'clock",
        "km",
        "kph",
        "mph",
    ]
)
_CLOCK = frozenset(["at", "before", "after", "until", "till", "from", "past", "since", "by", "around", "to"])
_OF_WHOM = frozenset(["them", "whom", "us", "which", "these", "those"])
_NOUNS = frozenset(("NOUN", "PROPN"))
_MONEY = re.compile(r"(?P<sign>(?:[a-z]{1,3}\.?)?[$€£¥₹₽₴₪₩₱])(?P<n>\d[\d,.]*)(?P<scale>k|m|mn|bn|tn)?")


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number with what it counts: from the words that bound it to the head noun.

    ``first`` and ``last`` are token indexes, ends included; ``head`` is the token by which the phrase
    hangs in the sentence. ``low`` and ``high`` are ``None`` at an open end. ``unit`` is ``None`` where
    no noun stands with the number ("more than a hundred were killed").
    """

    span: Span
    first: int
    last: int
    head: int
    low: Number | None
    high: Number | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class _Units:
    nouns: dict[str, str]
    currencies: dict[str, str]
    skip: frozenset[str]
    bounds: dict[tuple[str, ...], str]
    tolls: dict[str, str]
    persons: tuple[str, ...]
    things: tuple[str, ...]


@cache
def units() -> _Units:
    """The table ``data/units.toml``."""
    source = files("standoff.coding") / "data" / "units.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        return _Units(
            nouns={noun: unit for unit, nouns in table["units"].items() for noun in nouns},
            currencies={sign: code for code, signs in table["currencies"].items() for sign in signs},
            skip=frozenset(table["skip"]["nouns"]),
            bounds={tuple(words.split()): end for end, all_ in table["bounds"].items() for words in all_},
            tolls={lemma: unit for unit, lemmas in table["tolls"].items() for lemma in lemmas},
            persons=tuple(table["endings"]["persons"]),
            things=tuple(table["endings"]["things"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise LexiconError(
            f"the table of units breaks its schema: {error}",
            where="coding/data/units.toml",
            remedy="Compare it with the schema in its first lines",
        ) from error


def find_quantities(sentence: Sentence) -> tuple[QuantityMention, ...]:
    """The quantities of a sentence, in text order; dates, ages, shares and clock times are none."""
    tokens, found = sentence.tokens, list[QuantityMention]()
    i = 0
    while i < len(tokens):
        if not (may_start(tokens[i]) or tokens[i].text[-1].isdigit() or tokens[i].text[-2:-1].isdigit()):
            i += 1
            continue
        sign, numeral = _number(tokens, i)
        if numeral is None:
            i += 1
            continue
        i = numeral.last + 1
        mention = _mention(sentence, numeral, sign)
        if mention is not None:
            found.append(mention)
            i = max(i, mention.last + 1) if mention.unit is None else i
    return tuple(_without_twins(tokens, found))


def _number(tokens: Sequence[Token], i: int) -> tuple[str | None, Numeral | None]:
    """The numeral at token ``i`` and the currency sign that is written with it."""
    glued = _MONEY.fullmatch(tokens[i].lower)
    if glued and glued["sign"] in units().currencies:
        bare = tokens[i]
        figures = f"{glued['n']}{glued['scale'] or ''}"
        again = replace(bare, text=figures, lower=figures)
        return glued["sign"], read_numeral([*tokens[:i], again, *tokens[i + 1 :]], i)
    numeral = read_numeral(tokens, i) if may_start(tokens[i]) else None
    if numeral is None:
        return None, None
    sign = tokens[numeral.first - 1].lower if numeral.first else None
    joiners = frozenset(("to", "or"))
    if numeral.first > (1 if sign in units().currencies else 0):
        opener = tokens[numeral.first - (2 if sign in units().currencies else 1)].lower
        joiners = frozenset(("and",)) if opener == "between" else joiners
    longer = range_after(tokens, numeral, joiners)
    return (sign if sign in units().currencies else None), longer or numeral


def _mention(sentence: Sentence, numeral: Numeral, sign: str | None) -> QuantityMention | None:
    tokens = sentence.tokens
    first = numeral.first - (1 if sign is not None and tokens[numeral.first].text[0].isdigit() else 0)
    if sign is not None and tokens[numeral.first].text[0] not in "0123456789":
        first = numeral.first
    if _is_named(tokens, numeral):
        return None
    noun = None if sign else _counted(tokens, numeral)
    low: Number | None = numeral.low
    high: Number | None = numeral.high
    first, end = _bounds(tokens, first)
    last = numeral.last
    after = [token.lower for token in tokens[last + 1 : last + 3]]
    if after in (["or", "more"], ["and", "more"]):
        end, last = "low", last + 2
    elif after == ["or", "so"]:
        last += 2
    if low == high:
        low, high = (low, None) if end == "low" else (None, high) if end == "high" else (low, high)
    head = _top(tokens, numeral)
    if sign is not None:
        return QuantityMention(
            sentence.span(first, last), first, last, head, low, high, units().currencies[sign]
        )
    if noun is None:
        if numeral.low == 1 or (first < numeral.first and tokens[first].lower in ("under", "over", "below")):
            return None
        return QuantityMention(sentence.span(first, last), first, last, head, low, high, None)
    unit = unit_of(tokens, noun)
    if unit is None:
        return None
    if noun > last:
        head = noun if _is_below(tokens, numeral, noun) else head
    return QuantityMention(
        sentence.span(first, max(last, noun)), first, max(last, noun), head, low, high, unit
    )


def _is_named(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Numbers that count nothing: years, days of the month, ages, clock times, names with a number."""
    before = tokens[numeral.first - 1] if numeral.first else None
    after = tokens[numeral.last + 1] if numeral.last + 1 < len(tokens) else None
    text = tokens[numeral.first].text
    if before is not None and (
        before.lower in _MONTHS or before.lower in _NAMED_BEFORE or before.text == "#"
    ):
        return True
    if before is not None and before.pos == "PROPN" and not _followed(after) and text.isdigit():
        return True
    if after is not None:
        if after.lower in _NOT_COUNTED or (after.lower in _MONTHS and after.text != after.lower):
            return True
        if (
            after.text in ("-", "/", ":")
            and numeral.last + 2 < len(tokens)
            and after.start == tokens[numeral.last].end
        ):
            return True
    if before is not None and before.lower in _CLOCK and numeral.low < 2400 and not _followed(after):
        return True
    if before is not None and before.lower == "between" and 1900 <= numeral.low < numeral.high <= 2099:
        return True
    if text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2099 and numeral.first == numeral.last:
        if before is not None and before.lower == "the":
            return True
        return after is None or after.pos not in _NOUNS or after.tag != "NNS"
    return False


def _followed(after: Token | None) -> bool:
    """Whether something that may be counted stands after a number."""
    return after is not None and (
        after.pos in ("NOUN", "PROPN", "ADJ", "NUM") or after.tag in ("VBN", "SYM", "$")
    )


def _bounds(tokens: Sequence[Token], first: int) -> tuple[int, str]:
    """The first token of the words that bound the number, and the end that they leave open."""
    kinds = ""
    while first > 0:
        for size in (4, 3, 2, 1):
            words = tuple(token.lower for token in tokens[max(0, first - size) : first])
            end = units().bounds.get(words)
            if end is not None and tokens[first - 1].dep != "prt":
                first -= len(words)
                kinds = kinds or (end if end != "both" else "")
                break
        else:
            if tokens[first - 1].lower == "between":
                first -= 1
            break
    return first, kinds


def _top(tokens: Sequence[Token], numeral: Numeral) -> int:
    """The token of the numeral that the rest of it hangs on."""
    inside = range(numeral.first, numeral.last + 1)
    return next((i for i in inside if tokens[i].head not in inside), numeral.last)


def _is_below(tokens: Sequence[Token], numeral: Numeral, noun: int) -> bool:
    i = _top(tokens, numeral)
    while tokens[i].head != i and i != noun:
        i = tokens[i].head
    return i == noun


def _counted(tokens: Sequence[Token], numeral: Numeral) -> int | None:
    """The noun that is counted: the head of the phrase, or the noun after "of" ("two of its planes")."""
    top = tokens[_top(tokens, numeral)]
    noun = top.head
    if (
        noun > numeral.last
        and tokens[noun].pos in _NOUNS
        and top.dep not in ("nsubj", "dobj", "pobj", "conj")
    ):
        between = tokens[numeral.last + 1 : noun]
        if not any(_breaks(token) for token in between):
            return noun
    j = numeral.last + 1
    if j + 1 < len(tokens) and tokens[j].lower == "of":
        return _noun_after(tokens, j + 1, skip_determiners=True)
    return _noun_after(tokens, j, skip_determiners=False)


def _breaks(token: Token) -> bool:
    """Whether a token cannot stand between a number and the noun that it counts."""
    joins = token.tag in ("VBN", "VBG", "HYPH", "CC")
    return token.pos in ("VERB", "AUX", "ADP", "PUNCT", "CCONJ") and not joins


def _noun_after(tokens: Sequence[Token], j: int, *, skip_determiners: bool) -> int | None:
    noun = None
    start = j
    while j < len(tokens) and j < start + 7:
        token = tokens[j]
        if token.pos in _NOUNS or (noun is None and token.lemma in units().nouns and token.pos != "VERB"):
            noun = j
        elif noun is not None or not (
            token.pos in ("ADJ", "NUM")
            or (token.tag in ("VBN", "VBG") and tokens[token.head].i > j)
            or (skip_determiners and (token.pos in ("DET", "PRON") and token.lower not in _OF_WHOM))
            or token.tag == "HYPH"
        ):
            break
        j += 1
    return noun


def unit_of(tokens: Sequence[Token], noun: int) -> str | None:
    """The unit of a head noun: from the table, by its compound first; ``None`` where it counts nothing."""
    table = units()
    token = tokens[noun]
    lemma = token.lemma if token.lemma not in ("", "-") else token.lower
    if lemma in table.skip or token.lower in table.skip:
        return None
    if noun:
        pair = f"{tokens[noun - 1].lemma} {lemma}"
        if pair in table.nouns:
            return table.nouns[pair]
    for form in (lemma, token.lower, token.lower.removesuffix("s")):
        if form in table.currencies:
            return table.currencies[form]
        if form in table.nouns:
            return table.nouns[form]
    designed = _DESIGNATION.fullmatch(token.lower)
    if designed:
        return "tanks" if designed["letter"] == "t" else "aircraft"
    if _is_person(token):
        return "people"
    return token.lower if token.tag in ("NNS", "NNPS") or token.lower.endswith("s") else _plural(token.lower)


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


_DESIGNATION = re.compile(r"(?P<letter>t|f|su|mig|tu|il|an|b|c|mi|ka|a|ah|ch|uh|p|e)-?\d{1,3}[a-z]?s?")


def _is_person(token: Token) -> bool:
    """Nouns of agents and peoples that the table does not list: "climbers", "Palestinians", "Roma"."""
    if token.pos == "PROPN" or token.text[:1].isupper():
        return True
    return token.lower.endswith(units().persons) and not token.lower.endswith(units().things)


def _without_twins(tokens: Sequence[Token], found: list[QuantityMention]) -> list[QuantityMention]:
    """ "32 of 35 drones": only the first number counts the deed."""
    kept: list[QuantityMention] = []
    for mention in found:
        if kept and mention.first <= kept[-1].last:
            continue
        previous = kept[-1] if kept else None
        if previous is not None and previous.unit is None and mention.first - previous.last in (2, 3):
            between = {token.lower for token in tokens[previous.last + 1 : mention.first]}
            if between <= {"of", "the"} and tokens[mention.first - 1].lower in ("of", "the"):
                kept[-1] = replace(previous, unit=mention.unit)
                continue
        kept.append(mention)
    return kept
