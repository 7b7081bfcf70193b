"""Chains of sources, from the outermost reporter inwards. The sentences are our own."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.said.attribution import find_attributions
from standoff.coding.said.chains import chain, utters
from standoff.coding.said.sayings import Position, token_at
from standoff.ontology.plover import Category, Status


@cache
def parser() -> Parser:
    return Parser.load()


def place(sentences: tuple[Sentence, ...], word: str) -> Position:
    return next(Position(s.index, t.i) for s in sentences for t in s.tokens if t.text == word)


def heads(text: str, word: str, *, utterance: bool = False, background: bool = False) -> list[str]:
    sentences = parser()(text)
    sayings = find_attributions(text, sentences)
    links = chain(place(sentences, word), sentences, sayings, utterance=utterance, background=background)
    return [token_at(sentences, link).text for link in links]


@pytest.mark.parametrize(
    ("text", "word", "links"),
    [
        (
            "The port was shelled at dawn, a customs officer told Coast Radio.",
            "shelled",
            ["Radio", "officer"],
        ),
        (
            "The navy was quoted by Belmar News Agency as saying that a tanker had sunk.",
            "sunk",
            ["Agency", "navy"],
        ),
        ("Belmar News Agency cited the navy as saying that a tanker had sunk.", "sunk", ["Agency", "navy"]),
        ("The navy said a tanker had sunk, the Daily Herald reported.", "sunk", ["Herald", "navy"]),
        ("The Daily Herald, citing two pilots, said that a tanker had sunk.", "sunk", ["Herald", "pilots"]),
        ("The navy told reporters that a tanker had sunk.", "sunk", ["navy"]),
        ("The navy said in a statement on Monday that a tanker had sunk.", "sunk", ["navy"]),
        ("A tanker has sunk, according to the navy.", "sunk", ["navy"]),
        ("A tanker has sunk in the strait.", "sunk", []),
        ("The palace was shut after a report that guards had fled.", "fled", ["report"]),
        ("The army denied that guards had fled.", "fled", ["army"]),
    ],
)
def test_links(text: str, word: str, links: list[str]) -> None:
    assert heads(text, word) == links


def test_speech_runs_on_in_quotation_marks() -> None:
    text = '"We hold the bridge," the general told Coast Radio. "Our guns destroyed a column," he added.'
    assert heads(text, "destroyed") == ["Radio", "he"]


def test_the_next_plain_sentence_is_the_writers_own() -> None:
    text = "The general said the bridge was safe. Guns destroyed a column."
    assert heads(text, "destroyed") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The mayor said the bridge was open, as rebels shelled the suburbs.", "shelled"),
        ("The mayor praised the colonel, who captured the bridge in May, police said.", "captured"),
    ],
)
def test_asides_are_the_writers_own(text: str, word: str) -> None:
    assert heads(text, word) == []


def test_background_in_a_relative_clause_is_the_writers_own() -> None:
    text = "The mayor said boats had left the island which Belmar annexed."
    assert heads(text, "annexed") == ["mayor"]
    assert heads(text, "annexed", background=True) == []


def test_an_utterance_ends_in_its_own_actor() -> None:
    text = "The premier urged both sides to stop, the Daily Herald reported."
    assert heads(text, "urged", utterance=True) == ["Herald", "premier"]
    assert heads(text, "urged") == ["Herald"]


@pytest.mark.parametrize(
    ("act", "status", "lemmas", "answer"),
    [
        (Category.REQUEST, Status.ACTUAL, ["urge"], True),
        (Category.REQUEST, Status.PLANNED, ["urge"], False),
        (Category.SUPPORT, Status.ACTUAL, ["sign"], False),
        (Category.SUPPORT, Status.ACTUAL, ["praise"], True),
        (Category.REJECT, Status.ACTUAL, ["veto"], False),
        (Category.ASSAULT, Status.ACTUAL, ["shell"], False),
    ],
)
def test_which_events_are_utterances(act: Category, status: Status, lemmas: list[str], answer: bool) -> None:
    assert utters(act, status, lemmas) is answer


def test_the_page_itself_is_no_link() -> None:
    text = "Reuters has not verified the footage. A customs officer told Reuters that the port was shelled."
    assert heads(text, "shelled") == ["officer"]
    assert heads(text.partition(". ")[2], "shelled") == ["Reuters", "officer"]


def test_a_person_who_is_told_is_no_outlet() -> None:
    text = "President Marek Dolan flew home. The envoy told Dolan that the port was shelled. Dolan wept."
    assert heads(text, "shelled") == ["envoy"]
