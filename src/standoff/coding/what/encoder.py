"""The learned part: one pass of a small encoder over each window of sentences.

MiniLM-L6 (Wang et al. 2020), fine-tuned on our own annotated text by the recipe in ``training/``, in eight
bits. For each word it gives a distribution over acts, over acts with modes and over statuses; for each
pair of words, a score for each role of the second word in an event that the first one anchors.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from standoff.coding.parsing.parse import Sentence
from standoff.coding.what.features import SIZE, sentence_features
from standoff.coding.what.windows import Window, make_windows
from standoff.errors import ModelError
from standoff.ontology.plover import Category

Floats = NDArray[np.float32]
Proposals = Mapping[int, Mapping[Category, float]]

LIKELY = 0.1
"""Least probability of an act at a word for the roles around it to be kept: less than any anchor has."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The names behind the encoder's numbers; ``acts[0]`` stands for no act."""

    version: str
    acts: tuple[str, ...]
    act_modes: tuple[str, ...]
    statuses: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WindowReading:
    """What the encoder saw in one window: arrays over its words (rows) as the labels order them.

    ``roles`` holds, for each word that may anchor an event, the probabilities (words, roles) of each word's
    role in it. Of a long text those of all pairs of words would fill the memory.
    """

    window: Window
    acts: Floats
    act_modes: Floats
    statuses: Floats
    roles: Mapping[int, Floats]


class Reading:
    """What the encoder saw in a document, by sentence and token."""

    def __init__(self, labels: Labels, windows: Sequence[WindowReading]) -> None:
        self.labels = labels
        self._windows = {n: w for w in windows for n in range(w.window.first, w.window.last + 1)}
        self._modes: dict[str, list[tuple[str | None, int]]] = defaultdict(list)
        for column, name in enumerate(labels.act_modes):
            act, _, mode = name.partition(".")
            self._modes[act].append((None if mode == "-" else mode, column))

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
        weights = {mode: float(row[column]) for mode, column in self._modes[act]}
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
        """Who plays what in an event anchored at the token, among the words of the same window.

        Nobody plays anything around a token that can hardly be an anchor.
        """
        found = self._windows[sentence]
        word = min(found.window.word(sentence, token), len(found.acts) - 1)
        scores = found.roles.get(word)
        if scores is None:
            scores = np.zeros((len(found.acts), len(self.labels.roles)), dtype=np.float32)
        return RoleScores(self.labels.roles, found.window, scores)

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

    def __init__(self, session: Any, tokenizer: Tokenizer, labels: Labels, likely: float = LIKELY) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._likely = likely
        self.labels = labels

    @classmethod
    def load(cls, threads: int = 1, likely: float = LIKELY) -> Encoder:
        """Load the encoder that the package ships.

        Args:
            likely: least probability of an act at a word for the roles around it to be kept.

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
        return cls(session, tokenizer, labels, likely)

    def read(self, sentences: tuple[Sentence, ...], proposals: Sequence[Proposals]) -> Reading:
        """Read a document. ``proposals`` holds, for each sentence, what the lexicon proposes."""
        features = [sentence_features(s, p) for s, p in zip(sentences, proposals, strict=True)]
        windows = make_windows(sentences, self._tokenizer)
        return Reading(self.labels, [self._read(window, features) for window in windows])

    def _read(self, window: Window, features: Sequence[Floats]) -> WindowReading:
        """Read one window alone.

        The network takes the scale of its eight bits from all that it reads at a time, so that windows
        read together would change one another's figures; and none need be padded to the longest.
        """
        pieces = np.array(window.pieces, dtype=np.intp)
        rows = np.zeros((1, len(window.ids), SIZE), dtype=np.float32)
        rows[0, pieces] = np.concatenate(features[window.first : window.last + 1])[: len(pieces)]
        ids = np.array([window.ids], dtype=np.int64)
        outputs = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids), "features": rows})
        of_act, of_mode, of_status, as_event, as_argument, bias = (output[0] for output in outputs)
        acts = _softmax(of_act[pieces])
        anchors = np.flatnonzero(acts[:, 0] <= 1 - self._likely)
        scores = role_scores(as_event[pieces[anchors]], as_argument[pieces], bias[pieces])
        roles = dict(zip(anchors.tolist(), scores, strict=True))
        return WindowReading(window, acts, _softmax(of_mode[pieces]), _softmax(of_status[pieces]), roles)


def role_scores(events: Floats, arguments: Floats, bias: Floats) -> Floats:
    """Probabilities (events, words, roles) of each word's role in each event.

    Args:
        events: (events, roles x size), what the anchors are as events.
        arguments: (words, roles x size), what the words are as arguments.
        bias: (words, roles), log-odds of a word's role whatever the event.
    """
    count = bias.shape[1]
    size = arguments.shape[1] // count
    of_role = events.reshape(len(events), count, size).transpose(1, 0, 2)
    by_role = arguments.reshape(len(arguments), count, size).transpose(1, 2, 0)
    scores = (of_role @ by_role).transpose(1, 2, 0) / np.sqrt(np.float32(size)) + bias
    # The logistic function by way of tanh, which cannot overflow.
    return np.asarray(0.5 + 0.5 * np.tanh(scores / 2), dtype=np.float32)


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)
