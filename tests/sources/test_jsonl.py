"""JSON lines: ids and order are kept, and each line fails on its own."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from standoff.errors import SourceError
from standoff.failures import Failure
from standoff.sources import jsonl
from standoff.sources.jsonl import read_lines, read_records
from standoff.sources.kinds import Kind
from standoff.sources.limits import MAX_RECORD
from standoff.sources.origin import Origin
from standoff.types import Document, document_id

TEXT = "Norway recalled its envoy on Monday."


def _read(data: bytes) -> list[Document | Failure]:
    return list(read_lines(io.BytesIO(data), Origin("news.jsonl")))


def _one(data: bytes) -> Document:
    (document,) = _read(data)
    assert isinstance(document, Document), document
    return document


def test_every_field_is_taken() -> None:
    record = {
        "id": "n-7",
        "text": TEXT,
        "url": "https://news.example/7",
        "headline": "Envoy recalled",
        "publisher": "Example News",
        "date_published": "2031-03-18",
        "unknown": [1],
    }
    assert _one(json.dumps(record).encode()) == Document(
        id="n-7",
        text=TEXT,
        url="https://news.example/7",
        headline="Envoy recalled",
        publisher="Example News",
        date_published=date(2031, 3, 18),
    )


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"id": "a"}, "a"),
        ({"id": 12}, "12"),
        ({"id": None}, document_id(None, TEXT)),
        ({"id": ""}, document_id(None, TEXT)),
        ({}, document_id(None, TEXT)),
        ({"url": "https://news.example/7"}, document_id("https://news.example/7", TEXT)),
    ],
)
def test_ids(record: dict[str, object], name: str) -> None:
    assert _one(json.dumps({"text": TEXT, **record}).encode()).id == name


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2031-03-18", date(2031, 3, 18)),
        ("2031-03-18T06:40:00Z", datetime(2031, 3, 18, 6, 40, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_dates(written: str | None, published: date | None) -> None:
    assert _one(json.dumps({"text": TEXT, "date_published": written}).encode()).date_published == published


@pytest.mark.parametrize(
    "text",
    [
        "line\r\nends and  blanks stay \n",
        "Said he: “no” \U0001f6a2\U0001f6a2 and left.",
        "The man said \u0644\u0646 \u0646\u0646\u0633\u062d\u0628 and then he left.",
        "A mark \ufeff in the middle and at the end\ufeff",
    ],
)
def test_text_is_unchanged(text: str) -> None:
    for escaped in (True, False):
        assert _one(json.dumps({"text": text}, ensure_ascii=escaped).encode()).text == text


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": "cut o', "line 2: is not JSON"),
        (b"[1, 2]", "line 2: is JSON, but no object"),
        (b'{"id": "x"}', 'line 2: has no "text"'),
        (b'{"text": 5}', 'line 2: has no "text"'),
        (b'{"text": "  "}', "line 2: is empty"),
        (b'{"text": "a\\u0000b"}', "line 2: character 1 of the text is NUL"),
        (b'{"text": "a\\ud83d b"}', "line 2: character 1 of the text is half a surrogate pair"),
        (b'{"text": "word", "headline": "\\udc00"}', '"headline" holds half a surrogate pair'),
        (b'{"text": "word", "url": 5}', '"url" is not a string'),
        (
            b'{"text": "word", "date_published": "2031-02-30"}',
            "line 2, date_published: '2031-02-30' is no date",
        ),
        (b'{"text": "caf\xe9"}', "line 2: is not text in any encoding that was tried"),
        (b"[" * 100_000, "line 2: is not JSON that can be read"),
        (b'{"n": ' + b"9" * 5000 + b"}", "line 2: is not JSON that can be read"),
        ('{"text": "Le gouvernement a rappelé son ambassadeur mardi."}'.encode(), "line 2: is not English"),
    ],
)
def test_a_broken_line_fails_by_number_and_the_others_are_read(line: bytes, words: str) -> None:
    good = json.dumps({"text": TEXT}).encode()
    first, failure, last = _read(good + b"\n" + line + b"\n" + good)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(failure, Failure)
    assert words in str(failure)
    assert failure.remedy


def test_lines_are_counted_with_the_blank_ones() -> None:
    first, second = _read(b'\n{"text": "words of Oslo"}\r\n\n  \nnone\n')
    assert isinstance(first, Document)
    assert isinstance(second, Failure)
    assert second.where == "news.jsonl, line 5"


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert _one(b"\xef\xbb\xbf" + json.dumps({"text": TEXT}).encode()).text == TEXT


@pytest.mark.parametrize("data", [b"", b"\n\n", b"  \n"])
def test_no_line_at_all(data: bytes) -> None:
    (failure,) = _read(data)
    assert isinstance(failure, Failure)
    assert "news.jsonl: is empty" in str(failure)


@pytest.mark.parametrize("end", [b"\n", b""])
def test_a_line_of_fifty_megabytes_fails_alone(end: bytes) -> None:
    good = json.dumps({"text": TEXT}).encode() + b"\n"
    long = b'{"text": "' + b"word " * 10_000_000 + b'"}'
    assert len(long) > MAX_RECORD
    found = _read(good + long + end + (good if end else b""))
    assert [isinstance(item, Document) for item in found] == ([True, False, True] if end else [True, False])
    assert "line 2: is too long for one document" in str(found[1])


@pytest.mark.parametrize("extra", [0, 1])
def test_the_limit_of_a_line_is_exact(monkeypatch: pytest.MonkeyPatch, extra: int) -> None:
    line = json.dumps({"text": TEXT}).encode() + b"\n"
    monkeypatch.setattr(jsonl, "MAX_RECORD", len(line) - extra)
    assert [isinstance(item, Document) for item in _read(line + line)] == [not extra, not extra]


NINJS = {"uri": "urn:velmora:1", "headline": "Envoy recalled", "body_text": "Velmora recalled its envoy."}


def _others(kind: Kind, data: bytes, origin: Origin) -> Iterator[Document | Failure]:
    yield Document(id=f"{kind} of {origin.name}", text=data.decode().strip())


def test_objects_of_other_kinds_are_read_by_others() -> None:
    lines = [json.dumps(record) for record in ({"text": TEXT}, NINJS, {"headline": "none"})]
    stream = io.BytesIO("\n".join(lines).encode())
    first, second, third = read_lines(stream, Origin("news.jsonl"), others=_others)
    assert isinstance(first, Document)
    assert second == Document(id="ninjs of news.jsonl, line 2", text=lines[1])
    assert isinstance(third, Failure)


def test_where_columns_are_named_all_objects_are_records() -> None:
    line = json.dumps(NINJS).encode()
    columns = {"text": "body_text", "url": "uri"}
    (document,) = read_lines(io.BytesIO(line), Origin("news.jsonl"), columns=columns, others=_others)
    assert isinstance(document, Document)
    assert (document.text, document.url) == ("Velmora recalled its envoy.", "urn:velmora:1")
    (again,) = read_records(line, Origin("news.json"), columns=columns, others=_others)
    assert again == document


def _records(value: object, indent: int | None = 1) -> list[Document | Failure]:
    data = json.dumps(value, indent=indent).encode()
    return list(read_records(data, Origin("news.json"), others=_others))


def test_a_file_of_one_record() -> None:
    (document,) = _records({"text": TEXT, "id": "a"})
    assert document == Document(id="a", text=TEXT)


def test_an_array_of_records_fails_one_by_one() -> None:
    first, second, third, last = _records([{"text": TEXT}, {"text": 5}, "words", {"text": TEXT, "id": 7}])
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert "news.json, item 2: has no " in str(second)
    assert "news.json, item 3: is JSON, but no object" in str(third)
    assert last.id == "7"


def test_an_array_of_another_kind_is_read_by_others_as_a_whole() -> None:
    (document,) = _records([NINJS, NINJS], indent=None)
    assert document == Document(id="ninjs of news.json", text=json.dumps([NINJS, NINJS]))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"[]", "has no object"),
        (b"[[]]", "has no object"),
        (b"5", "neither object nor array"),
        (b'{"a": 1} {"b": 2}', "is not JSON: Extra data"),
        (b"[" * 100_000, "is not JSON that can be read"),
        (b'{"text": "caf\xe9"}', "is not text in any encoding"),
    ],
)
def test_json_that_holds_no_records(data: bytes, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        list(read_records(data, Origin("news.json")))
    assert words in str(caught.value)
    assert str(caught.value).startswith("news.json: ")


def test_lines_come_as_soon_as_they_are_there() -> None:
    class Endless(io.RawIOBase):
        def readline(self, size: int | None = -1, /) -> bytes:
            return json.dumps({"text": TEXT}).encode() + b"\n"

    stream = read_lines(Endless(), Origin("news.jsonl"))  # type: ignore[arg-type]
    assert isinstance(next(stream), Document)
