"""A sign of life on standard error, for a person who waits longer than two seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import TypeVar

from standoff.sources import STDIN

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


def expected(paths: Iterable[str]) -> int | None:
    """How many documents to expect: one a file, one a line of JSON lines; ``None`` if none can tell."""
    total = 0
    for path in paths:
        if path == STDIN:
            return None
        if Path(path).suffix.lower() not in {".jsonl", ".ndjson", ".jsonlines", ".json"}:
            total += 1
            continue
        try:
            with open(path, "rb") as stream:
                total += sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
        except OSError:
            total += 1
    return total


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
