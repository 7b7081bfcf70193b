"""Stances of third parties. The sentences are our own."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.said.sayings import Position, token_at
from standoff.coding.said.stances import Told, find_stances
from standoff.ontology.plover import Category
from standoff.types import Span


@cache
def parser() -> Parser:
    return Parser.load()


def told(sentences: tuple[Sentence, ...], ident: str, word: str, same_as: str | None = None) -> Told:
    token, sentence = next((t, s) for s in sentences for t in s.tokens if t.text == word)
    anchor = Span(token.start, token.end)
    return Told(ident, sentence.index, Category.ASSAULT, anchor, frozenset({"BLM"}), same_as)


@pytest.mark.parametrize(
    ("second", "stance", "holder"),
    [
        ("The harbour master could not verify the report.", "doubts", "master"),
        ("The coastguard confirmed the report.", "confirms", "coastguard"),
        ("Her deputy dismissed the claim.", "denies", "deputy"),
        ("The envoy cast doubt on the account.", "doubts", "envoy"),
        ("The captain had not seen the report.", "doubts", "captain"),
    ],
)
def test_stances_on_what_was_told_before(second: str, stance: str, holder: str) -> None:
    text = f"Gunboats of Belmar shelled the pier. {second}"
    sentences = parser()(text)
    (found,) = find_stances(sentences, [told(sentences, "e1", "shelled")])
    assert (found.event, found.stance) == ("e1", stance)
    assert token_at(sentences, found.holder).text == holder
    assert found.span.of(text) == second.rstrip(".")


def test_a_retelling_in_the_clause_leads_to_the_first_telling() -> None:
    text = "Gunboats of Belmar shelled the pier. The coastguard confirmed that gunboats bombarded the pier."
    sentences = parser()(text)
    events = [told(sentences, "e1", "shelled"), told(sentences, "e2", "bombarded", same_as="e1")]
    assert [(s.event, s.stance) for s in find_stances(sentences, events)] == [("e1", "confirms")]


def test_a_denial_of_something_told_only_there_is_no_stance() -> None:
    text = "The admiral denied that gunboats shelled the pier."
    sentences = parser()(text)
    assert find_stances(sentences, [told(sentences, "e1", "shelled")]) == ()


def test_who_denies_its_own_deed_is_no_third_party() -> None:
    text = "Gunboats of Belmar shelled the pier. Belmar denied it."
    sentences = parser()(text)
    holder = next(Position(1, t.i) for t in sentences[1].tokens if t.text == "Belmar")
    events = [told(sentences, "e1", "shelled")]
    assert find_stances(sentences, events, [(holder, "BLM")]) == ()
    assert len(find_stances(sentences, events, [(holder, "XYZ")])) == 1
