"""Where a text's blocks are: a block is a line, and is prose, a heading or a bullet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from standoff.types import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_MARKER = re.compile(
    r"^\s*(?:#{1,6}\s+|[*\-\u2022\u2013\u2014\u25cf\u25aa\u2605\u25b6>]+\s+|\d{1,2}[.)]\s+)?"
)
_ENDS_SENTENCE = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s*$")
_LONGEST_HEADING = 120
_BLOCK_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Block:
    """One line of the text without its bullet or Markdown heading marks and outer blanks."""

    span: Span
    heading: bool


def blocks(text: str) -> tuple[Block, ...]:
    """The non-empty blocks of ``text`` in order.

    A line longer than 20,000 characters is cut after a blank, since no sentence is that long and a
    parser's memory grows with its input.
    """
    found: list[Block] = []
    for line in _LINE.finditer(text):
        content = line.group()
        marker = _MARKER.match(content)
        start = marker.end() if marker else 0
        end = len(content.rstrip())
        if start >= end:
            start = len(content) - len(content.lstrip())
        if start >= end:
            continue
        heading = content.lstrip().startswith("#") or _looks_like_heading(content[start:end])
        for left, right in _pieces(content, start, end):
            found.append(Block(Span(line.start() + left, line.start() + right), heading))
    return tuple(found)


def _looks_like_heading(content: str) -> bool:
    return len(content) <= _LONGEST_HEADING and not _ENDS_SENTENCE.search(content)


def _pieces(content: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > _BLOCK_LIMIT:
        cut = content.rfind(" ", start + _BLOCK_LIMIT // 2, start + _BLOCK_LIMIT)
        cut = cut if cut > 0 else start + _BLOCK_LIMIT
        pieces.append((start, cut))
        start = cut + 1 if content[cut : cut + 1] == " " else cut
    if start < end:
        pieces.append((start, end))
    return pieces
