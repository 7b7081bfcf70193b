"""Which reader reads what, and which paths are refused."""

from __future__ import annotations

import io
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from standoff.failures import Failure
from standoff.sources import documents
from standoff.sources.limits import MAX_TEXT
from standoff.types import Document

TEXT = "The **envoy** left Oslo and the ministry said that she would not return.\n"
LINE = b'{"id": "a", "text": "The envoy left Oslo."}\n'


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
