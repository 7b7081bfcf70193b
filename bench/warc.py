"""Measure the reading of web archives: python -m bench.warc --help

Throughput is a ratio: documents a second of ``read_warc`` beside those of the extractor alone (trafilatura,
its defaults) on the same pages, in turns. Memory is the peak of a process that reads an archive, and one
of ten times as many records.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

from bench.pages import pages
from bench.recording import megabytes, record, table
from standoff.sources.archives import read_warc
from standoff.sources.origin import Origin
from standoff.types import Document

RESULTS = Path(__file__).with_name("warc.json")
TURN = 20
MARKS = {"ratio": "at least 0.8", "memory_growth": "about 1: flat"}


@dataclass(frozen=True, slots=True)
class Result:
    """``memory_growth`` is the peak memory of reading ``records`` pages over that of a tenth of them."""

    pages: int
    archive_pages_per_second: float
    extractor_pages_per_second: float
    ratio: float
    records: int
    peak_megabytes: float
    memory_growth: float


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.warc", description=__doc__)
    parser.add_argument("--pages", type=int, default=200, help="pages for the throughput")
    parser.add_argument(
        "--records", type=int, default=2000, help="pages of the larger archive for the memory"
    )
    parser.add_argument("--record", action="store_true", help="write the figures to bench/warc.json")
    options = parser.parse_args(arguments)
    result = measure(options.pages, options.records)
    table(asdict(result), MARKS)
    if options.record:
        record(asdict(result), RESULTS)
    return 0


def measure(count: int, records: int) -> Result:
    """All figures; takes about a minute."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small.warc.gz"), Path(folder, "large.warc.gz")
        some = list(pages(min(100, records // 10)))
        _write(small, some, records // 10)
        _write(large, some, records)
        low, high = _peak(small), _peak(large)
    archive, extractor = throughput(list(pages(count)))
    return Result(
        count, count / archive, count / extractor, extractor / archive, records, high, round(high / low, 3)
    )


def throughput(made: Sequence[tuple[str, bytes]]) -> tuple[float, float]:
    """Seconds of the archive's reader and of the extractor alone, taken in turns."""
    from trafilatura import extract

    seconds = [0.0, 0.0]
    extract(made[0][1])
    _read(_archive(made[:1]))
    for number, start in enumerate(range(0, len(made), TURN)):
        turn = made[start : start + TURN]
        packed = _archive(turn)
        for side in (0, 1) if number % 2 else (1, 0):
            begun = time.perf_counter()
            if side == 0:
                found = _read(packed)
                if found != len(turn):
                    raise RuntimeError(f"{found} of {len(turn)} pages were read")
            else:
                for _, page in turn:
                    extract(page)
            seconds[side] += time.perf_counter() - begun
    return seconds[0], seconds[1]


def _read(packed: bytes) -> int:
    return sum(isinstance(item, Document) for item in read_warc(BytesIO(packed), Origin("bench.warc.gz")))


def _archive(made: Sequence[tuple[str, bytes]]) -> bytes:
    out = BytesIO()
    for url, page in made:
        _append(out, url, page)
    return out.getvalue()


def _write(path: Path, made: Sequence[tuple[str, bytes]], count: int) -> None:
    with path.open("wb") as out:
        for number in range(count):
            url, page = made[number % len(made)]
            _append(out, f"{url}/{number}", page)


def _append(out: object, url: str, page: bytes) -> None:
    written = WarcRecord()
    written.init_headers(WarcRecordType.response)
    written.headers["WARC-Target-URI"] = url
    written.headers["WARC-Date"] = "2031-03-18T06:40:00Z"
    written.headers["Content-Type"] = "application/http; msgtype=response"
    written.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page)
    writer = GzipWriter(out)  # type: ignore[arg-type]
    written.write(writer)
    writer.finish()


def _peak(path: Path) -> float:
    """Peak megabytes of a process that reads the archive at ``path`` and keeps nothing."""
    program = (
        "import sys; from standoff.sources.open import documents\n"
        "print(sum(1 for _ in documents([sys.argv[1]])), file=sys.stderr)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"reading failed with status {process.returncode}")
    return megabytes(usage)


if __name__ == "__main__":
    sys.exit(main())
