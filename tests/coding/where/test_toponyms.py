"""Place names in running text, and which place each one is."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser
from standoff.coding.where.toponyms import find_toponyms
from standoff.ontology.gazetteer import gazetteer
from standoff.types import Toponym


@cache
def parser() -> Parser:
    return Parser.load()


def toponyms(text: str) -> tuple[Toponym, ...]:
    return find_toponyms(text, parser()(text), gazetteer())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rebels shelled Mogadishu and Baidoa on Friday.", ["Mogadishu", "Baidoa"]),
        ("The frigate crossed the Strait of Hormuz at dawn.", ["Strait of Hormuz"]),
        ("Militiamen pulled out of al-Bab overnight.", ["al-Bab"]),
        ("Washington said the talks would go on.", ["Washington"]),
        ("The minister flew from Addis Ababa to Port-au-Prince.", ["Addis Ababa", "Port-au-Prince"]),
        ("Fighting went on in the Donbas.", ["Donbas"]),
        ("Paris Hilton sang for the soldiers.", []),
        ("Mr. Austin declined to comment.", []),
        ("They studied at the University of Nairobi for years.", []),
        ("It may rain in May.", []),
        ("A clerk of the Islamic State of Iraq was caught.", []),
        ("He lives at 12 Memphis Street.", []),
    ],
)
def test_names(text: str, names: list[str]) -> None:
    found = toponyms(text)
    assert [top.span.of(text) for top in found] == names


@pytest.mark.parametrize(
    ("text", "name", "country", "latitude"),
    [
        ("A store burned in Paris, Texas, on Monday.", "Paris", "USA", 33.7),
        ("Marchers filled Paris on Monday.", "Paris", "FRA", 48.9),
        ("A bridge fell in Alexandria, Louisiana.", "Alexandria", "USA", 31.3),
        ("Egypt sent police to Alexandria.", "Alexandria", "EGY", 31.2),
        ("Envoys of Georgia and Armenia met in Tbilisi.", "Georgia", "GEO", 42.0),
        ("Atlanta is the largest city of Georgia, and Savannah its port.", "Georgia", "USA", 32.3),
        ("The shelling of Gaza went on.", "Gaza", "PSE", 31.5),
        ("Syria's Tartus is a naval base.", "Tartus", "SYR", 34.9),
    ],
)
def test_which_place(text: str, name: str, country: str, latitude: float) -> None:
    found = next(top for top in toponyms(text) if top.span.of(text) == name)
    assert found.country == country
    assert found.latitude == pytest.approx(latitude, abs=1.0)


def test_neighbours_decide_where_a_name_is_told_twice() -> None:
    text = "Cottonport and Marksville are in Avoyelles Parish. The truck left Alexandria at noon."
    assert {top.country for top in toponyms(text)} == {"USA"}


def test_an_unknown_place_has_the_country_of_its_neighbour() -> None:
    text = "Troops in Mali burned huts in the hamlet of Qworrandou near Mopti."
    found = {top.span.of(text): top for top in toponyms(text)}
    assert found["Qworrandou"].latitude is None
    assert found["Qworrandou"].country == "MLI"


def test_a_surname_taught_by_the_text_is_no_place() -> None:
    text = "Karen Houston spoke first. Houston then left the hall."
    assert toponyms(text) == ()


def test_empty() -> None:
    assert find_toponyms("", (), gazetteer()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "of Lima " * 3000,
        "Lima, " * 3000,
        "Xq" * 9000,
        "\u202eLima\u202c \U0001f600 Lima\u0301 'Lima'",
        "AL-AL-AL-AL-AL-AL-AL-AL",
    ],
)
def test_odd_text_keeps_its_offsets(text: str) -> None:
    for top in toponyms(text):
        assert text[top.span.start : top.span.end].strip()
