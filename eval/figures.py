"""One figure: what was measured, with its interval, the mark to reach and what others reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.intervals import Counts, Interval, f1, interval, pooled


@dataclass(frozen=True, slots=True)
class Figure:
    """``name`` is "set measure", and the key under which floors and records know it."""

    name: str
    value: float
    interval: Interval | None = None

    @classmethod
    def of(cls, name: str, parts: Sequence[Counts]) -> Figure:
        """F1 pooled over documents, each given by its counts."""
        return cls(name, f1(pooled(parts)), interval(parts))


@dataclass(frozen=True, slots=True)
class Aim:
    """The mark that a figure is to reach, and what others reach on the same set, in words."""

    mark: float | None = None
    others: str = ""
    least: bool = True
    """Whether the figure is to be at least the mark; an error is to be at most that."""


AIMS: dict[str, Aim] = {
    "kyiv event": Aim(0.80, "readers 0.89"),
    "kyiv dyad": Aim(0.65, "readers 0.85"),
    "kyiv full": Aim(0.55, "readers 0.81"),
    "gold event": Aim(0.72, "readers 0.89"),
    "gold dyad": Aim(0.58, "readers 0.85"),
    "gold full": Aim(0.50, "readers 0.81"),
    "gold status": Aim(0.92),
    "gold source": Aim(0.88),
    "gold chain": Aim(0.85),
    "gold places": Aim(0.70),
    "gold date": Aim(0.75),
    "gold quantities": Aim(0.70),
    "gold same_as": Aim(0.60),
    "gold calibration": Aim(0.08, least=False),
    "gsr category": Aim(0.65, "UP 0.490, PETRARCH2 0.308"),
    "gsr category recall": Aim(0.80, "UP 0.550"),
    "gsr actor": Aim(0.78, "UP 0.630"),
    "gsr recipient": Aim(0.72, "UP 0.642"),
    "gsr pair": Aim(None, "UP 0.474"),
    "gsr both": Aim(0.45, "UP 0.306"),
    "plv accuracy": Aim(0.78, "ZSP 0.760 (GPU)"),
    "plv macro": Aim(0.75, "ZSP 0.743 (GPU)"),
    "polnear source": Aim(0.55, "rules 0.107, BERT 0.83"),
    "polnear cue": Aim(0.60, "rules 0.228, BERT 0.75"),
    "polnear content": Aim(0.40, "rules 0.056, BERT 0.73"),
    "lgl 161km": Aim(0.60, "population 0.70 (spans given)"),
    "lgl 161km of found": Aim(0.78, "Mordecai 3 0.827 (spans given)"),
    "roles actor": Aim(0.70),
    "roles recipient": Aim(0.55),
}
