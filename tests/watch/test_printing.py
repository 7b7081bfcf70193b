"""What a watch prints of each value, for a person and for a program."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from standoff.output import Form
from standoff.reading import Reading
from standoff.types import CoderVersion, Coding, Document, Retraction
from standoff.watch.loop import Value
from standoff.watch.printing import printed
from tests.formats.sample import CODING, DOCUMENT
from tests.watch.pages import NOTICED, PAGE, update

ONE = update(1)
EDITED = replace(update(1, "It was Velmark."), supersedes=ONE.id)
BACK = replace(ONE, supersedes=ONE.id)
GONE = Retraction(ONE.id, NOTICED, ONE.url, PAGE)
EMPTY = Coding(EDITED.id, CoderVersion("1", "1", "p"))


def plain(value: Value, form: Form) -> str:
    return printed(value, form, width=80, colour=False)


def test_a_retraction_is_an_object_of_its_own() -> None:
    assert json.loads(plain(GONE, Form.JSONL)) == {
        "retracted": ONE.id,
        "url": ONE.url,
        "is_part_of": PAGE,
        "noticed": "2031-03-18T20:00:00+00:00",
    }


def test_plover_says_without_an_event_what_it_has_no_field_for() -> None:
    gone = json.loads(plain(GONE, Form.PLOVER))
    assert (gone["id"], gone["has_event"], gone["standoff"]["retracted"]) == (ONE.id, False, ONE.id)
    edited = json.loads(plain(Reading(EDITED, EMPTY), Form.PLOVER))
    assert edited == {
        "id": EDITED.id,
        "has_event": False,
        "standoff": {"document": EDITED.id, "supersedes": ONE.id},
    }
    assert plain(Reading(ONE, EMPTY), Form.PLOVER) == ""


def test_events_of_an_edited_document_say_what_they_supersede() -> None:
    lines = plain(Reading(replace(DOCUMENT, supersedes="earlier"), CODING), Form.PLOVER).splitlines()
    assert lines
    assert {json.loads(line)["standoff"]["supersedes"] for line in lines} == {"earlier"}


def test_a_document_is_a_line_that_can_be_read_back() -> None:
    record = json.loads(plain(EDITED, Form.JSONL))
    assert (record["id"], record["text"], record["supersedes"]) == (EDITED.id, EDITED.text, ONE.id)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (ONE, f"2031-03-18 06:01  {ONE.text[:20]}"),
        (EDITED, f"edited, {EDITED.id} supersedes {ONE.id}:\n2031-03-18 06:01  It was Velmark.  (3 words)\n"),
        (BACK, f"back again, {ONE.id}:\n"),
        (GONE, f"taken away, {ONE.id}: {PAGE}#u1 (noticed 2031-03-1"),
        (Reading(EDITED, EMPTY), f"edited, {EDITED.id} supersedes {ONE.id}:\n{EDITED.id} "),
    ],
)
def test_a_person_is_told_in_words(value: Value, words: str) -> None:
    assert plain(value, Form.TABLE).startswith(words)
    assert "\x1b" not in plain(value, Form.TABLE)
    if not isinstance(value, Reading) and value != ONE:
        assert "\x1b[" in printed(value, Form.TABLE, width=80, colour=True)


def test_nothing_of_a_page_steers_a_terminal() -> None:
    hostile = Document("h", "Ships\x1b[2J sailed.\u202e", url="https://a.example/\x1b]0;x\x07")
    gone = Retraction("h", NOTICED, "https://a.example/\x1b[2J")
    assert "\x1b" not in plain(hostile, Form.TABLE) + plain(gone, Form.TABLE)
