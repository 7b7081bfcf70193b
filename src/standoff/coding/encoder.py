"""The learned part: one pass of a small encoder over each window of sentences.

MiniLM-L6 (Wang et al. 2020), fine-tuned on our own annotated text by the recipe in ``training/``, in eight
bits. For each word it gives a distribution over acts, over acts with modes and over statuses; for each
pair of words, a score for each role of the second word in an event that the first one anchors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from standoff.coding.features import sentence_features
from standoff.coding.parse import Sentence
from standoff.coding.windows import Window, make_windows
from standoff.errors import ModelError
from standoff.ontology.plover import Category

Floats = NDArray[np.float32]
Proposals = Mapping[int, Mapping[Category, float]]

_BATCH_PIECES = 4096
"""Word pieces in one batch, padding included."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names behind the encoder's numbers; ``acts[0]`` stands for no act."""

    version: str
    acts: tuple[str, ...]
    act_modes: tuple[str, ...]
    statuses: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class WindowReading:
    """What the encoder saw in one window: arrays over its words (rows) as the labels order them."""

    window: Window
    acts: Floats
    act_modes: Floats
    statuses: Floats
    as_event: Floats
    as_argument: Floats
    argument_bias: Floats

    def roles(self, word: int) -> Floats:
        """Probabilities (words, roles) of each word's role in an event anchored at ``word``."""
        count = self.argument_bias.shape[1]
        size = self.as_event.shape[1] // count
        event = self.as_event[word].reshape(count, size)
        arguments = self.as_argument.reshape(-1, count, size)
        scores = np.einsum("rs,wrs->wr", event, arguments) / np.sqrt(size) + self.argument_bias
        return np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)


class Reading:
    """What the encoder saw in a document, by sentence and token."""

    def __init__(self, labels: Labels, windows: Sequence[WindowReading]) -> None:
        self.labels = labels
        self._windows = {n: w for w in windows for n in range(w.window.first, w.window.last + 1)}

    def acts(self, sentence: Sentence) -> Floats:
        """Probabilities (tokens, acts); the rows of tokens beyond the encoder's reach say "no act"."""
        found = self._windows[sentence.index]
        start = found.window.word(sentence.index, 0)
        rows = found.acts[start : start + len(sentence.tokens)]
        missing = len(sentence.tokens) - len(rows)
        if missing:
            blank = np.zeros((missing, rows.shape[1]), dtype=np.float32)
            blank[:, 0] = 1
            rows = np.concatenate([rows, blank])
        return rows

    def modes(self, sentence: int, token: int, act: Category) -> dict[str | None, float]:
        """Probabilities of the modes of ``act``, given that the token anchors such an act."""
        row = self._row(sentence, token, "act_modes")
        weights = {
            None if mode == "-" else mode: float(row[i])
            for i, (category, _, mode) in enumerate(name.partition(".") for name in self.labels.act_modes)
            if category == act
        }
        total = sum(weights.values()) or 1.0
        return {mode: weight / total for mode, weight in weights.items()}

    def statuses(self, sentence: int, token: int) -> dict[str, float]:
        """Probabilities of the statuses, given that the token anchors an event."""
        row = self._row(sentence, token, "statuses")
        return {name: float(p) for name, p in zip(self.labels.statuses, row, strict=True)}

    def window(self, sentence: int) -> Window:
        """The stretch of sentences that was read together with a sentence."""
        return self._windows[sentence].window

    def roles(self, sentence: int, token: int) -> RoleScores:
        """Who plays what in an event anchored at the token, among the words of the same window."""
        found = self._windows[sentence]
        word = min(found.window.word(sentence, token), len(found.acts) - 1)
        return RoleScores(self.labels.roles, found.window, found.roles(word))

    def _row(self, sentence: int, token: int, field: str) -> Floats:
        found = self._windows[sentence]
        rows: Floats = getattr(found, field)
        row: Floats = rows[min(found.window.word(sentence, token), len(rows) - 1)]
        return row


@dataclass(frozen=True)
class RoleScores:
    """Probabilities of roles for the words of one window, seen from one anchor."""

    names: tuple[str, ...]
    window: Window
    scores: Floats

    @cached_property
    def _column(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.names)}

    def of(self, role: str, sentence: int, token: int) -> float:
        """The probability that a token plays ``role``; 0 outside the window."""
        if not self.window.first <= sentence <= self.window.last:
            return 0.0
        word = self.window.word(sentence, token)
        return float(self.scores[word, self._column[role]]) if word < len(self.scores) else 0.0


class Encoder:
    """The session and its tokenizer, loaded once."""

    def __init__(self, session: Any, tokenizer: Tokenizer, labels: Labels) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.labels = labels

    @classmethod
    def load(cls, threads: int = 1) -> Encoder:
        """Load the encoder that the package ships.

        Raises:
            ModelError: its files are missing or do not fit together.
        """
        import onnxruntime

        folder = files("standoff.coding").joinpath("data/encoder")
        try:
            with as_file(folder) as path:
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = threads
                options.log_severity_level = 3
                session = onnxruntime.InferenceSession(
                    str(path / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
                )
                tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
                names = json.loads((path / "labels.json").read_text(encoding="utf-8"))
        except Exception as error:  # onnxruntime and tokenizers raise bare exceptions of their own
            raise ModelError(
                f"the encoder cannot be loaded: {error}", remedy="Install the package anew"
            ) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        labels = Labels(names.pop("version"), **{key: tuple(value) for key, value in names.items()})
        return cls(session, tokenizer, labels)

    def read(self, sentences: tuple[Sentence, ...], proposals: Sequence[Proposals]) -> Reading:
        """Read a document. ``proposals`` holds, for each sentence, what the lexicon proposes."""
        windows = make_windows(sentences, self._tokenizer)
        features = [sentence_features(s, p) for s, p in zip(sentences, proposals, strict=True)]
        readings: list[WindowReading | None] = [None] * len(windows)
        for batch in _batches(windows):
            for at, reading in zip(batch, self._run([windows[i] for i in batch], features), strict=True):
                readings[at] = reading
        return Reading(self.labels, [reading for reading in readings if reading is not None])

    def _run(self, windows: list[Window], features: list[Floats]) -> list[WindowReading]:
        longest = max(len(w.ids) for w in windows)
        ids = np.zeros((len(windows), longest), dtype=np.int64)
        mask = np.zeros_like(ids)
        rows = np.zeros((len(windows), longest, features[0].shape[1]), dtype=np.float32)
        for b, window in enumerate(windows):
            ids[b, : len(window.ids)] = window.ids
            mask[b, : len(window.ids)] = 1
            words = np.concatenate(features[window.first : window.last + 1])[: len(window.pieces)]
            rows[b, list(window.pieces)] = words
        outputs = self._session.run(None, {"ids": ids, "mask": mask, "features": rows})
        found = []
        for b, window in enumerate(windows):
            acts, modes, statuses, event, argument, bias = (o[b, list(window.pieces)] for o in outputs)
            found.append(
                WindowReading(
                    window, _softmax(acts), _softmax(modes), _softmax(statuses), event, argument, bias
                )
            )
        return found


def _batches(windows: Sequence[Window]) -> list[list[int]]:
    """Numbers of windows, grouped by length so that little is padded."""
    order = sorted(range(len(windows)), key=lambda i: (len(windows[i].ids), i))
    groups: list[list[int]] = []
    for i in order:
        if not groups or (len(groups[-1]) + 1) * len(windows[i].ids) > _BATCH_PIECES:
            groups.append([])
        groups[-1].append(i)
    return groups


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)
