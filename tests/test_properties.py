"""For any text at all: every span cuts out its words, and coding twice gives the same bytes."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from standoff.formats.json_form import document_object
from standoff.reading import code
from standoff.types import Document

_NAMES = (
    "Norway",
    "the Norwegian army",
    "Hezbollah",
    "President Amara Keita",
    "Tromsø",
    "NATO",
    "he",
    "它",
    "\U0001f6a2",
)
_DEEDS = (
    "attacked",
    "will withdraw up to 400 troops from",
    "denied that it had shelled",
    "met",
    "accused",
    "may impose sanctions on",
    "has not bombed",
    "said it recalled its envoy to",
    "said:",
)
_ENDS = (
    " on Tuesday",
    " near Kirkenes",
    ", Reuters reported",
    " — “لا” —",
    "",
    " if it invades",
    "\u200f",
    "\r\n",
)

_prose = st.lists(
    st.tuples(*map(st.sampled_from, (_NAMES, _DEEDS, _NAMES, _ENDS, (". ", "\n", "\n\n", "!” ", " ")))).map(
        lambda words: f"{words[0]} {words[1]} {words[2]}{words[3]}{words[4]}"
    ),
    min_size=1,
    max_size=6,
).map("".join)
_anything = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(_prose, _anything, st.builds("{}{}{}".format, _prose, _anything, _prose)))
@example("\u2028Norway\u2029attacked\x85Sweden")
@example("e\u0301" * 50 + "\n#\n# \n- \n")
@example("ﬁ İstanbul ẞ attacked \u202eNorway\u202c.")
def test_spans_cut_out_their_words_and_coding_is_repeatable(text: str) -> None:
    document = Document(id="any", text=text, date_published=date(2031, 3, 18))
    first, second = (
        json.dumps(document_object(document, code(document)), ensure_ascii=False) for _ in range(2)
    )
    assert first == second
    coded = json.loads(first)
    _check(coded, text)
    names = [event["id"] for event in coded["events"]]
    assert len(names) == len(set(names))
    for event in coded["events"]:
        assert event["same_as"] is None or event["same_as"] in names
        assert event["confidence"] is None or 0 <= event["confidence"] <= 1


def _check(value: Any, text: str) -> None:
    """Every ``span`` anywhere below ``value`` lies in ``text`` and cuts out the ``text`` beside it."""
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(end, int) for end in value):
            assert 0 <= value[0] < value[1] <= len(text)
        for part in value:
            _check(part, text)
    elif isinstance(value, dict):
        if "span" in value:
            start, end = value["span"]
            assert text[start:end] == value["text"]
            assert value["text"].strip()
        for part in value.values():
            _check(part, text)
