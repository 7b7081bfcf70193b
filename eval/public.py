"""The public sets: what is coded for each, and the figures that the scorer makes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from eval.figures import Figure
from eval.intervals import Counts
from eval.shared import Record
from standoff.types import Document

Score = Callable[[list[Record], dict[str, Record], Any], list[Figure]]


@dataclass(frozen=True, slots=True)
class PublicSet:
    """``file`` is its name in ``eval``; ``score`` takes rows, coded documents by id, and the scorer."""

    file: str
    score: Score


def documents(rows: Iterable[Record]) -> list[Document]:
    """The rows' texts; tokens are joined by single blanks."""
    return [Document(str(row["id"]), row.get("text") or " ".join(row["tokens"])) for row in rows]


def _by_row(rows: list[Record], coded: dict[str, Record], score: Callable[..., Any]) -> list[Any]:
    return [score({row["id"]: row}, {row["id"]: coded.get(row["id"], {})}) for row in rows]


def _counts(score: Record) -> Counts:
    return score["hits"], score["gold"], score["system"]


def _gsr(rows: list[Record], coded: dict[str, Record], scorer: Any) -> list[Figure]:
    scores = _by_row(rows, coded, scorer.gsr)
    found = [
        Figure.of(f"gsr {key}", [_counts(score[key]) for score in scores])
        for key in ("category", "actor", "recipient", "pair", "both")
    ]
    recall = [
        (score["category"]["hits"], score["category"]["gold"], score["category"]["gold"]) for score in scores
    ]
    found.insert(1, Figure.of("gsr category recall", recall))
    return [*found, _majority("gsr", rows)]


def _plv(rows: list[Record], coded: dict[str, Record], scorer: Any) -> list[Figure]:
    whole = scorer.plv({row["id"]: row for row in rows}, coded)
    parts = [(round(score["accuracy"]), 1, 1) for score in _by_row(rows, coded, scorer.plv)]
    return [
        Figure.of("plv accuracy", parts),
        Figure("plv macro", whole["macro_f1"]),
        Figure("plv answered", whole["answered"]),
        _majority("plv", rows),
    ]


def _majority(name: str, rows: list[Record]) -> Figure:
    """How often the commonest category is right: what a coder must beat to be one."""
    most = Counter(row["event"] for row in rows).most_common(1)[0][1]
    return Figure(f"{name} majority", most / len(rows))


def _polnear(rows: list[Record], coded: dict[str, Record], scorer: Any) -> list[Figure]:
    scores = _by_row(rows, coded, scorer.polnear)
    return [Figure.of(f"polnear {key}", [_counts(score[key]) for score in scores]) for key in scores[0]]


def _lgl(rows: list[Record], coded: dict[str, Record], scorer: Any) -> list[Figure]:
    close: list[Counts] = []
    of_found: list[Counts] = []
    located: list[Counts] = []
    for row in rows:
        if not any(top["lat"] is not None for top in row["toponyms"]):
            continue
        score = scorer.lgl({row["id"]: row}, coded)
        total = score["toponyms"]
        hits, found = round(score["accuracy_161km"] * total), round(score["found"] * total)
        close.append((hits, total, total))
        located.append((found, total, total))
        of_found.append((hits, found, found))
    return [
        Figure.of("lgl 161km", close),
        Figure.of("lgl found", located),
        Figure.of("lgl 161km of found", of_found),
    ]


def _roles(rows: list[Record], coded: dict[str, Record], scorer: Any) -> list[Figure]:
    """F1 of spans that overlap: a tagged span that some coded one touches, a coded one that touches some."""
    del scorer  # knows nothing of this set
    found = []
    for key, letter in (("actors", "S"), ("recipients", "T")):
        wanted = had = recalled = precise = 0
        for row in rows:
            want = _tagged(row, letter)
            events = coded.get(row["id"], {}).get("events", [])
            have = {tuple(entity["span"]) for event in events for entity in event[key]}
            wanted, had = wanted + len(want), had + len(have)
            recalled += sum(any(_overlap(w, h) for h in have) for w in want)
            precise += sum(any(_overlap(w, h) for w in want) for h in have)
        recall, precision = recalled / max(1, wanted), precise / max(1, had)
        total = recall + precision
        found.append(Figure(f"roles {key[:-1]}", 2 * recall * precision / total if total else 0.0))
    return found


def _tagged(row: Record, letter: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    at = 0
    for token, tag in zip(row["tokens"], row["tags"], strict=True):
        end = at + len(token)
        if tag == f"B-{letter}" or (tag == f"I-{letter}" and not (spans and spans[-1][1] == at - 1)):
            spans.append((at, end))
        elif tag == f"I-{letter}":
            spans[-1] = (spans[-1][0], end)
        at = end + 1
    return spans


def _overlap(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


SETS: dict[str, PublicSet] = {
    "gsr": PublicSet("plover-gsr", _gsr),
    "plv": PublicSet("plv-dev", _plv),
    "polnear": PublicSet("polnear-dev", _polnear),
    "lgl": PublicSet("lgl", _lgl),
    "roles": PublicSet("cameo-roles-dev", _roles),
}
