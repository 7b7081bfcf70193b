"""Turns at hosts, on a clock of the test's own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import FetchError
from standoff.sources.fetching.politeness import MAX_WAIT, Turns


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_turns_queue_up_for_each_host() -> None:
    turns = Turns(Clock())
    assert [turns.take("a.example", 2.0) for _ in range(3)] == [0.0, 2.0, 4.0]
    assert turns.take("b.example", 2.0) == 0.0


def test_time_that_passed_is_not_waited_for() -> None:
    clock = Clock()
    turns = Turns(clock)
    turns.take("a.example", 5.0)
    clock.seconds += 3
    assert turns.take("a.example", 5.0) == 2.0
    clock.seconds += 60
    assert turns.take("a.example", 5.0) == 0.0


def test_a_turn_too_far_away_is_not_given_and_not_taken() -> None:
    clock = Clock()
    turns = Turns(clock)
    turns.take("a.example", MAX_WAIT + 30)
    for _ in range(2):
        with pytest.raises(FetchError, match="left alone") as caught:
            turns.take("a.example", 1.0)
        assert caught.value.retry_after == MAX_WAIT + 31
    clock.seconds += 40
    assert turns.take("a.example", 1.0) == MAX_WAIT - 10


def test_a_host_that_wants_to_rest_is_left_alone_by_those_who_wait() -> None:
    clock = Clock()
    turns = Turns(clock)
    turns.take("a.example", 1.0)
    assert turns.take("a.example", 1.0) == 1.0
    turns.rest("a.example", 60)
    clock.seconds += 1
    assert turns.resting("a.example")
    assert turns.take("a.example", 1.0) == 59.0
    clock.seconds += 59
    assert not turns.resting("a.example")
    turns.rest("a.example", 60)
    turns.rest("a.example", 5)  # a shorter rest takes nothing back
    assert turns.take("a.example", 1.0) == 60.0


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.floats(0, 20), st.floats(0, 20)), max_size=30))
def test_two_requests_are_never_closer_than_the_delay(steps: list[tuple[float, float]]) -> None:
    clock = Clock()
    turns = Turns(clock)
    earliest = 0.0
    for passed, delay in steps:
        clock.seconds += passed
        try:
            at = clock.seconds + turns.take("a.example", delay)
        except FetchError:
            continue
        assert at >= earliest - 1e-6
        earliest = at + delay
