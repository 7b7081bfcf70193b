"""WARC archives: their pages, what is passed over, and what damage costs."""

from __future__ import annotations

import gzip
from io import BytesIO, RawIOBase
from typing import BinaryIO, cast

import pytest
from fastwarc.warc import WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.failures import Failure
from standoff.sources.archives import read_warc, warc
from standoff.sources.open import documents_in
from standoff.sources.origin import Origin
from standoff.types import Document
from tests.sources.archives.archives import archive, page, response

ORIGIN = Origin("news.warc.gz")


def read(data: bytes) -> list[Document | Failure]:
    return list(read_warc(BytesIO(data), ORIGIN))


def told(data: bytes) -> list[str]:
    return [f"! {item}" if isinstance(item, Failure) else str(item.headline) for item in read(data)]


@pytest.mark.parametrize("packed", [False, True])
def test_each_page_is_a_document_of_its_own_address(packed: bool) -> None:
    first, second = read(archive(response(1), response(2), packed=packed))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.url == "https://news.example/1"
    assert first.text.startswith("Item 1\n\nThe ministry of Ostland said that ship 1 would leave")
    assert second.url == "https://news.example/2"


@pytest.mark.parametrize(
    "record",
    [
        response(2, status="301 Moved"),
        response(2, status="404 Not Found"),
        response(2, b"\x89PNG", content_type="image/png"),
        response(2, b'{"a": 1}', content_type="application/json"),
        response(2, b"no markup at all", content_type=None),
        response(2, kind=WarcRecordType.request),
        response(2, kind=WarcRecordType.revisit),
    ],
    ids=["redirect", "missing", "image", "json", "text", "request", "revisit"],
)
def test_what_is_no_page_is_passed_over(record: object) -> None:
    assert told(archive(response(1), record, response(3))) == ["Item 1", "Item 3"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "record",
    [
        response(1, content_type=None),
        response(1, content_type="application/octet-stream"),
        response(1, gzip.compress(page(1)), headers="Content-Encoding: gzip\r\n"),
        response(
            1,
            b"%x\r\n%b\r\n0\r\n\r\n" % (len(page(1)), page(1)),
            headers="Transfer-Encoding: chunked\r\n",
        ),
    ],
    ids=["untold", "octets", "gzip", "chunked"],
)
def test_a_page_is_known_by_its_content_and_its_codings_are_taken_off(record: object) -> None:
    assert told(archive(record)) == ["Item 1"]  # type: ignore[arg-type]


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    first, failure, third = told(archive(response(1), response(2, b"<html></html>"), response(3)))
    assert (first, third) == ("Item 1", "Item 3")
    assert failure.startswith("! news.warc.gz, byte ")
    assert "(https://news.example/2)" in failure


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_that_is_cut_off_says_so(packed: bool) -> None:
    data = archive(*map(response, range(5)), packed=packed)
    *whole, last = told(data[: len(data) * 7 // 10])
    assert whole == ["Item 0", "Item 1", "Item 2"]
    assert last.startswith("! news.warc.gz")
    assert "is cut off" in last


@pytest.mark.parametrize("packed", [False, True])
def test_behind_damage_the_next_record_is_found(packed: bool) -> None:
    records = [archive(response(number), packed=packed) for number in range(5)]
    broken = b"X" * 40 + records[2][40:]
    items = told(b"".join([*records[:2], broken, *records[3:]]))
    assert [item for item in items if not item.startswith("!")] == ["Item 0", "Item 1", "Item 3", "Item 4"]
    (failure,) = (item for item in items if item.startswith("!"))
    assert "has a record that is damaged" in failure


def test_a_pipe_is_not_gone_on_with_behind_damage() -> None:
    data = archive(response(0)) + b"junk\r\n\r\n" + archive(response(1))
    items = list(read_warc(cast(BinaryIO, _Pipe(data)), ORIGIN))
    assert [isinstance(item, Failure) for item in items] == [False, True]


@pytest.mark.parametrize("headers", ["", "Content-Encoding: gzip\r\n"])
def test_a_page_over_the_limit_is_named(monkeypatch: pytest.MonkeyPatch, headers: str) -> None:
    monkeypatch.setattr(warc, "MAX_PAGE", 3000)
    body = b"<html>" + b"<p>Ostland.</p>" * 1000
    large = response(1, gzip.compress(body) if headers else body, headers=headers)
    first, second = told(archive(large, response(2)))
    assert first.startswith("! ")
    assert "page" in first
    assert second == "Item 2"


def test_the_front_door_reads_archives_by_their_content() -> None:
    data = archive(response(1), packed=True)
    (document,) = documents_in(BytesIO(data), Origin("page.html"))
    assert isinstance(document, Document)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_ends_the_reading_otherwise_than_in_documents_and_failures(data: st.DataObject) -> None:
    whole = archive(*map(response, range(3)), packed=data.draw(st.booleans()))
    at = data.draw(st.integers(0, len(whole) - 1))
    noise = data.draw(st.binary(max_size=30))
    items = read(whole[:at] + noise + whole[at + data.draw(st.integers(0, 30)) :])
    assert all(isinstance(item, Document | Failure) for item in items)


class _Pipe(RawIOBase):
    """Bytes that come once and cannot be gone back in."""

    def __init__(self, data: bytes) -> None:
        self._data = BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        return self._data.readinto(buffer)
