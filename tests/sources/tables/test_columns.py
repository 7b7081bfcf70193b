"""Columns are found by what they are called, or by what the user says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from standoff.errors import ConfigError, DateError, SourceError
from standoff.sources.tables.columns import chosen, day_of, is_header, named, parse_columns


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        ("text=body", {"text": "body"}),
        ("text=body,date_published=date,url=link", {"text": "body", "date_published": "date", "url": "link"}),
        (' text = Full text , url = "', {"text": "Full text", "url": '"'}),
        ('"text=a, b",url=u', {"text": "a, b", "url": "u"}),
        ("url=", {"url": ""}),
        ("text=a=b", {"text": "a=b"}),
    ],
)
def test_a_mapping_is_read(words: str, columns: dict[str, str]) -> None:
    assert parse_columns(words) == columns


@pytest.mark.parametrize("words", ["", "text", "text=body,", "body=text", "text:body", "=x", ","])
def test_what_is_no_mapping(words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_columns(words)
    assert "text=body" in str(caught.value.remedy)


@pytest.mark.parametrize(
    ("names", "columns", "fields"),
    [
        (["text"], None, {"text": "text"}),
        (
            ["Title", "Body", "Pub-Date"],
            None,
            {"headline": "Title", "text": "Body", "date_published": "Pub-Date"},
        ),
        (["body", "text"], None, {"text": "text"}),
        (["content", "body"], None, {"text": "body"}),
        (
            ["maintext", "date_publish", "source_domain"],
            None,
            {"text": "maintext", "date_published": "date_publish", "publisher": "source_domain"},
        ),
        (["text", "date"], {"date_published": ""}, {"text": "text"}),
        (["a", "url", "title"], {"text": "a"}, {"text": "a", "url": "url", "headline": "title"}),
        (["text", "body"], {"text": "body"}, {"text": "body"}),
        (["text", "title"], {"publisher": "title"}, {"text": "text", "publisher": "title"}),
        (["text", "text "], None, {"text": "text"}),
        (["text", "unknown", ""], None, {"text": "text"}),
    ],
)
def test_columns_are_chosen(names: list[str], columns: dict[str, str] | None, fields: dict[str, str]) -> None:
    assert chosen(columns, names, "news.csv") == fields


@pytest.mark.parametrize(
    ("names", "columns", "words"),
    [
        (["a", "b"], None, "no column of texts that is known by its name; it has: 'a', 'b'"),
        ([], None, "it has: none"),
        (["text"], {"text": "body"}, "has no column 'body'; it has: 'text'"),
        (["text"], {"text": ""}, "no column of texts"),
    ],
)
def test_what_is_not_there_is_named(names: list[str], columns: dict[str, str] | None, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        chosen(columns, names, "news.csv")
    assert words in caught.value.what
    assert caught.value.remedy


def test_keys_of_records_are_renamed_only_as_told() -> None:
    record = {"body": "words", "title": "Envoy", "text": None, "url": "u"}
    assert named(record, None) == record
    assert named(record, {"text": "body", "url": ""}) == {**record, "text": "words", "url": None}


@pytest.mark.parametrize(
    ("line", "header"),
    [
        ("id,text", True),
        ("date;title;body", True),
        ("Title\tContent\tAuthor", True),
        ('"text","date"', True),
        ("text", False),
        ("id,title", False),
        ("text,a,b,c,d,date", False),
        ("The text, the date, and the title were gone.", False),
        ("", False),
    ],
)
def test_headers(line: str, header: bool) -> None:
    assert is_header(line) == header


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2031-03-18", date(2031, 3, 18)),
        ("2031-03-18 06:40:00Z", datetime(2031, 3, 18, 6, 40, tzinfo=UTC)),
        ("2031-03-18 06:40:00", date(2031, 3, 18)),
        ("Tue, 18 Mar 2031 06:40:00 GMT", datetime(2031, 3, 18, 6, 40, tzinfo=UTC)),
        ("18 March 2031", date(2031, 3, 18)),
    ],
)
def test_dates(words: str, day: date) -> None:
    assert day_of(words) == day


@pytest.mark.parametrize("words", ["soon", "03/04/2031", "2031-02-30", "5 minutes ago"])
def test_what_is_no_date_in_one_way_only(words: str) -> None:
    with pytest.raises(DateError):
        day_of(words)
