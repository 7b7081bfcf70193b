"""Publishers: the shipped list is sound, and lookups, merging and naming do what they say."""

from __future__ import annotations

import re
from collections import Counter

import pycountry
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import ConfigError
from standoff.ontology.actors import rows
from standoff.ontology.gazetteer import fold, gazetteer
from standoff.ontology.publishers import (
    KINDS,
    Publisher,
    Publishers,
    fold_name,
    load_publishers,
    spelt,
    with_publisher,
)
from standoff.types import Document

CITIES_TOO = {
    "Atlantic",
    "Fars",
    "Fergana",
    "Granma",
    "ISNA",
    "Isna",
    "Kan",
    "Kantipur",
    "ONT",
    "SANA",
    "Sabah",
}
CITIES_TOO |= {"Sana", "Sina", "Turan"}
"""Names that coverage has for the outlet far more than for the province or city of that name."""
HARBOUR = Publisher("Harbour Wire", ("HW", "HW agency"), ("harbourwire.example",), "GBR", "wire")


def publishers() -> Publishers:
    return load_publishers()


def document(publisher: str | None, url: str | None = None, is_part_of: str | None = None) -> Document:
    return Document("d", "Text.", url=url, publisher=publisher, is_part_of=is_part_of)


def name_at(url: str) -> str | None:
    found = publishers().at(url)
    return found.name if found else None


def test_there_are_publishers_of_all_kinds_and_parts_of_the_world() -> None:
    assert len(publishers()) > 1000
    assert len({one.country for one in publishers()}) > 180
    assert all(count > 50 for count in Counter(one.kind for one in publishers()).values())
    assert {one.kind for one in publishers()} == set(KINDS)


def test_countries_are_iso_alpha_3() -> None:
    iso = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    assert {one.country for one in publishers()} <= iso


def test_rows_are_in_the_order_of_country_and_name() -> None:
    order = [(one.country or "", one.name.casefold(), one.name) for one in publishers()]
    assert order == sorted(order)


def test_cells_are_trimmed_and_no_name_stands_twice_in_a_row() -> None:
    for one in publishers():
        for cell in (one.name, *one.aliases, *one.ambiguous):
            assert cell == cell.strip()
            assert len(cell) > 1 or cell in one.ambiguous, one
            assert not re.search(r"\s{2}|[|;\"]", cell), one
        names = [spelt(name) for name in (one.name, *one.aliases)]
        assert len(names) == len(set(names)), one
        assert not set(one.aliases) & set(one.ambiguous), one


def test_no_two_publishers_have_a_name_or_an_alias_in_common() -> None:
    seen = Counter(spelt(name) for one in publishers() for name in (one.name, *one.aliases))
    assert [name for name, count in seen.items() if count > 1] == []


def test_domains_are_well_formed_and_of_one_publisher_only() -> None:
    seen = Counter(domain for one in publishers() for domain in one.domains)
    assert [domain for domain, count in seen.items() if count > 1] == []
    for domain in seen:
        assert re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", domain), domain
        assert not domain.startswith("www."), domain


@pytest.mark.parametrize(
    "host", ["blogspot.com", "wordpress.com", "substack.com", "medium.com", "t.me", "x.com", "facebook.com"]
)
def test_hosts_that_carry_everybody_are_no_publishers(host: str) -> None:
    assert publishers().at(f"https://someone.{host}/post") is None


