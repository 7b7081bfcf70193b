"""The keys of a ``[[source]]`` and what each may hold: one function a key, from TOML's value to ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from standoff.errors import ConfigError, DateError
from standoff.sources import parse_date
from standoff.watch.source import Header

LONGEST_NAME = 100

_DURATION = re.compile(r"\s*(\d{1,6}(?:\.\d{1,3})?)\s*(s|sec|m|min|h|d)\s*")
_SECONDS = {"s": 1.0, "sec": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
_LONGEST_EVERY = 30 * 86_400.0
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
_OURS = frozenset(
    {
        "host", "connection", "content-length", "transfer-encoding", "te", "upgrade", "cookie", "user-agent",
        "accept-encoding", "if-none-match", "if-modified-since", "range", "referer",
    }
)  # fmt: skip


def name_of(value: object, where: str) -> str:
    """The name of the source at ``where``; ``ConfigError`` if it is none."""
    if value is None:
        raise ConfigError("has no name", where=where, remedy='Write name = "..." into it.')
    name = _words(value, f"{where}, name")
    if len(name) > LONGEST_NAME:
        raise ConfigError(f"is over {LONGEST_NAME} characters", where=f"{where}, name", remedy="Shorten it.")
    return name


def _words(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigError("is no text", where=where, remedy="Write it in quotes, or leave it out.")
    if not value.isprintable():
        raise ConfigError("holds a line end or another control", where=where, remedy="Remove it.")
    return value.strip()


def _url(value: object, where: str) -> str:
    url = _words(value, where)
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not host or " " in url:
        raise ConfigError(
            "is no address of the web", where=where, remedy="Write it whole, as https://example.org/live."
        )
    return url


def _every(value: object, where: str) -> float:
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    seconds = float(found[1]) * _SECONDS[found[2]] if found else None
    if seconds is None or seconds > _LONGEST_EVERY:
        raise ConfigError(
            "is no stretch of time" if seconds is None else "is over 30 days",
            where=where,
            remedy='Write a number and its unit in quotes: "90s", "2m" or "1h".',
        )
    return seconds


def _published(value: object, where: str) -> date | datetime:
    if isinstance(value, date):  # a datetime is one
        return value
    try:
        return parse_date(_words(value, where))
    except DateError as error:
        raise ConfigError(error.what, where=where, remedy=error.remedy) from None


def _zone(value: object, where: str) -> tzinfo:
    name = _words(value, where)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # zoneinfo's own errors, and those of odd file names
        raise ConfigError(
            f"{name[:40]!r} is no time zone",
            where=where,
            remedy="Write a name of the IANA database, as Europe/Kyiv or UTC.",
        ) from None


def _columns(value: object, where: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ConfigError("is no table", where=where, remedy='Write columns = { text = "body" }.')
    return tuple((key, _words(column, f"{where}.{key}")) for key, column in value.items())


def _headers(value: object, where: str) -> tuple[Header, ...]:
    if not isinstance(value, dict):
        raise ConfigError(
            "is no table", where=where, remedy='Write headers = { Authorization = "Bearer ${TOKEN}" }.'
        )
    headers = []
    for name, content in value.items():
        if not _HEADER.fullmatch(name) or name.lower() in _OURS:
            raise ConfigError(f"{name[:40]!r} is no header that may be set", where=where, remedy="Remove it.")
        headers.append(Header(name, _words(content, f"{where}.{name}")))
    return tuple(headers)


def contact_of(value: object, where: str) -> str:
    """Where a site's keeper can reach whoever runs us; ``ConfigError`` if no header can carry it."""
    contact = _words(value, where)
    if not contact.isascii() or set("()\\") & set(contact):
        raise ConfigError(
            "may hold ASCII without brackets only",
            where=where,
            remedy="Write an e-mail address or the url of a page.",
        )
    return contact


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise ConfigError("is neither true nor false", where=where, remedy="Write true without quotes.")
    return value


KEYS: Mapping[str, Callable[[object, str], Any]] = MappingProxyType(
    {
        "url": _url,
        "path": _words,
        "every": _every,
        "publisher": _words,
        "published": _published,
        "zone": _zone,
        "columns": _columns,
        "headers": _headers,
        "contact": contact_of,
        "encoding": _words,
        "any_language": _flag,
    }
)
"""What reads each key but ``name``, given its value and what messages call it."""
