"""Retellings: which tellings of a document are one deed. The sentences are our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from standoff.coding import retellings
from standoff.coding.parsing.parse import Parser
from standoff.coding.retellings import Told, likeness, link_retellings, tell
from standoff.ontology.plover import Category, Sector, Status
from standoff.types import Entity, Event, Span, Timex

HEADING = Told(
    "e1",
    Category.ASSAULT,
    "aerial",
    Status.ACTUAL,
    0,
    frozenset({"bomb"}),
    actors=(("ETH", "GOV"),),
    places=(("ETH", "Mekelle"),),
    heading=True,
)
LEAD = replace(
    HEADING, id="e2", sentence=1, lemmas=frozenset({"strike"}), actors=(("ETH", "MIL"),), heading=False
)
BACK = Told("e3", Category.ASSAULT, None, Status.ACTUAL, 4, frozenset({"attack"}), noun=True, definite=True)


def test_a_lead_retells_its_heading_and_a_definite_noun_points_back() -> None:
    assert link_retellings((HEADING, LEAD, BACK)) == (None, "e1", "e1")


@pytest.mark.parametrize(
    "other",
    [
        replace(LEAD, act=Category.COERCE),
        replace(LEAD, actors=(("ERI", "MIL"),)),
        replace(LEAD, actors=(("ETH", "REB"),)),
        replace(LEAD, places=(("SOM", "Baidoa"),), mode="firearms"),
        replace(LEAD, sentence=0),
    ],
)
def test_what_contradicts_is_another_deed(other: Told) -> None:
    assert link_retellings((HEADING, other)) == (None, None)


def test_another_day_is_another_deed() -> None:
    monday = (date(2031, 5, 12), date(2031, 5, 12))
    tuesday = (date(2031, 5, 13), date(2031, 5, 13))
    first = replace(HEADING, days=monday)
    assert link_retellings((first, replace(LEAD, days=tuesday))) == (None, None)
    assert link_retellings((first, replace(LEAD, days=monday))) == (None, "e1")


def test_one_sentence_tells_a_deed_once() -> None:
    twin = replace(LEAD, id="e9", lemmas=frozenset({"kill"}), mode=None)
    assert link_retellings((HEADING, LEAD, twin)) == (None, "e1", None)


def test_a_fresh_deed_is_less_alike_than_the_known_one() -> None:
    assert likeness(HEADING, replace(BACK, definite=False, fresh=True)) < likeness(HEADING, BACK)


def test_no_events_no_links() -> None:
    assert link_retellings(()) == ()


@cache
def parser() -> Parser:
    return Parser.load()


def test_tell_reads_the_anchor_out_of_the_sentence() -> None:
    text = "On Monday the new raids hit two Kenyan soldiers."
    sentence = parser()(text)[0]
    raids = next(t for t in sentence.tokens if t.text == "raids")
    event = Event(
        "e1",
        "d",
        Category.ASSAULT,
        Category.ASSAULT,
        "aerial",
        Status.ACTUAL,
        Span(raids.start, raids.end),
        recipients=(Entity(Span(text.index("Kenyan"), len(text) - 1), "KEN", Sector.MIL),),
        date=Timex(Span(0, 9), date(2031, 5, 12), date(2031, 5, 12)),
    )
    told = tell(event, sentence, raids.i, raids.i, raids.i)
    assert told.lemmas == {"raid"}
    assert (told.noun, told.definite, told.indefinite, told.fresh) == (True, True, False, True)
    assert told.recipients == (("KEN", Sector.MIL),)
    assert "soldier" in told.objects
    assert told.days == (date(2031, 5, 12), date(2031, 5, 12))


def test_a_deed_is_not_taken_up_again_when_nothing_was_told_of_it_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retellings, "REACH", 3)
    near, far = (replace(LEAD, id=f"gap {gap}", sentence=HEADING.sentence + gap) for gap in (3, 4))
    assert link_retellings((HEADING, near)) == (None, HEADING.id)
    assert link_retellings((HEADING, far)) == (None, None)
    assert link_retellings((HEADING, near, far)) == (None, HEADING.id, HEADING.id)
