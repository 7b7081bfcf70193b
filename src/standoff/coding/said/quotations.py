"""Quotations: where quotation marks open and close, block by block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from standoff.coding.parsing.parse import Sentence
from standoff.types import Span

_MARK = re.compile(r"[\u201c\u201d\u201e\u00ab\u00bb\"\u2018\u2019']|``|''")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks, marks included.

    ``block`` is the number of the block. ``whole`` is true where the words could stand as an utterance
    of their own, false for a quoted word or two. ``open_ended`` is true where the block ends before a
    mark closes the quotation, as a speech of several paragraphs has it.
    """

    span: Span
    block: int
    whole: bool
    open_ended: bool


def find_quotations(text: str, sentences: Sequence[Sentence]) -> tuple[Quotation, ...]:
    """The outermost quotations of ``text``, in order; none crosses the edge of a block."""
    edges: dict[int, Span] = {}
    for sentence in sentences:
        old = edges.get(sentence.block)
        edges[sentence.block] = Span(old.start if old else sentence.start, sentence.end)
    found: list[Quotation] = []
    for block, edge in edges.items():
        found += _of_block(text, block, edge)
    return tuple(found)


def _of_block(text: str, block: int, edge: Span) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    family = ""
    for match in _MARK.finditer(text, edge.start, edge.end):
        mark, at, end = match.group(), match.start(), match.end()
        before = text[at - 1] if at > edge.start else " "
        after = text[end] if end < edge.end else " "
        if opened is None:
            if _opens(mark, before, after) and (
                _family(mark) == "double" or _single_closes(text, end, edge.end)
            ):
                opened, family = at, _family(mark)
        elif _family(mark) == family and _closes(mark, before, after, family):
            found.append(_quotation(text, Span(opened, end), block, False))
            opened = None
    if opened is not None and family == "double":
        found.append(_quotation(text, Span(opened, edge.end), block, True))
    return found


def _quotation(text: str, span: Span, block: int, open_ended: bool) -> Quotation:
    words = span.of(text)
    inner = words.strip("\u201c\u201d\u201e\u00ab\u00bb\"\u2018\u2019'` ")
    before = text[max(0, span.start - 3) : span.start].rstrip()
    opens = not before or before[-1] in {".", "!", "?", ",", ":", "\u201d", '"'}
    ends = inner[-1:] in {"?", "!", "."} or (inner[-1:] == "," and opens)
    whole = len(_WORD.findall(inner)) >= _FEWEST_WORDS or ends
    return Quotation(span, block, whole, open_ended)


def _family(mark: str) -> str:
    return "single" if mark in {"\u2018", "\u2019", "'"} else "double"


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in {"\u201c", "\u201e", "\u00ab", "``"}:
        return True
    if mark in {"\u2018", "'"}:
        return not before.isalnum() and not after.isspace() and before != "."
    return mark in {'"', "''"} and (not before.isalnum() and before not in ".,!?") and not after.isspace()


def _closes(mark: str, before: str, after: str, family: str) -> bool:
    if family == "single":
        return mark != "\u2018" and not after.isalnum() and not before.isspace()
    if mark in {"\u201d", "\u00bb", "\u201c"}:
        return mark != "\u201c" or not after.isalnum()
    return mark in {'"', "''"} and not (before.isspace() and after.isalnum())


def _single_closes(text: str, start: int, end: int) -> bool:
    """Whether a single mark closes soon: an apostrophe at a word's start never does."""
    for match in re.finditer(r"[\u2019'](?!\w)", text[start:end]):
        if not text[start + match.start() - 1].isspace():
            return text[start : start + match.start()].count(" ") < 80
    return False
