"""Measure the coder: python -m eval.run --help

Codes our gold and the public sets, prints one table of figures beside marks and what others reach, and
what went wrong on the gold, grouped by cause.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval import gold
from eval.figures import AIMS, Aim, Figure
from eval.public import SETS, documents
from eval.shared import Record, Shared
from standoff.formats.json_form import document_object
from standoff.reading import coder
from standoff.sources import parse_date
from standoff.types import Document
from training.stories import Story

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.json"
FLOORS = FOLDER / "floors.toml"
UNSEEN = FOLDER / "unseen"
NAMES = ("gold", "unseen", *SETS)


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    shared = Shared(options.shared)
    if not shared.has("tools"):
        print(f"no evaluation texts in {options.shared}: say where with --shared", file=sys.stderr)
        return 2
    names = options.sets.split(",")
    if unknown := set(names) - set(NAMES):
        print(f"no such set: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    start = time.monotonic()
    figures = measure(shared, names, report=not options.quiet)
    print(_table(figures))
    print(f"\n{time.monotonic() - start:.0f} s; the mark is met where it is followed by +")
    if options.record:
        _record(figures, names)
    return _below(figures) if options.floors else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description="Measure the coder.")
    parser.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="folder of the evaluation texts"
    )
    parser.add_argument("--sets", default=",".join(NAMES), help="which sets, with commas between")
    parser.add_argument("--record", action="store_true", help="write the figures to eval/results.json")
    parser.add_argument(
        "--floors", action="store_true", help="fail where a figure lies below eval/floors.toml"
    )
    parser.add_argument("--quiet", action="store_true", help="leave out what went wrong")
    return parser


def measure(shared: Shared, names: Iterable[str], *, report: bool = False) -> list[Figure]:
    """The figures of the sets ``names``, in their order."""
    figures: list[Figure] = []
    for name in names:
        if name == "gold":
            figures += _gold(shared, report=report)
        elif name == "unseen":
            figures += _unseen(shared)
        else:
            rows = list(shared.rows(SETS[name].file))
            figures += SETS[name].score(rows, coded(documents(rows)), shared.tool("score_sets"))
    return figures


def coded(texts: Iterable[Document]) -> dict[str, Record]:
    """The documents as ``standoff read --format jsonl`` prints them, by id."""
    found = {}
    for document in texts:
        # Through JSON and back, since that is what a scorer reads.
        found[document.id] = json.loads(json.dumps(document_object(document, coder().code(document))))
    return found


def _gold(shared: Shared, *, report: bool) -> list[Figure]:
    scorer = shared.tool("score")
    texts = shared.gold()
    systems = coded(document for _, document in texts)
    pairs = [(record, systems[record["id"]]) for record, _ in texts]
    if report:
        print(gold.report(gold.misses(pairs, scorer)))
        print("\nconfidence  events  sure   right")
        for part in gold.reliability(pairs, scorer):
            print(f"{'':11} {part.events:6}  {part.confidence:.3f}  {part.right:.3f}")
        print()
    return gold.figures(pairs, scorer)


def _unseen(shared: Shared) -> list[Figure]:
    """Our own stories that nobody reads while rules, lexicons or thresholds are made."""
    records = [Story(path).record() for path in sorted(UNSEEN.glob("*.txt"))]
    texts = [
        Document(record["id"], record["text"], date_published=parse_date(record["date_published"]))
        for record in records
    ]
    systems = coded(texts)
    pairs = [(record, systems[record["id"]]) for record in records]
    return gold.figures_of("unseen", pairs, shared.tool("score"))


def _table(figures: Iterable[Figure]) -> str:
    lines = [f"{'figure':<22} {'value':>6}  {'95 %':<15} {'mark':<7} others"]
    for figure in figures:
        aim = AIMS.get(figure.name, Aim())
        span = f"{figure.interval[0]:.3f} - {figure.interval[1]:.3f}" if figure.interval else ""
        mark = ""
        if aim.mark is not None:
            met = figure.value >= aim.mark if aim.least else figure.value <= aim.mark
            mark = f"{aim.mark:.2f} {'+' if met else '-'}"
        lines.append(f"{figure.name:<22} {figure.value:6.3f}  {span:<15} {mark:<7} {aim.others}".rstrip())
    return "\n".join(lines)


def _record(figures: Iterable[Figure], names: Iterable[str]) -> None:
    """Write the figures beside those of the sets that were not measured this time."""
    old: dict[str, Any] = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {"sets": {}}
    for name in names:
        part = [figure for figure in figures if figure.name.split()[0] in _prefixes(name)]
        old["sets"][name] = {
            "date": datetime.now(UTC).date().isoformat(),
            "commit": commit(),
            "figures": {
                figure.name: {
                    "value": round(figure.value, 4),
                    "interval": [round(end, 4) for end in figure.interval] if figure.interval else None,
                }
                for figure in part
            },
        }
    RESULTS.write_text(json.dumps(old, indent=1) + "\n", encoding="utf-8")


def _prefixes(name: str) -> set[str]:
    return {"gold", "kyiv"} if name == "gold" else {name}


def commit() -> str:
    """The commit that is checked out, with a + if files differ from it."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    return described.stdout.strip() or "unknown"


def floors() -> dict[str, float]:
    """The least that each figure may be; of an error, the most."""
    return {name: float(value) for name, value in tomllib.loads(FLOORS.read_text("utf-8"))["floors"].items()}


def breaches(figures: Iterable[Figure]) -> list[str]:
    """What lies below its floor, in words."""
    found = []
    least = floors()
    for figure in figures:
        floor = least.get(figure.name)
        if floor is None:
            continue
        upward = AIMS.get(figure.name, Aim()).least
        if (figure.value < floor) if upward else (figure.value > floor):
            word = "below its floor" if upward else "above its ceiling"
            found.append(f"{figure.name} is {figure.value:.3f}, {word} of {floor:.3f}")
    return found


def _below(figures: Iterable[Figure]) -> int:
    found = breaches(figures)
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
