"""Retellings: which events of a document tell a deed that it has told before (codebook, sections 1 and 8).

A later telling is compared with each earlier one of the same act. What contradicts (another day, another
place, another actor) keeps two deeds apart; what agrees (actors, words, numbers) speaks for one deed, and
weighs as ``data/retellings.toml`` says. A telling joins the group of the earlier telling that it fits best.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from math import exp, log2

from standoff.coding.parsing.parse import Sentence
from standoff.errors import LexiconError
from standoff.ontology.plover import Category, Status
from standoff.types import Event

Party = tuple[str | None, str | None]
"""Code and sector of an actor or recipient."""

_UTTERED = frozenset({Category.REQUEST, Category.THREATEN, Category.ACCUSE, Category.REJECT, Category.AGREE})
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", "PRM", None})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_CONTENT = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})
_OPEN = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.CONDITIONAL})
REACH = 1000
"""Sentences after which a deed that was not told again is taken up no more; it keeps long texts linear."""


@dataclass(frozen=True, slots=True)
class Told:
    """What of one event decides whether it is a retelling.

    ``sentence`` is the sentence's number in the document; ``lemmas`` are the anchor's content lemmas in
    lower case; ``places`` are pairs of country code and name; ``days`` first and last day; ``quantities``
    are (low, high, unit); ``definite`` says that the anchor is a noun with "the", "this" or a possessive,
    ``indefinite`` that it is a noun with "a", ``fresh`` that it is one with "another", "new" or "more";
    ``noun`` says that it is a noun at all. ``objects`` are the lemmas of the recipients' nouns.
    """

    id: str
    act: Category
    mode: str | None
    status: Status
    sentence: int
    lemmas: frozenset[str]
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    places: tuple[tuple[str | None, str], ...] = ()
    days: tuple[date, date] | None = None
    quantities: tuple[tuple[int | float | None, int | float | None, str], ...] = ()
    heading: bool = False
    noun: bool = False
    definite: bool = False
    indefinite: bool = False
    fresh: bool = False
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """The table ``data/retellings.toml``: weights by feature, the threshold, and words of one sense."""

    weights: Mapping[str, float]
    threshold: float
    senses: Mapping[str, frozenset[int]]
    light: frozenset[str] = frozenset()
    fresh: frozenset[str] = frozenset()


@cache
def load_weights() -> Weights:
    """Read the table once.

    Raises:
        LexiconError: the file breaks its schema.
    """
    source = files("standoff.coding") / "data" / "retellings.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        senses: dict[str, set[int]] = {}
        for number, group in enumerate(table["senses"]["groups"]):
            for lemma in group:
                senses.setdefault(str(lemma), set()).add(number)
        return Weights(
            weights={str(name): float(value) for name, value in table["weights"].items()},
            threshold=float(table["threshold"]),
            senses={lemma: frozenset(numbers) for lemma, numbers in senses.items()},
            light=frozenset(table["senses"]["light"]),
            fresh=frozenset(table["senses"]["fresh"]),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise LexiconError(
            f"the table of retellings breaks its schema: {error}",
            where="coding/data/retellings.toml",
            remedy="Compare it with the description in its first lines",
        ) from error


def link_retellings(told: Sequence[Told]) -> tuple[str | None, ...]:
    """For each event, in text order, the id of its deed's first telling; ``None`` for a first telling."""
    table = load_weights()
    groups: list[list[Told]] = []
    open_groups: dict[Category, list[int]] = defaultdict(list)
    found: dict[str, str | None] = {}
    for number, sentence in groupby(told, key=lambda event: event.sentence):
        tellings = list(sentence)
        for act in {later.act for later in tellings}:
            open_groups[act] = [at for at in open_groups[act] if number - groups[at][-1].sentence <= REACH]
        fits = [
            (score, at, place)
            for at, later in enumerate(tellings)
            for place in open_groups[later.act]
            if (score := _fit(groups[place], later, table)) > table.threshold
        ]
        taken: dict[int, int] = {}
        for _, at, place in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
            # one sentence tells a deed once
            if at not in taken and place not in taken.values():
                taken[at] = place
        for at, later in enumerate(tellings):
            if at in taken:
                found[later.id] = groups[taken[at]][0].id
                groups[taken[at]].append(later)
            else:
                found[later.id] = None
                open_groups[later.act].append(len(groups))
                groups.append([later])
    return tuple(found[event.id] for event in told)


def _fit(group: Sequence[Told], later: Told, table: Weights) -> float:
    """How well a telling fits a group: its best likeness, 0 where it contradicts one of the group."""
    for earlier in group:
        if _apart(earlier, later):
            return 0.0
    return max(likeness(earlier, later, table) for earlier in group)


def tell(event: Event, sentence: Sentence, first: int, last: int, head: int) -> Told:
    """What decides, from an event whose anchor is tokens ``first`` to ``last`` of ``sentence``."""
    tokens = sentence.tokens
    table = load_weights()
    noun = tokens[head].pos in {"NOUN", "PROPN"}
    before = [tokens[k] for k in tokens[head].children if k < head] if noun else []
    lead = {token.lower for token in before}
    run = tokens[first : last + 1]
    content = {t.lemma for t in run if t.pos in _CONTENT or first == last} - table.light
    objects = {
        token.lemma
        for entity in event.recipients
        for token in tokens
        if token.pos in {"NOUN", "PROPN"} and entity.span.start <= token.start < entity.span.end
    }
    return Told(
        id=event.id,
        act=event.act,
        mode=event.mode,
        status=event.status,
        sentence=sentence.index,
        lemmas=frozenset(content),
        actors=tuple((entity.code, entity.sector) for entity in event.actors),
        recipients=tuple((entity.code, entity.sector) for entity in event.recipients),
        places=tuple((place.country, place.name) for place in event.places),
        days=(event.date.start, event.date.end) if event.date else None,
        quantities=tuple((q.low, q.high, q.unit) for q in event.quantities),
        heading=sentence.heading,
        noun=noun,
        definite=bool(lead & _DEFINITE) or any(token.dep == "poss" for token in before),
        indefinite=bool(lead & {"a", "an"}),
        fresh=bool(lead & table.fresh),
        objects=frozenset(objects),
    )


