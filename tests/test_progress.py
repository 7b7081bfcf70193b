"""The progress bar shows itself only to a person, and only after two seconds."""

from __future__ import annotations

import io
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


def test_expected_counts_files_and_lines(tmp_path: Path) -> None:
    page, lines = tmp_path / "page.txt", tmp_path / "news.jsonl"
    page.write_text("one\ntwo\n")
    lines.write_text("{}\n{}\n{}\n")
    assert expected([str(page), str(lines), str(tmp_path / "none.jsonl")]) == 5
    assert expected([str(page), "-"]) is None
