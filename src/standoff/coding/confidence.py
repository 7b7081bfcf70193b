"""How likely an event is as coded, and codings without the less likely ones."""

from __future__ import annotations

import math
from dataclasses import replace

from standoff.coding.what.predicates import Predicate
from standoff.types import Coding, Event

BIAS, SCORE, FRAME = -1.53, 0.54, 1.15
"""Weights of a logistic model, fitted by ``training/confidence.py`` on stories kept from the encoder."""


def confidence(predicate: Predicate) -> float:
    """The probability in [0, 1], to three digits, that a reader finds this event, in this category.

    From the probability of the act that encoder and lexicon give together, and from whether a frame of
    the lexicon proposes the act.
    """
    score = min(max(predicate.score, 1e-4), 1 - 1e-4)
    odds = BIAS + SCORE * math.log(score / (1 - score)) + FRAME * (predicate.match is not None)
    return round(1 / (1 + math.exp(-odds)), 3)


def confident(coding: Coding, least: float) -> Coding:
    """The coding without events of a confidence below ``least``.

    Ids stay as they are. Where the first telling of a deed goes, the first that stays takes its place.
    """
    kept = [event for event in coding.events if event.confidence is None or event.confidence >= least]
    first: dict[str, str] = {}
    for event in kept:
        first.setdefault(event.same_as or event.id, event.id)
    return replace(
        coding,
        events=tuple(replace(event, same_as=_first_telling(event, first)) for event in kept),
        stances=tuple(
            replace(stance, event=first[stance.event]) for stance in coding.stances if stance.event in first
        ),
    )


def _first_telling(event: Event, first: dict[str, str]) -> str | None:
    told = first[event.same_as or event.id]
    return None if told == event.id else told
