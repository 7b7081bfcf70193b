"""Measure speed, start and memory: python -m bench.run --help

Throughput is a ratio, since machines differ: the whole of reading (JSON lines in, JSON lines out, one
process) beside the full pipeline of the same spaCy model alone, on the same texts, in turns.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from bench.news import articles
from bench.recording import megabytes, record, table
from standoff.output import Form, rendered
from standoff.reading import DEFAULT_PIPELINE, Reading, coder, read_all

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.json"
TURN = 25
"""Articles read by the one side before the other takes its turn."""


@dataclass(frozen=True, slots=True)
class Result:
    """``ratio`` is words a second of reading over those of the pipeline; memory is a process's peak."""

    words: int
    reading_words_per_second: float
    pipeline_words_per_second: float
    ratio: float
    seconds_to_first_result: float
    peak_megabytes: float


MARKS = {
    "ratio": (1.0, "at least 1.0 (0.8 with a learned part)"),
    "seconds_to_first_result": (4.0, "under 4"),
    "peak_megabytes": (1200.0, "under 1,200"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.run", description="Measure speed, start and memory."
    )
    parser.add_argument("--words", type=int, default=200_000, help="how much text to read")
    parser.add_argument("--record", action="store_true", help="write the figures to bench/results.json")
    options = parser.parse_args(arguments)
    result = measure(options.words)
    table(asdict(result), {name: words for name, (_, words) in MARKS.items()})
    if options.record:
        record(asdict(result), RESULTS)
    return 0


def measure(words: int) -> Result:
    """All figures; takes some two minutes for 200,000 words."""
    texts = list(articles(words))
    total = sum(len(text.split()) for text in texts)
    # First of all: a process begins with the memory of the one that starts it, as its peak is counted.
    with tempfile.TemporaryDirectory() as folder:
        long, short = Path(folder, "news.jsonl"), Path(folder, "page.txt")
        _write_lines(texts, long)
        short.write_text(next(articles(500, each=500, seed=2)), encoding="utf-8")
        starts = [_run(short)[0] for _ in range(3)]
        _, megabytes = _run(long)
    reading, pipeline = throughput(texts)
    return Result(
        words=total,
        reading_words_per_second=total / reading,
        pipeline_words_per_second=total / pipeline,
        ratio=pipeline / reading,
        seconds_to_first_result=min(starts),
        peak_megabytes=megabytes,
    )


def throughput(texts: Sequence[str]) -> tuple[float, float]:
    """Seconds of reading and of the full pipeline alone over ``texts``, taken in turns."""
    full = import_module(DEFAULT_PIPELINE).load()
    warm_up = next(articles(500, seed=3))
    coder()
    list(full.pipe([warm_up]))
    seconds = [0.0, 0.0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "news.jsonl")
        _write_lines([warm_up], path)
        _read(path)
        for number, start in enumerate(range(0, len(texts), TURN)):
            turn = texts[start : start + TURN]
            _write_lines(turn, path)
            for side in (0, 1) if number % 2 else (1, 0):
                begun = time.perf_counter()
                if side == 0:
                    _read(path)
                else:
                    for _ in full.pipe(turn):
                        pass
                seconds[side] += time.perf_counter() - begun
    return seconds[0], seconds[1]


def _read(path: Path) -> int:
    """Everything that ``standoff read --format jsonl`` does, short of printing."""
    readings = (item for item in read_all([path], published="2031-03-18") if isinstance(item, Reading))
    return sum(len(piece.encode()) for piece in rendered(readings, Form.JSONL, width=100, colour=False))


def _write_lines(texts: Sequence[str], path: Path) -> None:
    lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _run(path: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one ``standoff read`` in a process of its own."""
    program = "from standoff.cli import main; main()"
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program, "read", str(path), "--format", "jsonl", "--published", "2031-03-18"],
        stdout=subprocess.DEVNULL,
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"standoff read failed with status {process.returncode}")
    return time.perf_counter() - begun, megabytes(usage)


if __name__ == "__main__":
    sys.exit(main())
