"""What the state says of a source, and how it stands in a row of the file."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from standoff.watch.pace import Pace


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the state says of one source; times in UTC, ``None`` is never.

    ``content`` is the SHA-256 of the bytes that were last read through; ``validators`` are the server's
    ETag, Last-Modified and the url that they belong to. ``failure`` is what failed at the last look.
    ``unreadable`` counts the items of its page that could not be read.
    """

    name: str
    address: str
    validators: tuple[str | None, str | None, str | None] = (None, None, None)
    content: str | None = None
    last_try: datetime | None = None
    last_success: datetime | None = None
    last_change: datetime | None = None
    next_turn: datetime | None = None
    failure: str | None = None
    failing_since: datetime | None = None
    pace: Pace | None = None
    unreadable: int = 0


def of_row(row: sqlite3.Row) -> SourceState:
    """The source that a row of the table ``sources`` describes."""
    interval = row["interval"]
    return SourceState(
        name=row["name"],
        address=row["address"],
        validators=(row["etag"], row["last_modified"], row["validated_url"]),
        content=row["content"],
        last_try=moment(row["last_try"]),
        last_success=moment(row["last_success"]),
        last_change=moment(row["last_change"]),
        next_turn=moment(row["next_turn"]),
        failure=row["failure"],
        failing_since=moment(row["failing_since"]),
        pace=Pace(interval, row["failures"]) if interval is not None else None,
        unreadable=row["unreadable"],
    )


def row_of(source: SourceState) -> tuple[object, ...]:
    """The columns of a source but its page, in the order of the table."""
    return (
        source.name,
        source.address,
        *source.validators,
        source.content,
        iso(source.last_try),
        iso(source.last_success),
        iso(source.last_change),
        iso(source.next_turn),
        source.failure,
        iso(source.failing_since),
        source.pace.interval if source.pace else None,
        source.pace.failures if source.pace else 0,
        source.unreadable,
    )


def iso(at: datetime | None) -> str | None:
    """UTC in ISO 8601, of one length, so that the words sort like the moments."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds") if at is not None else None


def moment(words: str | None) -> datetime | None:
    """What ``iso`` wrote."""
    return datetime.fromisoformat(words) if words is not None else None
