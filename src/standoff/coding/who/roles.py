"""Who acts and whom the act is directed at: mentions chosen for each predicate.

Several witnesses are heard for each mention (``role_features``): the encoder's score of the pair of
words, the place of the mention in the parse, its kind and sector, whether it speaks. A logistic model for
each role, fitted by ``training/roles.py`` on our own annotated text, weighs them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from standoff.coding.parsing.parse import Sentence
from standoff.coding.what.encoder import Reading
from standoff.coding.what.predicates import Predicate
from standoff.coding.who.arguments import first_conjunct, propose
from standoff.coding.who.mentions import Mention, MentionIndex, Referent
from standoff.coding.who.role_features import Candidate, features
from standoff.errors import LexiconError
from standoff.ontology.plover import Category, Sector

WITHIN = 0.5
"""Log-odds from which a mention is a recipient that stands for the actor's own side: "urged Putin to"."""
LAST_RESORT = -2.0
"""Log-odds down to which the best actor is taken where none is likely."""
RECIPIENT = -1.2
"""Log-odds from which a mention is a recipient: a missing one costs as much as one too many."""
ACTOR = -0.2
"""Log-odds from which a mention is an actor."""
DIRECTED = frozenset({Category.ACCUSE, Category.REQUEST, Category.SANCTION, Category.THREATEN})
"""Acts that are aimed at somebody by their nature."""
IN_LIST = -3.0
"""Log-odds down to which a member of a list plays the part of another member."""
LAST_RECIPIENT = -2.5
"""Log-odds down to which a directed act takes the best recipient where none is likely."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention in a role, with the log-odds that put it there."""

    mention: Mention
    odds: float


