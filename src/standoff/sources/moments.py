"""When was it published? From the words of a publisher to a moment, or to a day.

Read are ISO 8601 as feeds and pages write it, RFC 822 and 2822 (mail, RSS), seconds and milliseconds
since 1970, written forms such as "March 18, 2031 at 2:05 p.m. EDT", and relative ones such as
"5 minutes ago". Each form must fill the words: a sentence with a date in it is no date.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LONGEST = 120
_YEARS = range(1800, 2200)
# What software writes that does not know the time.
_NEVER = frozenset((datetime(1970, 1, 1), datetime(1900, 1, 1)))

_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {
    name[:length]: number for number, name in enumerate(_MONTH_NAMES, 1) for length in (3, 4, len(name))
}
_HOURS = {
    "gmt": 0, "utc": 0, "ut": 0, "z": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2, "eet": 2,
    "eest": 3, "msk": 3, "trt": 3, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8,
    "pdt": -7, "wib": 7, "hkt": 8, "sgt": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
    "nzst": 12, "nzdt": 13,
}  # fmt: skip
"""Hours east of UTC. Abbreviations with several meanings (IST, CST, AST, GST) are left out."""

_REGIONS = {"et": "America/New_York", "ct": "America/Chicago", "pt": "America/Los_Angeles"}

_ISO = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d|\d{8})(?:[Tt ](?P<time>\d\d(?::?\d\d){0,2}(?:[.,]\d{1,12})?))?"
    r" ?(?P<zone>[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?(?:\[[\w/+-]+\])?"
)
_COMPACT = re.compile(r"\d{14}")
_SINCE_1970 = re.compile(r"\d{10}(?:\.\d{1,9})?|\d{13}")
_MAIL = re.compile(
    r"(?:[a-z]{3}, ?)?\d{1,2} [a-z]{3} \d{2,4} \d{1,2}:\d\d(?::\d\d)? [a-z+-][a-z\d]{1,4}", re.I
)

_LABEL = re.compile(
    r"^(?:(?:first|last|originally)?[ -]?"
    r"(?:published|updated?|modified|posted|issued|edited|created|date)\b[ :]*(?:(?:on|at)\b)?[ :]*)+",
    re.IGNORECASE,
)
_FILLING = re.compile(r"\b(?:on|at|the|of|local|time)\b|[\s,;:|()•·–—-]+", re.IGNORECASE)
_NOTE = re.compile(r" \([a-z .]{1,60}\)$", re.IGNORECASE)
_CTIME = re.compile(r"([a-z]{3}) ([a-z]{3}) (\d{1,2}) (\d\d:\d\d:\d\d) (\S{1,6}) (\d{4})", re.IGNORECASE)

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]? ?(?:the )?)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_DATES = tuple(
    re.compile(rf"(?<![\w/.-]){_WEEKDAY}{form}(?![\w/-])", re.IGNORECASE)
    for form in (
        rf"{_YEAR}[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})",
        rf"{_DAY}[ -](?:of )?{_MONTH},?[ -]{_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark){_YEAR}",
        r"(?P<named>today|yesterday)",
    )
)
_TIME = re.compile(
    r"(?<![\w:.])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?h?)? ?"
    r"(?P<half>[ap])?(?(half)\.?m\b\.?)(?![\d:])",
    re.IGNORECASE,
)
_FOUR_FIGURES = re.compile(r"(?<![\w:.+-])(\d\d)(\d\d)h?(?= ?[a-z]{1,4}\b)", re.IGNORECASE)
_OFFSET = re.compile(
    r"(?:GMT|UTC)? ?(?P<sign>[+-])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?(?![\d:.])", re.IGNORECASE
)
_ZONE_NAME = re.compile(r"[a-z]{1,4}", re.IGNORECASE)

_AGO = re.compile(
    r"(?P<count>\d{1,4}|an?|one|two|three) ?"
    r"(?P<unit>s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?)\b\.?,?(?: and\b)? ?",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?:just |right )?now|(?:moments|a moment|seconds) ago", re.IGNORECASE)
_SHORT = re.compile(r"\d{1,3} ?[smhd]")
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def moment(
    words: str, *, retrieved: datetime | None = None, zone: tzinfo | None = None
) -> datetime | date | None:
    """The moment that ``words`` tell, or the day; ``None`` where they tell neither. Never raises.

    Args:
        words: the date and nothing else, but for a label such as "Updated:".
        retrieved: with its zone; relative forms ("5 minutes ago", "yesterday at 14:05") are reckoned from
            it, to the minute, and are unknown without it.
        zone: of times that name none. Without it only the calendar day is kept of such a time.

    A day and a month in figures are read only where it is clear which is which ("18/03/2031",
    "8.3.2031"). The zero dates of software, such as 1970-01-01T00:00:00Z, are unknown.
    """
    if len(words) > _LONGEST:
        return None
    words = _LABEL.sub("", " ".join(words.split()))
    if not words or not words.isprintable():
        return None
    try:
        found = _found(words, retrieved, zone)
    except (ValueError, OverflowError):  # the thirteenth month, the hour 25, an offset of 30 hours
        return None
    if found is None or found.year not in _YEARS:
        return None
    if isinstance(found, datetime):
        if found.replace(tzinfo=None) in _NEVER:
            return None
        if found.tzinfo is None:
            return found.date() if zone is None else found.replace(tzinfo=zone)
    return found


def _found(words: str, retrieved: datetime | None, zone: tzinfo | None) -> datetime | date | None:
    if iso := _ISO.fullmatch(words):
        return _iso(iso)
    if _COMPACT.fullmatch(words):
        return datetime.strptime(words, "%Y%m%d%H%M%S")
    if _SINCE_1970.fullmatch(words):
        return datetime.fromtimestamp(
            float(words) / (1000 if len(words) == 13 and "." not in words else 1), UTC
        )
    if _MAIL.fullmatch(words):
        mail = parsedate_to_datetime(words)
        if mail.tzinfo is not None or words.endswith("-0000"):
            return mail if mail.tzinfo else mail.replace(tzinfo=UTC)
    if retrieved is not None and (seconds := _seconds_ago(words)) is not None:
        then = retrieved - timedelta(seconds=seconds)
        # Days and weeks are counted in whole ones.
        return then.date() if seconds >= _SECONDS["d"] else then.replace(second=0, microsecond=0)
    return _written(words, retrieved, zone)


def _iso(found: re.Match[str]) -> datetime | date:
    day = date.fromisoformat(found["date"])
    if found["time"] is None:
        return day
    zone = found["zone"] or ""
    written = f"{found['date']}T{found['time']}{'+00:00' if zone[:1].isalpha() else zone}"
    return datetime.fromisoformat(written)


def _seconds_ago(words: str) -> int | None:
    if _NOW.fullmatch(words):
        return 0
    if not words.lower().endswith(" ago") and not _SHORT.fullmatch(words):
        return None
    spans = words[: -len(" ago")] if words[-1] in "oO" else words
    spans = re.sub(r"^about ", "", spans)
    if _AGO.sub("", spans):
        return None
    return sum(
        (_COUNTS.get(found["count"].lower()) or int(found["count"])) * _SECONDS[found["unit"][0].lower()]
        for found in _AGO.finditer(spans)
    )


def _written(words: str, retrieved: datetime | None, zone: tzinfo | None) -> datetime | date | None:
    words = _CTIME.sub(r"\1 \3 \2 \6 \4 \5", _NOTE.sub("", words))
    for form in _DATES:
        if found := form.search(words):
            day = _day(found.groupdict(), retrieved, zone)
            break
    else:
        return None
    rest = _FOUR_FIGURES.sub(r"\1:\2", f"{words[: found.start()]} {words[found.end() :]}")
    clock = _TIME.search(rest)
    if clock is None or not (clock["minute"] or clock["half"]):
        return day if not _FILLING.sub("", rest) else None
    after = rest[clock.end() :]
    offset = _OFFSET.search(after)
    left = rest[: clock.start()] + " " + (_OFFSET.sub("", after, count=1) if offset else after)
    name = _FILLING.sub("", left)
    if day is None or (name and not _ZONE_NAME.fullmatch(name)):
        return None
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (clock["half"] in "pP")
    at = datetime(day.year, day.month, day.day, hour, int(clock["minute"] or 0), int(clock["second"] or 0))
    named = _offset(offset) if offset else _zone(name.lower())
    if named is None and found.groupdict().get("named") and retrieved is not None and zone is None:
        named = retrieved.tzinfo
    return at.replace(tzinfo=named)


def _day(found: dict[str, str | None], retrieved: datetime | None, zone: tzinfo | None) -> date | None:
    if named := found.get("named"):
        if retrieved is None:
            return None
        today = (retrieved.astimezone(zone) if zone else retrieved).date()
        return today - timedelta(days=named.lower() == "yesterday")
    year = int(found["year"] or 0)
    if first := found.get("first"):
        one, two = int(first), int(found["second"] or 0)
        if one > 12 or one == two or found["mark"] == ".":
            return date(year, two, one)
        return date(year, one, two) if two > 12 else None
    month = found.get("month")
    number = _MONTHS.get(month.lower()) if month else int(found["number"] or 0)
    return date(year, number, int(found["day"] or 0)) if number else None


def _offset(found: re.Match[str]) -> tzinfo:
    minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    return timezone(timedelta(minutes=-minutes if found["sign"] == "-" else minutes))


def _zone(name: str) -> tzinfo | None:
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name])) if _HOURS[name] else UTC
    try:
        return ZoneInfo(_REGIONS[name]) if name in _REGIONS else None
    except ZoneInfoNotFoundError:  # a machine without a database of time zones
        return None
