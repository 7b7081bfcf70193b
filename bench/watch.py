"""Measure what a look at a long live page costs: python -m bench.watch --help

One of many updates changed. Looking again (reading the page, comparing it with what the state remembers,
coding the one that changed, writing the state) beside reading the page anew (reading it and coding every
update), in one run. Coding all of ten thousand updates takes minutes, so a part of them is coded and the time
is scaled up. ``ratio_uncoded`` is the same with --documents, where nothing is coded: looking again over
reading alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.news import articles
from bench.recording import record, table
from standoff.reading import coder
from standoff.sources.open import documents_in
from standoff.sources.origin import Origin
from standoff.types import Document
from standoff.watch.matching import Here
from standoff.watch.state import State
from standoff.watch.state_values import SourceState
from standoff.watch.versions import Comparison, compare, located

RESULTS = Path(__file__).with_name("watch.json")
PAGE = "https://post.example/live"
MARKS = {"ratio": "under 0.1"}
WORDS = 60
"""In one update."""
_NOTICED = datetime(2031, 3, 18, tzinfo=UTC)
_SOURCE = SourceState("live", PAGE)


@dataclass(frozen=True, slots=True)
class Result:
    """Seconds; ``ratio`` is looking again over reading anew, ``coded`` how many updates were coded for it.

    ``state_seconds`` is loading what is remembered and writing what changed.
    """

    updates: int
    parse_seconds: float
    compare_seconds: float
    state_seconds: float
    code_one_seconds: float
    coded: int
    code_all_seconds: float
    ratio: float
    ratio_uncoded: float


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.watch", description=__doc__)
    parser.add_argument("--updates", type=int, default=10_000, help="updates on the page")
    parser.add_argument(
        "--coded", type=int, default=500, help="updates that are coded to tell the time of all"
    )
    parser.add_argument("--record", action="store_true", help="write the figures to bench/watch.json")
    options = parser.parse_args(arguments)
    result = measure(options.updates, options.coded)
    table(asdict(result), MARKS)
    if options.record:
        record(asdict(result), RESULTS)
    return 0


def measure(updates: int, coded: int) -> Result:
    """All figures; takes about a minute."""
    texts = [text.replace("\n", " ") for text in articles(2 * updates * WORDS, each=WORDS, seed=8)][:updates]
    before = _read(_page(texts))
    texts[len(texts) // 2] += " The ministry later said that this was wrong."
    page = _page(texts)
    with TemporaryDirectory() as folder, State.writing(Path(folder) / "state.sqlite") as state:
        _remember(state, compare([], before, _NOTICED))
        begun = time.perf_counter()
        now = _read(page)
        parsed = time.perf_counter()
        known = state.page(_SOURCE.name)
        loaded = time.perf_counter()
        found = compare(known, now, _NOTICED)
        compared = time.perf_counter()
        _remember(state, found)
        written = time.perf_counter()
    changed = [change.value for change in found.changes if isinstance(change.value, Document)]
    if len(changed) != 1 or len(found.changes) != 1:
        raise RuntimeError(f"{len(found.changes)} changes were found, not one")
    list(coder().code_all([now[0].document]))  # loads the model
    one = _seconds(changed)
    some = _seconds([here.document for here in now[:coded]])
    parse, comparing, every = parsed - begun, compared - loaded, some / coded * len(now)
    keeping = loaded - parsed + written - compared
    again = parse + comparing + keeping
    return Result(
        updates=len(now),
        parse_seconds=parse,
        compare_seconds=comparing,
        state_seconds=keeping,
        code_one_seconds=one,
        coded=coded,
        code_all_seconds=every,
        ratio=(again + one) / (parse + every),
        ratio_uncoded=again / parse,
    )


def _remember(state: State, found: Comparison) -> None:
    """What the watch writes of a look."""
    items = {change: state.record(_SOURCE.name, change) for change in found.changes}
    state.finish(_SOURCE, found, items, _NOTICED)


def _seconds(documents: Sequence[Document]) -> float:
    begun = time.perf_counter()
    for _ in coder().code_all(documents):
        pass
    return time.perf_counter() - begun


def _read(page: bytes) -> list[Here]:
    items = list(documents_in(BytesIO(page), Origin("live.html", url=PAGE)))
    return located([item for item in items if isinstance(item, Document)])


def _page(texts: Sequence[str]) -> bytes:
    posts = "".join(
        f'<article class="live-update" id="u{number}"><time datetime="2031-03-{28 - number // 1440 % 28:02}'
        f'T{23 - number // 60 % 24:02}:{59 - number % 60:02}:00Z">now</time><p>{text}</p></article>'
        for number, text in enumerate(texts)
    )
    return f'<html lang="en"><head><title>Strait live</title></head><body>{posts}</body></html>'.encode()


if __name__ == "__main__":
    sys.exit(main())
