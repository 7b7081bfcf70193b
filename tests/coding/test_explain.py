"""Explanations say what the coder did, and the reasons add up. The sentences are our own."""

from __future__ import annotations

from datetime import date

import pytest

from standoff.coding.coder import Coder
from standoff.coding.explain import BEST, NEAR, REASONS, explain
from standoff.coding.explanations import EventWhy, Explanation, PartyWhy
from standoff.coding.what.predicates import THRESHOLD
from standoff.ontology.plover import Category
from standoff.types import Document, Span

TEXT = (
    "Norwegian Defence Minister Kari Aas accused Belarus on Monday. Aas walked along the river.\n"
    "Belarus shelled the harbour, she told Reuters. Belarus shelled the harbour on Sunday."
)


def document(text: str = TEXT) -> Document:
    return Document("d", text, date_published=date(2031, 3, 18))


@pytest.fixture(scope="module")
def explanations(coder: Coder) -> tuple[Explanation, ...]:
    return explain(coder, document())


def reasons(coder: Coder, text: str, number: int = 0) -> EventWhy:
    return [why for one in explain(coder, document(text)) for why in one.events][number]


def party(why: EventWhy, words: str, text: str = TEXT) -> PartyWhy:
    (found,) = [one for one in why.parties if one.mention.of(text) == words]
    return found


def test_the_events_are_those_of_the_coding(coder: Coder, explanations: tuple[Explanation, ...]) -> None:
    events = [why.event for one in explanations for why in one.events]
    assert events == list(coder.code(document()).events)
    assert len(events) >= 3


def test_every_sentence_is_explained_in_text_order(explanations: tuple[Explanation, ...]) -> None:
    assert [one.sentence.of(TEXT)[:6] for one in explanations] == ["Norweg", "Aas wa", "Belaru", "Belaru"]
    for one in explanations:
        assert all(one.sentence.covers(why.event.anchor) for why in one.events)


@pytest.mark.parametrize(
    ("at", "start"),
    [(0, "Norweg"), (TEXT.index("walked"), "Aas wa"), (TEXT.index("\n"), "Belaru"), (len(TEXT), None)],
)
def test_a_sentence_by_offset(coder: Coder, at: int, start: str | None) -> None:
    found = [one.sentence.of(TEXT)[:6] for one in explain(coder, document(), at=at)]
    assert found == ([] if start is None else [start])


def test_a_sentence_by_number(coder: Coder, explanations: tuple[Explanation, ...]) -> None:
    assert explain(coder, document(), sentence=2) == explanations[2:3]
    assert explain(coder, document(), sentence=9) == ()


def test_the_act_has_its_frame_and_the_encoders_view(explanations: tuple[Explanation, ...]) -> None:
    act = explanations[0].events[0].act
    assert act.at.of(TEXT) == "accused"
    assert act.best[0].name == act.encoder[0].name == "ACCUSE"
    assert [one.value for one in act.best] == sorted((one.value for one in act.best), reverse=True)
    assert len(act.best) == BEST
    assert act.told >= act.threshold == THRESHOLD
    assert (act.frames[0].category, act.frames[0].words.of(TEXT)) == (Category.ACCUSE, "accused")


def test_a_needed_noun_is_pointed_at(coder: Coder) -> None:
    text = "Norway imposed sanctions on Belarus."
    frame = reasons(coder, text).act.frames[0]
    assert frame.need is not None
    assert (frame.words.of(text), frame.need.of(text)) == ("imposed", "sanctions")
    assert frame.category is Category.SANCTION


def test_the_status_has_its_rule_and_the_encoders_view(coder: Coder) -> None:
    status = reasons(coder, "Norway has not shelled Belarus.").status
    assert status.status == status.ruled == "negated"
    assert 0 < status.certainty <= 1
    assert len(status.encoder) == BEST


def test_parties_show_log_odds_above_their_threshold(explanations: tuple[Explanation, ...]) -> None:
    why = explanations[0].events[0]
    actor, recipient = (party(why, words) for words in ("Norwegian Defence Minister Kari Aas", "Belarus"))
    assert (actor.role, recipient.role) == ("actor", "recipient")
    assert actor.entities == why.event.actors
    assert actor.odds > actor.threshold
    assert recipient.odds > recipient.threshold
    weights = [abs(one.value) for one in actor.reasons]
    assert weights == sorted(weights, reverse=True)
    assert 0 < len(weights) <= REASONS


def test_what_was_not_taken_is_shown_where_it_came_near(explanations: tuple[Explanation, ...]) -> None:
    for one in explanations:
        for why in one.events:
            coded = {entity.span for entity in (*why.event.actors, *why.event.recipients)}
            taken = {party.mention for party in why.parties if party.role is not None}
            assert taken == coded
            assert all(party.mention not in coded for party in why.parties if party.role is None)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("Norway shelled Belarus.", "Norway", "gazetteer", "NOR"),
        ("Norwegian troops shelled Belarus.", "Norwegian troops", "gazetteer", "NOR"),
        ("Norwegian troops shelled Belarus.", "Norwegian troops", "noun", "MIL"),
        ("Gunmen killed three nurses in Lagos.", "Gunmen", "place", "NGA"),
    ],
)
def test_witnesses_say_whom_a_mention_stands_for(
    coder: Coder, text: str, words: str, kind: str, value: str
) -> None:
    found = party(reasons(coder, text), words, text).witnesses
    assert (kind, value) in [(witness.kind, witness.value) for witness in found]


def test_an_anaphor_shows_who_taught_it(coder: Coder) -> None:
    text = "Norwegian Prime Minister Kari Aas is 49. She accused Belarus."
    found = party(reasons(coder, text, -1), "She", text).witnesses
    assert found[0].kind == "taught"
    assert found[0].span == Span(0, len("Norwegian Prime Minister Kari Aas"))


def test_links_of_the_chain_show_the_words_of_saying(explanations: tuple[Explanation, ...]) -> None:
    (why,) = explanations[2].events
    assert [(link.entity.span.of(TEXT), link.part) for link in why.chain] == [
        ("Reuters", "medium"),
        ("she", "speaker"),
    ]
    assert {link.cue.of(TEXT) for link in why.chain if link.cue} == {"told"}
    assert tuple(link.entity for link in why.chain) == why.event.attribution


def test_a_retelling_shows_what_it_is_like(explanations: tuple[Explanation, ...]) -> None:
    first, second = explanations[2].events[0], explanations[3].events[0]
    assert first.retelling is None
    assert second.event.same_as == first.event.id
    assert second.retelling is not None
    assert second.retelling.first == second.retelling.compared == first.event.id
    assert second.retelling.threshold < second.retelling.likeness <= 1
    assert second.retelling.reasons


def test_words_outside_of_anchors_that_came_near_are_shown(explanations: tuple[Explanation, ...]) -> None:
    for one in explanations:
        for near in one.near:
            assert one.sentence.covers(near.word)
            assert not any(near.word.overlaps(why.event.anchor) for why in one.events)
            assert near.told >= NEAR or near.frames


@pytest.mark.parametrize("text", ["", "...", "\n\n"])
def test_nothing_is_explained_of_nothing(coder: Coder, text: str) -> None:
    assert [why for one in explain(coder, document(text)) for why in one.events] == []
