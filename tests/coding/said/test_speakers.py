"""Who "we" and "I" are. The sentences are our own."""

from __future__ import annotations

import pytest

from standoff.coding.parsing.parse import Parser
from standoff.coding.said.attribution import find_attributions
from standoff.coding.said.speakers import resolve_speakers
from standoff.coding.who.mentions import Mention, find_mentions


def read(parser: Parser, text: str) -> dict[str, Mention]:
    """The mentions of a text by their words, once the first person is resolved."""
    sentences = parser(text)
    mentions = find_mentions(sentences)
    found = resolve_speakers(mentions, sentences, find_attributions(text, sentences, mentions))
    assert len(found) == len(mentions)
    return {mention.span.of(text): mention for mention in found}


@pytest.mark.parametrize(
    ("text", "pronoun", "code"),
    [
        ("Norwegian Defence Minister Kari Aas said: “We shelled the port.”", "We", "NOR"),
        ("“We shelled the port,” Norwegian Defence Minister Kari Aas told Reuters.", "We", "NOR"),
        ("“I urge Belarus to pull back,” Norwegian Prime Minister Kari Aas said.", "I", "NOR"),
    ],
)
def test_the_first_person_is_whoever_speaks(parser: Parser, text: str, pronoun: str, code: str) -> None:
    found = read(parser, text)
    assert [referent.code for referent in found[pronoun].referents] == [code]
    taught = found[pronoun].taught_by
    assert taught is not None
    assert "Kari Aas" in taught.of(text)


def test_where_nobody_is_said_to_speak_it_is_nobody(parser: Parser) -> None:
    found = read(parser, "We shelled the port.")
    assert found["We"].referents == ()
    assert found["We"].taught_by is None


def test_others_are_left_as_they_were(parser: Parser) -> None:
    text = "Norway said they had shelled the port."
    sentences = parser(text)
    mentions = find_mentions(sentences)
    assert resolve_speakers(mentions, sentences, find_attributions(text, sentences, mentions)) == mentions
