"""Bootstrap intervals of figures that are pooled over documents or sentences (Efron 1979, percentile)."""

from __future__ import annotations

import random
from collections.abc import Sequence

DRAWS = 1000
SEED = 20310318

Counts = tuple[int, int, int]
"""Hits, gold and system of one document; for a share hits, all and all."""

Interval = tuple[float, float]


def f1(counts: Counts) -> float:
    """2 hits / (gold + system), which is the harmonic mean of precision and recall."""
    hits, gold, system = counts
    return 2 * hits / (gold + system) if gold + system else 0.0


def pooled(parts: Sequence[Counts]) -> Counts:
    return (sum(p[0] for p in parts), sum(p[1] for p in parts), sum(p[2] for p in parts))


def interval(parts: Sequence[Counts]) -> Interval | None:
    """The middle 95 % of F1 over ``DRAWS`` samples of the documents, drawn with replacement.

    ``None`` for fewer than five documents, of which no sample tells anything.
    """
    if len(parts) < 5:
        return None
    chance = random.Random(SEED)
    figures = sorted(f1(pooled(chance.choices(parts, k=len(parts)))) for _ in range(DRAWS))
    return figures[int(0.025 * DRAWS)], figures[int(0.975 * DRAWS) - 1]
