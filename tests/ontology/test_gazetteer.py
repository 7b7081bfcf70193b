"""The gazetteer: names folded, places found, tables of our own over the built file."""

from __future__ import annotations

import pytest

from standoff.errors import LexiconError
from standoff.ontology import gazetteer as module
from standoff.ontology.gazetteer import Gazetteer, Kind, capitals, countries, country_name, fold, gazetteer


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sana'a", "sanaa"),
        ("Saint-Denis", "st denis"),
        ("Mount Pleasant", "mt pleasant"),
        ("U.S.", "us"),
        ("Łódź", "lodz"),
        ("Deir ez-Zor", "deir ez zor"),
        ("  ", ""),
        ("Malé", "male"),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key
    assert fold(key) == key


@pytest.mark.parametrize(
    ("name", "kind", "country", "latitude", "longitude"),
    [
        ("Nairobi", Kind.TOWN, "KEN", -1.28, 36.82),
        ("Kiev", Kind.TOWN, "UKR", 50.45, 30.52),
        ("Texas", Kind.PROVINCE, "USA", 31.3, -98.5),
        ("Rapides Parish", Kind.DISTRICT, "USA", 31.2, -92.5),
        ("Donbas", Kind.AREA, "UKR", 48.0, 38.0),
        ("Strait of Hormuz", Kind.WATER, None, 26.6, 56.3),
        ("Lesotho", Kind.COUNTRY, "LSO", -29.5, 28.5),
        ("Golan", Kind.AREA, "SYR", 33.0, 35.8),
        ("Africa", Kind.CONTINENT, None, 7.2, 21.1),
    ],
)
def test_find(name: str, kind: Kind, country: str | None, latitude: float, longitude: float) -> None:
    sites = [site for site in gazetteer().find(fold(name)) if site.kind is kind and site.country == country]
    assert sites
    assert sites[0].latitude == pytest.approx(latitude, abs=0.6)
    assert sites[0].longitude == pytest.approx(longitude, abs=0.6)


def test_the_most_populous_namesake_comes_first() -> None:
    towns = [site for site in gazetteer().find("paris") if site.kind is Kind.TOWN]
    assert [town.country for town in towns[:2]] == ["FRA", "USA"]
    assert towns[1].region == "US.TX"


def test_forms_that_must_be_written_so() -> None:
    assert {site.form for site in gazetteer().find("us") if site.kind is Kind.COUNTRY} == {"US", "U.S."}
    assert any(site.form == "Miss." and site.region == "US.MS" for site in gazetteer().find("miss"))


def test_longest_and_has() -> None:
    places = gazetteer()
    assert places.longest("xyzzy") == 0
    assert places.longest("strait") >= 3
    assert places.has("addis ababa")
    assert not places.has("addis ababa nowhere")
    assert places.find("no such place at all") == ()


def test_countries_and_capitals() -> None:
    assert countries()["britain"] == "GBR"
    assert capitals()["ulaanbaatar"] == "MNG"
    assert country_name("CIV") == "Ivory Coast"
    assert country_name("QQQ") == "QQQ"


def test_not_a_gazetteer() -> None:
    with pytest.raises(LexiconError, match="build_gazetteer"):
        Gazetteer(b"something else", {})


def test_a_missing_file_names_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(module, "DATA", tmp_path)
    with pytest.raises(LexiconError, match="build_gazetteer"):
        gazetteer.__wrapped__()
