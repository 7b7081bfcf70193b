"""Quotations: where marks open and close. The sentences are our own."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser
from standoff.coding.said.quotations import find_quotations


@cache
def parser() -> Parser:
    return Parser.load()


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('The bridge is open, "for now," the mayor said.', ['"for now,"']),
        (
            "\u201cWe stay,\u201d he said. \u201cNo one leaves.\u201d",
            ["\u201cWe stay,\u201d", "\u201cNo one leaves.\u201d"],
        ),
        ("The envoy's car was late, and the ministers' patience ran out.", []),
        ("He called the vote 'a farce from end to end' on Monday.", ["'a farce from end to end'"]),
        ("\u2018We won\u2019t go,\u2019 the farmer\u2019s wife said.", ["\u2018We won\u2019t go,\u2019"]),
        ("Nobody was hurt.", []),
    ],
)
def test_marks_are_paired(text: str, quoted: list[str]) -> None:
    found = find_quotations(text, parser()(text))
    assert [q.span.of(text) for q in found] == quoted


def test_a_speech_of_several_paragraphs_is_open_ended() -> None:
    text = "\u201cThe harbour is ours.\n\u201cIt will stay ours,\u201d the admiral said."
    first, second = find_quotations(text, parser()(text))
    assert first.open_ended
    assert not second.open_ended
    assert first.span.of(text) == "\u201cThe harbour is ours."


def test_a_quoted_word_is_no_utterance() -> None:
    text = 'The "reforms" failed, and "not one road was ever built," she wrote.'
    assert [q.whole for q in find_quotations(text, parser()(text))] == [False, True]
