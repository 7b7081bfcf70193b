"""Fit the weights of ``standoff.coding.confidence`` on stories that the encoder has not seen.

    python -m training.confidence training/stories.jsonl

Prints the weights to copy and a reliability table, both over the held-out tenth. An event counts as right
where an annotated event of the same category has an anchor that overlaps, or stands within 160 characters.
"""

from __future__ import annotations

import argparse
import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from standoff.coding.assembly import assemble
from standoff.coding.coder import Coder
from standoff.types import Document, Event
from training.data import held_out

NEAR = 160
BINS = 5


def is_right(event: Event, annotated: list[dict[str, Any]], taken: set[int]) -> bool:
    """Whether an annotated event of the same category is told there, and not yet given to another."""
    for at, gold in enumerate(annotated):
        start, end = gold["anchor"]["span"]
        distance = max(event.anchor.start, start) - min(event.anchor.end, end)
        if at not in taken and gold["event"] == event.event and distance <= NEAR:
            taken.add(at)
            return True
    return False


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path)
    parser.add_argument("--ids", type=Path, help="ids of records to fit on; without it the held-out tenth")
    options = parser.parse_args()
    ids = set(options.ids.read_text().split()) if options.ids else None
    coder, rows, right = Coder.load(), [], []
    for record in map(json.loads, options.records.open(encoding="utf-8")):
        if not (record["id"] in ids if ids is not None else held_out(record["id"])):
            continue
        day = date.fromisoformat(record["date_published"])
        scene = coder.scene(coder.begin(Document(record["id"], record["text"], date_published=day)))
        taken: set[int] = set()
        order = sorted(range(len(scene.predicates)), key=lambda n: -scene.predicates[n].score)
        for number in order:
            predicate = scene.predicates[number]
            score = min(max(predicate.score, 1e-4), 1 - 1e-4)
            rows.append([math.log(score / (1 - score)), float(predicate.match is not None)])
            right.append(is_right(assemble(scene, number), record["events"], taken))
    x, y = np.array(rows), np.array(right)
    model = LogisticRegression(C=10).fit(x, y)
    bias, (score, frame) = float(model.intercept_[0]), model.coef_[0]
    print(f"{len(y)} events, {y.mean():.3f} right: BIAS, SCORE, FRAME = {bias:.2f}, {score:.2f}, {frame:.2f}")
    likely = model.predict_proba(x)[:, 1]
    for low in np.arange(0, 1, 1 / BINS):
        inside = (likely >= low) & (likely < low + 1 / BINS)
        if inside.any():
            print(
                f"{low:.1f} to {low + 1 / BINS:.1f}: said {likely[inside].mean():.2f}, "
                f"right {y[inside].mean():.2f} ({inside.sum()})"
            )


if __name__ == "__main__":
    main()
