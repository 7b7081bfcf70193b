"""A sentence's words and their dependency tree, as plain frozen values that every later step reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standoff.coding.parsing.morphology import Word
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


def grow(words: Sequence[Word], starts: Sequence[int], heads: Sequence[int]) -> tuple[Token, ...]:
    """The tokens of a sentence from its words, their offsets in the document, and each one's head."""
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    left, right = _edges(heads)
    tokens = []
    for i, (text, lower, lemma, tag, pos, dep) in enumerate(words):
        tokens.append(
            Token(
                i=i,
                start=starts[i],
                end=starts[i] + len(text),
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
