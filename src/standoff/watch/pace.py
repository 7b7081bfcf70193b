"""When to look again: pure arithmetic over what was found, what the server advised, and chance.

A source that changes is looked at more often, one that does not less often, between two bounds. What the
publisher asks for is honoured: Cache-Control max-age (RFC 9111) and the period of a feed (RSS 2.0 ``ttl``,
``sy:updatePeriod``) up to the upper bound, Retry-After (RFC 9110) up to a day. Failures double the wait;
after ``TIRED`` of them in a row, and after a refusal, an hour passes. All durations are seconds; chance only
ever lengthens a wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MINUTE = 60.0
HOUR = 3600.0
DAY = 86_400.0
TIRED = 6
"""Failures in a row after which the waits are an hour long."""
JITTER = 0.1
"""The largest part of a wait that chance adds to it."""
SPACING = 2.0
"""Seconds between the starts of two polls at one host."""

_FASTER, _SLOWER = 0.5, 1.5
_LONGEST_DOUBLING = 20


class Outcome(StrEnum):
    """What a look at a source came to."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REFUSED = "refused"
    """By robots.txt or by our own rules: asking again soon is no use."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shortest and the longest interval, and the one to begin with."""

    shortest: float
    longest: float
    first: float


REMOTE = Bounds(shortest=30.0, longest=30 * MINUTE, first=2 * MINUTE)
LOCAL = Bounds(shortest=1.0, longest=MINUTE, first=5.0)


@dataclass(frozen=True, slots=True)
class Pace:
    """The interval that a source has settled at, and how often in a row it has failed since."""

    interval: float
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Advice:
    """What server and feed said about coming again; ``None`` where they said nothing."""

    max_age: float | None = None
    retry_after: float | None = None
    period: float | None = None


NO_ADVICE = Advice()


def after(
    pace: Pace,
    outcome: Outcome,
    *,
    bounds: Bounds = REMOTE,
    every: float | None = None,
    advice: Advice = NO_ADVICE,
    chance: float = 0.0,
) -> tuple[Pace, float]:
    """The pace after one look, and the seconds until the next.

    Args:
        every: the interval that the user set; it stands in place of adaptation and of the advice, save
            Retry-After, but not in place of backing off.
        chance: a random number in [0, 1).
    """
    failed = outcome in (Outcome.FAILED, Outcome.REFUSED)
    interval = _interval(pace.interval, outcome, bounds, every, advice)
    after_it = Pace(interval, pace.failures + 1 if failed else 0)
    wait = interval
    if failed:
        wait = max(wait, _backed_off(after_it.failures, outcome, bounds))
    wait *= 1 + JITTER * chance
    if advice.retry_after is not None:
        wait = max(wait, min(advice.retry_after, DAY))
    return after_it, wait


def _interval(
    interval: float, outcome: Outcome, bounds: Bounds, every: float | None, advice: Advice
) -> float:
    if every is not None:
        return max(every, bounds.shortest)
    if outcome is Outcome.CHANGED:
        interval *= _FASTER
    elif outcome is Outcome.UNCHANGED:
        interval *= _SLOWER
    lowest = bounds.shortest
    if advice.period is not None:
        lowest = max(lowest, MINUTE, advice.period)
    if advice.max_age is not None:
        lowest = max(lowest, advice.max_age)
    return min(max(interval, lowest), bounds.longest)


def _backed_off(failures: int, outcome: Outcome, bounds: Bounds) -> float:
    if outcome is Outcome.REFUSED or failures >= TIRED:
        return HOUR
    doubled = 2 * bounds.shortest * 2.0 ** min(failures - 1, _LONGEST_DOUBLING)
    return min(doubled, bounds.longest)


def anchored(
    now: datetime, last_try: datetime | None, next_turn: datetime | None
) -> tuple[datetime | None, datetime]:
    """The last try and the next turn, by a clock that may have been set back since they were written.

    A source must not sleep for the days that the clock was ahead: a last try that is yet to come is taken to
    be now, and the wait that was planned is counted from there. Without a next turn it is now.
    """
    if next_turn is None:
        return last_try, now
    if last_try is not None and last_try > now:
        return now, now + max(next_turn - last_try, timedelta(0))
    return last_try, next_turn


@dataclass(frozen=True, slots=True)
class Waiting:
    """A source that waits for its turn; ``host`` is ``None`` for a file."""

    name: str
    turn: datetime
    host: str | None = None


def due(
    now: datetime, waiting: Iterable[Waiting], *, busy: Set[str], started: Mapping[str, datetime], room: int
) -> tuple[list[str], float | None]:
    """Whom to poll now, longest overdue first, and the seconds until somebody's turn comes by time alone.

    At most one poll at a host goes on at a time, and ``SPACING`` seconds lie between two starts.

    Args:
        waiting: the sources that are not being polled.
        busy: hosts at which a poll goes on.
        started: when the last poll at a host began.
        room: how many polls may be begun now.
    """
    chosen: list[str] = []
    taken = set(busy)
    soonest: float | None = None
    for source in sorted(waiting, key=lambda source: (source.turn, source.name)):
        wait = (source.turn - now).total_seconds()
        if source.host is not None:
            wait = max(wait, _spaced(now, started.get(source.host)))
        if wait <= 0:
            if source.host in taken or len(chosen) >= room:
                continue  # comes up again when a poll has ended
            chosen.append(source.name)
            if source.host is not None:
                taken.add(source.host)
        elif soonest is None or wait < soonest:
            soonest = wait
    return chosen, soonest


def _spaced(now: datetime, started: datetime | None) -> float:
    if started is None or started > now:
        return 0.0
    return SPACING - (now - started).total_seconds()
