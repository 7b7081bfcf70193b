"""What goes into fetching and what comes out of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from standoff.errors import ConfigError
from standoff.sources.limits import MAX_PAGE
from standoff.sources.origin import Origin
from standoff.version import VERSION

DELAY = 1.0
"""Seconds between two requests to one host, where its robots.txt does not ask for more."""

TIMEOUT = 60.0
"""Seconds that one page may take, its redirects included; waiting for one's turn is not counted."""

MAX_CACHE = 512 << 20
"""Bytes that the cache may hold."""


def user_agent(contact: str | None = None) -> str:
    """Who we say we are: name, version, and where a site's keeper can reach whoever runs us.

    Raises:
        ConfigError: ``contact`` cannot stand in a header.
    """
    where = (contact or "").strip()
    if not (where.isascii() and where.isprintable()) or set(where) & set("()\\") or len(where) > 200:
        raise ConfigError(
            "the contact cannot be sent", remedy="Give the address of a page or a mailbox, in plain ASCII."
        )
    return f"Standoff/{VERSION} (+{where or 'no contact given'})"


@dataclass(frozen=True, slots=True)
class Fetching:
    """How pages are fetched.

    Args:
        timeout: seconds for one page, from the first connection to the last byte, redirects included.
        max_bytes: the longest page, after decompression.
        delay: seconds between two requests to one host; a longer Crawl-delay in its robots.txt is kept.
        user_agent: what the ``User-Agent`` header says; see ``user_agent()``.
        allow_private: whether addresses that are not on the public internet are fetched too.
        cache: a folder for what was fetched, or ``None`` for no cache.
        max_cache: bytes that the folder may hold; the oldest go first.
        obey_robots: whether a site's robots.txt is asked and obeyed.

    Raises:
        ConfigError: a time is negative or endless, or a size is none.
    """

    timeout: float = TIMEOUT
    max_bytes: int = MAX_PAGE
    delay: float = DELAY
    user_agent: str = user_agent()
    allow_private: bool = False
    cache: Path | None = None
    max_cache: int = MAX_CACHE
    obey_robots: bool = True

    def __post_init__(self) -> None:
        if not (0 < self.timeout < math.inf):
            raise _no_setting("timeout", "more than 0")
        if not (0 <= self.delay < math.inf):
            raise _no_setting("delay", "0 or more")
        if self.max_bytes < 1:
            raise ConfigError("the longest page has no byte", remedy="Give max_bytes as 1 or more.")


def _no_setting(name: str, bounds: str) -> ConfigError:
    return ConfigError(f"the {name} is no length of time", remedy=f"Give it in seconds, {bounds}.")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave so that it can be asked later whether a page changed (RFC 9110, section 8.8).

    ``url`` is the address that they belong to, which after a redirect is not the one that was asked for;
    with it they are sent to that address only.
    """

    etag: str | None = None
    last_modified: str | None = None
    url: str | None = None

    @property
    def known(self) -> bool:
        """Whether there is anything to ask with."""
        return self.etag is not None or self.last_modified is not None


@dataclass(frozen=True, slots=True)
class Hints:
    """When to come back, in seconds from now: the page is fresh for ``max_age`` (Cache-Control or
    Expires), and ``retry_after`` is what the server asks for. ``None`` where it says nothing."""

    max_age: int | None = None
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: its bytes, decompressed, and what the server said of them.

    ``origin.url`` is where redirects led; ``moved_to`` is the address that the asked one was moved to for
    good (301 or 308), which should be asked from now on. ``cached`` tells that the bytes are those of an
    earlier answer, had at ``origin.retrieved``.
    """

    data: bytes
    origin: Origin
    validators: Validators = Validators()
    hints: Hints = Hints()
    moved_to: str | None = None
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that the page is as it was when it gave the validators (304)."""

    origin: Origin
    hints: Hints = Hints()
    moved_to: str | None = None
