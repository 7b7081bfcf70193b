"""Events by confidence."""

from __future__ import annotations

from dataclasses import replace

from standoff.coding.confidence import confidence, confident
from standoff.coding.what.predicates import Predicate
from standoff.ontology.plover import Category, Status
from standoff.types import CoderVersion, Coding, Entity, Event, Span, Stance


def event(name: str, likely: float | None, same_as: str | None = None) -> Event:
    return Event(
        id=name,
        document_id="d",
        act=Category.ASSAULT,
        event=Category.ASSAULT,
        mode=None,
        status=Status.ACTUAL,
        anchor=Span(0, 1),
        same_as=same_as,
        confidence=likely,
    )


def coding(*events: Event, stances: tuple[Stance, ...] = ()) -> Coding:
    return Coding("d", CoderVersion("1", "1", "p"), events, stances)


def test_a_likelier_act_gives_more_confidence() -> None:
    predicate = Predicate(0, 0, 0, 0, Category.ASSAULT, None, 0.7, None)
    found = [confidence(replace(predicate, score=score)) for score in (0.0, 0.6, 0.8, 1.0)]
    assert found == sorted(found)
    assert len(set(found)) == 4
    assert 0 <= found[0] < found[-1] <= 1


def test_events_below_the_least_go_and_unknown_ones_stay() -> None:
    found = confident(coding(event("e1", 0.4), event("e2", 0.5), event("e3", None)), 0.5)
    assert [e.id for e in found.events] == ["e2", "e3"]


def test_the_first_telling_that_stays_is_the_first() -> None:
    told = coding(event("e1", 0.1), event("e2", 0.9, "e1"), event("e3", 0.9, "e1"))
    assert [(e.id, e.same_as) for e in confident(told, 0.5).events] == [("e2", None), ("e3", "e2")]


def test_a_stance_goes_with_its_event_or_moves_to_the_telling_that_stays() -> None:
    holder = Entity(Span(0, 1))
    stances = (Stance("e1", holder, "denies", Span(0, 1)), Stance("e3", holder, "doubts", Span(0, 1)))
    told = coding(event("e1", 0.1), event("e2", 0.9, "e1"), event("e3", 0.1), stances=stances)
    assert [(s.event, s.stance) for s in confident(told, 0.5).stances] == [("e2", "denies")]


def test_nothing_changes_at_zero() -> None:
    told = coding(event("e1", 0.1), event("e2", 0.9, "e1"))
    assert confident(told, 0.0) == told