@dataclass(frozen=True, slots=True)
class Roles:
    """The actors and recipients of one predicate, each in text order."""

    actors: tuple[Filler, ...]
    recipients: tuple[Filler, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate, what was seen of it, and the log-odds of its being an actor and a recipient."""

    candidate: Candidate
    features: Mapping[str, float]
    actor: float
    recipient: float


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """The weights of the features, for each role.

    Raises:
        LexiconError: the table breaks its form.
    """
    text = files("standoff.coding").joinpath("data/roles.toml").read_text(encoding="utf-8")
    try:
        table = tomllib.loads(text)
        return {role: dict(table[role]) for role in ("actor", "recipient")}
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise LexiconError(
            f"the table of roles breaks its form: {error}",
            where="coding/data/roles.toml",
            remedy="Fit it anew: python -m training.roles",
        ) from error


def candidates(
    predicate: Predicate,
    sentences: Sequence[Sentence],
    mentions: MentionIndex,
    reading: Reading,
    speaker: Mention | None,
) -> tuple[Candidate, ...]:
    """The mentions that may play a role: those of actors that the encoder read with the anchor."""
    window = reading.window(predicate.sentence)
    proposed = propose(sentences[predicate.sentence], predicate.head)
    found = []
    for number in range(window.first, min(window.last, predicate.sentence + 1) + 1):
        for mention, nested in mentions.actors_in(number):
            if number == predicate.sentence and predicate.first <= mention.head <= predicate.last:
                continue
            grammar = proposed.get(mention.head) if number == predicate.sentence else None
            speaks = speaker is not None and mention.span == speaker.span
            found.append(Candidate(mention, grammar, nested, speaks))
    return tuple(found)


def find_roles(
    predicate: Predicate,
    sentences: Sequence[Sentence],
    mentions: MentionIndex,
    reading: Reading,
    speaker: Mention | None = None,
) -> Roles:
    """The roles of a predicate. ``speaker`` is the innermost source of what the anchor stands in."""
    actors: list[Filler] = []
    recipients: list[Filler] = []
    heard = judge(predicate, sentences, mentions, reading, speaker)
    for judged in heard:
        if judged.actor - ACTOR >= judged.recipient - RECIPIENT:
            actors.append(Filler(judged.candidate.mention, judged.actor))
        else:
            recipients.append(Filler(judged.candidate.mention, judged.recipient))
    chosen = _actors(actors)
    found = _recipients(recipients, chosen)
    if not found and predicate.act in DIRECTED:
        found = _best_outside(recipients, chosen)
    sentence = sentences[predicate.sentence]
    others = [judged for judged in heard if not _overlaps(judged, (*chosen, *found))]
    acting = [Filler(judged.candidate.mention, judged.actor) for judged in others]
    chosen = _apart([*chosen, *_listed(sentence, chosen, acting)])
    left = [judged for judged in others if not _overlaps(judged, chosen)]
    receiving = [Filler(judged.candidate.mention, judged.recipient) for judged in left]
    return Roles(chosen, _apart([*found, *_listed(sentence, found, receiving)]))


def _overlaps(judged: Judged, fillers: Sequence[Filler]) -> bool:
    return any(judged.candidate.mention.span.overlaps(filler.mention.span) for filler in fillers)


def _listed(sentence: Sentence, chosen: Sequence[Filler], others: Sequence[Filler]) -> list[Filler]:
    """Those among ``others`` that stand in one list with one that was chosen: "Oman, Iran and Iraq"."""
    lists = {
        first_conjunct(sentence, filler.mention.head)
        for filler in chosen
        if filler.mention.sentence == sentence.index
    }
    return [
        filler
        for filler in others
        if filler.odds > IN_LIST
        and filler.mention.sentence == sentence.index
        and first_conjunct(sentence, filler.mention.head) in lists
    ]


def judge(
    predicate: Predicate,
    sentences: Sequence[Sentence],
    mentions: MentionIndex,
    reading: Reading,
    speaker: Mention | None = None,
) -> tuple[Judged, ...]:
    """Every candidate for a role of the predicate, weighed for both roles."""
    scores = reading.roles(predicate.sentence, predicate.head)
    found = []
    for candidate in candidates(predicate, sentences, mentions, reading, speaker):
        seen = features(candidate, predicate, sentences[predicate.sentence], scores)
        found.append(Judged(candidate, seen, _odds("actor", seen), _odds("recipient", seen)))
    return tuple(found)


def _odds(role: str, seen: Mapping[str, float]) -> float:
    weights = load_weights()[role]
    return sum([weights.get(name, 0.0) * value for name, value in seen.items()])


def _actors(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    """The likely actors; where there is none, the best that is not too unlikely."""
    likely = [filler for filler in fillers if filler.odds > ACTOR]
    if not likely:
        best = max(fillers, key=lambda filler: filler.odds, default=None)
        likely = [best] if best is not None and best.odds > LAST_RESORT else []
    return _apart(likely)


def _recipients(fillers: Sequence[Filler], actors: Sequence[Filler]) -> tuple[Filler, ...]:
    """The likely recipients; those that stand for none but the actors must be very likely."""
    acting = {_key(referent) for filler in actors for referent in filler.mention.referents}
    return _apart(
        [
            filler
            for filler in fillers
            if filler.odds > RECIPIENT
            and (
                filler.odds > WITHIN
                or not all(_key(r) in acting and r.code is not None for r in filler.mention.referents)
            )
        ]
    )


def _best_outside(fillers: Sequence[Filler], actors: Sequence[Filler]) -> tuple[Filler, ...]:
    """The best recipient that is not too unlikely and of another country than the actors."""
    acting = {referent.code for filler in actors for referent in filler.mention.referents}
    others = [
        filler
        for filler in fillers
        if filler.odds > LAST_RECIPIENT and any(r.code not in acting for r in filler.mention.referents)
    ]
    return (max(others, key=lambda filler: filler.odds),) if others else ()


def _apart(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    """Of fillers that overlap or stand for the same actor, the likeliest; in text order."""
    kept: list[Filler] = []
    for filler in sorted(fillers, key=lambda f: (-f.odds, f.mention.span)):
        mine = {_key(referent) for referent in filler.mention.referents}
        known = all(referent.code is not None for referent in filler.mention.referents)
        clash = any(
            filler.mention.span.overlaps(other.mention.span)
            or (known and mine <= {_key(referent) for referent in other.mention.referents})
            for other in kept
        )
        if not clash:
            kept.append(filler)
    return tuple(sorted(kept, key=lambda f: f.mention.span))


def _key(referent: Referent) -> tuple[str | None, Sector | None]:
    return referent.code, referent.sector
