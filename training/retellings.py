"""Fit the weights of retellings on annotated stories and passages, and write them into the lexicon.

    python training/retellings.py STORIES.jsonl PASSAGES.jsonl

Ridge logistic regression by Newton's method over pairs of tellings of one act in different sentences;
passages, whose language is more contorted, count 0.7 of a story. Nothing is drawn by chance: the same
input gives the same weights.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np

from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.retellings import Told, features, load_weights, tell
from standoff.ontology.plover import Category, Sector, Status
from standoff.types import Entity, Event, Place, Quantity, Span, Timex

TARGET = Path(__file__).parent.parent / "src/standoff/coding/data/retellings.toml"
RIDGE = 0.0004
PASSAGE_WEIGHT = 0.7


def event_of(raw: dict[str, Any]) -> Event:
    from datetime import date

    def entities(key: str) -> tuple[Entity, ...]:
        return tuple(
            Entity(
                Span(*one["span"]),
                one["code"],
                Sector(one["sector"]) if one["sector"] in set(Sector) else None,
            )
            for one in raw[key]
        )

    when = raw["date"]
    return Event(
        id=raw["id"],
        document_id="",
        act=Category(raw["act"]),
        event=Category(raw["event"]),
        mode=raw["mode"],
        status=Status(raw["status"]),
        anchor=Span(*raw["anchor"]["span"]),
        actors=entities("actors"),
        recipients=entities("recipients"),
        places=tuple(Place(Span(*p["span"]), p["role"], p["name"], p["country"]) for p in raw["places"]),
        date=when
        and Timex(Span(*when["span"]), date.fromisoformat(when["start"]), date.fromisoformat(when["end"])),
        quantities=tuple(
            Quantity(Span(*q["span"]), q["low"], q["high"], q["unit"]) for q in raw["quantities"]
        ),
    )


def told_of(event: Event, sentences: tuple[Sentence, ...]) -> Told:
    sentence = next(s for s in sentences if s.start <= event.anchor.start < s.end)
    inside = [t for t in sentence.tokens if t.start < event.anchor.end and event.anchor.start < t.end]
    first, last = inside[0].i, inside[-1].i
    heads = [t for t in inside if not first <= t.head <= last or t.head == t.i]
    head = next((t for t in heads if t.pos in {"VERB", "NOUN", "ADJ"}), heads[0])
    return tell(event, sentence, first, last, head.i)


def deeds(events: list[dict[str, Any]]) -> dict[str, str]:
    """The first telling behind each event."""
    above = {event["id"]: event["same_as"] for event in events}

    def root(key: str) -> str:
        return root(above[key]) if above.get(key) else key

    return {key: root(key) for key in above}


def main(paths: list[str]) -> None:
    parser, table = Parser.load(), load_weights()
    rows, answers, counts = [], [], []
    for path, weight in zip(paths, (1.0, PASSAGE_WEIGHT), strict=True):
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            sentences, root = parser(record["text"]), deeds(record["events"])
            told = sorted(
                (told_of(event_of(raw), sentences) for raw in record["events"]), key=lambda one: one.sentence
            )
            for at, later in enumerate(told):
                for earlier in told[:at]:
                    if earlier.act is later.act and earlier.sentence != later.sentence:
                        rows.append(features(earlier, later, table))
                        answers.append(float(root[earlier.id] == root[later.id]))
                        counts.append(weight)
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    answer, count = np.array(answers), np.array(counts) / sum(counts)
    theta = np.zeros(len(names))
    for _ in range(30):
        chance = 1 / (1 + np.exp(-matrix @ theta))
        slope = matrix.T @ (count * (chance - answer)) + RIDGE * theta
        curve = (matrix * (count * chance * (1 - chance))[:, None]).T @ matrix + RIDGE * np.eye(len(names))
        theta = theta - np.linalg.solve(curve, slope)
    body = "\n".join(f'"{name}" = {value:.2f}' for name, value in zip(names, theta, strict=True))
    text = TARGET.read_text(encoding="utf-8")
    TARGET.write_text(re.sub(r"(?s)\[weights\]\n.*?\n\n", f"[weights]\n{body}\n\n", text), encoding="utf-8")
    print(f"{len(rows)} pairs, {int(answer.sum())} of one deed", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
