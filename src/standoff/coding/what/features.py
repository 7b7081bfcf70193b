"""What the lexicon and the parse say of each word, as numbers that the encoder's heads take in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from standoff.coding.parsing.parse import Sentence
from standoff.ontology.plover import Category

_CATEGORIES = {category: i for i, category in enumerate(Category)}
_POS = ("VERB", "NOUN", "PROPN", "ADJ", "ADV", "AUX", "NUM", "PRON", "ADP")
_DEPS = (
    *("ROOT", "nsubj", "nsubjpass", "dobj", "pobj", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj"),
    *("amod", "compound", "poss", "agent", "appos", "pcomp", "dative"),
)
_POS_AT = {pos: len(_CATEGORIES) + i for i, pos in enumerate(_POS)}
_DEP_AT = {dep: len(_CATEGORIES) + len(_POS) + i for i, dep in enumerate(_DEPS)}
_HEADING = len(_CATEGORIES) + len(_POS) + len(_DEPS)
SIZE = _HEADING + 1
"""Numbers a word: one for each category, part of speech and dependency, and one for headings."""


def sentence_features(
    sentence: Sentence, proposals: Mapping[int, Mapping[Category, float]]
) -> NDArray[np.float32]:
    """A (tokens, SIZE) array. ``proposals`` weighs the categories that the lexicon sees in a token."""
    out = np.zeros((len(sentence.tokens), SIZE), dtype=np.float32)
    for token in sentence.tokens:
        row = out[token.i]
        if (at := _POS_AT.get(token.pos)) is not None:
            row[at] = 1
        if (at := _DEP_AT.get(token.dep)) is not None:
            row[at] = 1
        for category, weight in proposals.get(token.i, {}).items():
            row[_CATEGORIES[category]] = weight
    if sentence.heading:
        out[:, _HEADING] = 1
    return out
