"""Which updates were taken off a live page, and which only scrolled off its end.

A live page shows its newest updates and drops the old end. What is missing was removed if the page still
shows an older update; if all that it shows is newer, the missing one has scrolled off. Older is by time of
publication, and by position at the last look where times are equal or unknown. An old update that is pinned
above newer ones says nothing about how far down the page goes. Items of a feed, which belong to no live page,
are never held to be removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from standoff.types import Document
from standoff.watch.known import Known, moment_of

MOST_PINNED = 3
"""Updates at the top of a page that may be older than the one below them."""


def newest_first(page: Sequence[Document]) -> bool | None:
    """Whether times fall down the page; ``None`` where they do not tell."""
    moments = [moment for document in page if (moment := moment_of(document))]
    falls = sum((one > other) - (one < other) for one, other in pairwise(moments))
    return falls > 0 if falls else None


def removed(
    before: Sequence[Known], remaining: Iterable[tuple[Known, Document]], page: Sequence[Document]
) -> list[Known]:
    """Those of ``before`` that were removed, in order.

    Args:
        before: what stood on the page at the last look, in its order, retracted ones left out.
        remaining: which of them stand on the page now, and as what, in the order of the page now.
        page: all documents of the page now, in order.
    """
    still: dict[str | None, list[tuple[Known, Document]]] = defaultdict(list)
    for known, document in remaining:
        still[known.is_part_of].append((known, document))
    present = {known.item for pairs in still.values() for known, _ in pairs}
    gone: set[int] = set()
    for live in {known.is_part_of for known in before} - {None}:
        downward = newest_first([document for document in page if document.is_part_of == live]) is not False
        group = [known for known in before if known.is_part_of == live]
        if not downward:
            group.reverse()
        kept = still[live] if downward else still[live][::-1]
        gone |= _removed(group, kept, present)
    return [known for known in before if known.item in gone]


def _removed(before: Sequence[Known], kept: list[tuple[Known, Document]], present: set[int]) -> set[int]:
    """Items of one live page; ``before`` and ``kept`` are in order, newest first."""
    missing = [known for known in before if known.item not in present]
    if not missing or not kept:
        return set()
    position = {known.item: at for at, known in enumerate(before)}
    # What was not on the page at the last look, and is there again, says nothing of positions.
    kept = [pair for pair in _unpinned(kept, position) if pair[0].item in position]
    if not kept:
        return set()
    last = max(position[known.item] for known, _ in kept)
    moments = [known.moment for known, _ in kept]
    known_moments = [moment for moment in moments if moment is not None]
    oldest = min(known_moments) if known_moments and len(known_moments) == len(moments) else None
    gone = set()
    for known in missing:
        moment = known.moment
        if oldest is None or moment is None or moment == oldest:
            older_remains = position[known.item] < last
        else:
            older_remains = moment > oldest
        if older_remains:
            gone.add(known.item)
    return gone


def _unpinned(kept: list[tuple[Known, Document]], position: dict[int, int]) -> list[tuple[Known, Document]]:
    """Without updates at the top that are older than the one below them."""
    pinned = 0
    for at, ((one, _), (other, _)) in enumerate(pairwise(kept[: MOST_PINNED + 1]), 1):
        first, second = one.moment, other.moment
        if first is not None and second is not None and first != second:
            older = first < second
        else:
            older = position.get(one.item, -1) > position.get(other.item, -1)
        if older:
            pinned = at
    return kept[pinned:]
