"""Words that fix days: from a line of lower-case tokens to stretches of days.

The rules are our own (codebook, sections 6 and 8). A stretch has two readings where the words leave
it open whether they look back or ahead: "on Friday" said on a Tuesday is four days ago or in three.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from standoff.coding.how_many.numerals import ORDINALS, WORDS
from standoff.coding.when.calendar_words import (
    MONTHS,
    SHORT_MONTHS,
    WEEKDAYS,
    Stretch,
    back,
    calendar,
    easter,
    month_number,
    month_of,
    nearest,
    period,
    shifted,
)

Grain = Literal["day", "stretch", "moment"]
"""``moment``: a part of a day without the day, such as "at dawn"."""

_YEAR = r"(?P<y>(?:19|20)\d\d)"
_MONTH = r"(?P<mon>" + "|".join(MONTHS) + r"|(?:" + "|".join(SHORT_MONTHS) + r")\.)"
_COUNT = r"(?P<n>\d{1,3}|a couple of|an?|" + "|".join(sorted(WORDS, key=len, reverse=True)) + r")"
_UNIT = r"(?P<u>hour|day|night|week|fortnight|month|year|decade)s?"
_CENTURIES = ("19", "20")
_JOINS = ("and", "to", "-")
_BEFORE_YEAR = re.compile("in|since|by|from|of|during|until|till|before|after|early|late|mid|as")


@dataclass(frozen=True, slots=True)
class Days:
    """Characters ``start`` to ``end`` of the line name ``past`` or, looking ahead, ``ahead``.

    ``base`` is true where the words count from another day that the text names ("a week earlier").
    """

    start: int
    end: int
    past: Stretch
    ahead: Stretch
    grain: Grain = "day"
    base: bool = False


@cache
def triggers() -> frozenset[str]:
    """Tokens without which no line of words names a day, apart from figures."""
    words = {*WEEKDAYS, *MONTHS, *(f"{short}." for short in SHORT_MONTHS), *calendar().seasons}
    words |= {"today", "tonight", "yesterday", "tomorrow", "overnight", "weekend", "minute", "dark", "light"}
    for unit in ("hour", "day", "night", "week", "fortnight", "month", "year", "decade"):
        words |= {unit, unit + "s"}
    words |= {*calendar().parts}
    words |= {word for name in calendar().holidays for word in name.split() if len(word) > 3}
    return frozenset(words)


def read_days(line: str, today: date | None) -> Iterator[Days]:
    """Every stretch of days that the rules find in a line, overlapping ones too.

    ``line`` is lower-case tokens parted by single blanks. Without ``today`` only words that name their
    year are read.
    """
    for pattern, resolve in _rules():
        for match in pattern.finditer(line):
            try:
                found = resolve(match, today)
            except (ValueError, OverflowError):
                continue
            if found is not None:
                yield found


_Resolve = Callable[[re.Match[str], date | None], Days | None]


def _patterns() -> list[tuple[str, _Resolve]]:
    """Rules: what the words look like, with the groups that their reading needs, and the reading."""
    parts, seasons = "|".join(calendar().parts), "|".join(calendar().seasons)
    wd = "(?P<wd>" + "|".join(WEEKDAYS) + ")"
    part = f"(?: (?:{parts}))?"
    of_day = f"(?:{wd}{part} ,? ?)?"
    d, nth = r"(?P<d>3[01]|[12]\d|0?[1-9])", "(?:st|nd|rd|th)"
    o = "(?P<o>" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
    in_year = f"(?: ,? ?(?:of )?{_YEAR})?"
    yy = r"(?:19|20)\d\d"
    piece = "day|evening|night|morning|afternoon"
    return [
        (f"(?:(?P<rel>last|next|this past|this coming|this|this very) )?{wd}{part}", _weekday),
        (rf"{of_day}{_MONTH} {d}{nth}?(?! [,.]?\d{{3}}){in_year}", _date),
        (f"{of_day}(?:the )?{d}{nth}?(?: of)? {_MONTH}{in_year}", _date),
        (f"the {o} of {_MONTH}{in_year}", _date),
        (rf"(?:(?<=\bon )|(?<=\bby ))the {d}{nth}", _day_number),
        (rf"(?P<y>{yy}) ?- ?(?P<m>0[1-9]|1[0-2]) ?- ?(?P<d>3[01]|[012]\d)", _iso),
        (
            f"(?:(?P<rel>last|next|this|early|mid -|mid|late) )?{_MONTH}"
            f"(?: (?P<ly>last|this|next) year| ,? ?(?:of )?{_YEAR})?",
            _month,
        ),
        (f"(?:the )?(?P<edge>end|start|beginning|middle) of {_MONTH}{in_year}", _edge_of_month),
        (f"(?:the )?(?P<edge>end|start|beginning|middle) of (?P<w>the (?:week|month|year)|{yy})", _edge),
        (f"(?:in the year )?{yy}(?! ?%)", _year),
        (r"the (?:early |late |mid - |mid )?(?P<y>(?:19|20)\d0)s", _decade),
        (f"today|tonight|yesterday{part}|tomorrow{part}|overnight", _near),
        ("this (?:morning|afternoon|evening|minute)|last (?:night|evening)", _near),
        (
            "(?:(?P<el>earlier|later) )?(?P<rel>last|this|next|past|previous|coming) "
            r"(?P<u>week|weekend|month|year)(?! \d)",
            _period,
        ),
        ("the weekend", _weekend),
        (f"(?P<rel>last|next|this|the|by) (?:early |late )?(?P<s>{seasons})(?:(?: of)? {_YEAR})?", _season),
        (rf"(?P<rel>(?<=\bin ))(?P<s>{seasons})(?:(?: of)? {_YEAR})?", _season),
        (f"{_COUNT} {_UNIT} ago(?P<tw> this week)?", _ago),
        (f"{_COUNT} {_UNIT} (?P<tw>on|to the day)(?= ,|$)", _ago),
        (f"{_COUNT} {_UNIT} (?P<dir>earlier|before|previously|later)", _offset),
        (f"the (?:last|past) (?:{_COUNT} )?{_UNIT}", _last),
        (f"the (?:next|coming) {_COUNT} {_UNIT}", _coming),
        (f"(?:the |that )?(?P<rel>same|previous|following|next|very next) (?P<u>{piece})", _relative),
        (f"(?P<rel>that) (?P<u>{piece}|week)", _relative),
        (f"the (?P<u>{piece}|week|month|year) (?P<rel>before|after)", _relative),
        ("|".join(re.escape(name) for name in sorted(calendar().holidays, key=len, reverse=True)), _holiday),
        ("|".join(re.escape(words) for words in sorted(calendar().moments, key=len, reverse=True)), _moment),
    ]


@cache
def _rules() -> tuple[tuple[re.Pattern[str], _Resolve], ...]:
    return tuple(
        (re.compile(rf"(?<![\w.,/-])(?:{source})(?![\w/])"), resolve) for source, resolve in _patterns()
    )


def _same(match: re.Match[str], start: date, end: date, grain: Grain = "stretch", base: bool = False) -> Days:
    """Words that have one reading."""
    if start == end and grain != "moment":
        grain = "day"
    return Days(match.start(), match.end(), (start, end), (start, end), grain, base)


def _weekday(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    back = (today.weekday() - WEEKDAYS.index(match["wd"])) % 7
    rel = match["rel"]
    past = today - timedelta(back)
    ahead = today + timedelta(-back % 7)
    if rel == "last":
        past = ahead = past if back else today - timedelta(7)
    elif rel in ("next", "this coming"):
        past = ahead = ahead if back else today + timedelta(7)
    elif rel == "this past":
        ahead = past
    return Days(match.start(), match.end(), (past, past), (ahead, ahead))


def _date(match: re.Match[str], today: date | None) -> Days | None:
    groups = match.groupdict()
    number = ORDINALS[groups["o"]] if groups.get("o") else int(groups["d"])
    month = month_number(groups["mon"])
    if groups["y"]:
        day = date(int(groups["y"]), month, number)
        return _same(match, day, day, "day")
    if today is None:
        return None
    past, ahead = nearest(lambda year: (date(year, month, number),) * 2, today)
    return Days(match.start(), match.end(), past, ahead)


def _day_number(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    number = int(match["d"])
    here = date(today.year, today.month, number)
    before = (today.replace(day=1) - timedelta(1)).replace(day=min(number, 28))
    after = (today.replace(day=28) + timedelta(5)).replace(day=min(number, 28))
    past = here if here <= today else before
    ahead = here if here >= today else after
    return Days(match.start(), match.end(), (past, past), (ahead, ahead))


def _iso(match: re.Match[str], today: date | None) -> Days:
    day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    return _same(match, day, day, "day")


def _month(match: re.Match[str], today: date | None) -> Days | None:
    month, rel = month_number(match["mon"]), match["rel"]
    year = int(match["y"]) if match["y"] else None
    if year is None and today is not None and match["ly"]:
        year = today.year + {"last": -1, "this": 0, "next": 1}[match["ly"]]
    if year is not None:
        past = ahead = month_of(year, month)
    elif today is None:
        return None
    else:
        past, ahead = nearest(lambda y: month_of(y, month), today)
        if rel == "last":
            past = past if past[1] < today else month_of(past[0].year - 1, month)
            ahead = past
        elif rel == "next":
            past = ahead = ahead if ahead[0] > today else month_of(ahead[0].year + 1, month)
    if rel in ("mid", "mid -"):
        past, ahead = ((s[0].replace(day=15),) * 2 for s in (past, ahead))
    return Days(match.start(), match.end(), past, ahead, "stretch")


def _edge_of_month(match: re.Match[str], today: date | None) -> Days | None:
    month = month_number(match["mon"])
    if match["y"]:
        past = ahead = month_of(int(match["y"]), month)
    elif today is None:
        return None
    else:
        past, ahead = nearest(lambda y: month_of(y, month), today)
    return _at_edge(match, past, ahead)


def _edge(match: re.Match[str], today: date | None) -> Days | None:
    if match["w"].isdigit():
        whole = date(int(match["w"]), 1, 1), date(int(match["w"]), 12, 31)
    elif today is None:
        return None
    else:
        whole = period(today, match["w"].removeprefix("the "), 0)
    return _at_edge(match, whole, whole)


def _at_edge(match: re.Match[str], past: Stretch, ahead: Stretch) -> Days:
    at = {"end": 1, "start": 0, "beginning": 0}.get(match["edge"])
    if at is None:
        return Days(match.start(), match.end(), past, ahead, "stretch")
    return Days(match.start(), match.end(), (past[at],) * 2, (ahead[at],) * 2)


def _year(match: re.Match[str], today: date | None) -> Days | None:
    before = match.string[: match.start()].rsplit(None, 3)[-3:]
    after = match.string[match.end() :].split(None, 2)[:2]
    follows = len(before) > 1 and before[-1] in _JOINS and before[-2][:2] in _CENTURIES
    leads = len(after) > 1 and after[0] in _JOINS and after[1][:2] in _CENTURIES
    paired = follows or leads
    if not paired and (not before or not _BEFORE_YEAR.fullmatch(before[-1])):
        return None
    year = int(match.group()[-4:])
    return _same(match, date(year, 1, 1), date(year, 12, 31))


def _decade(match: re.Match[str], today: date | None) -> Days:
    return _same(match, date(int(match["y"]), 1, 1), date(int(match["y"]) + 9, 12, 31))


def _near(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    word = match.group().split()[0]
    if word == "overnight":
        return _same(match, today - timedelta(1), today)
    day = today + timedelta({"yesterday": -1, "last": -1, "tomorrow": 1}.get(word, 0))
    return _same(match, day, day, "day")


def _period(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    unit, rel = match["u"], match["rel"]
    step = {"this": 0, "next": 1, "coming": 1}.get(rel, -1)
    start, end = period(today, unit, step)
    if match["el"] == "earlier":
        end = min(end, today)
    elif match["el"] == "later":
        start = max(start, today)
    return _same(match, start, end)


def _weekend(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    this = period(today, "weekend", 0)
    past = this if today.weekday() >= 5 else period(today, "weekend", -1)
    return Days(match.start(), match.end(), past, this, "stretch")


def _season(match: re.Match[str], today: date | None) -> Days | None:
    name, named = match["s"], match["y"]
    if name == "fall" and not named and match["rel"] not in ("last", "next"):
        return None
    first, last = calendar().seasons[name]

    def make(year: int) -> Stretch:
        return date(year, first, 1), month_of(year + (last < first), last)[1]

    if named:
        return _same(match, *make(int(named)))
    if today is None:
        return None
    past, ahead = nearest(make, today)
    if match["rel"] == "last" and past[1] >= today:
        past = make(past[0].year - 1)
    if match["rel"] == "next":
        past = ahead = (
            make(ahead[0].year + 1) if ahead[0] <= today else make(max(ahead[0].year, today.year + 1))
        )
    elif match["rel"] == "last":
        ahead = past
    return Days(match.start(), match.end(), past, ahead, "stretch")


def count_of(word: str) -> int:
    """The number that a count word of these rules names."""
    if word.isdigit():
        return int(word)
    return {"a": 1, "an": 1, "a couple of": 2}.get(word) or WORDS[word]


def _ago(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    count, unit, how = count_of(match["n"]), match["u"], match["tw"]
    if unit in ("hour", "night") or count == 0:
        return None
    start, end = shifted(today, -count, unit)
    if how == " this week":
        start, end = period(date(start.year, today.month, min(today.day, 28)), "week", 0)
    elif how == "to the day" and unit == "year":
        start = end = date(today.year - count, today.month, today.day)
    return _same(match, start, end)


def _offset(match: re.Match[str], today: date | None) -> Days | None:
    if today is None or match["u"] == "hour":
        return None
    sign = 1 if match["dir"] == "later" else -1
    return _same(match, *shifted(today, sign * count_of(match["n"]), match["u"]), base=True)


def _last(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    count, unit = count_of(match["n"] or "a"), match["u"]
    if unit == "hour":
        return _same(match, today - timedelta(-(-count // 24)), today) if count >= 12 else None
    if not match["n"] and match.group().endswith("s"):
        return None
    return _same(match, back(today, count, unit), today)


def _coming(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    count, unit = count_of(match["n"]), match["u"]
    if unit == "hour":
        return _same(match, today, today + timedelta(-(-count // 24)))
    return _same(match, today, back(today, -count, unit))


def _relative(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    unit, rel = match["u"], match["rel"]
    step = 0 if rel in ("same", "that") else -1 if rel in ("previous", "before") else 1
    if unit in ("week", "month", "year"):
        return _same(match, *period(today, unit, step), base=True)
    day = today + timedelta(step)
    return _same(match, day, day, "day", base=True)


def _holiday(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    rule = calendar().holidays[match.group()]

    def make(year: int) -> Stretch:
        if rule.startswith("easter"):
            return (easter(year) + timedelta(int(rule[6:])),) * 2
        return (date(year, int(rule[:2]), int(rule[3:])),) * 2

    return Days(match.start(), match.end(), *nearest(make, today))


def _moment(match: re.Match[str], today: date | None) -> Days | None:
    if today is None:
        return None
    return _same(match, today, today, "moment", base=True)
