"""Mentions: where they stand, and what their own words say. The sentences are our own."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser
from standoff.coding.who.mentions import Mention, MentionIndex, find_mentions, spoken_by
from standoff.types import Span, Toponym


@cache
def parser() -> Parser:
    return Parser.load()


def mentions(text: str) -> tuple[Mention, ...]:
    return find_mentions(parser()(text))


def one(text: str, words: str) -> Mention:
    found = [mention for mention in mentions(text) if mention.span.of(text) == words]
    assert len(found) == 1, [mention.span.of(text) for mention in mentions(text)]
    return found[0]


def referents(mention: Mention) -> list[str]:
    return [f"{r.code or '?'} {r.sector or '?'}" for r in mention.referents]


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        ("Peru recalled its envoy.", "Peru", "PER GOV"),
        ("The U.S. sent two frigates.", "The U.S.", "USA GOV"),
        ("Jets of the UAE bombed the port.", "the UAE", "ARE GOV"),
        ("The Kremlin denied the claim.", "The Kremlin", "RUS GOV"),
        ("Riyadh cut the ties.", "Riyadh", "SAU GOV"),
        ("Talks with the European Union failed.", "the European Union", "EUR GOV"),
        ("NATO warned the generals.", "NATO", "IGO GOV"),
        ("The U.N. called for calm.", "The U.N.", "UNO GOV"),
        ("Hezbollah fired rockets.", "Hezbollah", "LBN REB"),
        ("The Kurdistan Workers’ Party laid down its arms.", "The Kurdistan Workers’ Party", "TUR REB"),
        ("The West must answer, he said.", "The West", "? GOV"),
        ("Le Monde reported the arrest.", "Le Monde", "FRA JRN"),
        ("The Russians have dug in.", "The Russians", "RUS GOV"),
        ("A Norwegian was freed.", "A Norwegian", "NOR CVL"),
        ("Germany's Braun met the king.", "Germany's Braun", "DEU GOV"),
        ("Polish Defence Minister Jan Kot resigned.", "Polish Defence Minister Jan Kot", "POL GOV"),
        ("Kenyan troops crossed the border.", "Kenyan troops", "KEN MIL"),
        ("A Turkish court jailed the writer.", "A Turkish court", "TUR JUD"),
        ("Chad’s army chief fled.", "Chad’s army chief", "TCD MIL"),
        ("Greek lawmakers voted.", "Greek lawmakers", "GRC LEG"),
        ("Sudanese doctors went on strike.", "Sudanese doctors", "SDN MED"),
        ("Hamas negotiators left Doha.", "Hamas negotiators", "PSE REB"),
        ("Taliban courts sat again.", "Taliban courts", "AFG REB"),
        ("A former Bolivian minister was arrested.", "A former Bolivian minister", "BOL ELI"),
        ("The leader of Nepal's opposition spoke.", "The leader of Nepal's opposition", "NPL OPP"),
        ("The head of Iran's spy agency fled.", "The head of Iran's spy agency", "IRN SPY"),
        ("Gunmen shot a mayor in Haiti.", "Gunmen", "HTI UAF"),
        ("Foreign troops must leave, Mali said.", "Foreign troops", "? MIL"),
        ("A US-led coalition bombed the depot.", "A US-led coalition", "USA MIL"),
        ("Reporters were turned away in Laos.", "Reporters", "? JRN"),
        ("The presidents of Chile and Peru met.", "The presidents of Chile", "CHL GOV"),
    ],
)  # fmt: skip
def test_words_of_a_phrase_say_who_it_is(text: str, words: str, wanted: str) -> None:
    assert referents(one(text, words))[0] == wanted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("At least 34 Syrian rebels were killed.", "Syrian rebels"),
        ("Some of the troops went home.", "Some of the troops"),
        ("Three Danish ships were sunk.", "Danish ships"),
        ("Colonel Ahmed Sefi, who led the raid, fled.", "Colonel Ahmed Sefi"),
        ("Iran’s parliament, the Majlis, voted.", "Iran’s parliament"),
        ("Israel Friday closed the crossing.", "Israel"),
        ("France and Spain’s envoys left.", "France"),
    ],
)
def test_spans_are_short_and_whole(text: str, words: str) -> None:
    assert one(text, words).span.of(text) == words


def test_possessors_demonyms_and_pronouns_are_mentions_of_their_own() -> None:
    text = "Russia's forces and Chinese jets left their bases."
    found = [mention.span.of(text) for mention in mentions(text) if mention.referents]
    assert found == ["Russia", "Russia's forces", "Chinese", "Chinese jets", "their"]


@pytest.mark.parametrize(
    "text",
    [
        "US-backed fighters took the hill.",
        "An anti-US rally was held.",
        "Jordan Hale wrote the play.",
        "He told us the road was shut.",
    ],
)
def test_a_name_within_a_label_or_another_name_is_no_country(text: str) -> None:
    assert not [
        mention
        for mention in mentions(text)
        if mention.span.of(text) in {"US", "us", "Jordan"} and mention.referents
    ]


def test_two_demonyms_before_a_plural_are_two_referents() -> None:
    text = "The Serbian and Croatian presidents shook hands."
    assert referents(one(text, "The Serbian and Croatian presidents")) == ["SRB GOV", "HRV GOV"]


def test_actors_before_a_thing_are_mentions() -> None:
    text = "Syrian government air raids killed nine."
    assert referents(one(text, "Syrian government")) == ["SYR GOV"]


def test_a_thing_has_no_referents() -> None:
    assert one("A storm hit the coast.", "A storm").referents == ()


def test_a_town_tells_the_country_of_those_in_it() -> None:
    text = "Zelovar prosecutors charged him."
    town = Toponym(Span(0, 7), "Zelovar", "CZE")
    found = find_mentions(parser()(text), (town,))
    assert [referents(m) for m in found if m.span.of(text) == "Zelovar prosecutors"] == [["CZE JUD"]]


def test_all_capitals_are_read_too() -> None:
    found = [referents(mention) for mention in mentions("SUDAN AND THE UN SIGN PACT IN NAIROBI")]
    assert ["SDN GOV"] in found
    assert ["UNO GOV"] in found


def test_index_finds_the_longest_phrase_of_a_head() -> None:
    text = "The leader of Nepal's opposition spoke."
    found = MentionIndex(mentions(text))
    mention = found.at(0, 1)
    assert mention is not None
    assert mention.span.of(text) == "The leader of Nepal's opposition"
    covering = found.at(0, 2)
    assert covering is not None
    assert covering.span.of(text) == "The leader of Nepal's opposition"
    assert found.at(0, 7) is None
    assert found.in_sentence(1) == ()


def test_first_person_is_left_to_the_speaker() -> None:
    text = '"We will not sign," said Iran\'s envoy.'
    we, envoy = one(text, "We"), one(text, "Iran's envoy")
    assert we.referents == ()
    assert spoken_by(we, envoy).referents == envoy.referents
    assert spoken_by(we, envoy).taught_by == envoy.span


@pytest.mark.parametrize(("year", "code"), [(1990, "FRA"), (2022, "UKR"), (None, "UKR")])
def test_terms_of_office_are_held_against_the_year(year: int | None, code: str) -> None:
    text = "France closed the mission. The envoy told Zelenskyy to wait."
    found = find_mentions(parser()(text), (), year)
    assert [m.referents[0].code for m in found if m.span.of(text) == "Zelenskyy"] == [code]
