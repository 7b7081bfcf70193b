"""Explanations as text and as objects: made by hand, so that no model decides."""

from __future__ import annotations

import json

import pytest

from standoff.coding.explanations import (
    ActWhy,
    EventWhy,
    Explanation,
    FrameMet,
    LinkWhy,
    MergedWhy,
    Near,
    PartyWhy,
    RetellingWhy,
    Scored,
    StatusWhy,
    Witness,
)
from standoff.formats.explained import explanation_object, render
from standoff.ontology.plover import Category, Sector, Status
from standoff.types import Document, Entity, Event, Place, Quantity, Span

TEXT = "Air raids\x1b[2J by Norway killed up to 12 sailors in Oslo, NRK reported."
DOCUMENT = Document("d", TEXT)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


NORWAY = Entity(span("Norway"), "NOR", Sector.GOV, "Norway")
NRK = Entity(span("NRK"), "NOR", Sector.JRN, "NRK")
FRAME = FrameMet("kill + one|two|three|four|five", Category.ASSAULT, None, span("killed"), span("sailors"))
EVENT = Event(
    "e2",
    "d",
    Category.ASSAULT,
    Category.ASSAULT,
    None,
    Status.ACTUAL,
    span("killed"),
    actors=(NORWAY,),
    attribution=(NRK,),
    places=(Place(span("Oslo"), "at", "Oslo", "NOR", 59.91273, 10.74609, 3143244),),
    quantities=(Quantity(span("up to 12 sailors"), None, 12, "killed"),),
    same_as="e1",
    confidence=0.91,
)
WHY = EventWhy(
    EVENT,
    ActWhy(
        0.97,
        0.6,
        span("killed"),
        (Scored("ASSAULT", 0.912345),),
        (Scored("ASSAULT", 0.8),),
        (Scored(None, 0.7),),
        (FRAME,),
    ),
    (MergedWhy(span("raids"), Category.ASSAULT, "subject of its verb"),),
    StatusWhy(Status.ACTUAL, "plain", Status.ACTUAL, 0.93, 1.0, (Scored("actual", 0.9),)),
    (
        PartyWhy(
            "actor",
            "actor",
            NORWAY.span,
            (NORWAY,),
            3.2,
            -0.2,
            (Scored("actor", 2.5),),
            (
                Witness("gazetteer", "Norway (country)", "NOR", NORWAY.span),
                Witness("taught", None, None, span("Oslo")),
                Witness("deed", None, "NOR", None),
            ),
        ),
        PartyWhy(None, "recipient", span("sailors"), (Entity(span("sailors")),), -1.1, -0.6, (), ()),
    ),
    (LinkWhy(NRK, "speaker", span("reported")), LinkWhy(NORWAY, "own words", None)),
    RetellingWhy("e1", "e1", 0.4, 0.25, (Scored("same words", 0.76),)),
)
EXPLANATION = Explanation(
    Span(0, len(TEXT)), False, (WHY,), (Near(span("raids"), Category.ASSAULT, 0.3, ()),)
)


@pytest.mark.parametrize(
    "line",
    [
        "e2  ASSAULT “killed” · actual · confidence 0.91",
        "act        at “killed”: ASSAULT 0.91",
        "frame of ASSAULT at “killed” with “sailors”: kill + one|two|three|four ...",
        "mode       none 0.70",
        "merged     “raids” tells the same deed: subject of its verb",
        "status     rule “plain”: actual, certainty 0.93, weight 1.0",
        "actor      Norway (NOR GOV): log-odds +3.20, threshold -0.20",
        "encoder as actor +2.50",
        "gazetteer “Norway”: Norway (country), NOR",
        f"taught by “Oslo” at {TEXT.index('Oslo')}",
        "NOR: the country of the deed",
        "not taken  sailors (unknown): as recipient log-odds -1.10, threshold -0.60",
        "source     NRK (NOR JRN) says so in “reported”",
        "source     Norway (NOR GOV): the actor's own words",
        "place      “Oslo”: Oslo (NOR), 59.91, 10.75, GeoNames 3143244",
        "amount     “up to 12 sailors”: up to 12 killed",
        "retells    e1: likeness 0.40, threshold 0.25",
        "no event   “raids”: any act 0.30, most likely ASSAULT",
    ],
)
def test_every_reason_has_its_line(line: str) -> None:
    assert line in render(DOCUMENT, [EXPLANATION], width=100, colour=False)


@pytest.mark.parametrize("width", [80, 50])
def test_lines_are_no_longer_than_the_terminal_is_wide(width: int) -> None:
    assert max(map(len, render(DOCUMENT, [EXPLANATION], width=width, colour=False).splitlines())) <= width


def test_nothing_in_the_text_steers_the_terminal() -> None:
    assert "\x1b" not in render(DOCUMENT, [EXPLANATION], width=80, colour=False)
    assert "\x1b[2J" not in render(DOCUMENT, [EXPLANATION], width=80, colour=True)
    assert "\x1b[1" in render(DOCUMENT, [EXPLANATION], width=80, colour=True)


def test_a_sentence_without_events_says_so() -> None:
    bare = Explanation(Span(0, 9), True, (), ())
    text = render(DOCUMENT, [bare], width=80, colour=False)
    assert "heading at 0 to 9" in text
    assert "No event" in text


def test_objects_are_plain_and_point_at_their_words() -> None:
    made = explanation_object(DOCUMENT, EXPLANATION)
    assert json.loads(json.dumps(made)) == made
    (why,) = made["events"]
    assert why["event"]["anchor"] == {"text": "killed", "span": [span("killed").start, span("killed").end]}
    assert why["act"]["best"] == [{"name": "ASSAULT", "value": 0.912}]
    assert why["act"]["modes"] == [{"name": None, "value": 0.7}]
    assert why["status"]["status"] == "actual"
    assert why["chain"][1] == {"entity": why["event"]["actors"][0], "part": "own words", "cue": None}
