"""The command line: data on standard output, talk on standard error, and the exit status says which."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from standoff.cli import app
from standoff.version import VERSION

GOOD = "The ministry said on Monday that Norway had recalled its envoy from Oslo.\n"
FRENCH = "Le ministre des affaires étrangères a rappelé son ambassadeur à Oslo mardi soir.\n"
LINE = json.dumps({"id": "n-1", "text": GOOD})


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(GOOD)
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(json.dumps({"id": name, "text": GOOD}) for name in ("b", "a", "c")) + "\n")
    return path


def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"standoff {VERSION}\n")


@pytest.mark.parametrize("command", [[], ["read"]])
def test_every_help_has_an_example(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Example:  standoff read " in result.stdout


def test_json_of_one_document_is_an_object(page: Path) -> None:
    result = run("read", page, "--format", "json", "--published", "2031-03-18")
    document = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert document["date_published"] == "2031-03-18"
    assert {"id", "text_sha256", "coder", "events", "stances", "attributions", "toponyms"} <= set(document)


def test_json_of_several_documents_is_an_array_in_order(lines: Path, page: Path) -> None:
    result = run("read", lines, page, "--format", "json")
    assert [document["id"] for document in json.loads(result.stdout)][:3] == ["b", "a", "c"]
    assert len(json.loads(result.stdout)) == 4


def test_jsonl_is_one_object_a_line_in_order(lines: Path) -> None:
    result = run("read", lines, "--format", "jsonl")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["b", "a", "c"]


@pytest.mark.parametrize(("form", "start"), [("html", "<!DOCTYPE html>"), ("table", "")])
def test_other_forms(page: Path, form: str, start: str) -> None:
    result = run("read", page, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(start)
    assert "\x1b" not in result.stdout


def test_standard_input(page: Path) -> None:
    by_dash = run("read", "-", "--format", "json", stdin=GOOD.encode())
    by_default = run("read", "--format", "json", stdin=GOOD.encode())
    assert by_dash.stdout == by_default.stdout == run("read", page, "--format", "json").stdout


def test_offsets_are_offsets_into_the_input(tmp_path: Path) -> None:
    text = (
        "\U0001f6a2\r\n  “نعم”, it was said.\r\n\r\nGermany on Monday accused France of spying near Bonn. \n"
    )
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode())
    document = json.loads(run("read", path, "--format", "json", "--published", "2031-03-18").stdout)
    spans = [event["anchor"] for event in document["events"]] + document["toponyms"]
    for thing in spans:
        start, end = thing["span"]
        assert text[start:end] == thing["text"]


def test_output_goes_to_a_file(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    result = run("read", page, "--format", "json", "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text() == run("read", page, "--format", "json").stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "page.txt"]
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask


@pytest.mark.parametrize(
    ("target", "words"), [("none/out.json", "cannot be written"), (".", "is a directory")]
)
def test_output_that_cannot_be_written(page: Path, tmp_path: Path, target: str, words: str) -> None:
    result = run("read", page, "--format", "json", "--output", tmp_path / target)
    assert result.exit_code == 1
    assert words in result.stderr


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (None, b"", "there is no such file"),
        ("image.png", b"\x89PNG\r\n\x1a\n\0\0", "is a PNG image"),
        ("noise.bin", bytes(range(256)), "is binary"),
        ("nul.txt", b"Oslo\0called", "byte 4 is NUL"),
        ("empty.txt", b"", "is empty"),
        ("latin.txt", "Gerüchte über Köln".encode("latin-1"), "tried (UTF-8"),
        ("long.txt", b"word " * 10_000_000, "is too long"),
        ("french.txt", FRENCH.encode(), "French (fr)"),
        ("lines.jsonl", b'{"text": "a\\ud800"}\n', "line 1: character 1 of the text is half a surrogate"),
        ("dates.jsonl", b'{"text": "words", "date_published": "soon"}\n', "'soon' is no date"),
    ],
)
def test_bad_input_is_named_and_the_rest_is_coded(
    tmp_path: Path, page: Path, name: str | None, data: bytes, words: str
) -> None:
    path = tmp_path / (name if name is not None else "none.txt")
    if name:
        path.write_bytes(data)
    result = run("read", page, path, page, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.startswith(f"standoff: {path}")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_broken_line_amid_many_fails_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(f"{LINE}\n{LINE[:-9]}\n{LINE}\n")
    result = run("read", path, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert f"standoff: {path}, line 2: is not JSON" in result.stderr


def test_a_flood_of_foreign_texts_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    foreign = json.dumps({"text": FRENCH})
    path.write_text("\n".join([*[foreign] * 12, "broken", LINE]))
    result = run("read", path, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    *told, broken, counted = result.stderr.splitlines()
    assert len(told) == 10
    assert "line 13: is not JSON" in broken
    assert counted == "standoff: 2 more texts are not English"


def test_columns_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(f"note,when,link\n{GOOD.strip()},2031-03-18,https://post.example/1\n")
    result = run("read", path, "--format", "json", "--columns", "text=note,date_published=when")
    document = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (0, "")
    assert (document["date_published"], document["url"]) == ("2031-03-18", "https://post.example/1")
    refused = run("read", path, "--format", "json")
    assert refused.exit_code == 1
    assert "it has: 'note', 'when', 'link'" in refused.stderr


def test_a_directory_is_read_and_what_fails_in_it_is_named(tmp_path: Path, page: Path) -> None:
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n")
    result = run("read", tmp_path, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert f"standoff: {tmp_path / 'image.txt'}: is a PNG image" in result.stderr


def test_nothing_is_written_where_nothing_could_be_read(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    result = run("read", tmp_path / "none.txt", "--format", "json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not target.exists()


def test_force_language_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(FRENCH)
    assert run("read", path).exit_code == 1
    result = run("read", path, "--force-language", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("Gerüchte: the mayor of Köln said that it was over.".encode("latin-1"))
    assert run("read", path, "--encoding", "latin-1").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read", "--published", "2031-02-30", "page.txt"], "'2031-02-30' is no date"),
        (["read", "--published", "tomorrow", "page.txt"], "'tomorrow' is no date"),
        (["read", "--format", "pdf", "page.txt"], "pdf"),
        (["read", "--columns", "body=text", "page.txt"], "'body' is no field of a document"),
        (["read", "--columns", "text", "page.txt"], "'text' is no FIELD=COLUMN"),
        (["read", "--no-such-option"], "--no-such-option"),
        (["no-such-command"], "no-such-command"),
    ],
)
def test_wrong_usage_is_status_two(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("package", "words"), [("no_such_package", "no such spaCy pipeline"), ("json", "no spaCy")]
)
def test_a_pipeline_that_is_none(page: Path, package: str, words: str) -> None:
    result = run("read", page, "--pipeline", package)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(f"{LINE}\n" * 400)
    command = [sys.executable, "-c", "from standoff.cli import main; main()", "read", str(path)]
    command += ["--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"[\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_min_confidence_leaves_out_the_less_likely(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(
        "Norway expelled two Russian diplomats on Monday. Turkish jets bombed a village in Iraq.\n"
    )
    every = json.loads(run("read", path, "--format", "json").stdout)["events"]
    likely = max(event["confidence"] for event in every)
    fewer = json.loads(run("read", path, "--format", "json", "--min-confidence", str(likely)).stdout)[
        "events"
    ]
    assert {event["id"] for event in fewer} == {e["id"] for e in every if e["confidence"] >= likely}
    assert json.loads(run("read", path, "--format", "json", "--min-confidence", "1").stdout)["events"] == []


def test_a_confidence_is_a_probability(tmp_path: Path) -> None:
    result = run("read", tmp_path, "--min-confidence", "7")
    assert result.exit_code == 2
