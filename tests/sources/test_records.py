"""A record becomes a document with its text unchanged, and a wrong value is named."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.errors import DateError, RecordError
from standoff.formats.json_form import document_record
from standoff.sources.records import FIELDS, document_of, listed
from standoff.types import Document

TEXT = "Velmora recalled its envoy."
_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
_optional = st.none() | _words
_dates = st.none() | st.dates() | st.datetimes(timezones=st.just(UTC))


def test_every_field_is_taken() -> None:
    record = {
        "id": "v-1",
        "text": TEXT,
        "url": "https://post.example/live#1",
        "headline": "Envoy recalled",
        "publisher": "Velmora Post",
        "date_published": "2031-03-18T06:40:00Z",
        "date_modified": "2031-03-19",
        "language": "en-GB",
        "is_part_of": "https://post.example/live",
        "authors": ["Ada Lund", "Per Holm"],
        "supersedes": "v-0",
        "unknown": {"x": 1},
    }
    assert set(FIELDS) == set(record) - {"unknown"}
    assert document_of(record, "line 1") == Document(
        id="v-1",
        text=TEXT,
        url="https://post.example/live#1",
        headline="Envoy recalled",
        publisher="Velmora Post",
        date_published=datetime(2031, 3, 18, 6, 40, tzinfo=UTC),
        date_modified=date(2031, 3, 19),
        language="en-GB",
        is_part_of="https://post.example/live",
        authors=("Ada Lund", "Per Holm"),
        supersedes="v-0",
    )


@given(
    st.builds(
        Document,
        id=_words,
        text=_words.filter(lambda text: text.strip() and "\0" not in text and "<" not in text),
        url=_optional,
        headline=_optional,
        publisher=_optional,
        date_published=_dates,
        date_modified=_dates,
        language=_optional,
        is_part_of=_optional,
        authors=st.lists(_words).map(tuple),
        supersedes=_optional,
    )
)
def test_a_document_that_was_written_is_read_back_without_loss(document: Document) -> None:
    assert document_of(document_record(document), "line 1") == document


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        (None, ()),
        ("", ()),
        ([], ()),
        ("Ada Lund", ("Ada Lund",)),
        (["Ada Lund", None, ""], ("Ada Lund",)),
    ],
)
def test_authors(value: object, authors: tuple[str, ...]) -> None:
    assert document_of({"text": TEXT, "authors": value}, "line 1").authors == authors


@pytest.mark.parametrize(
    ("record", "kind", "words"),
    [
        ({}, RecordError, 'has no "text" that is a string; it has: nothing'),
        ({"body": TEXT}, RecordError, "it has: 'body'"),
        ({"text": [TEXT]}, RecordError, 'has no "text"'),
        ({"text": TEXT, "language": 5}, RecordError, '"language" is not a string'),
        ({"text": TEXT, "authors": [5]}, RecordError, '"authors" is not a string'),
        ({"text": TEXT, "authors": {"name": "Ada"}}, RecordError, '"authors" is not a string'),
        ({"text": TEXT, "supersedes": "\ud800"}, RecordError, "half a surrogate pair"),
        ({"text": TEXT, "date_modified": "soon"}, DateError, "line 1, date_modified: 'soon' is no date"),
    ],
)
def test_what_is_wrong_is_named(record: dict[str, object], kind: type[Exception], words: str) -> None:
    with pytest.raises(kind) as caught:
        document_of(record, "line 1")
    assert words in str(caught.value)


def test_a_long_list_of_names_is_cut() -> None:
    assert listed(["a", "b"]) == "'a', 'b'"
    assert listed(map(str, range(14))).endswith("'11' and 2 more")
    assert len(listed(["x" * 999])) < 50
