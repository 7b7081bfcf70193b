"""What a watch says to the person who runs it: a failure once when it begins and once when it is over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from standoff.failures import Failure
from standoff.watch.source import Source
from standoff.watch.state_values import SourceState

_MOST_AT_ONCE = 10
_MOST_REMEMBERED = 1000
_DIGITS = re.compile(r"\d+")


class Talk:
    """Says each thing once.

    Args:
        say: is given one line.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._said: dict[str, dict[str, None]] = {}
        self._moved: set[tuple[str, str]] = set()
        self.failures = 0
        """How many things went wrong, whether they were said or not."""

    def failed(self, source: Source, failure: str, known: SourceState, turn: datetime) -> None:
        """A look failed; said if the one before did not, or for another reason."""
        self.failures += 1
        if known.failure is None or _DIGITS.sub("", known.failure) != _DIGITS.sub("", failure):
            self._say(f"{source.name}: {failure}{_stop(failure)} Next try {local(turn)}.")

    def recovered(self, source: Source, known: SourceState) -> None:
        """A look succeeded; said if the one before did not."""
        if known.failure is not None and known.failing_since is not None:
            self._say(f"{source.name}: can be read again; it could not since {local(known.failing_since)}.")

    def moved(self, source: Source, address: str | None) -> None:
        """The site says that the page has another address from now on."""
        if address is not None and (source.name, address) not in self._moved:
            self._moved.add((source.name, address))
            self._say(f"{source.name}: has moved for good to {address}. Change its url in the settings file.")

    def not_yet(self, source: Source, turn: datetime, known: SourceState) -> None:
        """A source is left out, since it was tried too short a while ago."""
        why = f" ({known.failure})" if known.failure else ""
        self._say(f"{source.name}: tried a short while ago{why}; not again before {local(turn)}.")

    def unreadable(self, source: Source, failures: Iterable[Failure], *, more: bool = False) -> None:
        """Parts of a source that cannot be read, as of this look; with ``more``, some beside the others."""
        before = self._said.get(source.name, {})
        if not more:
            self._said[source.name] = {}
        fresh = 0
        for failure in failures:
            self.failures += 1
            words = str(failure)
            if words in before:
                self._remember(source, words)
                continue
            fresh += 1
            if fresh <= _MOST_AT_ONCE:
                self._once(source, words)
        if fresh > _MOST_AT_ONCE:
            self._say(f"{source.name}: and {fresh - _MOST_AT_ONCE} more like these.")

    def _once(self, source: Source, words: str) -> None:
        if words not in self._said.get(source.name, {}):
            self._remember(source, words)
            self._say(f"{source.name}: {words}")

    def _remember(self, source: Source, words: str) -> None:
        said = self._said.setdefault(source.name, {})
        said[words] = None
        while len(said) > _MOST_REMEMBERED:
            del said[next(iter(said))]


def local(moment: datetime) -> str:
    """A moment by the clock on the wall, as a person reads it: ``2031-03-18 06:40:05``."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _stop(words: str) -> str:
    return "" if words.endswith((".", "!", "?")) else "."
