"""How long the fetch in hand may still take, and whether it was told to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from standoff.errors import FetchError, StoppedError

SLICE = 0.2
"""Seconds that anything waits before it looks whether it was told to stop."""


class Limit:
    """A moment until which a fetch must end. One thread uses it, others may make ``stopped`` true."""

    def __init__(self, seconds: float, stopped: Callable[[], bool]) -> None:
        self.seconds = seconds
        self.stopped = stopped
        self._deadline = time.monotonic() + seconds

    def check(self) -> float:
        """Seconds that are left; ``FetchError`` if there are none, ``StoppedError`` if told to stop."""
        if self.stopped():
            raise stopped()
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"took longer than {self.seconds:g} seconds",
                remedy="Try again later, or allow more with a longer timeout.",
            )
        return left

    @contextmanager
    def paused(self) -> Iterator[None]:
        """A stretch of time that is not counted: waiting for one's turn, asking for robots.txt."""
        since = time.monotonic()
        try:
            yield
        finally:
            self._deadline += time.monotonic() - since


def stopped() -> StoppedError:
    return StoppedError("was not fetched: the program was told to stop")


_limit: ContextVar[Limit | None] = ContextVar("limit", default=None)


@contextmanager
def limited(limit: Limit) -> Iterator[Limit]:
    """All that this thread sends and receives inside of the block ends within ``limit``."""
    token = _limit.set(limit)
    try:
        yield limit
    finally:
        _limit.reset(token)


def current() -> Limit:
    """The limit of the fetch that this thread is in."""
    limit = _limit.get()
    if limit is None:
        raise RuntimeError("nothing is sent or received outside of limited()")
    return limit


def wait(seconds: float, stopped_now: Callable[[], bool]) -> None:
    """Sleep; ``StoppedError`` within a fifth of a second of being told to stop."""
    end = time.monotonic() + seconds
    while True:
        if stopped_now():
            raise stopped()
        left = end - time.monotonic()
        if left <= 0:
            return
        time.sleep(min(SLICE, left))
