"""The state file: what it gives back, who may write it, and what is left alone."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from standoff.errors import StoreError
from standoff.watch.known import Known
from standoff.watch.pace import Pace
from standoff.watch.state import KEPT, WORDS_KEPT, State
from standoff.watch.state_values import SourceState
from standoff.watch.versions import compare, located
from tests.watch.pages import NOTICED, update

NOW = datetime(2031, 3, 18, 9, 30, tzinfo=UTC)
SOURCE = SourceState(
    "Karsa",
    "https://news.example/live",
    validators=('"a1"', None, "https://news.example/live"),
    content="c0ffee",
    last_try=NOW,
    last_success=NOW,
    next_turn=NOW + timedelta(minutes=2),
    failure="it was late",
    failing_since=NOW,
    pace=Pace(120.0, 2),
    unreadable=1,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "state.sqlite"


def seen(state: State, *numbers: int) -> None:
    """Remember a look at a page that holds these updates."""
    page = located([update(number) for number in numbers])
    found = compare(state.page("Karsa"), page, NOTICED)
    items = {change: state.record("Karsa", change) for change in found.changes}
    state.finish(SOURCE, found, items, NOW)


def test_what_is_put_in_comes_out_at_the_next_start(path: Path) -> None:
    with State.writing(path) as state:
        assert state.sources() == {}
        seen(state, 3, 2, 1)
    with State.writing(path) as state:
        assert state.source("Karsa", SOURCE.address) == SOURCE
        assert [known.id for known in state.page("Karsa")] == [update(number).id for number in (3, 2, 1)]


def test_a_source_that_has_moved_is_a_new_one(path: Path) -> None:
    with State.writing(path) as state:
        seen(state, 1)
        moved = state.source("Karsa", "https://elsewhere.example/")
        assert (moved.validators, moved.content, moved.last_success) == ((None, None, None), None, None)


def test_what_was_handed_on_is_remembered_though_the_look_never_ended(path: Path) -> None:
    with State.writing(path) as state:
        state.put(SOURCE)
        found = compare([], located([update(2), update(1)]), NOTICED)
        state.record("Karsa", found.changes[0])
    with State.writing(path) as state:
        page = located([update(2), update(1)])
        earlier = state.earlier(
            "Karsa", {h.place for h in page if h.place}, {h.text_sha256 for h in page}, []
        )
        again = compare(state.page("Karsa"), page, NOTICED, earlier=earlier)
        assert [change.value for change in again.changes] == [update(2)]


def test_words_outlive_an_outage_and_all_is_forgotten_in_the_end(path: Path) -> None:
    with State.writing(path) as state:
        seen(state, 2, 1)
        seen(state, 9)  # as if the page had been another for a while
        state.tidy(NOW + WORDS_KEPT / 2)
        assert [known.words for known in gone(state)] == [update(1).text, update(2).text]
        state.tidy(NOW + KEPT - timedelta(hours=1))
        assert [known.words for known in gone(state)] == ["", ""]
        state.tidy(NOW + KEPT + timedelta(days=1))
        assert gone(state) == []
        assert [known.words for known in state.page("Karsa")] == [update(9).text]


def gone(state: State) -> list[Known]:
    """What is remembered of updates 1 and 2, though they are on the page no more."""
    places = {here.place for here in located([update(1), update(2)]) if here.place}
    return state.earlier("Karsa", places, [], state.page("Karsa"))


def test_two_cannot_write_and_one_may_read_beside(path: Path) -> None:
    assert State.reading(path) is None
    with State.writing(path) as state:
        seen(state, 1)
        with pytest.raises(StoreError, match="another standoff watch"):
            State.writing(path)
        reader = State.reading(path)
        assert reader is not None
        with reader:
            assert set(reader.sources()) == {"Karsa"}


def test_a_newer_form_is_refused_and_left_as_it_is(path: Path) -> None:
    State.writing(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer Standoff") as caught:
        State.writing(path)
    assert caught.value.remedy
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\x00" + b"\x00" * 200])
def test_what_is_no_state_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StoreError):
        State.writing(path)
    assert path.read_bytes() == content


def test_a_damaged_state_is_named_with_a_remedy(path: Path) -> None:
    with State.writing(path) as state:
        seen(state, *range(300, 0, -1))
    data = bytearray(path.read_bytes())
    for at in range(5000, len(data) - 200, 900):
        data[at : at + 200] = b"\xff" * 200
    path.write_bytes(bytes(data))
    with pytest.raises(StoreError, match="damaged") as caught, State.writing(path) as state:
        state.page("Karsa")
    assert "--state" in str(caught.value)