def test_names_in_running_text_are_no_countries_leaders_or_cities() -> None:
    taken = {name for row in rows("actors-countries.csv") for name in row["names"].split("|")}
    taken |= {name for row in rows("actors-people.csv") for name in row["names"].split("|")}
    names = {spelt(name) for one in publishers() for name in one.plain_names}
    assert names & taken == set()
    cities = {name for name in names if any(s.population > 300_000 for s in gazetteer().find(fold(name)))}
    assert cities == CITIES_TOO


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://news.bbc.co.uk/2/hi/europe/1.stm", "BBC"),
        ("https://www.bbc.com/news/live/world-1", "BBC"),
        ("http://feeds.reuters.com:80/Reuters/worldNews", "Reuters"),
        ("HTTPS://WWW.TheGuardian.COM./world", "The Guardian"),
        ("https://arabic.cnn.com/world", "CNN Arabic"),
        ("https://edition.cnn.com/world", "CNN"),
        ("https://user:word@apnews.com/article", "Associated Press"),
        ("apnews.com/hub", "Associated Press"),
        ("urn:newsml:afp.com:20310318:TX-PAR-1:1", "Agence France-Presse"),
        ("tag:reuters.com,2031:newsml_L8N1:1", "Reuters"),
        ("https://notbbc.com/", None),
        ("https://com/", None),
        ("https://co.uk/", None),
        ("https://[::1]/", None),
        ("https://[/", None),
        ("file:///home/bbc.com/page.html", None),
        ("//www.bbc.co.uk/news", "BBC"),
        ("apnews.com:443", "Associated Press"),
        ("https://evil.example/@bbc.com/", None),
        ("https://evil.example?//bbc.com", None),
        ("https://bbc.com@evil.example/", None),
        ("mailto:desk@bbc.com", None),
        ("https://" + "a." * 200 + "bbc.com/", None),
        ("urn:uuid:6f9d", None),
        ("https://bücher.example/", None),
        ("https://" + "ü" * 80 + ".example/", None),
        ("", None),
    ],
)
def test_a_url_tells_the_publisher(url: str, name: str | None) -> None:
    assert name_at(url) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("AFP", "Agence France-Presse"),
        ("BBC News", "BBC"),
        ("bbc news", "BBC"),
        ("  The  Guardian ", "The Guardian"),
        ("Guardian", "The Guardian"),
        ("El Pais", "El País"),
        ("People’s Daily", "People's Daily"),
        ("TIME", "Time"),
        ("Focus", "Focus"),
        ("reuters.com", "Reuters"),
        ("Newsday", "Newsday"),
        ("NewsDay", "NewsDay Zimbabwe"),
        ("The Nation", None),  # of Kenya, Nigeria, Pakistan, Thailand, the United States
        ("Strait Monitor", None),
        ("", None),
    ],
)
def test_a_name_tells_the_publisher_unless_several_have_it(given: str, name: str | None) -> None:
    found = publishers().named(given)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (document(None, "https://www.aljazeera.com/x"), "Al Jazeera"),
        (document(None, None, "https://apnews.com/live/strait"), "Associated Press"),
        (document(None, "https://strait.example/1"), None),
        (document("AFP", "https://www.france24.com/en/1"), "Agence France-Presse"),
        (document("AFP"), "Agence France-Presse"),
        (document("The Nation", "https://nation.com.pk/1"), "The Nation (Pakistan)"),
        (document("The Nation", "https://strait.example/1"), "The Nation"),
        (document("ABC News", "https://www.abc.net.au/news/1"), "ABC Australia"),
        (document("World news | The Guardian", "https://www.theguardian.com/world/rss"), "The Guardian"),
        (document("BBC News - World", "https://feeds.bbci.co.uk/news/world/rss.xml"), "BBC"),
        (document("Al Jazeera – Breaking News", "https://www.aljazeera.com/xml/rss"), "Al Jazeera"),
        (document("Live | Harbour Gazette", "https://www.theguardian.com/1"), "Live | Harbour Gazette"),
        (document("Strait Monitor", "https://www.bbc.com/1"), "Strait Monitor"),
    ],
)
def test_documents_get_their_publishers_by_full_name(before: Document, after: str | None) -> None:
    named = with_publisher(before, publishers())
    assert named.publisher == after
    assert (named.id, named.text, named.url) == (before.id, before.text, before.url)
    assert with_publisher(named, publishers()) == named


def test_an_unchanged_document_is_the_same() -> None:
    kept = document("BBC", "https://www.bbc.com/1")
    assert with_publisher(kept, publishers()) is kept


