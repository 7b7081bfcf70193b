"""Which document on the page is which of those that we know: by place, by text, by time and likeness.

A url or an id of its own names a document for good. Where a page gives none, or gives the same one to several
updates, the same words are the same update, and so are words that are much alike: at the same minute half of
them must be shared, else three quarters and a place nearby on the page. Every step is bounded, so that a page
on which nothing can be told apart costs no more than a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from standoff.types import Document
from standoff.watch.known import LONGEST_KEPT, Known

ALIKE_AT_ONE_TIME = 0.5
"""The least ratio (difflib's, over words) of two versions published at the same moment."""
ALIKE = 0.75
"""The least ratio of two versions that stand near each other on the page."""

_NEAR = 8
_SAME_TIME = 16
_MOST_LOOKS = 20_000
_MOST_COMPARISONS = 2_000
_LONGEST = 300
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Here:
    """A document on the page: what ``place_of`` gave, and the SHA-256 of its text."""

    document: Document
    place: str | None
    text_sha256: str


def matched(known: Sequence[Known], page: Sequence[Here]) -> dict[int, Known]:
    """For each position on ``page`` the document that stood there before; new ones are left out.

    Args:
        known: those that stood on the page at the last look, in its order, and any older ones that share
            a place or a text with one that is there now.
    """
    finding = _Finding(known, page)
    finding.by_place()
    finding.by_text()
    finding.by_likeness()
    return finding.found


@dataclass(slots=True)
class _Finding:
    known: Sequence[Known]
    page: Sequence[Here]
    found: dict[int, Known] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)

    def by_place(self) -> None:
        before, now = (_once(one.place for one in side) for side in (self.known, self.page))
        self.shared = {place for side in (before, now) for place, number in side.items() if number < 0}
        for place, at in now.items():
            if at >= 0 and (index := before.get(place, -1)) >= 0:
                self._take(at, index)

    def by_text(self) -> None:
        """The same words: first those of the same time, then the others, each in order."""
        for same_time in (True, False):
            left: dict[tuple[str, str | None], list[int]] = defaultdict(list)
            for index in reversed(self._left_before()):
                one = self.known[index]
                left[one.text_sha256, one.published if same_time else None].append(index)
            for at in self._left_now():
                here = self.page[at]
                time = _time(here.document) if same_time else None
                if candidates := left.get((here.text_sha256, time)):
                    self._take(at, candidates.pop())

    def by_likeness(self) -> None:
        before = [index for index in self._left_before() if self._nameless(self.known[index].place)]
        now = [at for at in self._left_now() if self._nameless(self.page[at].place)]
        if not before or not now:
            return
        scores = sorted(self._scores(before, now), key=lambda score: (-score[0], score[1], score[2]))
        used: set[int] = set()
        for _, at, index in scores:
            if at not in self.found and index not in used:
                used.add(index)
                self._take(at, index)

    def _scores(self, before: list[int], now: list[int]) -> Iterable[tuple[float, int, int]]:
        times: dict[str, list[int]] = defaultdict(list)
        for index in before:
            if published := self.known[index].published:
                times[published].append(index)
        ranks = {one.item: index for index, one in enumerate(self.known)}
        looks, comparisons = _MOST_LOOKS, _MOST_COMPARISONS
        words: dict[int, list[str]] = {}
        previous = 0
        for at in range(len(self.page)):
            if at in self.found:
                previous = ranks[self.found[at].item]
                continue
            here = self.page[at]
            if not self._nameless(here.place):
                continue
            time = _time(here.document)
            spot = bisect_left(before, previous)
            candidates = (times[time][:_SAME_TIME] if time else []) + before[
                max(0, spot - _NEAR) : spot + _NEAR
            ]
            mine = _words(here.document.text)
            for index in dict.fromkeys(candidates):
                one = self.known[index]
                if one.is_part_of != here.document.is_part_of or looks <= 0:
                    continue
                looks -= 1
                if index not in words:
                    words[index] = _words(one.words)
                least = ALIKE_AT_ONE_TIME if time and one.published == time else ALIKE
                if _bound(words[index], mine) < least or comparisons <= 0:
                    continue
                comparisons -= 1
                ratio = SequenceMatcher(None, words[index], mine, autojunk=False).ratio()
                if ratio >= least:
                    yield ratio + (one.published is not None and one.published == time), at, index

    def _nameless(self, place: str | None) -> bool:
        return place is None or place in self.shared

    def _left_before(self) -> list[int]:
        return [index for index in range(len(self.known)) if index not in self.taken]

    def _left_now(self) -> list[int]:
        return [at for at in range(len(self.page)) if at not in self.found]

    def _take(self, at: int, index: int) -> None:
        self.found[at] = self.known[index]
        self.taken.add(index)


def _once(places: Iterable[str | None]) -> Mapping[str, int]:
    """Where each place stands; -1 where it stands more than once."""
    spots: dict[str, int] = {}
    for at, place in enumerate(places):
        if place is not None:
            spots[place] = -1 if place in spots else at
    return spots


def _time(document: Document) -> str | None:
    return document.date_published.isoformat() if document.date_published is not None else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:LONGEST_KEPT])[:_LONGEST]


def _bound(one: list[str], other: list[str]) -> float:
    """What the ratio cannot exceed: the words shared, whatever their order."""
    both = len(one) + len(other)
    return 2 * sum((Counter(one) & Counter(other)).values()) / both if both else 0.0
