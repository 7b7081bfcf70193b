"""What was removed, and what has only scrolled off: times, positions, pins, feeds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from standoff.types import Document
from standoff.watch.known import Known
from standoff.watch.removal import removed
from standoff.watch.versions import located
from tests.watch.pages import update


def gone(before: list[Document], page: list[Document]) -> list[str]:
    known = [Known.of(at, here.document, place=here.place) for at, here in enumerate(located(before))]
    by_place = {one.place: one for one in known}
    remaining = [(by_place[here.place], here.document) for here in located(page) if here.place in by_place]
    return [one.id for one in removed(known, remaining, page)]


def names(*numbers: int) -> list[Document]:
    return [update(number) for number in numbers]


def undated(*numbers: int) -> list[Document]:
    return [replace(update(number), date_published=None) for number in numbers]


@pytest.mark.parametrize("kind", [names, undated])
@pytest.mark.parametrize(
    ("before", "page", "missing"),
    [
        ((5, 4, 3, 2, 1), (5, 4, 2, 1), [3]),
        ((5, 4, 3, 2, 1), (4, 3, 2, 1), [5]),  # the newest
        ((5, 4, 3, 2, 1), (5, 4, 3), []),  # scrolled off
        ((5, 4, 3, 2, 1), (7, 6, 5), []),
        ((5, 4, 3, 2, 1), (8, 7, 6), []),  # nothing remains: who knows
        ((5, 4, 3, 2, 1), (5, 3), [4]),
        ((5, 4, 3, 2, 1), (1, 5, 4), []),  # 1 is pinned, 3 and 2 have scrolled off
        ((5, 4, 3, 2, 1), (2, 1, 5, 4), []),
        ((5, 4, 3, 2, 1), (1, 5, 3), [4]),
        ((5,), (), []),
    ],
)
def test_what_is_missing_was_removed_if_an_older_one_remains(
    kind: object, before: tuple[int, ...], page: tuple[int, ...], missing: list[int]
) -> None:
    make = names if kind is names else undated
    assert gone(make(*before), make(*page)) == [one.id for one in names(*missing)]


@pytest.mark.parametrize(
    ("before", "page", "missing"),
    [
        ((1, 2, 3, 4, 5), (1, 2, 4, 5), [3]),
        ((1, 2, 3, 4, 5), (3, 4, 5), []),  # the old end is on top here
        ((1, 2, 3, 4, 5), (1, 2, 3, 4), [5]),
    ],
)
def test_a_page_with_the_oldest_on_top_is_known_by_its_times(
    before: tuple[int, ...], page: tuple[int, ...], missing: list[int]
) -> None:
    assert gone(names(*before), names(*page)) == [one.id for one in names(*missing)]


def test_what_was_pinned_and_is_no_more_has_scrolled_off() -> None:
    assert gone(names(1, 9, 8, 7), names(9, 8, 7)) == []


def test_a_feed_never_retracts() -> None:
    feed = [replace(one, is_part_of=None) for one in names(3, 2, 1)]
    assert gone(feed, [feed[0], feed[2]]) == []


def test_each_page_of_several_in_one_source_is_judged_alone() -> None:
    other = [
        replace(update(n), is_part_of="https://other.example/", url=f"https://other.example/{n}")
        for n in (9, 8)
    ]
    assert gone([*names(5, 4, 3), *other], [*names(5, 3)]) == [update(4).id]
