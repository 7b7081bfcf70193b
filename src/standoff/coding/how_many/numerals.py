"""Numbers written in figures or in words, read from a sentence's tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from standoff.coding.parsing.parse import Token

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS: dict[str, int] = {word: value for value, word in enumerate(_UNITS) if value}
WORDS |= {word: 20 + 10 * place for place, word in enumerate(_TENS)}
SCALES: dict[str, int] = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "k": 1_000,
    "m": 10**6,
    "m.": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "bn.": 10**9,
    "tn": 10**12,
}
ORDINALS: dict[str, int] = {
    word: place
    for place, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
            "twenty-second",
            "twenty-third",
            "twenty-fourth",
            "twenty-fifth",
            "twenty-sixth",
            "twenty-seventh",
            "twenty-eighth",
            "twenty-ninth",
            "thirtieth",
            "thirty-first",
        ],
        start=1,
    )
}
_FIGURE = re.compile(
    r"(?P<n>\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>k|m|mn|bn|tn)?"
)
_RANGE = re.compile(r"(?P<low>\d[\d,.]*)[-\u2013\u2014](?P<high>\d[\d,.]*)(?P<scale>k|m|mn|bn|tn)?")
_HYPHENS = frozenset("-\u2010\u2011")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")


@dataclass(frozen=True, slots=True)
class Numeral:
    """Tokens ``first`` to ``last`` (included) name a number, or a range joined by a dash."""

    first: int
    last: int
    low: int | float
    high: int | float


def tidy(value: float) -> int | float:
    """A whole number as ``int``; anything else rounded to six places, so that 0.1 * 3 is 0.3."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def may_start(token: Token) -> bool:
    """Whether a numeral can begin at this token: cheap enough to ask of every token."""
    return token.text[0].isdigit() or token.lower in WORDS or token.lower in SCALES or token.lower == "half"


def read_numeral(tokens: Sequence[Token], i: int) -> Numeral | None:
    """The longest numeral that begins at token ``i``: "1,062", "twenty-one", "3.5 bn", "half a million".

    "a" and "a couple of" before a scale word are taken in by starting at the scale word and growing
    to the left. Scale words in the plural ("dozens", "hundreds") are no numerals.
    """
    token = tokens[i]
    joined = _RANGE.fullmatch(token.lower)
    if joined:
        low, high = _plain(joined["low"]), _plain(joined["high"])
        if low is None or high is None or low >= high:
            return None
        factor = SCALES[joined["scale"]] if joined["scale"] else 1
        last, more = _scaled(tokens, i)
        return Numeral(i, last, tidy(low * factor * more), tidy(high * factor * more))
    if token.lower == "half":
        return _half(tokens, i)
    if token.lower in SCALES:
        return _lone_scale(tokens, i)
    if token.lower in WORDS:
        last, value = _words(tokens, i)
        return Numeral(i, last, value, value)
    figure = _FIGURE.fullmatch(token.lower)
    if not figure:
        return None
    number = _plain(figure["n"])
    if number is None:
        return None
    last, more = _scaled(tokens, i)
    amount = tidy(number * (SCALES[figure["scale"]] if figure["scale"] else 1) * more)
    return Numeral(i, last, amount, amount)


def _plain(figures: str) -> float | None:
    try:
        return float(re.sub(r"[,\u202f\u00a0]", "", figures.rstrip(".,")))
    except ValueError:
        return None


def _scaled(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """The last token and the product of the scale words that follow figures at ``i``."""
    last, factor = i, 1
    while last + 1 < len(tokens):
        step = last + 1
        if tokens[step].text in _HYPHENS and step + 1 < len(tokens) and tokens[step + 1].lower in SCALES:
            step += 1
        word = tokens[step].lower
        if word not in SCALES or (len(word) < 4 and tokens[step].start != tokens[last].end and factor > 1):
            break
        factor *= SCALES[word]
        last = step
    return last, factor


def _words(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """A number in words: "twenty", "-", "one", "thousand", "three", "hundred", "and", "five"."""
    total, group, last, j = 0, 0, i, i
    while j < len(tokens):
        word = tokens[j].lower
        if word in WORDS:
            value = WORDS[word]
            if group % 100 and not (group % 10 == 0 and group % 100 >= 20 and value < 10):
                break
            group += value
        elif word in SCALES and len(word) > 4:
            if word in ("hundred", "dozen", "score"):
                group = max(group, 1) * SCALES[word]
            else:
                total, group = total + max(group, 1) * SCALES[word], 0
        elif (word == "and" or word in _HYPHENS) and j + 1 < len(tokens) and j == last + 1:
            follow = tokens[j + 1].lower
            joins = follow in WORDS and (word != "and" or (total + group) % 100 == 0)
            if not (joins or (word != "and" and follow in SCALES)):
                break
            if word == "and" and not (total or group >= 100):
                break
            j += 1
            continue
        else:
            break
        last = j
        j += 1
    return last, total + group


def _half(tokens: Sequence[Token], i: int) -> Numeral | None:
    j = i + 1
    while j < len(tokens) and (tokens[j].lower in ("a", "-") or tokens[j].text in _HYPHENS):
        j += 1
    if j < len(tokens) and j <= i + 2 and tokens[j].lower in SCALES and len(tokens[j].lower) > 4:
        value = tidy(SCALES[tokens[j].lower] / 2)
        return Numeral(i, j, value, value)
    return None


def _lone_scale(tokens: Sequence[Token], i: int) -> Numeral | None:
    """A scale word without a number of its own: "a dozen", "the hundred", "a couple of dozen" is none."""
    word = tokens[i].lower
    if len(word) < 5 or i == 0:
        return None
    before = tokens[i - 1].lower
    if before not in ("a", "an", "the", "another", "every"):
        return None
    value: int = SCALES[word]
    last = i
    if i + 1 < len(tokens) and tokens[i + 1].lower in ("million", "thousand"):
        value, last = value * SCALES[tokens[i + 1].lower], i + 1
    return Numeral(i - 1 if before in ("a", "an") else i, last, value, value)


def range_after(tokens: Sequence[Token], numeral: Numeral, joiners: frozenset[str]) -> Numeral | None:
    """The second number of a range whose first is ``numeral``: "50 to 60", "between 50 and 60", "50 - 60".

    The first number takes the scale of the second where it has none and would else be the larger:
    "between $1 and $2 million".
    """
    j = numeral.last + 1
    if j + 1 >= len(tokens):
        return None
    if tokens[j].lower not in joiners and tokens[j].text not in _DASHES:
        return None
    j += 1
    while j < len(tokens) - 1 and (
        tokens[j].tag == "$" or tokens[j].lower in ("at", "most", "as", "many", "even")
    ):
        j += 1
    second = read_numeral(tokens, j) if may_start(tokens[j]) else None
    if second is None:
        return None
    low = numeral.low
    if numeral.first == numeral.last:
        _, factor = _scaled(tokens, second.first)
        if factor > 1 and low * factor < second.high and low < 1000:
            low = tidy(low * factor)
    if low >= second.high:
        return None
    return Numeral(numeral.first, second.last, low, second.high)
