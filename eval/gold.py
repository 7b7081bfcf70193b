"""Our own gold: the scorer's figures, intervals, calibration, and misses grouped by cause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.figures import Figure
from eval.intervals import Counts
from eval.shared import KYIV, Record

_LEVELS = ("detect", "event", "dyad", "full")
_SHARES = ("mode", "status", "actors", "recipients", "sectors", "source", "chain")
_BAGS = ("places", "quantities", "date", "same_as")

Pair = tuple[Record, Record]
"""A gold record and what was coded of the same document."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One gold event that is not wholly right, or one coded event that gold does not have.

    ``cause`` is the first thing that went wrong, in the order in which the coder works.
    """

    cause: str
    detail: str
    document: str
    anchor: str


def figures(pairs: Sequence[Pair], scorer: Any) -> list[Figure]:
    """All figures over ``pairs``: the text with marks of its own first, then the others together."""
    found = [
        *figures_of("kyiv", [pair for pair in pairs if pair[0]["id"] == KYIV], scorer),
        *figures_of("gold", [pair for pair in pairs if pair[0]["id"] != KYIV], scorer),
    ]
    found.append(Figure("gold calibration", _calibration_error(reliability(pairs, scorer))))
    return found


def figures_of(name: str, pairs: Sequence[Pair], scorer: Any) -> list[Figure]:
    """The scorer's figures over ``pairs`` together, each called "``name`` measure"."""
    scores = [scorer.score([pair]) for pair in pairs]
    counts = {
        **{key: [_f1_counts(score[key]) for score in scores] for key in (*_LEVELS, *_BAGS)},
        **{key: [_share_counts(score[key]) for score in scores] for key in _SHARES},
    }
    return [Figure.of(f"{name} {key}", parts) for key, parts in counts.items()]


def _f1_counts(score: Record) -> Counts:
    return score["hits"], score["gold"], score["system"]


def _share_counts(score: Record) -> Counts:
    return score["right"], score["of"], score["of"]


@dataclass(frozen=True, slots=True)
class Bin:
    """Coded events whose confidence lies together: how sure the coder was, and how often rightly."""

    events: int
    confidence: float
    right: float


def reliability(pairs: Iterable[Pair], scorer: Any, bins: int = 5) -> list[Bin]:
    """Coded events in ``bins`` of equal width by confidence; right is a pair of the right category."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for gold, coded in pairs:
        right = {
            j
            for i, j in scorer.pair(gold["events"], coded["events"])
            if gold["events"][i]["event"] == coded["events"][j]["event"]
        }
        for j, event in enumerate(coded["events"]):
            if event.get("confidence") is not None:
                cell = sums[min(int(event["confidence"] * bins), bins - 1)]
                cell[0] += 1
                cell[1] += event["confidence"]
                cell[2] += j in right
    return [Bin(int(n), sure / n, right / n) for _, (n, sure, right) in sorted(sums.items())]


def _calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error (Guo et al. 2017); 1 where no event bears a confidence."""
    total = sum(part.events for part in bins)
    if not total:
        return 1.0
    return sum(part.events * abs(part.confidence - part.right) for part in bins) / total


def misses(pairs: Iterable[Pair], scorer: Any) -> list[Miss]:
    """Every miss with its cause: not found, category, actor, recipient, status, chain; or too many."""
    found = []
    for gold, coded in pairs:
        matched = scorer.pair(gold["events"], coded["events"])
        of_gold = dict(matched)
        for i, event in enumerate(gold["events"]):
            other = coded["events"][of_gold[i]] if i in of_gold else None
            cause, detail = _cause(event, other, scorer)
            if cause:
                found.append(Miss(cause, detail, gold["id"], event["anchor"]["text"]))
        used = {j for _, j in matched}
        for j, event in enumerate(coded["events"]):
            if j not in used:
                found.append(Miss("not in gold", event["event"], gold["id"], event["anchor"]["text"]))
    return found


def _cause(gold: Record, coded: Record | None, scorer: Any) -> tuple[str, str]:
    if coded is None:
        return "not found", gold["event"]
    if gold["event"] != coded["event"]:
        return "category", f"{gold['event']} coded {coded['event']}"
    for key, name in (("actors", "actor"), ("recipients", "recipient")):
        want, have = scorer.codes(gold.get(key)), scorer.codes(coded.get(key))
        if want != have:
            return name, f"{_listed(want)} coded {_listed(have)}"
    if gold["status"] != coded["status"]:
        return "status", f"{gold['status']} coded {coded['status']}"
    want_chain, have_chain = gold.get("attribution") or [], coded.get("attribution") or []
    if not scorer.same_chain(want_chain, have_chain):
        return "chain", f"{_chain(want_chain)} coded {_chain(have_chain)}"
    return "", ""


def _listed(codes: Iterable[str]) -> str:
    return "+".join(sorted(codes)) or "none"


def _chain(entities: Sequence[Record]) -> str:
    return " < ".join(str(entity.get("code") or "---") for entity in entities) or "none"


def report(found: Sequence[Miss], most: int = 6) -> str:
    """The causes with their commonest details, most frequent first."""
    lines = []
    causes: dict[str, list[Miss]] = defaultdict(list)
    for miss in found:
        causes[miss.cause].append(miss)
    for cause, group in sorted(causes.items(), key=lambda item: -len(item[1])):
        lines.append(f"{cause}: {len(group)}")
        details = Counter(miss.detail for miss in group)
        for detail, count in details.most_common(most):
            where = [f"{miss.document[:8]} {miss.anchor!r}" for miss in group if miss.detail == detail]
            lines.append(f"  {count:3} {detail:<32} {', '.join(where[:4])}")
    return "\n".join(lines)
