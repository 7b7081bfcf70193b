"""The public interface: read files or code documents of one's own."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import standoff
from standoff.errors import DateError, LanguageError, SourceError

TEXT = "Norway recalled its envoy from Oslo on Monday, the ministry said.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT)
    return path


def test_all_names_are_there() -> None:
    assert {name for name in standoff.__all__ if not hasattr(standoff, name)} == set()


@pytest.mark.parametrize("published", ["2031-03-18", date(2031, 3, 18)])
def test_read_gives_documents_with_their_codings(page: Path, published: str | date) -> None:
    ((document, coding),) = standoff.read(page, published=published)
    assert document.text == TEXT
    assert document.date_published == date(2031, 3, 18)
    assert coding.document_id == document.id
    assert coding == standoff.code(document)


def test_read_raises_what_is_wrong(tmp_path: Path, page: Path) -> None:
    with pytest.raises(SourceError, match="there is no such file"):
        standoff.read(page, tmp_path / "none.txt")
    with pytest.raises(DateError):
        standoff.read(page, published="soon")
    page.write_text("Le ministre des affaires étrangères a rappelé son ambassadeur à Oslo mardi soir.")
    with pytest.raises(LanguageError):
        standoff.read(page)
    assert len(standoff.read(page, force_language=True)) == 1


def test_read_all_goes_on_past_failures(tmp_path: Path, page: Path) -> None:
    results = list(standoff.read_all([page, tmp_path / "none.txt", page]))
    assert [type(result) for result in results] == [standoff.Reading, standoff.Failure, standoff.Reading]


def test_order_is_kept_and_ids_belong_to_their_texts(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    texts = [f"Norway expelled {number} Russian diplomats on Monday." for number in range(2, 9)]
    lines = [json.dumps({"id": text, "text": text}) for text in texts]
    path.write_text("\n".join([*lines[:3], "broken", *lines[3:]]))
    results = list(standoff.read_all([path]))
    assert isinstance(results.pop(3), standoff.Failure)
    for text, result in zip(texts, results, strict=True):
        assert isinstance(result, standoff.Reading)
        assert (result.document.text, result.coding.document_id) == (text, text)
        assert result.coding == standoff.code(result.document)


def test_what_comes_down_a_pipe_does_not_wait_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            assert line, "read on before the first result was handed out"
            return line

    pipe = io.TextIOWrapper(Pipe(json.dumps({"id": "first", "text": TEXT}).encode() + b"\n"))
    monkeypatch.setattr(sys, "stdin", pipe)
    first = next(standoff.read_all(["-"]))
    assert isinstance(first, standoff.Reading)
    assert first.document.id == "first"


def test_no_heavy_library_is_loaded_before_it_is_needed() -> None:
    heavy = {"spacy", "numpy", "onnxruntime", "py3langid", "jinja2", "torch"}
    program = f"import sys, standoff.cli; print(sorted({heavy!r} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
