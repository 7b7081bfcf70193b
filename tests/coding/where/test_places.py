"""The places of one event: which, in what role, and under what name."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.where.places import event_places
from standoff.coding.where.toponyms import find_toponyms
from standoff.ontology.gazetteer import gazetteer
from standoff.ontology.plover import Category
from standoff.types import Place


@cache
def parser() -> Parser:
    return Parser.load()


def places(
    text: str, anchor: str, act: Category | None = None, owner: str | None = None
) -> tuple[Place, ...]:
    sentences = parser()(text)
    at = text.index(anchor)
    sentence, first, last = _tokens(sentences, at, at + len(anchor))
    inside = range(first, last + 1)
    head = next(i for i in inside if sentence.tokens[i].head not in inside or sentence.tokens[i].head == i)
    toponyms = find_toponyms(text, sentences, gazetteer())
    return event_places(sentence, first, last, head, toponyms, act=act, owner=owner)


def _tokens(sentences: tuple[Sentence, ...], start: int, end: int) -> tuple[Sentence, int, int]:
    for sentence in sentences:
        hit = [token.i for token in sentence.tokens if token.start < end and start < token.end]
        if hit:
            return sentence, hit[0], hit[-1]
    raise AssertionError("no such anchor")


@pytest.mark.parametrize(
    ("text", "anchor", "expected"),
    [
        ("The army shelled Misrata on Monday.", "shelled", [("at", "LBY", "Misrata")]),
        ("Two bombs went off in Baghdad.", "went off", [("at", "IRQ", "Baghdad")]),
        (
            "Troops withdrew from Goma to Kigali.",
            "withdrew",
            [("from", "COD", "Goma"), ("to", "RWA", "Kigali")],
        ),
        ("The general flew to Khartoum.", "flew", [("to", "SDN", "Khartoum")]),
        ("Soldiers left Bangui before noon.", "left", [("from", "CAF", "Bangui")]),
        ("The siege of Aleppo lasted for years.", "siege", [("at", "SYR", "Aleppo")]),
        ("The Aleppo offensive has begun.", "offensive", [("at", "SYR", "Aleppo")]),
        ("Planes struck targets in northern Iraq.", "struck", [("at", "IRQ", "northern Iraq")]),
        ("Gunmen killed two in Syria's Idlib province.", "killed", [("at", "SYR", "Idlib")]),
        ("Crowds rallied at a stadium in Lima.", "rallied", [("at", "PER", "Lima")]),
        ("Guards fired shots on the border with Chad.", "fired", [("at", "TCD", "Chad border")]),
        ("Police arrested four on Chadian soil.", "arrested", []),
        ("Kenya condemned Ethiopia's plan.", "condemned", []),
        ("Kenya imposed sanctions on Uganda.", "sanctions", []),
        (
            "They sent guards to a town near the Chadian border.",
            "sent",
            [("to", None, "a town near the Chadian border")],
        ),
        ("They sent guards to a town near Jos.", "sent", [("to", "NGA", "Jos")]),
        ("Homs was the target of an air raid.", "raid", [("at", "SYR", "Homs")]),
        ("Prague is where the ministers met.", "met", [("at", "CZE", "Prague")]),
    ],
)
def test_places(text: str, anchor: str, expected: list[tuple[str, str, str]]) -> None:
    act = Category.SANCTION if anchor == "sanctions" else None
    found = places(text, anchor, act)
    assert [(place.role, place.country, place.name) for place in found] == expected


@pytest.mark.parametrize(
    ("text", "anchor", "name"),
    [
        ("Rebels hold Mariupol. The army encircled the town at dawn.", "encircled", "Mariupol"),
        ("Crimea is calm. Soldiers hold drills on the peninsula.", "drills", "Crimea"),
        ("Mali is poor. Its army staged a parade in the capital.", "parade", "Bamako"),
    ],
)
def test_words_that_go_back_to_a_name(text: str, anchor: str, name: str) -> None:
    assert [place.name for place in places(text, anchor)] == [name]


def test_their_bases_are_the_actors() -> None:
    found = places("The troops near Odesa returned to their bases.", "returned", owner="RUS")
    assert ("to", "RUS", "bases") in [(place.role, place.country, place.name) for place in found]


def test_a_visit_is_at_the_place_visited() -> None:
    found = places("The premier paid a visit to Hanoi.", "visit", Category.CONSULT)
    assert [(place.role, place.name) for place in found] == [("at", "Hanoi")]


def test_a_label_is_no_place() -> None:
    assert places("A US-backed militia marched.", "marched") == ()


def test_coordinates_come_with_the_name() -> None:
    (place,) = places("The army shelled Misrata.", "shelled")
    assert place.latitude == pytest.approx(32.38, abs=0.1)
    assert place.geonames_id is not None


def test_long_chains_end() -> None:
    text = "The army shelled Lima" + ", Quito and Lima" * 400 + " of the town" * 400 + "."
    assert "Lima" in {place.name for place in places(text, "shelled")}


def test_a_country_gives_way_to_the_town_inside_it() -> None:
    found = places("Bombs fell in Kabul in Afghanistan.", "fell")
    assert [place.name for place in found] == ["Kabul"]


def test_a_demand_is_placed_where_its_deed_would_be() -> None:
    found = places("Ankara urged the militia to leave Manbij.", "urged", Category.REQUEST)
    assert [(place.role, place.name) for place in found] == [("from", "Manbij")]
