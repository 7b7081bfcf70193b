"""What changed on a page: new, edited, retracted, and what is no change at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.types import Document, Retraction
from tests.watch.pages import NOTICED, Memory, update

NEWEST_FIRST = [update(number) for number in (5, 4, 3, 2, 1)]


def told(memory: Memory, page: list[Document]) -> list[str]:
    """Changes in short: "+ u6", "~ u3 (was ...)", "- u3"."""
    found = []
    for change in memory.look(page).changes:
        value = change.value
        if isinstance(value, Retraction):
            found.append(f"- {value.document_id}")
        else:
            found.append(f"~ {value.supersedes}" if value.supersedes else f"+ {value.id}")
    return found


def memory() -> Memory:
    one = Memory()
    one.look(NEWEST_FIRST)
    return one


def test_all_of_a_page_that_was_never_read_is_new_oldest_first() -> None:
    found = Memory().look(NEWEST_FIRST)
    assert [change.value for change in found.changes] == NEWEST_FIRST[::-1]


def test_the_same_page_again_yields_nothing() -> None:
    assert told(memory(), NEWEST_FIRST) == []


def test_another_order_yields_nothing() -> None:
    assert told(memory(), NEWEST_FIRST[::-1]) == []


def test_what_came_on_top_is_new() -> None:
    assert told(memory(), [update(6), *NEWEST_FIRST]) == [f"+ {update(6).id}"]


def test_an_edited_update_supersedes_its_earlier_version() -> None:
    edited = update(3, "Report number 3, corrected: ship 3 of Ostland is still in port, the ministry said.")
    page = [edited if one == update(3) else one for one in NEWEST_FIRST]
    (change,) = memory().look(page).changes
    assert isinstance(change.value, Document)
    assert (change.value.id, change.value.supersedes) == (edited.id, update(3).id)


def test_an_edit_is_known_without_addresses_by_time_and_words() -> None:
    one = Memory()
    page = [update(number, with_url=False) for number in (3, 2, 1)]
    one.look(page)
    edited = update(2, f"{page[1].text} It later sank.", with_url=False)
    assert told(one, [page[0], edited, page[2]]) == [f"~ {page[1].id}"]


@pytest.mark.parametrize("missing", [5, 4, 3, 2], ids=["newest", "second", "middle", "last but one"])
def test_what_is_missing_between_or_on_top_was_taken_away(missing: int) -> None:
    page = [one for one in NEWEST_FIRST if one != update(missing)]
    (change,) = memory().look(page).changes
    assert change.value == Retraction(
        update(missing).id, NOTICED, update(missing).url, update(missing).is_part_of
    )


def test_what_is_missing_at_the_old_end_has_only_scrolled_off() -> None:
    assert told(memory(), [update(6), *NEWEST_FIRST[:3]]) == [f"+ {update(6).id}"]


def test_what_was_retracted_and_comes_again_is_told_again() -> None:
    one = memory()
    assert told(one, [update(5), update(4), update(2), update(1)]) == [f"- {update(3).id}"]
    assert told(one, NEWEST_FIRST) == [f"+ {update(3).id}"]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_just_what_was_done_to_a_page_is_told(data: st.DataObject) -> None:
    numbers = list(range(1, data.draw(st.integers(4, 12)) + 1))
    page = [update(number) for number in reversed(numbers)]
    one = Memory()
    one.look(page)
    inner = numbers[1:-1]
    removed = data.draw(st.sets(st.sampled_from(inner), max_size=2))
    edited = data.draw(st.sets(st.sampled_from(inner), max_size=2)) - removed
    added = data.draw(st.integers(0, 2))
    after = [update(numbers[-1] + extra) for extra in range(added, 0, -1)]
    for number in reversed(numbers):
        if number in edited:
            after.append(update(number, f"Report number {number} was wrong: Velmark did it, not Ostland."))
        elif number not in removed:
            after.append(update(number))
    expected = {f"- {update(number).id}" for number in removed}
    expected |= {f"~ {update(number).id}" for number in edited}
    expected |= {f"+ {update(numbers[-1] + extra).id}" for extra in range(1, added + 1)}
    assert set(told(one, after)) == expected
    assert told(one, after) == []
    assert told(one, data.draw(st.permutations(after))) == []
