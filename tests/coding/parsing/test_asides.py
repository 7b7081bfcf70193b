"""Asides between dashes: found where they are clauses, and parsed apart. The sentences are our own."""

from __future__ import annotations

from functools import cache

import pytest

from standoff.coding.parsing.asides import find_aside, joined
from standoff.coding.parsing.parse import Parser, Sentence
from tests.coding.handmade import sentence


@cache
def parser() -> Parser:
    return Parser.load()


def parsed(text: str) -> Sentence:
    (sentence,) = parser()(text)
    return sentence


def head_of(sentence: Sentence, word: str) -> str:
    token = next(token for token in sentence.tokens if token.text == word)
    return f"{token.dep} {sentence.tokens[token.head].text}"


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        (
            "She will visit Oman – where she meets the sultan – Yemen and Iraq.",
            "– where she meets the sultan –",
        ),
        (
            "The minister — he had just come home — refused to answer.",
            "— he had just come home —",
        ),
        ("The ship, he said - and he was there - sank at once.", "- and he was there -"),
        ("France – an old ally – will send ships.", None),  # no clause
        ("Nine-tenths of the well-known crew left.", None),  # hyphens
        ("The port fell – so they say.", None),  # one dash
        ("He left – she stayed – they wept – it rained.", None),  # which two?
        ("– where she meets the sultan – Yemen and Iraq are next.", None),  # nothing before
    ],
)
def test_a_clause_between_two_dashes_is_an_aside(text: str, aside: str | None) -> None:
    told = parsed(text)
    found = find_aside(told.tokens)
    words = None if found is None else told.span(found[0], found[-1]).of(text)
    assert words == aside


def test_what_the_aside_parted_stands_together() -> None:
    told = parsed("She will visit Oman – where she meets the sultan – Yemen and Iraq.")
    assert head_of(told, "Oman") == "dobj visit"
    assert head_of(told, "Yemen") == "conj Oman"
    assert head_of(told, "Iraq") == "conj Yemen"
    assert head_of(told, "meets") == "relcl Oman"
    assert head_of(told, "sultan") == "dobj meets"


def test_a_parted_sentence_keeps_its_words_and_is_one_tree() -> None:
    text = "The envoy — he had flown in at noon — told reporters  that the talks would go on."
    told = parsed(text)
    assert [text[token.start : token.end] for token in told.tokens] == [t.text for t in told.tokens]
    assert [token.i for token in told.tokens] == list(range(len(told.tokens)))
    roots = [token.i for token in told.tokens if token.head == token.i]
    assert len(roots) == 1
    for token in told.tokens:
        assert roots[0] in {token.i, *(above.i for above in told.ancestors(token.i))}
        assert token.left <= token.i <= token.right
        assert all(told.tokens[child].head == token.i for child in token.children)


def test_an_aside_that_holds_the_root_leaves_one_tree() -> None:
    tokens = sentence(
        "Oslo PROPN nsubj 3",
        "– PUNCT punct 3",
        "it PRON nsubj 3",
        "says VERB/VBZ ROOT 3",
        "so ADV advmod 3",
        "– PUNCT punct 3",
        "left VERB/VBD conj 3",
    ).tokens
    aside = find_aside(tokens)
    assert aside == range(1, 6)
    heads, labels = joined(tokens, aside, [2, 2, 2])
    assert heads == [6, 3, 3, 0, 3, 3, 6]
    assert labels[3] == "parataxis"
    assert [i for i, head in enumerate(heads) if head == i] == [6]