def likeness(earlier: Told, later: Told, table: Weights | None = None) -> float:
    """How likely both tell one deed, in [0, 1]; 0 for two of different acts or in one sentence."""
    table = table or load_weights()
    if earlier.act is not later.act or earlier.sentence == later.sentence:
        return 0.0
    total = sum(
        table.weights.get(name, 0.0) * value for name, value in features(earlier, later, table).items()
    )
    return 1 / (1 + exp(-total))


def features(earlier: Told, later: Told, table: Weights) -> dict[str, float]:
    """What agrees and what differs between two tellings of one act, by name; mostly 0 or 1."""
    found = {"bias": 1.0}
    gap = later.sentence - earlier.sentence
    found["distance"] = log2(gap) if gap > 0 else 0.0
    found["from heading"] = float(earlier.heading)
    found["uttered"] = float(later.act in _UTTERED)
    same_words = bool(earlier.lemmas & later.lemmas)
    senses = _senses(earlier.lemmas, table), _senses(later.lemmas, table)
    same_sense = bool(senses[0] & senses[1])
    found["same words"] = float(same_words)
    found["same sense"] = float(same_sense and not same_words)
    found["other sense"] = float(all(senses) and not same_sense and not same_words)
    found["definite"] = float(later.definite)
    found["indefinite"] = float(later.indefinite)
    found["fresh"] = float(later.fresh)
    found["noun"] = float(later.noun)
    if earlier.objects and later.objects:
        found["same objects" if earlier.objects & later.objects else "other objects"] = 1.0
    if earlier.mode and later.mode:
        found["same mode" if earlier.mode == later.mode else "other mode"] = 1.0
    found[f"actors {_parties(earlier.actors, later.actors)}"] = 1.0
    found[f"recipients {_parties(earlier.recipients, later.recipients)}"] = 1.0
    found[f"places {_places(earlier, later)}"] = 1.0
    found[f"days {_days(earlier, later)}"] = 1.0
    found[f"numbers {_numbers(earlier, later)}"] = 1.0
    found[f"status {_statuses(earlier.status, later.status)}"] = 1.0
    close = found["same words"] or found["same sense"]
    found["close and same actors"] = float(bool(close and found.get("actors same")))
    return found


def _apart(earlier: Told, later: Told) -> bool:
    """Whether two tellings cannot be one deed, whatever else agrees."""
    if earlier.act is not later.act:
        return True
    return _days(earlier, later) == "differ" or _parties(earlier.actors, later.actors) == "differ"


def _senses(lemmas: frozenset[str], table: Weights) -> frozenset[int]:
    return frozenset(number for lemma in lemmas for number in table.senses.get(lemma, ()))


@lru_cache(maxsize=1 << 16)
def _parties(earlier: tuple[Party, ...], later: tuple[Party, ...]) -> str:
    """same, part, empty or differ; a state's forces are the state, an unknown code fits any."""
    a, b = _codes(earlier), _codes(later)
    if not a and not b:
        return "empty"
    if not a or not b:
        return "one"
    if a == b:
        return "same"
    if a & b or None in {code for code, _ in a | b}:
        return "part"
    return "differ"


def _codes(parties: Sequence[Party]) -> frozenset[Party]:
    return frozenset((code, "STATE" if sector in _STATE else sector) for code, sector in parties)


def _places(earlier: Told, later: Told) -> str:
    if not earlier.places or not later.places:
        return "open"
    names_a = {_plain(name) for _, name in earlier.places}
    names_b = {_plain(name) for _, name in later.places}
    if names_a & names_b or any(a in b or b in a for a in names_a for b in names_b):
        return "same"
    countries_a = {country for country, _ in earlier.places}
    countries_b = {country for country, _ in later.places}
    if countries_a & countries_b or None in countries_a | countries_b:
        return "near"
    return "differ"


def _plain(name: str) -> str:
    return " ".join(
        word for word in name.lower().split() if word not in {"the", "of", "city", "town", "province"}
    )


def _days(earlier: Told, later: Told) -> str:
    if earlier.days is None or later.days is None:
        return "open"
    if earlier.days == later.days:
        return "same"
    return "meet" if earlier.days[0] <= later.days[1] and later.days[0] <= earlier.days[1] else "differ"


def _numbers(earlier: Told, later: Told) -> str:
    """same, differ or open, by the numbers of one unit in both."""
    answer = "open"
    for low, high, unit in earlier.quantities:
        for other_low, other_high, other_unit in later.quantities:
            if unit != other_unit:
                continue
            bounds = (low if low is not None else 0, high if high is not None else float("inf"))
            others = (
                other_low if other_low is not None else 0,
                other_high if other_high is not None else float("inf"),
            )
            if bounds[0] <= others[1] and others[0] <= bounds[1]:
                return "same"
            answer = "differ"
    return answer


def _statuses(earlier: Status, later: Status) -> str:
    if earlier is later:
        return "historical" if later is Status.HISTORICAL else "same"
    pair = {earlier, later}
    if Status.HISTORICAL in pair:
        return "past and now"
    if Status.NEGATED in pair:
        return "denied"
    return "open" if pair & _OPEN else "other"
