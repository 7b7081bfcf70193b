"""Stretches of consecutive sentences that the encoder reads in one pass, and their word pieces."""

from __future__ import annotations

from dataclasses import dataclass

from tokenizers import Tokenizer

from standoff.coding.parsing.parse import Sentence

MAX_WORDS = 96
"""Words in one window; a longer sentence has a window to itself."""
MAX_PIECES = 384
"""Word pieces that the encoder reads of one window; what is beyond has no reading."""

_AT_A_TIME = 64
"""Windows whose word pieces are cut at a time: the tokenizer's own record of them takes much memory."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences ``first`` to ``last`` of the document, ends included.

    ``starts[k]`` is the window's word index of the first token of sentence ``first + k``.
    ``ids`` are word-piece ids with the encoder's opening and closing marks; ``pieces[w]`` is the index
    into ``ids`` of the first piece of word ``w``, for the words that fit.
    """

    first: int
    last: int
    starts: tuple[int, ...]
    ids: tuple[int, ...]
    pieces: tuple[int, ...]

    def word(self, sentence: int, token: int) -> int:
        """The window's word index of a token."""
        return self.starts[sentence - self.first] + token


def make_windows(sentences: tuple[Sentence, ...], tokenizer: Tokenizer) -> tuple[Window, ...]:
    """Cut a document's sentences into windows, none longer than ``MAX_WORDS`` unless it is one sentence."""
    groups: list[list[Sentence]] = []
    size = 0
    for sentence in sentences:
        if not groups or size + len(sentence.tokens) > MAX_WORDS:
            groups.append([])
            size = 0
        groups[-1].append(sentence)
        size += len(sentence.tokens)
    windows: list[Window] = []
    for start in range(0, len(groups), _AT_A_TIME):
        some = groups[start : start + _AT_A_TIME]
        words = [[token.text for sentence in group for token in sentence.tokens] for group in some]
        encoded = tokenizer.encode_batch(words, is_pretokenized=True)
        windows += (_window(group, encoding) for group, encoding in zip(some, encoded, strict=True))
    return tuple(windows)


def _window(group: list[Sentence], encoding: object) -> Window:
    starts, count = [], 0
    for sentence in group:
        starts.append(count)
        count += len(sentence.tokens)
    ids: list[int] = encoding.ids  # type: ignore[attr-defined]
    word_ids: list[int | None] = encoding.word_ids  # type: ignore[attr-defined]
    pieces: list[int] = []
    for at, word in enumerate(word_ids[: MAX_PIECES - 1]):
        while word is not None and word >= len(pieces):
            pieces.append(at)
    if len(ids) > MAX_PIECES:
        ids = ids[: MAX_PIECES - 1] + ids[-1:]
    return Window(group[0].index, group[-1].index, tuple(starts), tuple(ids), tuple(pieces))
