"""Who acts and who is acted on by the grammar alone. The sentences are our own."""

from __future__ import annotations

import pytest

from standoff.coding.parsing.parse import Parser
from standoff.coding.who.arguments import argument_words, first_conjunct, propose
from tests.coding.handmade import sentence


@pytest.mark.parametrize(
    ("text", "word", "actors", "recipients"),
    [
        pytest.param("Norway invaded Belarus in March.", "invaded", "Norway", "Belarus", id="active"),
        pytest.param("Belarus was invaded by Norway.", "invaded", "Norway", "Belarus", id="passive"),
        pytest.param(
            "Norway threatened to expel the envoy.", "expel", "Norway", "envoy", id="subject control"
        ),
        pytest.param(
            "Norway urged Belarus to release the sailors.",
            "release",
            "Belarus",
            "sailors",
            id="object control",
        ),
        pytest.param(
            "Norway shelled the port and sank two ferries.", "sank", "Norway", "ferries", id="joined verbs"
        ),
        pytest.param(
            "Norway and Sweden condemned Iran.", "condemned", "Norway Sweden", "Iran", id="joined actors"
        ),
        pytest.param(
            "Norway condemned Iran and Cuba.", "condemned", "Norway", "Iran Cuba", id="joined recipients"
        ),
        pytest.param(
            "The rebels who stormed the palace fled on Monday.",
            "stormed",
            "rebels",
            "palace",
            id="relative clause",
        ),
        pytest.param(
            "Soldiers sent by Norway seized the harbour.", "sent", "Norway", "Soldiers", id="reduced relative"
        ),
        pytest.param(
            "The port that the rebels shelled burned down.",
            "shelled",
            "rebels",
            "port",
            id="object relative",
        ),
        pytest.param("The mayor was arrested and beaten.", "beaten", "", "mayor", id="joined passives"),
        pytest.param(
            "Norway has arrested and beaten the mayor.", "beaten", "Norway", "mayor", id="joined perfects"
        ),
        pytest.param(
            "Accusing Norway of lies, Belarus expelled two envoys.",
            "Accusing",
            "Belarus",
            "Norway",
            id="participle in front",
        ),
        pytest.param(
            "Norway's attack on the harbour went on.", "attack", "Norway", "harbour", id="possessive"
        ),
        pytest.param(
            "The Norwegian attack on the harbour went on.", "attack", "Norwegian", "harbour", id="demonym"
        ),
        pytest.param("An attack by the rebels began at dawn.", "attack", "rebels", "", id="by"),
        pytest.param("An attack against the harbour began at dawn.", "attack", "", "harbour", id="against"),
        pytest.param("Talks between Norway and Belarus began.", "Talks", "Norway Belarus", "", id="between"),
        pytest.param(
            "The rebels launched an attack against the harbour.",
            "attack",
            "rebels",
            "harbour",
            id="light verb",
        ),
        pytest.param("An attack was launched by the rebels.", "attack", "rebels", "", id="light passive"),
        pytest.param(
            "The attack was condemned by Norway.", "attack", "", "", id="verb with sense of its own"
        ),
    ],
)
def test_roles(parser: Parser, text: str, word: str, actors: str, recipients: str) -> None:
    (one,) = parser(text)
    head = next(token.i for token in one.tokens if token.text == word)
    found = propose(one, head)
    by_role = {
        role: " ".join(one.tokens[i].text for i in sorted(found) if found[i][0] == role)
        for role in ("actor", "recipient")
    }
    assert by_role == {"actor": actors, "recipient": recipients}


def test_strengths_are_shares_and_a_head_is_no_argument_of_itself(parser: Parser) -> None:
    (one,) = parser("Norway imposed sanctions on Belarus after the raid.")
    for token in one.tokens:
        found = propose(one, token.i)
        assert token.i not in found
        assert all(0 < strength <= 1 for _, strength in found.values())


def test_what_an_object_is_for_is_a_weaker_recipient_than_the_object(parser: Parser) -> None:
    (one,) = parser("Norway imposed sanctions on Belarus.")
    found = {one.tokens[i].text: (role, strength) for i, (role, strength) in propose(one, 1).items()}
    assert found["sanctions"][0] == found["Belarus"][0] == "recipient"
    assert found["sanctions"][1] > found["Belarus"][1]


@pytest.mark.parametrize(("steps", "found"), [(1, True), (3, True), (9, False)])
def test_a_subject_is_shared_over_a_few_clauses_only(steps: int, found: bool) -> None:
    below = (f"try VERB/VB xcomp {i}" for i in range(1, steps + 1))
    one = sentence("Norway PROPN nsubj 1", "began VERB ROOT 1", *below)
    assert (propose(one, steps + 1).get(0) == ("actor", 1.0)) is found


def test_lists_are_read_from_the_data_file() -> None:
    words = argument_words()
    assert "against" in words.toward
    assert "urge" in words.object_control
    assert "launch" in words.light


@pytest.mark.parametrize(
    ("word", "top"), [("Niger", "Chad"), ("Mali", "Chad"), ("Chad", "Chad"), ("Togo", "Togo")]
)
def test_a_list_is_known_by_its_first_member(word: str, top: str) -> None:
    # "Togo" hangs on a blank that was dropped: it is joined to itself.
    listed = sentence(
        "Chad PROPN ROOT 0", "Niger PROPN conj 0", "and CCONJ cc 1", "Mali PROPN conj 1", "Togo PROPN conj 4"
    )
    places = {token.text: token.i for token in listed.tokens}
    assert first_conjunct(listed, places[word]) == places[top]
