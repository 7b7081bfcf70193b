"""Two predicates for one deed in one clause are one event: which of them stays, and by which rule."""

from __future__ import annotations

import pytest

from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.what.merging import find_merged, merge
from standoff.coding.what.predicates import Predicate
from standoff.ontology.plover import Category


def predicates(
    one: Sentence, words: str, act: Category = Category.ASSAULT, mode: str | None = None
) -> list[Predicate]:
    """A predicate of one word for each of ``words``."""
    wanted = words.split()
    return [
        Predicate(one.index, token.i, token.i, token.i, act, mode, 0.9, None)
        for token in one.tokens
        if token.text in wanted
    ]


def texts(one: Sentence, kept: tuple[Predicate, ...]) -> str:
    return " ".join(one.tokens[p.head].text for p in kept)


@pytest.mark.parametrize(
    ("text", "words", "kept", "rule"),
    [
        ("The air raids killed nine farmers.", "raids killed", "killed", "subject of its verb"),
        ("The rebels launched an attack on the harbour.", "launched attack", "attack", "verb of its object"),
        ("The shelling and bombing of the harbour went on.", "shelling bombing", "shelling", "joined by and"),
        (
            "A drone hit the depot on Friday, killing two guards.",
            "hit killing",
            "hit",
            "participle of result",
        ),
        ("The rebels tried to storm the palace.", "tried storm", "storm", "verb above its infinitive"),
        ("Six guards were killed and nine wounded.", "killed wounded", "killed", "joined by and"),
    ],
)
def test_one_deed_told_twice_in_a_clause(parser: Parser, text: str, words: str, kept: str, rule: str) -> None:
    (one,) = parser(text)
    given = predicates(one, words)
    assert len(given) == 2
    assert texts(one, merge([one], given)) == kept
    assert [merged.rule for merged in find_merged([one], given)] == [rule]


@pytest.mark.parametrize(
    ("text", "above", "act", "below", "rule"),
    [
        ("Oslo urged the rebels to leave the town.", "urged", Category.REQUEST, "leave", "what is wanted"),
        ("Oslo asked them to stop and leave.", "asked", Category.REQUEST, "stop leave", "what is wanted"),
        ("Chad threatened to bomb the town.", "threatened", Category.THREATEN, "bomb", "what is wanted"),
        ("Troops crossed the river to cut the road.", "crossed", Category.MOBILIZE, "cut", "purpose"),
    ],
)
def test_what_is_wanted_or_aimed_at_is_no_deed(
    parser: Parser, text: str, above: str, act: Category, below: str, rule: str
) -> None:
    (one,) = parser(text)
    given = [*predicates(one, above, act), *predicates(one, below, Category.RETREAT)]
    assert texts(one, merge([one], given)) == above
    assert {merged.rule for merged in find_merged([one], given)} == {rule}


def test_who_travels_to_meet_somebody_does_both(parser: Parser) -> None:
    (one,) = parser("The envoy flew to Riga to meet the premier.")
    given = predicates(one, "flew meet", Category.CONSULT)
    assert texts(one, merge([one], given)) == "flew meet"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The rebels shelled the harbour and the navy bombed their camp.", "shelled bombed"),
        ("The rebels shelled the harbour before the navy bombed their camp.", "shelled bombed"),
        ("The army, which had shelled the harbour, bombed the camp.", "shelled bombed"),
    ],
)
def test_deeds_of_two_clauses_stay_apart(parser: Parser, text: str, words: str) -> None:
    (one,) = parser(text)
    given = predicates(one, words)
    assert merge([one], given) == tuple(given)


def test_two_acts_are_two_deeds(parser: Parser) -> None:
    (one,) = parser("The air raids killed nine farmers.")
    given = predicates(one, "raids") + predicates(one, "killed", Category.PROTEST)
    assert merge([one], given) == tuple(given)


def test_nouns_of_two_modes_are_two_deeds(parser: Parser) -> None:
    (one,) = parser("The shelling and bombing of the harbour went on.")
    given = predicates(one, "shelling", mode="heavy-weapons") + predicates(one, "bombing", mode="aerial")
    assert merge([one], given) == tuple(given)


def test_what_gave_way_takes_nothing_with_it(parser: Parser) -> None:
    (one,) = parser("The air raids killed nine farmers.")
    (raids, killed) = predicates(one, "raids killed")
    (merged,) = find_merged([one], [raids, killed])
    assert (merged.predicate, merged.into) == (raids, killed)
    assert merge([one], []) == ()
