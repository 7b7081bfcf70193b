"""Threads that look at sources while the main thread codes what they found."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol

from standoff.watch.polling import Look, Task

AT_ONCE = 8
"""Looks that go on at the same time, at most."""
_AHEAD = 4
"""Looks that are over and wait for the main thread, at most: each holds a page."""


class Crew(Protocol):
    """Takes tasks, gives back looks in whatever order they end."""

    def room(self) -> int:
        """How many tasks may be begun now."""
        ...

    def begin(self, task: Task) -> None:
        """Begin a look, and return at once."""
        ...

    def wait(self, seconds: float | None) -> Look | None:
        """The next look that is over; ``None`` if none is after ``seconds``, or if somebody woke us."""
        ...

    def wake(self) -> None:
        """Make ``wait`` return. May be called within a signal handler."""
        ...


class Threads:
    """A crew of daemon threads, begun as they are needed: a program that ends need not wait for them.

    Args:
        look: what a thread does with a task. An exception of it is raised by ``wait``.
    """

    def __init__(self, look: Callable[[Task], Look], at_once: int = AT_ONCE) -> None:
        self._look = look
        self._at_once = at_once
        self._tasks: SimpleQueue[Task] = SimpleQueue()
        # SimpleQueue.put may be called within a signal handler, and so may interrupt itself.
        self._looks: SimpleQueue[Look | BaseException | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._under_way = 0

    def room(self) -> int:
        return self._at_once + _AHEAD - self._under_way

    def begin(self, task: Task) -> None:
        self._under_way += 1
        self._tasks.put(task)
        if len(self._threads) < min(self._at_once, self._under_way):
            thread = Thread(target=self._work, name=f"watch-{len(self._threads)}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def wait(self, seconds: float | None) -> Look | None:
        try:
            found = self._looks.get(timeout=seconds) if seconds != 0 else self._looks.get_nowait()
        except Empty:
            return None
        if isinstance(found, BaseException):
            raise found
        if found is not None:
            self._under_way -= 1
        return found

    def wake(self) -> None:
        self._looks.put(None)

    def _work(self) -> None:
        while True:
            task = self._tasks.get()
            try:
                self._looks.put(self._look(task))
            except BaseException as error:  # a bug: it is raised where somebody sees it
                self._looks.put(error)
                return
