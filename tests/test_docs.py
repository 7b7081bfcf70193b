"""Documentation is true: links lead somewhere, and every example runs and prints what stands there.

A ``console`` block holds commands after ``$`` and what they print; ``pytest --update`` writes that anew.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from standoff.cli import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "eval").glob("*.md")],
    key=lambda path: str(path),
)
_LINK = re.compile(r"\[[^\]\n]+\]\(([^)\s#]+)(#[^)\s]*)?\)")
_CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [found[1] for found in _LINK.finditer(page.read_text(encoding="utf-8"))]
    broken = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert broken == []


@pytest.mark.parametrize(
    "page", [page for page in PAGES if _CONSOLE.search(page.read_text("utf-8"))], ids=_name
)
def test_commands_print_what_stands_there(page: Path, update: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERMINAL_WIDTH", "100")
    text = page.read_text(encoding="utf-8")
    fresh = _CONSOLE.sub(lambda found: f"```console\n{_session(found[1])}```", text)
    if update:
        page.write_text(fresh, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == fresh, "take it over with pytest --update"


def _session(block: str) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    assert commands, "a console block without a command"
    return "".join(f"$ {command}\n{_run(command)}" for command in commands)


def _run(command: str) -> str:
    """What ``standoff ...`` prints, with ``echo WORDS |`` before it at most, cut after 30 lines."""
    before, _, after = command.rpartition(" | ")
    stdin = None
    if before:
        echo, *words = shlex.split(before)
        assert echo == "echo"
        stdin = " ".join(words) + "\n"
    program, *arguments = shlex.split(after)
    assert program == "standoff"
    result = CliRunner().invoke(app, arguments, input=stdin, prog_name="standoff")
    assert result.exit_code == 0, result.stderr
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    return "".join(f"{line}\n" for line in (lines if len(lines) <= 30 else [*lines[:28], "..."]))


@pytest.mark.parametrize(
    "page", [page for page in PAGES if _PYTHON.search(page.read_text("utf-8"))], ids=_name
)
def test_python_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for block in _PYTHON.findall(page.read_text(encoding="utf-8")):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block, _name(page), "exec"), {})
        assert printed.getvalue().strip(), "the example prints nothing"


def test_the_example_page_is_where_the_documentation_says() -> None:
    assert os.path.isfile(ROOT / "examples" / "strait-crisis-2031.md")
