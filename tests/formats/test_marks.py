"""Overlapping marks are cut at their edges."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from standoff.formats.marks import pieces
from standoff.types import Span


def test_overlapping_anchors_are_cut_at_every_edge() -> None:
    found = list(pieces(Span(0, 10), [Span(2, 6), Span(4, 8)], []))
    assert [(piece.span.start, piece.span.end, piece.anchors) for piece in found] == [
        (0, 2, ()),
        (2, 4, (0,)),
        (4, 6, (0, 1)),
        (6, 8, (1,)),
        (8, 10, ()),
    ]


def test_a_field_inside_an_anchor_cuts_its_parts_only() -> None:
    (piece,) = pieces(Span(0, 9), [Span(0, 9)], [(Span(3, 5), "q0")])
    assert [(part.span.start, part.span.end, part.marks) for part in piece.parts] == [
        (0, 3, ()),
        (3, 5, ("q0",)),
        (5, 9, ()),
    ]


spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_pieces_cover_the_text_once_and_know_what_covers_them(
    anchors: list[Span], fields: list[Span]
) -> None:
    within = Span(5, 30)
    found = list(pieces(within, anchors, [(span, f"a{number}") for number, span in enumerate(fields)]))
    parts = [part for piece in found for part in piece.parts]
    for run in ([piece.span for piece in found], [part.span for part in parts]):
        assert run[0].start == within.start
        assert run[-1].end == within.end
        assert all(left.end == right.start for left, right in pairwise(run))
    for piece in found:
        for place in range(piece.span.start, piece.span.end):
            covering = [n for n, span in enumerate(anchors) if span.start <= place < span.end]
            assert list(piece.anchors) == covering
    for part in parts:
        for place in range(part.span.start, part.span.end):
            named = sorted(f"a{n}" for n, span in enumerate(fields) if span.start <= place < span.end)
            assert list(part.marks) == named
