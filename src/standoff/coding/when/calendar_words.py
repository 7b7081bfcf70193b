"""Days, weeks, months, years and feasts: the table of calendar words and the reckoning with them."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from standoff.errors import LexiconError

Stretch = tuple[date, date]
"""First and last day, both included."""


MONTHS = [
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
]
SHORT_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9}
SHORT_MONTHS |= {"oct": 10, "nov": 11, "dec": 12}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The words of ``data/calendar.toml``, as its first lines describe them."""

    holidays: dict[str, str]
    seasons: dict[str, tuple[int, int]]
    parts: tuple[str, ...]
    moments: tuple[str, ...]


@cache
def calendar() -> Calendar:
    """The words of ``data/calendar.toml``."""
    source = files("standoff.coding") / "data" / "calendar.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        return Calendar(
            holidays={str(name): str(day) for name, day in table["holidays"].items()},
            seasons={str(name): (int(pair[0]), int(pair[1])) for name, pair in table["seasons"].items()},
            parts=tuple(table["parts"]["words"]),
            moments=tuple(table["moments"]["phrases"]),
        )
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise LexiconError(
            f"the calendar table breaks its schema: {error}",
            where="coding/data/calendar.toml",
            remedy="Compare it with the schema in its first lines",
        ) from error


def month_number(word: str) -> int:
    """1 for "january" or "jan."."""
    word = word.rstrip(".")
    return SHORT_MONTHS[word] if word in SHORT_MONTHS else MONTHS.index(word) + 1


def month_of(year: int, month: int) -> Stretch:
    """The calendar month, its first and last day."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def nearest(make: Callable[[int], Stretch], today: date) -> tuple[Stretch, Stretch]:
    """The latest stretch that has begun by ``today`` and the earliest that has not ended before it.

    Raises:
        ValueError: the calendar ends before there is one.
    """
    known: list[Stretch] = []
    for year in range(today.year - 8, today.year + 9):
        try:
            known.append(make(year))
        except ValueError:
            continue
    begun = [stretch for stretch in known if stretch[0] <= today]
    coming = [stretch for stretch in known if stretch[1] >= today]
    if not begun or not coming:
        raise ValueError("no such day in the calendar")
    return begun[-1], coming[0]


def period(today: date, unit: str, step: int) -> Stretch:
    """The calendar week (from Monday), weekend, month or year that lies ``step`` away from today's."""
    if unit == "week":
        first = today - timedelta(today.weekday()) + timedelta(7 * step)
        return first, first + timedelta(6)
    if unit == "weekend":
        first = today - timedelta(today.weekday()) + timedelta(7 * step + 5)
        return first, first + timedelta(1)
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        return month_of(months // 12, months % 12 + 1)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


def shifted(day: date, count: int, unit: str) -> Stretch:
    """``count`` units from ``day``: the day itself for days and weeks, the calendar month or year else."""
    if unit in ("month", "year", "decade"):
        return period(day, "year" if unit != "month" else "month", count * (10 if unit == "decade" else 1))
    per = {"hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14}[unit]
    return (day + timedelta(per * count),) * 2


def back(today: date, count: int, unit: str) -> date:
    """The day that lies ``count`` units before; the same day of a month, or its last."""
    per = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
    if unit in per:
        return today - timedelta(per[unit] * count)
    months = today.year * 12 + today.month - 1 - count * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def easter(year: int) -> date:
    """Easter Sunday of the Western churches (Meeus, Jones and Butcher: Gregorian computus)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    dominical = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * dominical) // 451
    month, day = divmod(epact + dominical - 7 * correction + 114, 31)
    return date(year, month, day + 1)
