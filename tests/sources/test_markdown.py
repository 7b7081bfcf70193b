"""Markdown keeps its length and its line ends; only words are left of its inline marks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standoff.sources.markdown import blank_markup, read_markdown
from standoff.sources.origin import Origin


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# Ferry crisis", "# Ferry crisis"),
        ("- Oslo called", "- Oslo called"),
        ("> quoted", "> quoted"),
        ("**Oslo** called", "  Oslo   called"),
        ("_Oslo_ called", " Oslo  called"),
        ("***Oslo*** called", "   Oslo    called"),
        ("**the _two_ ports**", "  the  two  ports  "),
        ("`Oslo` called", " Oslo  called"),
        ("~~Oslo~~ Bergen", "  Oslo   Bergen"),
        ("[Oslo](page) called", " Oslo        called"),
        ("[Oslo](page_(city)) called", " Oslo               called"),
        ("[Oslo][1] called", " Oslo     called"),
        ("[1]: page", "         "),
        ("see ![a map](map.png) here", "see                   here"),
        ("<b>Oslo</b> called", "   Oslo     called"),
        ("Oslo <!-- no\nmore --> called", "Oslo        \n         called"),
        ("---\ntitle: x\n---\nOslo", "   \n        \n   \nOslo"),
        ("one\n\n---\n\ntwo", "one\n\n   \n\ntwo"),
        ("Title\r\n=====\r\n", "Title\r\n     \r\n"),
        ("```\ncode here\n```\nOslo", "   \n         \n   \nOslo"),
        ("| a | b |\n|---|---|\n", "| a | b |\n         \n"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("the file_name_here stays", "the file_name_here stays"),
        ("at 3 < 4 and 5 > 2", "at 3 < 4 and 5 > 2"),
        ("quoting [he] said", "quoting [he] said"),
    ],
)
def test_blank_markup(markdown: str, text: str) -> None:
    assert blank_markup(markdown) == text


@given(st.text(alphabet="ab *_`~[]()!<>-=#|\n\r:1", max_size=60))
def test_length_and_line_ends_stay(markdown: str) -> None:
    text = blank_markup(markdown)
    assert len(text) == len(markdown)
    assert all(after in (before, " ") for before, after in zip(markdown, text, strict=True))
    assert [i for i, c in enumerate(text) if c in "\r\n"] == [
        i for i, c in enumerate(markdown) if c in "\r\n"
    ]


def test_the_headline_is_the_first_title() -> None:
    document = read_markdown(b"intro\n\n## Minor\n\n# The **main** one #\n\n# Later\n", Origin("page.md"))
    assert document.headline == "The main one"


def test_without_title_there_is_no_headline() -> None:
    assert read_markdown(b"## Minor\n\nwords", Origin("page.md")).headline is None


@pytest.mark.parametrize(
    "piece",
    ["*a ", "[a](", "<a ", "`a ", "# ", "#", "- ", "![", "|---", "~~~", "<!--", " ", "|", "[", "_a", "--- "],
)
def test_odd_markup_takes_no_long_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    assert len(blank_markup(text)) == len(text)
    assert time.process_time() - start < 2
