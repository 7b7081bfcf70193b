"""The progress bar shows itself only to a person, and only after two seconds."""

from __future__ import annotations

import gzip
import io
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from standoff import progress
from standoff.progress import expected, watched


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("show", "patience", "seen"), [(True, 0.05, True), (True, 60.0, False), (False, 0.05, False)]
)
def test_when_it_shows(monkeypatch: pytest.MonkeyPatch, show: bool, patience: float, seen: bool) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    found = []
    for item in watched("ab", 2, show=show):
        time.sleep(0.3 if patience < 1 else 0)
        found.append(item)
    assert found == ["a", "b"]
    assert ("reading" in terminal.getvalue()) == seen


def test_items_come_one_by_one_and_an_error_passes() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise KeyError

    stream = watched(items(), None, show=True)
    assert next(stream) == 1
    with pytest.raises(KeyError):
        next(stream)


@pytest.mark.parametrize(
    ("names", "total"),
    [
        (["page.txt"], 1),
        (["page.md", "page.txt"], 2),
        (["news.jsonl"], 3),
        (["lines.txt"], 3),
        (["page.txt", "news.jsonl", "none.jsonl", "none.txt"], 6),
        (["*.jsonl"], 3),
        (["*.nothing"], 1),
        (["texts"], 2),
        (["page.txt", "page.html"], None),
        (["feed.xml"], None),
        (["news.csv"], None),
        (["news.jsonl.gz"], None),
        (["pipe"], None),
        ([""], None),
    ],
)
def test_expected_counts_texts_and_lines(tmp_path: Path, names: list[str], total: int | None) -> None:
    lines = b'{"text": "one"}\n' * 3
    files = {
        "page.txt": b"one\ntwo\n",
        "page.md": b"one",
        "texts/a.txt": b"one",
        "texts/b.txt": b"two",
        "texts/.c.txt": b"three",
        "news.jsonl": lines,
        "lines.txt": lines,
        "news.jsonl.gz": gzip.compress(lines),
        "page.html": b"<!doctype html>",
        "feed.xml": b"<rss>",
        "news.csv": b"text\none\n",
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    os.mkfifo(tmp_path / "pipe")
    assert expected([str(tmp_path / name) for name in names]) == total


@pytest.mark.parametrize("word", ["-", "https://post.example/page.txt"])
def test_what_comes_from_elsewhere_cannot_be_counted(word: str) -> None:
    assert expected([word]) is None
