"""Sentences and readings made by hand, for tests that no model should decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.what.encoder import Floats, Labels, Reading, WindowReading
from standoff.coding.what.windows import Window
from standoff.ontology.plover import MODES, Category, Status

LABELS = Labels(
    version="handmade",
    acts=("O", *(category.value for category in Category)),
    act_modes=tuple(f"{act}.{mode}" for act in Category for mode in (*MODES[act], "-")),
    statuses=tuple(status.value for status in Status),
    roles=("actor", "recipient"),
)
_TAGS = {"VERB": "VBD", "NOUN": "NN", "PROPN": "NNP", "ADP": "IN", "DET": "DT", "CCONJ": "CC", "PUNCT": ","}


def sentence(*rows: str, index: int = 0, start: int = 0, heading: bool = False) -> Sentence:
    """A sentence of rows ``word POS dep head``, with one blank between words; ``POS`` may be ``POS/TAG``.

    ``head`` is the number of a row from 0; the root names itself. The lemma is the word in lower case.
    """
    read = [row.split() for row in rows]
    heads = [int(row[3]) for row in read]
    tokens: list[Token] = []
    at = start
    for i, (word, kind, dep, _) in enumerate(read):
        pos, _, tag = kind.partition("/")
        below = [j for j in range(len(rows)) if _is_below(heads, j, i)]
        tokens.append(
            Token(
                i=i,
                start=at,
                end=at + len(word),
                text=word,
                lower=word.lower(),
                lemma=word.lower(),
                tag=tag or _TAGS.get(pos, pos),
                pos=pos,
                dep=dep,
                head=heads[i],
                left=min(below),
                right=max(below),
                children=tuple(j for j, head in enumerate(heads) if head == i and j != i),
            )
        )
        at += len(word) + 1
    return Sentence(index, index, heading, tuple(tokens))


def _is_below(heads: Sequence[int], i: int, top: int) -> bool:
    while i != top and heads[i] != i:
        i = heads[i]
    return i == top


def reading(
    sentences: Sequence[Sentence],
    acts: Mapping[tuple[int, int], Mapping[Category, float]] | None = None,
    *,
    roles: Mapping[tuple[int, int], Mapping[str, float]] | None = None,
    statuses: Mapping[Status, float] | None = None,
) -> Reading:
    """A reading in which each sentence is a window of its own.

    Args:
        acts: probabilities of acts by (sentence, token); what is left over tells no act.
        roles: log-odds of roles by (sentence, token), whatever the anchor; -7 where there are none.
        statuses: probabilities of statuses at every token; all the same where there are none.
    """
    windows = []
    for one in sentences:
        count = len(one.tokens)
        told = np.zeros((count, len(LABELS.acts)), dtype=np.float32)
        bias = np.full((count, len(LABELS.roles)), -7, dtype=np.float32)
        for i in range(count):
            for act, p in (acts or {}).get((one.index, i), {}).items():
                told[i, LABELS.acts.index(act)] = p
            told[i, 0] = 1 - told[i].sum()
            for role, odds in (roles or {}).get((one.index, i), {}).items():
                bias[i, LABELS.roles.index(role)] = odds
        scores = np.asarray(1 / (1 + np.exp(-bias)), dtype=np.float32)
        windows.append(
            WindowReading(
                Window(one.index, one.index, (0,), (), tuple(range(count))),
                told,
                _even(count, len(LABELS.act_modes)),
                _shares(count, statuses),
                dict.fromkeys(range(count), scores),
            )
        )
    return Reading(LABELS, windows)


def _shares(rows: int, statuses: Mapping[Status, float] | None) -> Floats:
    if statuses is None:
        return _even(rows, len(LABELS.statuses))
    row = [statuses.get(Status(name), 0.0) for name in LABELS.statuses]
    return np.tile(np.array(row, dtype=np.float32), (rows, 1))


def _even(rows: int, columns: int) -> Floats:
    return np.full((rows, columns), 1 / columns, dtype=np.float32)
