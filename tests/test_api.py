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
from standoff.coding.coder import Begun, Coder
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


def test_a_document_that_comes_again_is_coded_once(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    begin = Coder.begin

    def counted(coder: Coder, document: standoff.Document) -> Begun:
        begun.append(document.text)
        return begin(coder, document)

    monkeypatch.setattr(Coder, "begin", counted)
    other = tmp_path / "other.txt"
    other.write_text("Norway expelled two Russian diplomats on Monday.\n")
    first, again, _, last = standoff.read(page, page, other, page)
    assert first == again == last
    assert begun == [TEXT, other.read_text()]
    (later,) = standoff.read(page, published="2031-03-18")
    assert later.document.id == first.document.id
    assert len(begun) == 3


def test_an_id_that_two_texts_share_does_not_mix_their_codings(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    texts = [TEXT, "Norway expelled two Russian diplomats on Monday."]
    path.write_text("\n".join(json.dumps({"id": "n", "text": text}) for text in texts))
    for document, coding in standoff.read(path):
        assert coding == standoff.code(document)


def test_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(f'note,id\n"{TEXT.strip()}",n-1\n')
    ((document, _),) = standoff.read(path, columns={"text": "note"})
    assert (document.id, document.text) == ("n-1", TEXT.strip())


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
    class Pipe(io.RawIOBase):
        lines = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            assert not self.lines, "read on before the first result was handed out"
            self.lines += 1
            line = json.dumps({"id": "first", "text": TEXT}).encode() + b"\n"
            buffer[: len(line)] = line
            return len(line)

    pipe = io.TextIOWrapper(io.BufferedReader(Pipe()))
    monkeypatch.setattr(sys, "stdin", pipe)
    first = next(standoff.read_all(["-"]))
    assert isinstance(first, standoff.Reading)
    assert first.document.id == "first"


def test_no_heavy_library_is_loaded_before_it_is_needed() -> None:
    heavy = {"spacy", "numpy", "onnxruntime", "py3langid", "jinja2", "torch", "lxml", "trafilatura"}
    heavy |= {"feedparser", "pyarrow", "fastwarc", "httpx"}
    program = f"import sys, standoff.cli; print(sorted({heavy!r} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
