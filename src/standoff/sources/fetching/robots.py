"""The robots.txt of sites, asked once a day at most and obeyed (RFC 9309)."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from protego import Protego

from standoff.errors import FetchError, RefusedError
from standoff.sources.fetching.targets import Target, WebOrigin, target

PRODUCT = "standoff"
"""The product token that sites name us by in their robots.txt."""

MAX_ROBOTS = 500 << 10
"""Bytes that are read of a robots.txt; what stands beyond is ignored."""

_AGENT = re.compile(r"\s*user[- ]?agent(?:\s*:|\s)(.*)", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]+")
_DAY = 86400.0
_SHORTEST = 3600.0
_TROUBLE = 300.0
_MANY = 5_000


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What a site answered to the question for its robots.txt. ``max_age`` in seconds, if it said so."""

    status: int
    data: bytes = b""
    max_age: int | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """The rules of one site until a moment: a parsed file, ``None`` for "all is allowed", or why nothing
    may be asked for now."""

    until: float
    rules: Protego | None = None
    trouble: str | None = None


class Robots:
    """Rules by scheme, host and port. Safe to share between threads; one of them asks, the others wait.

    Args:
        ask: gets a robots.txt; a ``FetchError`` means that the site cannot be reached.
        now: seconds on a clock that never goes back.
    """

    def __init__(
        self, ask: Callable[[Target], RobotsAnswer], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask = ask
        self._now = now
        self._known: dict[WebOrigin, _Known] = {}
        self._locks: dict[WebOrigin, Lock] = {}
        self._lock = Lock()

    def delay(self, page: Target) -> float:
        """Seconds between two requests that the site asks for, a day at most; 0.0 if it asks for nothing.

        Raises:
            RefusedError: the site's robots.txt forbids us the page.
            FetchError: the site cannot say what it forbids, and so nothing may be asked for now.
        """
        known = self._rules(page)
        if known.trouble is not None:
            error = FetchError(
                f"was not asked for, since the site's robots.txt cannot be had: {known.trouble}",
                remedy="Try again later.",
            )
            error.retry_after = max(1, math.ceil(known.until - self._now()))
            raise error
        if known.rules is None:
            return 0.0
        if not known.rules.can_fetch(page.url, PRODUCT):
            raise RefusedError(
                "is forbidden to programs like this one by the site's robots.txt",
                remedy="Ask the publisher for leave, or for a feed.",
            )
        seconds = known.rules.crawl_delay(PRODUCT) or 0.0
        return min(seconds, _DAY) if math.isfinite(seconds) and seconds > 0 else 0.0

    def _rules(self, page: Target) -> _Known:
        with self._lock:
            lock = self._locks.setdefault(page.origin, Lock())
        with lock:
            known = self._known.get(page.origin)
            if known is None or known.until <= self._now():
                known = self._asked(page, known)
                with self._lock:
                    self._forget()
                    self._known[page.origin] = known
            return known

    def _asked(self, page: Target, before: _Known | None) -> _Known:
        answer = self._ask(target("/robots.txt", page))
        now = self._now()
        if answer.status // 100 == 2:
            age = _DAY if answer.max_age is None else min(max(answer.max_age, _SHORTEST), _DAY)
            words = answer.data[:MAX_ROBOTS].decode("utf-8", "replace").removeprefix("\ufeff")
            return _Known(now + age, Protego.parse(_for_us(words)))
        if answer.status // 100 == 4 and answer.status != 429:
            return _Known(now + _DAY)
        if before is not None and before.trouble is None:
            return _Known(now + _TROUBLE, before.rules)  # RFC 9309, 2.4: an older copy still holds
        return _Known(now + _TROUBLE, trouble=f"the answer is {answer.status}")

    def _forget(self) -> None:
        if len(self._known) > _MANY:
            now = self._now()
            self._known = {origin: known for origin, known in self._known.items() if known.until > now}
            self._locks = {origin: lock for origin, lock in self._locks.items() if origin in self._known}


def _for_us(words: str) -> str:
    """The file with all groups that are not for us under one name.

    A parser keeps each rule for each name of its group, so that a hostile file of many names and many rules
    would take minutes. Nor is ``User-agent: stand`` about us: product tokens are matched whole (RFC 9309,
    section 2.2.1).
    """
    return "\n".join(
        f"User-agent: {_named(found[1])}" if (found := _AGENT.match(line)) else line
        for line in words.splitlines()
    )


def _named(agent: str) -> str:
    token = agent.partition("#")[0].strip().lower()
    if token == "*":
        return token
    product = _TOKEN.match(token)
    return PRODUCT if product and product[0] == PRODUCT else "somebody-else"
