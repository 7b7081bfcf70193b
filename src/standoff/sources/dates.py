"""Dates of publication as people and feeds write them: ISO 8601."""

from __future__ import annotations

from datetime import date, datetime

from standoff.errors import DateError


def parse_date(words: str) -> date | datetime:
    """A day (``2031-03-18``) or a moment (``2031-03-18T06:40+03:00``); ``DateError`` for all else."""
    words = words.strip()
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        raise DateError(
            f"{words[:40]!r} is no date",
            remedy="Write a day as 2031-03-18 or a moment as 2031-03-18T06:40+03:00.",
        ) from None
