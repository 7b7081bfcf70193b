"""Features of words: each number stands where the encoder's heads were taught to look for it."""

from __future__ import annotations

import numpy as np

from standoff.coding.what.features import SIZE, sentence_features
from standoff.ontology.plover import Category
from tests.coding.handmade import sentence

ROWS = ("Rebels NOUN nsubj 1", "shelled VERB ROOT 1", "it PRON dobj 1", "; PUNCT punct 1")


def test_what_is_known_of_a_word_is_one() -> None:
    rows = sentence_features(sentence(*ROWS), {})
    assert rows.shape == (4, SIZE)
    assert [int(row.sum()) for row in rows] == [2, 2, 2, 0]
    assert len({tuple(row) for row in rows}) == 4


def test_headings_are_marked_on_every_word() -> None:
    plain, heading = (sentence_features(sentence(*ROWS, heading=kind), {}) for kind in (False, True))
    assert (heading - plain).sum(axis=1).tolist() == [1, 1, 1, 1]
    assert np.flatnonzero((heading - plain)[0]).tolist() == [SIZE - 1]


def test_proposals_weigh_their_categories() -> None:
    plain = sentence_features(sentence(*ROWS), {})
    rows = sentence_features(sentence(*ROWS), {1: {Category.ASSAULT: 1.0, Category.AID: 0.4}})
    order = list(Category)
    told = rows - plain
    assert told[1, order.index(Category.ASSAULT)] == 1
    assert told[1, order.index(Category.AID)] == np.float32(0.4)
    assert np.count_nonzero(told) == 2
