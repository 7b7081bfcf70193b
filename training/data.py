"""Annotated passages and stories as tensors-to-be: windows of words with their labels."""

from __future__ import annotations

import json
import pickle
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.what.windows import Window, make_windows
from standoff.ontology.plover import MODES, Category, Status

ACTS: tuple[str, ...] = ("O", *Category)
STATUSES: tuple[str, ...] = tuple(Status)
ACT_MODES: tuple[str, ...] = tuple(f"{act}.{mode}" for act, modes in MODES.items() for mode in (*modes, "-"))
FOLDS = 3
ROLES = ("actor", "recipient", "source", "relay", "at", "from", "to", "date", "quantity")


@dataclass(frozen=True, slots=True)
class LabelledEvent:
    """An annotated event in words of its window: its anchor's words, its head, and who plays what."""

    anchor: tuple[int, ...]
    head: int
    act: int
    act_mode: int
    status: int
    roles: frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the words' sentences and labels."""

    record: str
    sentences: tuple[Sentence, ...]
    window: Window
    events: tuple[LabelledEvent, ...]


def records(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def held_out(record_id: str, share: int = 10) -> bool:
    """Whether a record belongs to the tenth that is never trained on; fixed by its id."""
    return int(sha256(record_id.encode()).hexdigest(), 16) % share == 0


def fold(record_id: str) -> int:
    """In which of the folds a story stands, for weights that are fitted on what an encoder has not seen."""
    return int(sha256(f"fold {record_id}".encode()).hexdigest(), 16) % FOLDS


def examples(paths: Iterable[Path], tokenizer: Tokenizer, parser: Parser, cache: Path) -> list[Example]:
    """All windows of all records, parsed once and kept in ``cache``."""
    known: dict[str, tuple[Sentence, ...]] = pickle.loads(cache.read_bytes()) if cache.exists() else {}
    out = []
    for record in records(paths):
        text = record["text"]
        if text not in known:
            known[text] = parser(text)
        sentences = known[text]
        for window in make_windows(sentences, tokenizer):
            inside = sentences[window.first : window.last + 1]
            out.append(Example(record["id"], inside, window, tuple(labels(record, inside, window))))
    cache.write_bytes(pickle.dumps(known))
    return out


def labels(
    record: dict[str, Any], sentences: tuple[Sentence, ...], window: Window
) -> Iterator[LabelledEvent]:
    for event in record["events"]:
        words = covered(event["anchor"]["span"], sentences, window)
        if not words:
            continue
        head = head_word(words, sentences, window)
        roles: set[tuple[int, int]] = set()
        for role, spans in role_spans(event):
            for span in spans:
                found = covered(span, sentences, window)
                if found:
                    roles.add((ROLES.index(role), head_word(found, sentences, window)))
        key = f"{event['act']}.{event['mode'] or '-'}"
        yield LabelledEvent(
            anchor=words,
            head=head,
            act=ACTS.index(event["act"]),
            act_mode=ACT_MODES.index(key),
            status=STATUSES.index(event["status"]),
            roles=frozenset(roles),
        )


def role_spans(event: dict[str, Any]) -> Iterator[tuple[str, list[list[int]]]]:
    yield "actor", [e["span"] for e in event["actors"]]
    yield "recipient", [e["span"] for e in event["recipients"]]
    yield "source", [e["span"] for e in event["attribution"][-1:]]
    yield "relay", [e["span"] for e in event["attribution"][:-1]]
    for place in event["places"]:
        yield place["role"], [place["span"]]
    if event["date"]:
        yield "date", [event["date"]["span"]]
    yield "quantity", [q["span"] for q in event["quantities"]]


def covered(span: list[int], sentences: tuple[Sentence, ...], window: Window) -> tuple[int, ...]:
    """The window's words that lie in a document span."""
    return tuple(
        window.word(sentence.index, token.i)
        for sentence in sentences
        for token in sentence.tokens
        if token.start < span[1] and span[0] < token.end
    )


def head_word(words: tuple[int, ...], sentences: tuple[Sentence, ...], window: Window) -> int:
    """The syntactic head of a run of words: the first whose own head lies outside the run."""
    inside = set(words)
    for sentence in sentences:
        base = window.word(sentence.index, 0)
        for token in sentence.tokens:
            here, above = base + token.i, base + token.head
            outside = token.head == token.i or above not in inside
            bare = token.pos in {"PUNCT", "ADP", "PART", "DET", "AUX"} and len(words) > 1
            if here in inside and outside and not bare:
                return here
    return words[-1]


def batches(found: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of like length in random order."""
    order = sorted(found, key=lambda e: len(e.window.ids) + rng.random() * 8)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    yield from groups
