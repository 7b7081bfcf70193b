"""Quantities: numbers, their bounds and units, and whose they are. The sentences are our own."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.how_many.numerals import may_start, read_numeral
from standoff.coding.how_many.quantities import event_quantities, find_quantities
from standoff.coding.parsing.parse import Parser, Sentence
from standoff.ontology.plover import Category


@cache
def parser() -> Parser:
    return Parser.load()


def parsed(text: str) -> Sentence:
    sentences = parser()(text)
    assert len(sentences) == 1
    return sentences[0]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("They lost 1,062 sheep.", 1062),
        ("They lost three hundred and five sheep.", 305),
        ("They lost twenty-one thousand sheep.", 21_000),
        ("They lost half a dozen sheep.", 6),
        ("They lost half a million sheep.", 500_000),
        ("They lost a hundred thousand sheep.", 100_000),
        ("They lost 3.5 million sheep.", 3_500_000),
        ("They lost two dozen sheep.", 24),
        ("They lost 20k sheep.", 20_000),
    ],
)
def test_numerals(text: str, low: int) -> None:
    tokens = parsed(text).tokens
    found = [read_numeral(tokens, token.i) for token in tokens if may_start(token)]
    assert next(numeral.low for numeral in found if numeral) == low


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("Oslo sends up to 70 soldiers.", "up to 70 soldiers", None, 70, "troops"),
        ("Oslo sends between 50 and 80 soldiers.", "between 50 and 80 soldiers", 50, 80, "troops"),
        ("Oslo sends 50 to 80 tanks.", "50 to 80 tanks", 50, 80, "tanks"),
        ("Oslo sends 50-80 tanks.", "50-80 tanks", 50, 80, "tanks"),
        ("They freed at least 90 hostages.", "at least 90 hostages", 90, None, "people"),
        ("They freed more than a dozen hostages.", "more than a dozen hostages", 12, None, "people"),
        ("They freed some 300 hostages.", "some 300 hostages", 300, 300, "people"),
        ("They freed no more than 40 hostages.", "no more than 40 hostages", None, 40, "people"),
        ("They freed a total of 17 hostages.", "a total of 17 hostages", 17, 17, "people"),
        ("Doha gave $2 billion.", "$2 billion", 2_000_000_000, 2_000_000_000, "USD"),
        ("Doha gave €3.5bn.", "€3.5bn", 3_500_000_000, 3_500_000_000, "EUR"),
        ("Doha gave 40 million euros.", "40 million euros", 40_000_000, 40_000_000, "EUR"),
        ("Doha gave more than HK$18 million.", "more than HK$18 million", 18_000_000, None, "HKD"),
        ("They sank three Greek frigates.", "three Greek frigates", 3, 3, "ships"),
        ("They downed two Su-27s.", "two Su-27s", 2, 2, "aircraft"),
        ("They shipped 640 tonnes of rice.", "640 tonnes", 640, 640, "tonnes"),
        ("They lost two of their helicopters.", "two of their helicopters", 2, 2, "aircraft"),
        ("They downed 30 of 42 drones.", "30 of 42 drones", 30, 30, "drones"),
    ],
)
def test_bounds_and_units(text: str, words: str, low: float | None, high: float | None, unit: str) -> None:
    (found,) = find_quantities(parsed(text))
    assert found.span.of(text) == words
    assert (found.low, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds fled the town.",
        "Several dozens of shells fell.",
        "The siege of 2014 lasted two months.",
        "The two countries broke off ties.",
        "They met at six on May 12.",
        "Support fell by 12 percent.",
        "A 34-year-old teacher spoke.",
        "They cited Resolution 2401.",
        "Work on Nordstream 2 stopped.",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantities(parsed(text)) == ()


@pytest.mark.parametrize(
    ("text", "anchor", "act", "mode", "expected"),
    [
        ("Shells killed nine farmers.", "killed", "ASSAULT", None, [(9, 9, "killed")]),
        ("Nine farmers were killed.", "killed", "ASSAULT", None, [(9, 9, "killed")]),
        ("Shells wounded at least 40 people.", "wounded", "ASSAULT", None, [(40, None, "wounded")]),
        ("Masked men abducted nine farmers.", "abducted", "ASSAULT", "abduct", [(9, 9, "people")]),
        ("More than 200 were killed.", "killed", "ASSAULT", None, [(200, None, "killed")]),
        ("The raid left 14 dead.", "left", "ASSAULT", None, [(14, 14, "killed")]),
        ("Madrid sent 900 men.", "sent", "MOBILIZE", "troops", [(900, 900, "troops")]),
        ("Madrid sent 900 police.", "sent", "MOBILIZE", "police", [(900, 900, "police")]),
        ("Some 3,000 people marched.", "marched", "PROTEST", "demo", [(3000, 3000, "people")]),
        ("The court jailed two editors.", "jailed", "COERCE", "arrest", [(2, 2, "people")]),
        # not the speaker's own number, nor that of another event
        ("Two officials said shells hit a mill.", "hit", "ASSAULT", None, []),
        ("Three ministers accused Riga.", "accused", "ACCUSE", None, []),
    ],
)
def test_the_quantities_of_an_event(
    text: str, anchor: str, act: str, mode: str | None, expected: list[tuple[float | None, float | None, str]]
) -> None:
    sentence = parsed(text)
    head = next(token.i for token in sentence.tokens if token.text == anchor)
    found = event_quantities(sentence, head, head, head, find_quantities(sentence), Category(act), mode)
    assert [(quantity.low, quantity.high, quantity.unit) for quantity in found] == expected


def test_what_stands_under_another_event_is_its_own() -> None:
    text = "Police stormed the hall, killing two monks."
    sentence = parsed(text)
    heads = {token.text: token.i for token in sentence.tokens}
    quantities = find_quantities(sentence)
    stormed, killing = heads["stormed"], heads["killing"]
    alone = event_quantities(sentence, stormed, stormed, stormed, quantities, Category.ASSAULT, None)
    beside = event_quantities(
        sentence, stormed, stormed, stormed, quantities, Category.ASSAULT, None, taken=(killing,)
    )
    assert [quantity.unit for quantity in alone] == ["killed"]
    assert beside == ()
