"""PLOVER 2.0 records as the manual's chapter on data fields has them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from standoff.formats.plover import QUADS, record, records
from standoff.ontology.plover import Category
from tests.formats.sample import CODING, DOCUMENT, EMPTY, EMPTY_CODING, EVENTS

FIELDS = frozenset(
    [
        "id",
        "has_event",
        "date",
        "time",
        "enddate",
        "endtime",
        "source",
        "recipient",
        "event",
        "event_loc",
        "event_text",
        "quad_code",
        "event_scale",
        "mode",
        "context",
        "link",
        "text",
        "text_info",
        "cite_info",
        "coder",
        "coded_date",
        "coded_time",
        "comment",
        "size",
    ]
)
"""The names of the manual's table, and ``size`` of its section on ASSAULT."""


def test_the_records_are_as_recorded(golden: Callable[[str, str], None]) -> None:
    lines = [json.dumps(line, ensure_ascii=False) for line in records(DOCUMENT, CODING)]
    golden("formats/strait.plover.jsonl", "\n".join(lines) + "\n")


def test_fields_of_ours_stand_under_one_key() -> None:
    for written in records(DOCUMENT, CODING):
        assert set(written) - FIELDS == {"standoff"}


def test_ids_are_unique_and_the_required_fields_are_there() -> None:
    written = list(records(DOCUMENT, CODING))
    assert len({line["id"] for line in written}) == len(EVENTS)
    for line in written:
        assert {"id", "date", "source", "event"} <= set(line)


@pytest.mark.parametrize(
    ("number", "context"),
    [
        (4, []),
        (3, ["hypothetical"]),
        (6, ["negation"]),
        (8, ["future"]),
        (9, ["historical"]),
        (2, []),
        (7, []),
    ],
    ids=["actual", "hypothetical", "negated", "planned", "historical", "folded threat", "folded promise"],
)
def test_the_special_contexts_carry_the_status(number: int, context: list[str]) -> None:
    assert record(DOCUMENT, CODING, EVENTS[number - 1])["context"] == context


def test_a_range_of_days_has_an_end() -> None:
    written = record(DOCUMENT, CODING, EVENTS[8])
    assert (written["date"], written["enddate"]) == ("2009-01-01", "2009-12-31")
    assert "enddate" not in record(DOCUMENT, CODING, EVENTS[3])


def test_without_a_date_of_its_own_an_event_has_that_of_publication() -> None:
    written = record(DOCUMENT, CODING, EVENTS[0])
    assert (written["date"], written["standoff"]["date"]) == ("2031-06-10", None)


def test_without_any_date_it_is_null() -> None:
    undated = replace(DOCUMENT, date_published=None)
    assert record(undated, CODING, EVENTS[0])["date"] is None


def test_the_dead_and_the_injured_are_counted() -> None:
    assert record(DOCUMENT, CODING, EVENTS[3])["size"] == {"dead": 3, "injured": 7}


def test_retellings_share_a_link() -> None:
    assert record(DOCUMENT, CODING, EVENTS[1])["link"] == record(DOCUMENT, CODING, EVENTS[0])["link"]


def test_a_mode_that_the_folded_category_lacks_is_left_to_us() -> None:
    aerial = replace(EVENTS[1], act=Category.ASSAULT, mode="aerial")
    written = record(DOCUMENT, CODING, aerial)
    assert (written["mode"], written["standoff"]["act_mode"]) == ([], "aerial")


def test_every_category_has_a_quad() -> None:
    assert set(QUADS) == set(Category)


def test_no_events_no_records() -> None:
    assert list(records(EMPTY, EMPTY_CODING)) == []
