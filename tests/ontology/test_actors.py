"""Lexicons of actors: the files are sound, and lookups do what they say."""

from __future__ import annotations

import re

import pycountry
import pytest

from standoff.ontology.actors import SUPRANATIONAL, ActorName, actor_names, rows
from standoff.ontology.nouns import noun_lexicon, plural
from standoff.ontology.plover import Sector
from standoff.ontology.publishers import Publisher, Publishers

KOSOVO = "XKX"
GONE = {"CSK"}


def codes(name: str, column: str) -> set[str]:
    return {row[column] for row in rows(name)}


def test_codes_are_iso_alpha_3_or_plover() -> None:
    iso = {country.alpha_3 for country in pycountry.countries} | {KOSOVO} | GONE
    assert codes("actors-countries.csv", "code") <= iso
    assert codes("actors-people.csv", "code") <= iso | SUPRANATIONAL
    assert codes("actors-organisations.csv", "code") <= iso | SUPRANATIONAL | {""}


def test_every_member_of_the_un_has_a_name_a_demonym_and_a_seat() -> None:
    by_code = {row["code"]: row for row in reversed(list(rows("actors-countries.csv")))}
    for code in ("UKR", "RUS", "SYR", "TUR", "SDN", "COD", "MMR", "VEN", "KOR", "PRK", "YEM", "GBR"):
        assert by_code[code]["names"]
        assert by_code[code]["adjectives"]
        assert by_code[code]["seats"]
    assert len(by_code) > 195


@pytest.mark.parametrize(
    ("name", "kind", "code", "sector"),
    [
        ("Ukraine", "country", "UKR", Sector.GOV),
        ("the Netherlands", "country", "NLD", Sector.GOV),
        ("Côte d’Ivoire", "country", "CIV", Sector.GOV),
        ("Kyrgyz", "adjective", "KGZ", Sector.GOV),
        ("Americans", "people", "USA", Sector.CVL),
        ("Ankara", "seat", "TUR", Sector.GOV),
        ("Pentagon", "body", "USA", Sector.GOV),
        ("PKK", "body", "TUR", Sector.REB),
        ("ISIL", "body", "IMG", Sector.REB),
        ("European Union", "body", "EUR", Sector.GOV),
        ("Interfax", "outlet", "RUS", Sector.JRN),
        ("the Guardian", "outlet", "GBR", Sector.JRN),
        ("Institute for the Study of War", "body", "USA", Sector.SOC),
        ("International Crisis Group", "body", "NGO", Sector.SOC),
        ("Sergey Lavrov", "person", "RUS", Sector.GOV),
    ],
)
def test_a_name_stands_for_its_actor(name: str, kind: str, code: str, sector: Sector) -> None:
    found = actor_names().get(name)[0]
    assert (found.kind, found.code, found.sector) == (kind, code, sector)


@pytest.mark.parametrize("name", ["us", "turkey", "Utopia", ""])
def test_other_words_are_no_names(name: str) -> None:
    assert actor_names().get(name) == ()


def test_an_alias_stands_for_the_publisher_by_its_full_name() -> None:
    assert {entry.name for entry in actor_names().get("AFP")} == {"Agence France-Presse"}


@pytest.mark.parametrize("name", ["Focus", "The Sun", "Foreign Affairs", "ABC", "The Nation (Pakistan)"])
def test_ambiguous_names_of_publishers_are_no_actors(name: str) -> None:
    assert actor_names().get(name) == ()


def test_other_publishers_may_be_given() -> None:
    paper = Publisher("Harbour Courier", ("Courier",), (), "GBR", "paper", ("Courier",))
    tank = Publisher("Amnesty", (), (), "GBR", "think tank")
    names = actor_names(Publishers((paper, tank)))
    assert names.get("Harbour Courier") == (ActorName("outlet", "GBR", Sector.JRN, "Harbour Courier"),)
    assert names.get("Courier") == names.get("Interfax") == ()
    assert [one.code for one in names.get("Amnesty")] == ["NGO"]


def test_names_are_found_where_they_begin_the_longest_first() -> None:
    text = "the United States of America"
    ends = [end for end, _ in actor_names().at(text, 4)]
    assert [text[4:end] for end in ends] == ["United States of America", "United States"]
    assert list(actor_names().at(text, 3)) == []


def test_shouted_names_are_found() -> None:
    assert [found[0].code for _, found in actor_names().at("UNITED NATIONS", 0, shouted=True)] == ["UNO"]
    assert list(actor_names().at("UNITED NATIONS", 0)) == []


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("soldier", "soldiers"),
        ("policeman", "policemen"),
        ("ministry", "ministries"),
        ("boy", "boys"),
        ("church", "churches"),
        ("schoolchild", "schoolchildren"),
    ],
)
def test_plurals(word: str, wanted: str) -> None:
    assert plural(word) == wanted


@pytest.mark.parametrize(
    ("form", "word", "sector", "many"),
    [
        ("troops", "troops", Sector.MIL, True),
        ("policemen", "policeman", Sector.COP, True),
        ("heads of state", "head of state", Sector.GOV, True),
        ("prime minister", "prime minister", Sector.GOV, False),
        ("lawmakers", "lawmaker", Sector.LEG, True),
        ("militia", "militia", Sector.PRM, False),
    ],
)
def test_nouns_are_found_in_both_numbers(form: str, word: str, sector: Sector, many: bool) -> None:
    noun = noun_lexicon().get(form)
    assert noun is not None
    assert (noun.word, noun.sector, noun.plural) == (word, sector, many)


@pytest.mark.parametrize(
    ("word", "gender"), [("mrs", "she"), ("spokeswoman", "she"), ("chairman", "he"), ("judge", None)]
)
def test_gender_of_titles(word: str, gender: str | None) -> None:
    assert noun_lexicon().gender(word) == gender


@pytest.mark.parametrize(
    ("form", "wanted"), [("dispatcher", True), ("porters", True), ("numbers", False), ("sand", False)]
)
def test_nouns_for_persons_by_their_ending(form: str, wanted: bool) -> None:
    assert noun_lexicon().looks_personal(form) is wanted


def test_words_of_the_lexicon_are_lower_case_and_trimmed() -> None:
    lexicon = noun_lexicon()
    for form in [*lexicon.forms, *lexicon.modifiers, *lexicon.titles]:
        assert form == form.strip()
        assert not re.search(r"\s{2}|\|", form)
        assert form == form.lower()
