"""Turns at each host: who may ask when, so that no site is hammered, whatever number of threads there is."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock

from standoff.errors import FetchError

MAX_WAIT = 120.0
"""Seconds that a fetch waits for its turn; where it is longer, the fetch fails and says how long."""

_MANY = 10_000


class Turns:
    """Gives each request to a host its moment. Safe to share between threads.

    Args:
        now: seconds on a clock that never goes back.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._next: dict[str, float] = {}
        self._rest: dict[str, float] = {}
        self._lock = Lock()

    def take(self, host: str, delay: float) -> float:
        """Reserve the next turn at ``host``, and the ``delay`` seconds behind it.

        Returns:
            Seconds to wait until it comes.

        Raises:
            FetchError: it is over ``MAX_WAIT`` away; nothing was reserved.
        """
        with self._lock:
            now = self._now()
            turn = max(now, self._next.get(host, now), self._rest.get(host, now))
            if turn - now > MAX_WAIT:
                error = FetchError(
                    f"{host} wants to be left alone for another {turn - now:.0f} seconds",
                    remedy="Come back then.",
                )
                error.retry_after = int(turn - now) + 1
                raise error
            self._forget(now)
            self._next[host] = turn + delay
            return turn - now

    def rest(self, host: str, seconds: float) -> None:
        """Nobody asks ``host`` before ``seconds`` have passed."""
        with self._lock:
            self._rest[host] = max(self._rest.get(host, 0.0), self._now() + seconds)

    def resting(self, host: str) -> bool:
        """Whether ``host`` wants to be left alone now, though a turn was given before it said so."""
        with self._lock:
            return self._rest.get(host, 0.0) > self._now()

    def _forget(self, now: float) -> None:
        if len(self._next) + len(self._rest) > _MANY:
            self._next = {host: turn for host, turn in self._next.items() if turn > now}
            self._rest = {host: turn for host, turn in self._rest.items() if turn > now}
