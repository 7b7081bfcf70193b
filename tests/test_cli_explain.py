"""The command ``standoff explain``: a sentence or a file in, reasons out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from standoff.cli import app

TEXT = "Norway accused Belarus on Monday, Reuters reported. Belarus has not shelled Oslo."


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["explain", *map(str, arguments)], input=stdin)


def explained(result: Result) -> list[dict[str, Any]]:
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert isinstance(found, list)
    return found


def test_the_help_has_an_example() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert 'Example:  standoff explain "' in result.stdout


def test_a_sentence_is_explained_within_80_columns() -> None:
    result = run(TEXT, "--published", "2031-03-18")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)
    assert "\x1b" not in result.stdout
    for words in (
        "e1  ACCUSE",
        "at “accused”: ACCUSE",
        "actor      Norway (NOR GOV)",
        "2031-03-17",
        "threshold",
    ):
        assert words in result.stdout
    assert "source     Reuters (GBR JRN) says so in “reported”" in result.stdout


def test_json_points_at_the_words_of_every_span() -> None:
    pairs: list[tuple[str, list[int]]] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            if {"text", "span"} <= set(value) and isinstance(value["text"], str):
                pairs.append((value["text"], value["span"]))
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    found = explained(run(TEXT, "--published", "2031-03-18", "--format", "json"))
    collect(found)
    assert len(pairs) > 10
    assert all(TEXT[start:end] == words for words, (start, end) in pairs)
    first = found[0]["events"][0]
    assert first["event"]["act"] == first["act"]["best"][0]["name"] == "ACCUSE"
    assert {"merged", "status", "parties", "chain", "retelling"} <= set(first)


def test_only_the_sentence_at_an_offset(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    (one,) = explained(run(path, "--at", str(TEXT.index("shelled")), "--format", "json"))
    assert one["sentence"]["text"] == "Belarus has not shelled Oslo."
    assert [why["event"]["id"] for why in one["events"]] == ["e2"]


def test_standard_input() -> None:
    assert "e1  ACCUSE" in run("-", stdin=TEXT).stdout


def test_a_sentence_without_events_says_so() -> None:
    assert "No event" in run("The river was calm.").stdout


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("",), 1, "is empty"),
        ((TEXT, "--at", "5000"), 1, "no sentence stands at 5000"),
        ((TEXT, "--published", "soon"), 2, "soon"),
        ((TEXT, "--at", "-1"), 2, "--at"),
        ((TEXT, "--pipeline", "no_such_pipeline"), 1, "no such spaCy pipeline"),
    ],
)
def test_what_is_wrong_is_said(arguments: tuple[str, ...], status: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert words in result.stderr
    assert result.stdout == ""


def test_a_file_of_several_documents_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps({"id": name, "text": TEXT}) + "\n" for name in "ab"))
    result = run(path)
    assert result.exit_code == 1
    assert "more than one document" in result.stderr
    path.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n")
    assert "e1  ACCUSE" in run(path).stdout