def test_merging_adds_new_publishers() -> None:
    merged = publishers().merged(Publishers((HARBOUR,)))
    assert merged.named("HW") == merged.at("live.harbourwire.example/1") == HARBOUR
    assert len(merged) == len(publishers()) + 1
    assert merged.digest != publishers().digest


def test_merging_adds_to_a_known_publisher_and_sets_what_is_given() -> None:
    more = Publisher("reuters", ("RTRS",), ("reuters.example",), "CAN")
    [found] = [one for one in publishers().merged(Publishers((more,))) if fold_name(one.name) == "reuters"]
    assert (found.name, found.country, found.kind) == ("reuters", "CAN", "wire")
    assert {"RTRS", "Thomson Reuters"} <= set(found.aliases)
    assert {"reuters.com", "reuters.example"} <= set(found.domains)


def test_what_is_given_to_one_is_taken_from_the_others() -> None:
    ours = Publisher("Harbour Agency", ("AFP",), ("bbc.com",), "NOR", "paper")
    merged = publishers().merged(Publishers((ours,)))
    assert merged.named("AFP") == merged.at("https://bbc.com/") == ours
    bbc, agency = merged.named("BBC"), merged.named("Agence France-Presse")
    assert bbc is not None
    assert "bbc.com" not in bbc.domains
    assert agency is not None
    assert "AFP" not in agency.aliases


def test_an_alias_can_be_made_ambiguous_and_plain_again() -> None:
    shy = publishers().merged(Publishers((Publisher("Interfax", ambiguous=("Interfax",)),)))
    found = shy.named("Interfax")
    assert found is not None
    assert "Interfax" not in found.plain_names
    bold = publishers().merged(Publishers((Publisher("Focus"),)))
    found = bold.named("Focus")
    assert found is not None
    assert "Focus" in found.plain_names


def test_the_digest_tells_lists_apart_and_equal_lists_are_equal() -> None:
    one, same = Publishers((HARBOUR,)), Publishers((HARBOUR,))
    assert one == same
    assert hash(one) == hash(same)
    assert one.digest == same.digest != Publishers(()).digest


NAMES = st.text(max_size=30)
OWN_NAMES = ["Harbour Wire", "harbour  wire", "HW", "Quay Radio", "Ferry Post"]


@st.composite
def lists(draw: st.DrawFn) -> Publishers:
    """Publishers that share no name and no domain with one another, but may with the harbour's."""
    names = draw(st.lists(st.sampled_from(OWN_NAMES), max_size=4, unique_by=fold_name))
    rows = []
    for number, name in enumerate(names):
        aliases = draw(st.sets(st.sampled_from([f"{name} {number}", f"Agency {number}"]), max_size=2))
        domains = draw(st.sets(st.sampled_from([f"{number}.example", f"{number}.test"]), max_size=2))
        ambiguous = (name,) if draw(st.booleans()) else ()
        rows.append(Publisher(name, tuple(sorted(aliases)), tuple(sorted(domains)), ambiguous=ambiguous))
    return Publishers(tuple(rows))


@settings(deadline=None, max_examples=200)
@given(NAMES)
def test_any_string_is_looked_up_in_peace(words: str) -> None:
    publishers().named(words)
    publishers().at(words)
    publishers().at(f"https://{words}/")
    again = with_publisher(document(words, f"https://{words}"), publishers())
    assert with_publisher(again, publishers()).publisher == again.publisher
    assert fold_name(fold_name(words)) == fold_name(words)


@settings(deadline=None, max_examples=100)
@given(lists())
def test_merging_twice_is_merging_once(other: Publishers) -> None:
    once = Publishers((HARBOUR,)).merged(other)
    assert once.merged(other) == once
    for one in other:
        assert all((found := once.at(domain)) and found.name == one.name for domain in one.domains)
        assert one.name in [found.name for found in once.all_named(one.name)]


def test_a_missing_file_is_an_error_with_its_name() -> None:
    with pytest.raises(ConfigError, match=r"missing\.toml: cannot be read: No such file"):
        load_publishers("missing.toml")
