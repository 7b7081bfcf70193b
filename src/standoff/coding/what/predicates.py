"""Which words of a sentence tell a political act, and which act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.what.encoder import Floats, Reading
from standoff.coding.what.lexicon import Match, weigh
from standoff.ontology.plover import Category

THRESHOLD = 0.72
"""Least probability of any act for a word to anchor an event."""
TRUST = 1.3
"""Log-odds that a frame of full weight adds to the act that it proposes for a word."""
TRUST_MODE = 3.0
"""Log-odds that a frame with a mode adds to that mode."""
DOUBT = 1.3
"""Log-odds that "no act" gains where no frame knows the word."""
_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "ADV", "NUM", "AUX"})
_BETWEEN = frozenset({"DET", "ADP", "PART", "PRON", "PUNCT", "ADJ", "ADV", "AUX", "SYM", "NUM"})
_WIDEST_GAP = 3


@dataclass(frozen=True, slots=True)
class Predicate:
    """An anchor: tokens ``first`` to ``last`` (ends included) of a sentence, with its head token.

    ``score`` is the probability of ``act`` that encoder and lexicon give together; ``match`` the frame of
    the lexicon that proposes the act there, if one does.
    """

    sentence: int
    first: int
    last: int
    head: int
    act: Category
    mode: str | None
    score: float
    match: Match | None


def find_predicates(
    sentences: Sequence[Sentence],
    matches: Sequence[Sequence[Match]],
    reading: Reading,
    threshold: float = THRESHOLD,
) -> tuple[Predicate, ...]:
    """The predicates of a document in text order."""
    found: list[Predicate] = []
    for sentence in sentences:
        acts = told_acts(sentence, matches[sentence.index], reading)
        found += [
            _predicate(sentence, group, acts, matches[sentence.index], reading)
            for group in _groups(sentence, acts, threshold)
        ]
    return tuple(found)


def told_acts(sentence: Sentence, matches: Sequence[Match], reading: Reading) -> Floats:
    """Probabilities (tokens, acts) by the encoder and the frames that the sentence holds."""
    return joined(reading.acts(sentence), weigh(matches), reading.labels.acts)


def joined(acts: Floats, proposals: Mapping[int, Mapping[Category, float]], names: Sequence[str]) -> Floats:
    """The encoder's probabilities (tokens, acts), joined with what the lexicon proposes for each token.

    ``names`` are the acts' names in their columns, "no act" first. Both witnesses' log-odds add up; how
    much a frame counts was chosen on held-out stories and on the gold texts.
    """
    out = acts.copy()
    columns = {name: column for column, name in enumerate(names)}
    for i in range(len(out)):
        found = proposals.get(i)
        if not found:
            out[i, 0] *= exp(DOUBT)
        for category, weight in (found or {}).items():
            out[i, columns[category]] *= exp(TRUST * weight)
    return np.asarray(out / out.sum(axis=1, keepdims=True), dtype=np.float32)


def told_modes(
    sentence: Sentence, head: int, act: Category, match: Match | None, reading: Reading
) -> dict[str | None, float]:
    """Probabilities of the modes of ``act`` at the head, by the encoder and the frame of the act."""
    modes = reading.modes(sentence.index, head, act)
    if match is not None and match.frame.mode in modes and match.frame.mode is not None:
        modes[match.frame.mode] *= exp(TRUST_MODE)
    total = sum(modes.values()) or 1.0
    return {mode: share / total for mode, share in modes.items()}


def _groups(sentence: Sentence, acts: Floats, threshold: float) -> list[list[Token]]:
    """Words that tell an act, those that tell one deed together; signs and bare numbers tell none."""
    best = acts[:, 1:].argmax(axis=1) + 1
    told = (1 - acts[:, 0] >= threshold).tolist()
    groups: list[list[Token]] = []
    for token in sentence.tokens:
        if not told[token.i] or token.pos not in _CONTENT or not any(map(str.isalnum, token.text)):
            continue
        if groups and best[groups[-1][-1].i] == best[token.i] and _one_deed(sentence, groups[-1], token):
            groups[-1].append(token)
        else:
            groups.append([token])
    return [group for group in groups if any(map(str.isalpha, "".join(token.text for token in group)))]


def _one_deed(sentence: Sentence, group: list[Token], token: Token) -> bool:
    """Whether a word goes with the words before it: it stands close by, and one governs the other."""
    last = group[-1]
    if token.i - last.i - 1 > _WIDEST_GAP:
        return False
    between = sentence.tokens[last.i + 1 : token.i]
    if any(t.dep == "cc" or t.text in {",", ";"} for t in between):
        return False
    if not between:
        return True
    if any(token.head == t.i or t.head == token.i for t in group):
        return True
    inside = {t.i for t in group}
    below = any(above.i in inside for above in sentence.ancestors(token.i))
    return below and all(t.pos in _BETWEEN for t in between)


def _predicate(
    sentence: Sentence, group: list[Token], acts: Floats, matches: Sequence[Match], reading: Reading
) -> Predicate:
    inside = {token.i for token in group}
    summed = np.sum([acts[token.i, 1:] for token in group], axis=0)
    act = Category(reading.labels.acts[int(summed.argmax()) + 1])
    tops = [token for token in group if token.head == token.i or token.head not in inside]
    head = max(tops, key=lambda token: (acts[token.i, 1:].max(), -token.i))
    match = next(
        (
            m
            for m in sorted(matches, key=lambda m: -m.specificity)
            if m.frame.category is act and (m.head in inside or m.need in inside)
        ),
        None,
    )
    modes = told_modes(sentence, head.i, act, match, reading)
    mode = max(modes, key=lambda name: modes[name])
    column = reading.labels.acts.index(act)
    score = max(float(acts[token.i, column]) for token in group)
    return Predicate(sentence.index, group[0].i, group[-1].i, head.i, act, mode, score, match)
