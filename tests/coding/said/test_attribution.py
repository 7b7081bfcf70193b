"""Attributions: sources, cues and contents, as PolNeAR marks them. The sentences are our own."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser
from standoff.coding.said.attribution import find_attributions
from standoff.coding.said.cues import parse_cues
from standoff.coding.said.sayings import Saying
from standoff.errors import LexiconError


@cache
def parser() -> Parser:
    return Parser.load()


def read(text: str) -> tuple[Saying, ...]:
    return find_attributions(text, parser()(text))


def parts(text: str) -> list[tuple[list[str], list[str], list[str]]]:
    return [
        ([s.of(text) for s in a.source], [s.of(text) for s in a.cue], [s.of(text) for s in a.content])
        for a in (saying.attribution() for saying in read(text))
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The interior ministry said that two ferries had been seized.",
            "The interior ministry",
            "said",
            ["that two ferries had been seized"],
        ),
        (
            "Two ferries have been seized, a harbour official said.",
            "a harbour official",
            "said",
            ["Two ferries have been seized"],
        ),
        (
            "The ferries, a harbour official said, will be returned by Friday.",
            "a harbour official",
            "said",
            ["The ferries", "will be returned by Friday"],
        ),
        (
            "According to local fishermen, both boats were towed away.",
            "local fishermen",
            "According to",
            ["both boats were towed away"],
        ),
        (
            "Both boats were towed away, according to local fishermen.",
            "local fishermen",
            "according to",
            ["Both boats were towed away"],
        ),
        (
            "The governor has repeatedly warned that the dam may break.",
            "The governor",
            "has repeatedly warned",
            ["that the dam may break"],
        ),
        (
            "Opposition leaders accused the president of rigging the count.",
            "Opposition leaders",
            "accused the president of",
            ["rigging the count"],
        ),
        (
            "The union called for a general strike.",
            "The union",
            "called for",
            ["a general strike"],
        ),
        (
            "The envoy, Marta Olsen, told reporters that talks had stalled.",
            "The envoy, Marta Olsen,",
            "told",
            ["that talks had stalled"],
        ),
        (
            '"The road is closed," the colonel said.',
            "the colonel",
            "said",
            ['"The road is closed,"'],
        ),
        (
            '"The road is closed," said Colonel Idris Bako. "Nobody will pass."',
            "Colonel Idris Bako",
            "said",
            ['"The road is closed,"', '"Nobody will pass."'],
        ),
        (
            'The colonel said: "The road is closed. Nobody will pass."',
            "The colonel",
            "said:",
            ['"The road is closed. Nobody will pass."'],
        ),
        (
            "The army rejected claims of looting in the port.",
            "The army",
            "rejected",
            ["claims of looting in the port"],
        ),
    ],
)
def test_spans(text: str, source: str, cue: str, content: list[str]) -> None:
    assert ([source], [cue], content) in parts(text)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Army chief: no soldier will leave the island", "Army chief"),
        ("Troops open fire on market: witnesses", "witnesses"),
        ("Sudan's envoy: ceasefire still holds", "Sudan's envoy"),
    ],
)
def test_a_colon_in_a_heading(text: str, source: str) -> None:
    assert [s.kind for s in read(text)] == ["colon"]
    assert parts(text)[0][0] == [source]


@pytest.mark.parametrize("text", ["Lima: buses burnt in second night of riots", "Update: ferries sail again"])
def test_a_place_or_label_before_a_colon_is_no_source(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say whether the convoy had left.",
        "Spokesmen declined to say when the border would open.",
    ],
)
def test_what_nobody_said_is_no_link(text: str) -> None:
    assert not any(saying.link for saying in read(text))


def test_offsets_hold_in_a_long_text() -> None:
    text = "Ferries sail again\n\n" + "\u200fThe mayor said the \U0001f6a2 had left. " * 3
    for saying in read(text):
        for span in saying.source + saying.cue + saying.content:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)


def test_a_broken_lexicon_says_where() -> None:
    with pytest.raises(LexiconError, match="verb row 1"):
        parse_cues({"verb": [{"lemmas": ["say"], "frames": ["clouse"]}]})


def test_a_source_put_into_the_middle_with_its_verb_first() -> None:
    text = "Belmar, say two envoys, has closed the strait."
    ((source, _, content),) = parts(text)
    assert (source, content) == (["two envoys"], ["Belmar", "has closed the strait"])


def test_a_topic_before_a_colon_is_no_source_where_another_speaks() -> None:
    text = "Port of Belmar: three cranes are burning, a crane driver said."
    assert [s.kind for s in read(text)] == ["verb"]


def test_what_a_quoted_speaker_reports_is_not_listed() -> None:
    text = '"The rebels say they took the town," the mayor said.'
    assert [(s.cue[0].of(text), s.listed) for s in read(text)] == [("say", False), ("said", True)]
