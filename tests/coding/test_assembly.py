"""From a predicate to an event. The sentences are our own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from standoff.coding.assembly import Scene, Where, chain_of, entities, speaker_of, status_and_date
from standoff.coding.coder import Coder
from standoff.coding.parsing.parse import Parser
from standoff.coding.what.predicates import Predicate
from standoff.coding.who.mentions import Mention, MentionIndex, Referent
from standoff.coding.who.roles import Roles
from standoff.ontology.plover import Category, Sector, Status
from standoff.types import Document, Event, Span
from tests.coding.handmade import reading

TUESDAY = date(2031, 3, 18)


def scene(parser: Parser, text: str, word: str, statuses: dict[Status, float] | None = None) -> Scene:
    """A scene with ``word`` as the anchor of an ASSAULT and nothing else found in it."""
    sentences = parser(text)
    head = next(token.i for token in sentences[0].tokens if token.text == word)
    anchor = Predicate(0, head, head, head, Category.ASSAULT, None, 0.9, None)
    document = Document("d", text, date_published=TUESDAY)
    read = reading(sentences, statuses=statuses)
    return Scene(document, sentences, MentionIndex(()), (), (), (anchor,), read)


@pytest.mark.parametrize(
    ("text", "word", "statuses", "status"),
    [
        ("Norway attacked Belarus.", "attacked", None, Status.ACTUAL),
        ("Norway has not attacked Belarus.", "attacked", None, Status.NEGATED),
        ("Norway attacked Belarus.", "attacked", {Status.ACTUAL: 0.5, Status.NEGATED: 0.5}, Status.ACTUAL),
    ],
)
def test_a_sure_rule_decides_the_status_where_the_encoder_does_not(
    parser: Parser, text: str, word: str, statuses: dict[Status, float] | None, status: Status
) -> None:
    made = scene(parser, text, word, statuses)
    choice, _ = status_and_date(made, made.predicates[0])
    assert choice.status is status
    assert choice.ruled.status is status
    assert set(choice.odds) == set(Status)


def test_an_old_date_makes_a_deed_background(parser: Parser) -> None:
    made = scene(parser, "Norway attacked Belarus in 2014.", "attacked")
    choice, day = status_and_date(made, made.predicates[0])
    assert choice.status is Status.HISTORICAL
    assert day is not None
    assert (day.start, day.end) == (date(2014, 1, 1), date(2014, 12, 31))


def mention(*referents: Referent) -> Mention:
    return Mention(0, 0, 0, 0, Span(0, 6), "common", referents)


@pytest.mark.parametrize(
    ("referents", "country", "found"),
    [
        ((Referent("NOR", Sector.GOV, "Norway"),), "BLR", [("NOR", Sector.GOV)]),
        ((Referent(None, Sector.CVL),), "BLR", [("BLR", Sector.CVL)]),
        ((Referent(None, Sector.CVL),), None, [(None, Sector.CVL)]),
        ((Referent(None, Sector.GOV, "the West"),), "BLR", [(None, Sector.GOV)]),
        ((Referent("NOR", Sector.GOV), Referent("SWE", Sector.GOV)), None, [("NOR", "GOV"), ("SWE", "GOV")]),
        ((), "BLR", [(None, None)]),
    ],
)
def test_entities_are_of_their_own_country_else_people_of_that_of_the_deed(
    referents: tuple[Referent, ...], country: str | None, found: list[tuple[str | None, str | None]]
) -> None:
    made = entities(mention(*referents), Where(country))
    assert [(entity.code, entity.sector) for entity in made] == found
    assert {entity.span for entity in made} == {Span(0, 6)}


@pytest.mark.parametrize(
    ("sector", "where", "code"),
    [
        (Sector.CVL, Where("BLR", sure=True), "BLR"),
        (Sector.CVL, Where("BLR", sure=False), "NOR"),
        (Sector.GOV, Where("BLR", sure=True), "NOR"),
    ],
)
def test_a_sure_place_of_the_deed_outweighs_a_guess_at_where_people_are_from(
    sector: Sector, where: Where, code: str
) -> None:
    guess = replace(mention(Referent("NOR", sector)), guessed=True)
    assert [entity.code for entity in entities(guess, where)] == [code]


def events(coder: Coder, text: str) -> tuple[Event, ...]:
    return coder.code(Document("d", text, date_published=TUESDAY)).events


def words(text: str, event: Event) -> dict[str, list[str]]:
    return {
        "actors": [entity.span.of(text) for entity in event.actors],
        "recipients": [entity.span.of(text) for entity in event.recipients],
        "attribution": [entity.span.of(text) for entity in event.attribution],
    }


def test_a_deed_that_is_relayed(coder: Coder) -> None:
    text = "Norway invaded Belarus on Monday, the Finnish foreign ministry told Reuters."
    (event,) = events(coder, text)
    assert (event.act, event.event, event.status) == (Category.ASSAULT, Category.ASSAULT, Status.ACTUAL)
    assert words(text, event) == {
        "actors": ["Norway"],
        "recipients": ["Belarus"],
        "attribution": ["Reuters", "the Finnish foreign ministry"],
    }
    assert event.date is not None
    assert (event.date.start, event.date.span.of(text)) == (date(2031, 3, 17), "on Monday")


def test_an_utterance_is_attributed_to_its_actor(coder: Coder) -> None:
    text = "Norway condemned Belarus."
    (event,) = events(coder, text)
    assert event.act is Category.ACCUSE
    assert words(text, event) == {
        "actors": ["Norway"],
        "recipients": ["Belarus"],
        "attribution": ["Norway"],
    }


def test_attackers_whom_nobody_knows_are_of_the_country_of_the_deed(coder: Coder) -> None:
    (event,) = events(coder, "Gunmen killed three nurses in Lagos on Sunday.")
    assert [(actor.code, actor.sector) for actor in event.actors] == [("NGA", Sector.UAF)]
    assert [place.country for place in event.places] == ["NGA"]
    assert [(q.low, q.high, q.unit) for q in event.quantities] == [(3, 3, "killed")]


def test_the_speaker_is_the_innermost_source(coder: Coder) -> None:
    text = "Norway invaded Belarus on Monday, the Finnish foreign ministry told Reuters."
    made = coder.scene(coder.begin(Document("d", text)))
    (predicate,) = made.predicates
    speaker = speaker_of(made, predicate)
    assert speaker is not None
    assert speaker.span.of(text) == "the Finnish foreign ministry"
    links = chain_of(made, predicate, Roles((), ()), Status.ACTUAL)
    assert [made.sentences[link.sentence].tokens[link.token].text for link in links] == [
        "Reuters",
        "ministry",
    ]
