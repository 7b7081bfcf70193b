"""How a watch is told to stop, and how long it may take.

The first SIGINT or SIGTERM asks: the document in hand is finished, and if that takes longer than ``GRACE``,
or whoever reads our output reads no more, it is given up and comes again at the next start. The second one
ends the program as if nobody had caught it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

GRACE = 1.3
"""Seconds that the document in hand may still take."""


class GivenUp(BaseException):
    """The document in hand took too long after the signal. No error, and so no ``StandoffError``."""


class Stop:
    """Whether to stop. Everything here happens in the main thread, as Python runs signal handlers there."""

    def __init__(self) -> None:
        self.requested = False
        self._wakes: list[Callable[[], None]] = []
        self._may_give_up = False
        self._out_of_patience = False

    def request(self) -> None:
        """Ask to stop."""
        self.requested = True
        for wake in self._wakes:
            wake()

    def wakes(self, wake: Callable[[], None]) -> None:
        """Name something that is to be called then, within a signal handler."""
        self._wakes.append(wake)

    @contextmanager
    def may_give_up(self) -> Iterator[None]:
        """Within this, ``GivenUp`` may be raised at any point: no state may be written here."""
        self._may_give_up = True
        try:
            if self._out_of_patience:
                raise GivenUp
            yield
        finally:
            self._may_give_up = False

    def lose_patience(self) -> None:
        """Give up the document in hand."""
        self._out_of_patience = True
        if self._may_give_up:
            raise GivenUp


@contextmanager
def on_signals(stop: Stop) -> Iterator[None]:
    """Within this, SIGINT and SIGTERM ask ``stop``. Call it in the main thread."""

    def asked(number: int, frame: FrameType | None) -> None:
        for known in (signal.SIGINT, signal.SIGTERM):
            signal.signal(known, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, GRACE)
        stop.request()

    def impatient(number: int, frame: FrameType | None) -> None:
        stop.lose_patience()

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)}
    signal.signal(signal.SIGALRM, impatient)
    signal.signal(signal.SIGINT, asked)
    signal.signal(signal.SIGTERM, asked)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
