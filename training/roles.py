"""Fit the weights by which roles are chosen, on annotated stories that the encoder has not seen.

    python -m training.roles STORIES.jsonl [--only held-out] [--out src/standoff/coding/data/roles.toml]

Every annotated event is given with its own anchor and act; each mention that the coder would consider is
an example, positive where its head stands in an annotated actor (or recipient).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from standoff.coding.assembly import speaker_of
from standoff.coding.coder import Coder
from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.what.encoder import Encoder
from standoff.coding.what.lexicon import Lexicon
from standoff.coding.what.predicates import Predicate
from standoff.coding.who.role_features import features
from standoff.coding.who.roles import candidates
from standoff.ontology.plover import Category
from standoff.types import Document
from training.data import held_out
from training.train import PASSAGE

OUT = Path("src/standoff/coding/data/roles.toml")
LEAST = 4
"""Examples that a feature must stand in to have a weight."""


def anchor_of(event: dict[str, Any], sentences: tuple[Sentence, ...]) -> Predicate | None:
    start, end = event["anchor"]["span"]
    for sentence in sentences:
        inside = [t for t in sentence.tokens if t.start < end and start < t.end]
        if inside:
            words = {t.i for t in inside}
            tops = [
                t.i
                for t in inside
                if (t.head == t.i or t.head not in words) and t.pos not in {"PUNCT", "ADP", "DET", "AUX"}
            ]
            head = tops[0] if tops else inside[-1].i
            return Predicate(
                sentence.index,
                inside[0].i,
                inside[-1].i,
                head,
                Category(event["act"]),
                event["mode"],
                1.0,
                None,
            )
    return None


def examples(coder: Coder, record: dict[str, Any]) -> Any:
    document = Document(
        record["id"], record["text"], date_published=date.fromisoformat(record["date_published"])
    )
    scene = coder.scene(coder.begin(document))
    for event in record["events"]:
        predicate = anchor_of(event, scene.sentences)
        if predicate is None:
            continue
        speaker = speaker_of(scene, predicate)
        scores = scene.reading.roles(predicate.sentence, predicate.head)
        spans = {role: [e["span"] for e in event[role]] for role in ("actors", "recipients")}
        for candidate in candidates(predicate, scene.sentences, scene.mentions, scene.reading, speaker):
            m = candidate.mention
            token = scene.sentences[m.sentence].tokens[m.head]
            row = features(candidate, predicate, scene.sentences[predicate.sentence], scores)
            label = {
                role: any(s <= token.start and token.end <= e for s, e in spans[role])
                and not any(
                    s <= token.start and token.end <= e and covers_better(s, e, m, scene)
                    for s, e in spans[role]
                )
                for role in spans
            }
            yield row, label["actors"], label["recipients"]


def covers_better(start: int, end: int, mention: Any, scene: Any) -> bool:
    """Whether another mention fits the annotated span better, so that this one is only nested in it."""
    mine = abs(mention.span.start - start) + abs(mention.span.end - end)
    return any(
        abs(o.span.start - start) + abs(o.span.end - end) < mine
        for o in scene.mentions.in_sentence(mention.sentence)
        if o.referents
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path, nargs="+")
    parser.add_argument(
        "--ids", help="a file with the ids of records to fit on; without it the held-out tenth"
    )
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    ids = set(Path(options.ids).read_text().split()) if options.ids else None
    # Also around annotated anchors that the encoder takes for no act.
    coder = Coder(Parser.load(), Lexicon.load(), Encoder.load(likely=0.0))
    rows, actors, recipients = [], [], []
    for path in options.records:
        for record in map(json.loads, path.open(encoding="utf-8")):
            wanted = (
                record["id"] in ids
                if ids is not None
                else held_out(record["id"]) and not PASSAGE.match(record["id"])
            )
            if wanted:
                for row, actor, recipient in examples(coder, record):
                    rows.append(row)
                    actors.append(actor)
                    recipients.append(recipient)
    counts = Counter(name for row in rows for name in row)
    rows = [{k: v for k, v in row.items() if counts[k] >= LEAST and k != "bias"} for row in rows]
    vectorizer = DictVectorizer(sparse=True)
    x = vectorizer.fit_transform(rows)
    names = vectorizer.get_feature_names_out()
    text = ["# Weights of what speaks for a mention's role; log-odds. Written by python -m training.roles."]
    for role, labels in (("actor", actors), ("recipient", recipients)):
        model = LogisticRegression(C=0.5, max_iter=2000).fit(x, labels)
        said = model.predict(x)
        hits = int(np.sum(said & np.array(labels)))
        print(
            f"{role}: {len(labels)} mentions, {sum(labels)} in the role, "
            f"F1 {2 * hits / (said.sum() + sum(labels)):.3f}",
            file=sys.stderr,
        )
        text.append(f"\n[{role}]")
        weights = {"bias": float(model.intercept_[0])} | dict(
            zip(names, map(float, model.coef_[0]), strict=True)
        )
        text += [
            f'"{name}" = {weight:.3f}' for name, weight in sorted(weights.items()) if abs(weight) >= 0.01
        ]
    options.out.write_text("\n".join(text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
