"""What the headers of an answer say: how long it is fresh, when to come back, what it is (RFC 9110, 9111)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

import httpx

from standoff.sources.fetching.values import Hints, Validators

LONGEST = 7 * 86400
"""Seconds: what a server says beyond a week is taken for a week."""

_MAX_AGE = re.compile(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_NOT_FRESH = re.compile(r"(?<![\w-])(?:no-cache|no-store)(?![\w-])", re.IGNORECASE)
_NO_STORE = re.compile(r"(?<![\w-])no-store(?![\w-])", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+")
_LONGEST_VALIDATOR = 1024


def hints(headers: httpx.Headers, now: datetime) -> Hints:
    """When to come back, reckoned from ``now``, a moment with its zone."""
    return Hints(_max_age(headers), retry_after(headers, now))


def retry_after(headers: httpx.Headers, now: datetime) -> int | None:
    """Seconds from ``now`` (RFC 9110, section 10.2.3: seconds, or a date in any of the three forms)."""
    words = headers.get("retry-after", "").strip()
    if words.isascii() and words.isdigit():
        return min(int(words[:12]), LONGEST)
    moment = http_date(words)
    return None if moment is None else _whole_seconds(moment, now)


def http_date(words: str) -> datetime | None:
    """The moment that ``words`` name; ``None`` where they are no date."""
    try:
        moment = parsedate_to_datetime(words)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def storable(headers: httpx.Headers) -> bool:
    """Whether the answer may be kept."""
    return not _NO_STORE.search(headers.get("cache-control", ""))


def validators(headers: httpx.Headers, url: str) -> Validators:
    """What to ask with next time; a header that cannot be sent back is left out."""
    return Validators(_validator(headers, "etag"), _validator(headers, "last-modified"), url)


def media_type(headers: httpx.Headers) -> tuple[str | None, str | None]:
    """Media type in lower case, and charset."""
    message = Message()
    message["content-type"] = headers.get("content-type", "")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    charset = message.get_param("charset")
    name = charset.strip().lower() if isinstance(charset, str) else ""
    return (kind if _MEDIA_TYPE.fullmatch(kind) else None), name or None


def _max_age(headers: httpx.Headers) -> int | None:
    control = headers.get("cache-control", "")
    if _NOT_FRESH.search(control):
        return 0
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        spent = int(age[:12]) if age.isascii() and age.isdigit() else 0
        return max(0, min(int(found[1]), LONGEST) - spent)
    if "expires" in headers:
        expires = http_date(headers["expires"])
        date = http_date(headers.get("date", ""))
        return _whole_seconds(expires, date) if expires and date else 0
    return None


def _whole_seconds(moment: datetime, since: datetime) -> int:
    return max(0, min(int((moment - since).total_seconds()), LONGEST))


def _validator(headers: httpx.Headers, name: str) -> str | None:
    value: str | None = headers.get(name)
    usable = value and value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
    return value if usable else None
