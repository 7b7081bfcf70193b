"""Which reader reads what, and which paths are refused."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pyarrow
import pyarrow.parquet
import pytest

from standoff.errors import ConfigError, RefusedError
from standoff.failures import Failure
from standoff.sources import Origin, documents, documents_in
from standoff.sources.limits import MAX_TEXT
from standoff.types import Document, document_id

TEXT = "The **envoy** left Oslo and the ministry said that she would not return.\n"
PAGE = (
    "<!doctype html><html lang=en><head><title>Envoy leaves Velmora</title></head><body><article>"
    "<h1>Envoy leaves Velmora</h1><p>The envoy of Velmora left the port of Sund.</p></article></body></html>"
)
LINE = b'{"id": "a", "text": "The envoy left Oslo."}\n'


def _parquet() -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"body": ["The envoy left Oslo."]}), out)
    return out.getvalue()


PARQUET = _parquet()


def _texts(*paths: Path | str) -> list[str]:
    found = list(documents(map(str, paths)))
    assert all(isinstance(item, Document) for item in found), found
    return [item.text for item in found if isinstance(item, Document)]


def _failure(*paths: Path | str) -> Failure:
    (item,) = documents(map(str, paths))
    assert isinstance(item, Failure)
    return item


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> io.BytesIO:
    stream = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    return stream


@pytest.mark.parametrize(
    ("name", "data", "texts"),
    [
        ("page.txt", TEXT.encode(), [TEXT]),
        ("page", TEXT.encode(), [TEXT]),
        ("page.md", TEXT.encode(), [TEXT.replace("**", "  ")]),
        ("PAGE.MD", TEXT.encode(), [TEXT.replace("**", "  ")]),
        ("news.jsonl", LINE * 2, ["The envoy left Oslo."] * 2),
        ("news.ndjson", LINE, ["The envoy left Oslo."]),
        ("news.json", LINE, ["The envoy left Oslo."]),
        ("braces.txt", b"{the} envoy left and it was late", ["{the} envoy left and it was late"]),
    ],
)
def test_the_suffix_chooses_the_reader(tmp_path: Path, name: str, data: bytes, texts: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert _texts(path) == texts


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (TEXT.encode(), [TEXT]),
        (LINE * 3, ["The envoy left Oslo."] * 3),
        (b"\xef\xbb\xbf" + LINE, ["The envoy left Oslo."]),
        (b"The envoy left\n" + LINE, ["The envoy left\n" + LINE.decode()]),
    ],
)
def test_standard_input_is_known_by_its_first_line(stdin: io.BytesIO, data: bytes, texts: list[str]) -> None:
    stdin.write(data)
    stdin.seek(0)
    assert _texts("-") == texts


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n", "is empty"),
        ("empty.jsonl", b"", "is empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n\0", "is a PNG image"),
        ("nul.txt", b"a\0b", "is binary"),
        ("latin.txt", b"Caf\xe9", "is not text in any encoding that was tried (UTF-8"),
        ("map.svg", b'<?xml version="1.0"?><svg>Oslo</svg>', "is XML, but not RSS"),
        ("numbers.json", b"[1, 2]", "has no object"),
        ("broken.json", b'{\n "text": "words"\n', "is not JSON"),
        (
            "french.txt",
            "Le ministre des affaires étrangères a rappelé son ambassadeur à Oslo mardi soir.".encode(),
            "is not English",
        ),
        (
            "french.md",
            "Le ministre des affaires étrangères a rappelé son ambassadeur à Oslo mardi soir.".encode(),
            "is not English",
        ),
        ("huge.txt", b"word " * (MAX_TEXT // 5 + 1), "is too long for one document"),
    ],
)
def test_files_that_are_refused(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    failure = _failure(path)
    assert words in failure.what
    assert failure.where is not None
    assert failure.where.startswith(str(path))


def test_a_missing_file(tmp_path: Path) -> None:
    assert "there is no such file" in str(_failure(tmp_path / "none.txt"))


def test_directories_and_globs_are_read(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "page.md").write_text(TEXT)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "c.bin").write_bytes(b"\x7fELF\0")
    first, second, third = documents([str(tmp_path)])
    assert isinstance(first, Document)
    assert isinstance(second, Failure)
    assert (second.where, second.what) == (str(tmp_path / "c.bin"), "is a program, not text")
    assert isinstance(third, Document)
    assert _texts(tmp_path / "*.txt") == [TEXT]


@pytest.mark.parametrize("pack", [gzip.compress, partial(pyarrow.compress, codec="zstd", asbytes=True)])
@pytest.mark.parametrize(
    ("name", "data", "texts"),
    [
        ("page.txt", TEXT.encode(), [TEXT]),
        ("page.md", TEXT.encode(), [TEXT.replace("**", "  ")]),
        ("news.jsonl", LINE * 3, ["The envoy left Oslo."] * 3),
        ("news.csv", b"text,id\nThe envoy left Oslo.,1\n", ["The envoy left Oslo."]),
        ("news.parquet", PARQUET, ["The envoy left Oslo."]),
        ("page.html", PAGE.encode(), ["Envoy leaves Velmora\n\nThe envoy of Velmora left the port of Sund."]),
    ],
)
def test_packed_files_are_read_as_what_they_hold(
    tmp_path: Path, name: str, data: bytes, texts: list[str], pack: Callable[[bytes], bytes]
) -> None:
    plain, packed, renamed = tmp_path / name, tmp_path / f"{name}.gz", tmp_path / f"renamed.{name}"
    plain.write_bytes(data)
    packed.write_bytes(pack(data))
    renamed.write_bytes(pack(data))
    assert _texts(plain) == _texts(packed) == _texts(renamed) == texts


def test_a_packed_file_that_is_cut_off_gives_what_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    lines = b"".join(b'{"text": "Envoy number %d left Oslo."}\n' % number for number in range(9999))
    path.write_bytes(gzip.compress(lines)[:-9999])
    *found, failure = documents([str(path)])
    assert found
    assert all(isinstance(item, Document) for item in found)
    assert isinstance(failure, Failure)
    assert "it is cut off" in failure.what


@pytest.mark.parametrize("name", ["page.txt", "page.xml", "page.json", "page"])
def test_a_page_is_read_as_one_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(PAGE)
    assert _texts(path) == ["Envoy leaves Velmora\n\nThe envoy of Velmora left the port of Sund."]


def test_the_language_of_a_page_is_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    french = "Le ministre des affaires étrangères a rappelé son ambassadeur à Oslo mardi soir."
    path.write_text(PAGE.replace("The envoy of Velmora left the port of Sund.", french))
    assert "is not English" in _failure(path).what
    assert len(list(documents([str(path)], any_language=True))) == 1


@pytest.mark.parametrize(
    ("charset", "text"), [("iso-8859-1", "The mayor of Köln left."), ("no-such-code", None), (None, None)]
)
def test_a_claimed_charset_serves_where_a_text_is_not_utf_8(charset: str | None, text: str | None) -> None:
    origin = Origin("page", "https://post.example/page", "text/plain", charset)
    for media_type, data in (
        ("text/plain", "The mayor of Köln left."),
        ("text/csv", "text\nThe mayor of Köln left."),
    ):
        stream = io.BytesIO(data.encode("latin-1"))
        (item,) = documents_in(stream, replace(origin, media_type=media_type))
        assert isinstance(item, Document if text else Failure)
        assert not isinstance(item, Document) or item.text == text


def test_a_claimed_charset_does_not_spoil_utf_8() -> None:
    stream = io.BytesIO("The mayor of Köln left.".encode())
    (item,) = documents_in(stream, Origin("page", None, "text/plain", "iso-8859-1"))
    assert isinstance(item, Document)
    assert item.text == "The mayor of Köln left."


def test_a_text_from_a_url_keeps_it() -> None:
    url = "https://post.example/page.txt"
    (item,) = documents_in(io.BytesIO(TEXT.encode()), Origin(url, url))
    assert item == Document(document_id(url, TEXT), TEXT, url)


def test_a_stream_is_left_open() -> None:
    for data, texts in ((PARQUET, 1), (LINE * 2, 2), (TEXT.encode(), 1)):
        stream = io.BytesIO(data)
        assert len(list(documents_in(stream, Origin("input")))) == texts
        assert not stream.closed


def test_columns_are_named_for_tables_and_records(tmp_path: Path, stdin: io.BytesIO) -> None:
    table, records = tmp_path / "news.csv", tmp_path / "news.jsonl"
    table.write_text("a,b\nThe envoy left Oslo.,1\n")
    records.write_text('{"a": "The envoy left Oslo."}\n')
    stdin.write(b"a;b\nThe envoy left Oslo.;1\n")
    stdin.seek(0)
    found = list(documents([str(table), str(records), "-"], columns={"text": "a"}))
    assert [item.text for item in found if isinstance(item, Document)] == ["The envoy left Oslo."] * 3
    with pytest.raises(ConfigError):
        list(documents([str(table)], columns={"body": "a"}))


def test_urls_are_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def fetched(url: str, *, allow_private: bool) -> object:
        asked.append((url, allow_private))
        if "private" in url:
            raise RefusedError("is a private address", where=url)
        return SimpleNamespace(data=PAGE.encode(), origin=Origin(url, url, "text/plain"))

    monkeypatch.setattr("standoff.sources.fetching.fetched", fetched)
    urls = ["https://post.example/1", "https://private.example/"]
    page, refused = documents(urls, allow_private=True)
    assert isinstance(page, Document)
    assert page.url == urls[0]
    assert isinstance(refused, Failure)
    assert refused.kind is RefusedError
    assert asked == [(urls[0], True), (urls[1], True)]


def test_a_name_that_no_file_can_have() -> None:
    assert "cannot be opened" in _failure("a\0b").what
    assert "cannot be opened" in _failure("n" * 5000).what


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.touch(mode=0o000)
    assert "may not be read" in _failure(path).what


def test_a_bad_path_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = tmp_path / "page.txt"
    good.write_text(TEXT)
    found = list(documents([str(good), str(tmp_path / "none"), str(good)]))
    assert [type(item) for item in found] == [Document, Failure, Document]


def test_any_language_can_be_let_through(tmp_path: Path) -> None:
    text = "Le ministre des affaires étrangères a rappelé son ambassadeur à Oslo mardi soir."
    path = tmp_path / "page.txt"
    path.write_text(text)
    (document,) = documents([str(path)], any_language=True)
    assert isinstance(document, Document)
    assert document.text == text


def test_the_given_date_fills_only_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(LINE + b'{"text": "The envoy left.", "date_published": "2030-01-02"}\n')
    found = list(documents([str(path)], published=date(2031, 3, 18)))
    assert [item.date_published for item in found if isinstance(item, Document)] == [
        date(2031, 3, 18),
        date(2030, 1, 2),
    ]
