"""A stretch of text cut where marks begin and end, so that overlapping marks can be drawn.

Two events may share an anchor, and an actor of one may stand inside the anchor of another. HTML elements
nest and cannot overlap: the text is cut at every edge, and each piece knows all that covers it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from standoff.types import Span


@dataclass(frozen=True, slots=True)
class Part:
    """Text that the same marks cover throughout; ``marks`` are their names, sorted."""

    span: Span
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that the same anchors cover throughout, cut into parts; ``anchors`` are event numbers."""

    span: Span
    anchors: tuple[int, ...]
    parts: tuple[Part, ...]


def pieces(within: Span, anchors: Sequence[Span], marks: Iterable[tuple[Span, str]]) -> Iterator[Piece]:
    """The pieces of ``within`` in text order; together they cover it without gap or overlap.

    Args:
        within: the stretch of text to be drawn.
        anchors: the anchor of each event of the document, by event number.
        marks: spans with the name of what they are, such as ``a3`` for the actors of event 3.
    """
    near = [(number, span) for number, span in enumerate(anchors) if span.overlaps(within)]
    named = [(span, name) for span, name in marks if span.overlaps(within)]
    for outer in _stretches(within, [span for _, span in near]):
        covering = tuple(number for number, span in near if span.covers(outer))
        inner = [(span, name) for span, name in named if span.overlaps(outer)]
        parts = tuple(
            Part(stretch, tuple(sorted({name for span, name in inner if span.covers(stretch)})))
            for stretch in _stretches(outer, [span for span, _ in inner])
        )
        yield Piece(outer, covering, parts)


def _stretches(within: Span, spans: Iterable[Span]) -> Iterator[Span]:
    """``within`` cut at the edges of ``spans``."""
    edges = {within.start, within.end}
    for span in spans:
        edges |= {edge for edge in (span.start, span.end) if within.start < edge < within.end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        yield Span(start, end)
