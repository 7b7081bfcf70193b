"""Coreference: what the text around a mention tells of it. The sentences are our own."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser
from standoff.coding.who.mentions import Mention, find_mentions


@cache
def parser() -> Parser:
    return Parser.load()


def last(text: str, words: str) -> Mention:
    """The last mention of ``words`` in ``text``."""
    found = [mention for mention in find_mentions(parser()(text)) if mention.span.of(text) == words]
    assert found, [mention.span.of(text) for mention in find_mentions(parser()(text))]
    return found[-1]


def referents(mention: Mention) -> list[str]:
    return [f"{r.code or '?'} {r.sector or '?'}" for r in mention.referents]


@pytest.mark.parametrize(
    ("text", "words", "wanted"),
    [
        # names that the text teaches
        ("Finnish Prime Minister Aino Salo flew to Rome. Salo was smiling.", "Salo", "FIN GOV"),
        ("Salo flies to Rome.\nFinnish Prime Minister Aino Salo was smiling.", "Salo", "FIN GOV"),
        ("Oskar Lind, the head of Sweden's navy, resigned. Lind gave no reason.", "Lind", "SWE MIL"),
        ("Sweden's foreign minister, Oskar Lind, resigned. Mr Lind gave no reason.", "Mr Lind", "SWE GOV"),
        (
            "Rebels of the Valley Liberation Front of Chad (VLF) struck. The VLF wants a state.",
            "The VLF",
            "TCD REB",
        ),
        # institutions without a country
        ("Kenya's defence ministry denied it. The ministry blamed smugglers.", "The ministry", "KEN GOV"),
        ("Peru's army shelled the camp. Chile protested. The army fired again.", "The army", "PER MIL"),
        ("Malawi shut its border. The president gave no date.", "The president", "MWI GOV"),
        ("Attackers hit a military depot in Mali. The depot burned.", "The depot", "MLI MIL"),
        ("The European Union met on Monday. The bloc will not sign.", "The bloc", "EUR GOV"),
        ("Turkey fears the PKK. The group has fought since the eighties.", "The group", "TUR REB"),
        ("Laos ended the curfew, and the country reopened its schools.", "the country", "LAO GOV"),
        ("Nepal's envoy met his Indian counterpart.", "his Indian counterpart", "IND GOV"),
        ("Norway's premier rang Denmark. Later he thanked his counterpart.", "his counterpart", "DNK GOV"),
        ("The UN sent a team to Mali. Peacekeepers were shot at.", "Peacekeepers", "UNO MIL"),
        ("Refugees crossed from Mali into Niger.", "Refugees", "? REF"),
        # pronouns
        ("Ghana will keep its troops in Mali.", "its", "GHA GOV"),
        ("Ghana will keep its troops in Mali.", "its troops", "GHA MIL"),
        ("Norway's foreign minister said she would travel to Oman.", "she", "NOR GOV"),
        ("Asked whether he would resign, Cuban President Luis Vera laughed.", "he", "CUB GOV"),
        ("Syrian rebels shelled the town. They also cut the road.", "They", "SYR REB"),
        ("Turkey arrested two Greek soldiers who had crossed the river.", "who", "GRC MIL"),
        ("Bosnian Vice President Ema Kos met Mr Dahl of Norway. She left early.", "She", "BIH GOV"),
        ("Togo's army freed some of the rebels it had caught.", "it", "TGO MIL"),
        # an object pronoun is not the subject of its own clause
        ("Chadian police searched the Libyan smugglers and then released them.", "them", "LBY CRM"),
        ("Kenyan soldiers met Somali rebels near the well and fired on them.", "them", "SOM REB"),
        ("Kenyan troops left. Somalia noted a promise from NATO that they would pay.", "they", "IGO GOV"),
        ("Syrian troops left. He brought word from Kenyan rebels that they had stayed.", "they", "KEN REB"),
        ("The West met in Oslo. NATO said they would send tents.", "they", "IGO GOV"),
    ],
)
def test_what_was_told_before_says_who_is_meant(text: str, words: str, wanted: str) -> None:
    assert referents(last(text, words)) == [wanted]


@pytest.mark.parametrize("words", ["Both sides", "The two countries", "Both governments"])
def test_two_sides_are_the_two_countries_told_last(words: str) -> None:
    text = f"Chad warned Niger over the well. {words} moved tanks."
    assert [r.split()[0] for r in referents(last(text, words))] == ["TCD", "NER"]


@pytest.mark.parametrize("words", ["they", "their"])
def test_what_is_joined_by_and_is_taken_up_as_one(words: str) -> None:
    text = f"The Danish army left. Estonia and Latvia said {words} plans would not change."
    text = text.replace("they plans", "they")
    assert {r.code for r in last(text, words).referents} == {"EST", "LVA"}


def test_an_anaphor_points_to_who_taught_it() -> None:
    text = "Kenya's defence ministry denied it. The ministry blamed smugglers."
    taught = last(text, "The ministry").taught_by
    assert taught is not None
    assert taught.of(text) == "Kenya's defence ministry"
    assert last(text, "Kenya").taught_by is None


def test_other_given_names_are_other_people() -> None:
    text = "Irish Foreign Minister Sean Daly resigned. Qatar freed Maria Daly."
    assert referents(last(text, "Maria Daly")) != ["IRL GOV"]


def test_nothing_is_made_up_where_nothing_is_told() -> None:
    assert last("The army fired again.", "The army").referents[0].code is None
    assert last("It rained.", "It").referents == ()


def test_reading_twice_gives_the_same() -> None:
    text = "Chad warned Niger. Both sides moved tanks. The army said it would wait."
    sentences = parser()(text)
    assert find_mentions(sentences) == find_mentions(sentences)
