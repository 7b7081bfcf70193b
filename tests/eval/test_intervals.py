from __future__ import annotations

import pytest

from eval.intervals import Counts, f1, interval, pooled


@pytest.mark.parametrize(
    ("counts", "value"), [((0, 0, 0), 0.0), ((5, 10, 10), 0.5), ((3, 3, 3), 1.0), ((2, 4, 12), 0.25)]
)
def test_f1(counts: Counts, value: float) -> None:
    assert f1(counts) == pytest.approx(value)


def test_pooled() -> None:
    assert pooled([(1, 2, 3), (4, 5, 6)]) == (5, 7, 9)
    assert pooled([]) == (0, 0, 0)


def test_an_interval_holds_the_value_and_narrows_with_more_documents() -> None:
    few = [(4, 8, 9), (2, 8, 7), (7, 9, 9), (1, 6, 8), (5, 7, 9)]
    wide, narrow = interval(few), interval(few * 20)
    assert wide is not None
    assert narrow is not None
    value = f1(pooled(few))
    assert wide[0] < narrow[0] < value < narrow[1] < wide[1]
    assert interval(few) == wide


def test_four_documents_tell_nothing() -> None:
    assert interval([(1, 2, 3)] * 4) is None
