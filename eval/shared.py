"""The evaluation texts and the scorers, which lie beside the repository and are no part of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from standoff.sources import parse_date
from standoff.types import Document

Record = dict[str, Any]

KYIV = "kyiv-2022-02-15"
"""The gold text with marks of its own."""


class Shared:
    """The folder with ``gold``, ``eval`` and ``tools``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def has(self, part: str) -> bool:
        return (self.folder / part).exists()

    def gold(self) -> list[tuple[Record, Document]]:
        """The gold records with their documents, by name."""
        found = []
        for path in sorted((self.folder / "gold").glob("*.json")):
            record: Record = json.loads(path.read_text(encoding="utf-8"))
            text = path.with_suffix(".txt").read_bytes().decode("utf-8")
            found.append(
                (record, Document(record["id"], text, date_published=parse_date(record["published"])))
            )
        return found

    def rows(self, name: str) -> Iterator[Record]:
        """The rows of a public set; those without a name of their own are numbered."""
        with (self.folder / "eval" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for number, line in enumerate(filter(str.strip, lines)):
                row: Record = json.loads(line)
                row.setdefault("id", f"{name}-{number}")
                yield row

    def tool(self, name: str) -> Any:
        """The module ``tools/NAME.py``."""
        spec = spec_from_file_location(f"shared_{name}", self.folder / "tools" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
