"""A sign of life on standard error, for a person who waits longer than two seconds."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TypeVar

from standoff.failures import Failure
from standoff.sources.kinds import Kind, kind_of
from standoff.sources.limits import HEAD
from standoff.sources.origin import Origin
from standoff.sources.packing import Packing, packing_of
from standoff.sources.paths import STDIN, files_of, is_url

PATIENCE = 2.0
"""Seconds before anything is shown."""

Item = TypeVar("Item")


def watched(items: Iterable[Item], total: int | None, *, show: bool) -> Iterator[Item]:
    """``items`` as they are; if ``show``, with a bar that counts them once two seconds have passed."""
    if not show:
        yield from items
        return
    with _bar(total) as step:
        for item in items:
            yield item
            step()


def expected(words: Iterable[str]) -> int | None:
    """How many documents to expect: one a text, one a line of JSON lines.

    ``None`` where it would cost as much as reading: pages, feeds, tables, archives, urls, standard input.
    """
    total = 0
    for word in words:
        for path in files_of(word):
            count = 1 if isinstance(path, Failure) else _expected(path)
            if count is None:
                return None
            total += count
    return total


def _expected(path: str) -> int | None:
    if path == STDIN or is_url(path):
        return None
    try:
        if not os.path.isfile(path):
            return 1 if not os.path.exists(path) else None  # a pipe gives its bytes once
        with open(path, "rb") as stream:
            head = stream.read(HEAD)
            kind = kind_of(head, Origin(path))
            if packing_of(head) is not Packing.NONE:
                return None
            if kind is Kind.JSON_LINES:
                pieces = iter(lambda: stream.read(1 << 20), b"")
                return head.count(b"\n") + sum(piece.count(b"\n") for piece in pieces)
    except (OSError, ValueError):
        return 1
    return 1 if kind in (Kind.TEXT, Kind.MARKDOWN) else None


@contextmanager
def _bar(total: int | None) -> Iterator[Callable[[], None]]:
    """What to call after each item."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

    progress = Progress(
        SpinnerColumn(),
        "reading",
        BarColumn(),
        MofNCompleteColumn(),
        "documents",
        TimeElapsedColumn(),
        console=Console(file=sys.stderr),
        transient=True,
    )
    task = progress.add_task("reading", total=total)
    timer = Timer(PATIENCE, progress.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda: progress.advance(task)
    finally:
        timer.cancel()
        timer.join()
        progress.stop()
