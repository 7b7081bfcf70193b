"""The table of documents: one row each, within its width, with nothing in it that steers a terminal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from standoff.formats import document_table
from standoff.types import Document

LIVE = Document(
    "d1",
    "Ferries held at Port Sella\n\nThe harbour office held three ferries.",
    url="https://tashen.example/live/strait?block=a1",
    headline="Ferries held at Port Sella",
    publisher="Tashen Daily",
    date_published=datetime(2031, 3, 18, 6, 40, tzinfo=timezone(timedelta(hours=3))),
)
BARE = Document("d2", "The Kharan navy said on Tuesday that " + "its patrols go on, " * 20)


@pytest.mark.parametrize("width", [20, 60, 80, 100, 160])
def test_it_keeps_to_its_width(width: int) -> None:
    lines = document_table.render([LIVE, BARE], width=width, colour=False).splitlines()
    assert max(map(len, lines)) <= max(width, 40)
    assert all(line == line.rstrip() for line in lines)


def test_it_says_when_by_whom_what_how_long_and_where() -> None:
    shown = document_table.render([LIVE, BARE], width=200, colour=False)
    row = next(line for line in shown.splitlines() if "2031" in line)
    for words in ("2031-03-18 06:40 +03:00", "Tashen Daily", "Ferries held at Port Sella", "11", LIVE.url):
        assert str(words) in row
    assert "The Kharan navy said on Tuesday that" in shown
    assert "…" in shown


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2031, 3, 18, 6, 40, tzinfo=UTC), "2031-03-18 06:40Z"),
        (date(2031, 3, 18), "2031-03-18 "),
    ],
)
def test_times(moment: date | datetime, words: str) -> None:
    document = Document("d3", "Words.", headline="Words", date_published=moment)
    assert words in document_table.render([document], width=100, colour=False)


def test_a_headline_cannot_steer_the_terminal() -> None:
    document = Document("d4", "Words.", headline="\x1b[2J\u202eWords [red]here[/red]", publisher="a\nb")
    shown = document_table.render([document], width=100, colour=False)
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[red]here[/red]" in shown
    assert "\x1b[" in document_table.render([document], width=100, colour=True)
