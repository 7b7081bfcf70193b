"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "src" / "standoff").rglob("*.py"))
PURE = [path for path in MODULES if {"coding", "ontology"} & set(path.parts)]


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_are_short_and_say_what_they_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 500
    assert path.stem not in {"utils", "helpers", "common", "misc"}
    assert ast.get_docstring(ast.parse(text)), "the module has no docstring"


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_coding_has_no_network_clock_chance_or_store(path: Path) -> None:
    forbidden = {"socket", "urllib", "http", "requests", "httpx", "time", "random", "sqlite3", "subprocess"}
    assert _imports(path) & forbidden == set()
    assert not re.search(
        r"\b(?:date\.today|datetime\.now|datetime\.utcnow)\(", path.read_text(encoding="utf-8")
    )


def test_no_file_names_a_registry() -> None:
    hosts = ("pypi" + ".org", "files.python" + "hosted.org", "npmjs" + ".org")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("the sources are no git checkout")
    names = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    found = [
        path.name
        for path in names
        if path.is_file()
        and path.suffix in {".txt", ".in", ".toml", ".md", ".py", ".yml", "", ".lock"}
        and any(host.encode() in path.read_bytes() for host in hosts)
    ]
    assert found == []
