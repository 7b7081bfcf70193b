"""Fields in words."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.formats import phrases
from standoff.ontology.plover import Status
from standoff.types import Quantity, Span, Timex
from tests.formats.sample import EVENTS

HERE = Span(0, 1)


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (60, 60, "troops", "60 troops"),
        (50, 60, "troops", "50 to 60 troops"),
        (3, None, "killed", "at least 3 killed"),
        (None, 60, "troops", "up to 60 troops"),
        (1, 1, "ships", "1 ship"),
        (1062, 1062, "people", "1,062 people"),
        (40_000_000, 40_000_000, "USD", "USD 40 million"),
        (3_500_000_000, None, "EUR", "EUR at least 3.5 billion"),
        (1_234_567, 1_234_567, "tonnes", "1,234,567 tonnes"),
        (2.5, 2.5, "tonnes", "2.5 tonnes"),
    ],
)
def test_amounts(low: float | None, high: float | None, unit: str, words: str) -> None:
    assert phrases.amount(Quantity(HERE, low, high, unit)) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-06-08", "2031-06-08", "2031-06-08"),
        ("2031-06-01", "2031-06-30", "2031-06"),
        ("2032-02-01", "2032-02-29", "2032-02"),
        ("2009-01-01", "2009-12-31", "2009"),
        ("2031-06-02", "2031-06-08", "2031-06-02 to 2031-06-08"),
        ("9999-12-01", "9999-12-31", "9999-12"),
    ],
)
def test_days(start: str, end: str, words: str) -> None:
    assert phrases.days(Timex(HERE, date.fromisoformat(start), date.fromisoformat(end))) == words


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("two\n words\t", "two words"),
        ("\x1b[31mred", "\ufffd[31mred"),
        ("a\u202eb", "a\ufffdb"),
        ("\ud83d", "\ufffd"),
        ("שלום 🕊️", "שלום 🕊️"),
    ],
)
def test_nothing_steers_a_terminal(raw: str, words: str) -> None:
    assert phrases.safe(raw) == words


def test_a_folded_deed_is_told_with_its_act() -> None:
    assert phrases.category(EVENTS[1]) == "THREATEN (COERCE restrict)"
    assert phrases.category(EVENTS[0]) == "THREATEN restrict"


def test_every_status_has_a_mark_of_its_own() -> None:
    assert len(set(phrases.STATUS_MARKS.values())) == len(Status) == len(phrases.STATUS_MEANINGS)
