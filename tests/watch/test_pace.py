"""When to look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.watch.pace import (
    DAY,
    HOUR,
    JITTER,
    LOCAL,
    MINUTE,
    REMOTE,
    SPACING,
    TIRED,
    Advice,
    Outcome,
    Pace,
    Waiting,
    after,
    anchored,
    due,
)


@pytest.mark.parametrize(
    ("pace", "outcome", "every", "advice", "wait"),
    [
        (Pace(120), Outcome.CHANGED, None, Advice(), 60),
        (Pace(120), Outcome.UNCHANGED, None, Advice(), 180),
        (Pace(40), Outcome.CHANGED, None, Advice(), 30),  # never below the bound
        (Pace(1700), Outcome.UNCHANGED, None, Advice(), 1800),  # never above it
        (Pace(120), Outcome.CHANGED, 90, Advice(), 90),
        (Pace(120), Outcome.CHANGED, None, Advice(max_age=300), 300),
        (Pace(120), Outcome.CHANGED, None, Advice(max_age=DAY), 1800),
        (Pace(120), Outcome.CHANGED, None, Advice(period=600), 600),
        (Pace(30), Outcome.CHANGED, None, Advice(period=5), MINUTE),
        (Pace(120), Outcome.UNCHANGED, 90, Advice(retry_after=4000), 4000),
        (Pace(120), Outcome.FAILED, None, Advice(), 120),
        (Pace(30, 3), Outcome.FAILED, None, Advice(), 480),
        (Pace(30, TIRED - 1), Outcome.FAILED, None, Advice(), HOUR),
        (Pace(30), Outcome.REFUSED, None, Advice(), HOUR),
        (Pace(30), Outcome.FAILED, None, Advice(retry_after=9 * DAY), DAY),
    ],
)
def test_the_wait_follows_what_was_found_and_what_was_asked_for(
    pace: Pace, outcome: Outcome, every: float | None, advice: Advice, wait: float
) -> None:
    assert after(pace, outcome, every=every, advice=advice)[1] == wait


def test_a_success_forgets_the_failures() -> None:
    assert after(Pace(60, 5), Outcome.UNCHANGED)[0].failures == 0


seconds = st.none() | st.floats(0, 1e7)


@given(
    interval=st.floats(0, 1e6),
    failures=st.integers(0, 10_000),
    outcome=st.sampled_from(Outcome),
    every=st.none() | st.floats(30, 1e6),
    advice=st.builds(Advice, max_age=seconds, retry_after=seconds, period=seconds),
    chance=st.floats(0, 1, exclude_max=True),
    bounds=st.sampled_from([REMOTE, LOCAL]),
)
def test_nobody_is_hammered_and_nothing_sleeps_for_ever(
    interval: float,
    failures: int,
    outcome: Outcome,
    every: float | None,
    advice: Advice,
    chance: float,
    bounds: object,
) -> None:
    assert bounds in (REMOTE, LOCAL)
    limits = REMOTE if bounds == REMOTE else LOCAL
    settled, wait = after(
        Pace(interval, failures), outcome, bounds=limits, every=every, advice=advice, chance=chance
    )
    longest = max(limits.longest, every or 0, HOUR if outcome in (Outcome.FAILED, Outcome.REFUSED) else 0)
    assert limits.shortest <= wait <= max(longest * (1 + JITTER), DAY)
    plain = after(Pace(interval, failures), outcome, bounds=limits, every=every, advice=advice)
    assert plain[0] == settled
    assert plain[1] <= wait  # chance only ever lengthens


NOON = datetime(2031, 3, 18, 12, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("waiting", "busy", "started", "room", "chosen", "soonest"),
    [
        ([], set(), {}, 8, [], None),
        ([Waiting("a", at(-5)), Waiting("b", at(7))], set(), {}, 8, ["a"], 7),
        ([Waiting("a", at(-5)), Waiting("b", at(-9))], set(), {}, 1, ["b"], None),  # longest overdue first
        ([Waiting("a", at(0), "h"), Waiting("b", at(-1), "h")], set(), {}, 8, ["b"], None),  # one at a host
        ([Waiting("a", at(0), "h")], {"h"}, {}, 8, [], None),
        ([Waiting("a", at(0), "h")], set(), {"h": at(-0.5)}, 8, [], SPACING - 0.5),
        ([Waiting("a", at(0), "h")], set(), {"h": at(-SPACING)}, 8, ["a"], None),
        ([Waiting("a", at(0), "h")], set(), {"h": at(900)}, 8, ["a"], None),  # the clock was set back
        ([Waiting("a", at(0)), Waiting("b", at(0))], set(), {}, 8, ["a", "b"], None),  # files have no host
    ],
)
def test_whose_turn_it_is(
    waiting: list[Waiting],
    busy: set[str],
    started: dict[str, datetime],
    room: int,
    chosen: list[str],
    soonest: float | None,
) -> None:
    assert due(NOON, waiting, busy=busy, started=started, room=room) == (chosen, soonest)


@pytest.mark.parametrize(
    ("last", "turn", "anchored_at"),
    [
        (None, None, (None, NOON)),
        (at(-60), at(60), (at(-60), at(60))),
        (at(-60), at(-30), (at(-60), at(-30))),
        (at(86_400), at(86_520), (NOON, at(120))),  # both by a clock that was a day ahead
        (at(86_400), at(0), (NOON, NOON)),
    ],
)
def test_a_clock_set_back_is_taken_into_account(
    last: datetime | None, turn: datetime | None, anchored_at: tuple[datetime | None, datetime]
) -> None:
    assert anchored(NOON, last, turn) == anchored_at
