"""Feeds, JSON Feed, ninjs and NewsML-G2: documents beside fixtures of our own writing, and hostile input."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.origin import Origin
from standoff.sources.wires import read_feed, read_json_feed, read_newsml, read_ninjs
from standoff.types import Document
from tests.conftest import Golden

Reader = Callable[[bytes, Origin], Iterator[Document | Failure]]

FIXTURES = Path(__file__).with_name("fixtures")
ORIGIN = Origin("input", retrieved=datetime(2031, 3, 18, 15, 0, tzinfo=UTC))
READERS: dict[str, Reader] = {
    "rss2.xml": read_feed,
    "rss1.xml": read_feed,
    "atom.xml": read_feed,
    "json_feed.json": read_json_feed,
    "ninjs1.json": read_ninjs,
    "ninjs3.json": read_ninjs,
    "newsml_item.xml": read_newsml,
    "newsml_message.xml": read_newsml,
}
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def shown(item: Document | Failure) -> dict[str, object]:
    if isinstance(item, Failure):
        return {"failure": str(item)}
    return {key: value for key, value in asdict(item).items() if value not in (None, ())}


@pytest.mark.parametrize("name", READERS)
def test_fixtures_become_the_documents_beside_them(name: str, golden: Golden) -> None:
    items = READERS[name](FIXTURES.joinpath(name).read_bytes(), ORIGIN)
    text = json.dumps([shown(item) for item in items], indent=1, ensure_ascii=False, default=str)
    golden(f"wires/{name.partition('.')[0]}.json", text + "\n")


@pytest.mark.parametrize("name", [name for name in READERS if name.endswith("2.xml")])
def test_what_stands_before_a_cut_is_read_and_the_cut_is_told(name: str) -> None:
    data = FIXTURES.joinpath(name).read_bytes()
    first, *_, last = READERS[name](data[: data.index(b"</channel>")], ORIGIN)
    assert isinstance(first, Document)
    assert isinstance(last, Failure)
    assert "is cut off" in str(last)


def test_ninjs_may_come_one_item_a_line() -> None:
    lines = [
        {"uri": "urn:1", "headline": "One", "body_text": "First."},
        {"uri": "urn:2", "headline": "Two", "body_text": "Second."},
    ]
    data = "\n".join(map(json.dumps, lines)) + "\n{broken\n"
    first, second, broken = read_ninjs(data.encode(), ORIGIN)
    assert [getattr(item, "text", None) for item in (first, second)] == ["One\n\nFirst.", "Two\n\nSecond."]
    assert isinstance(broken, Failure)


def test_plain_text_keeps_its_signs() -> None:
    item = {"uri": "urn:1", "headline": "Trade", "body_text": "Imports < exports & falling.\n\nSo it said."}
    (document,) = read_ninjs(json.dumps(item).encode(), ORIGIN)
    assert isinstance(document, Document)
    assert document.text == "Trade\n\nImports < exports & falling.\n\nSo it said."


@pytest.mark.parametrize(
    ("reader", "data", "words"),
    [
        (read_feed, b"<rss><channel><title>x</title></channel></rss>", "is a feed without items"),
        (read_feed, b"no feed at all", "is a feed without items|is no feed that can be read"),
        (read_feed, f"<?xml version='1.0'?>{BOMB}<rss>&b;</rss>".encode(), "declares XML entities"),
        (read_feed, b"<rss><channel><item><title>&#99999999999;</title></item></channel></rss>", "no feed"),
        (read_json_feed, b"{}", "no JSON Feed"),
        (read_json_feed, b"{", "is not JSON"),
        (read_json_feed, b"[" * 100_000, "is not JSON"),
        (read_ninjs, b"", "is not JSON"),
        (read_newsml, b"<newsItem", "is no XML"),
        (read_newsml, b"<newsMessage/>", "holds no news item"),
        (read_newsml, f"{BOMB}<newsItem>&b;</newsItem>".encode(), "declares XML entities"),
        (read_newsml, b"<newsItem>" + b"<a>" * 100_000, "is no XML"),
    ],
)
def test_input_that_is_no_good_is_an_error_that_names_it(reader: Reader, data: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        list(reader(data, ORIGIN))
    assert caught.value.where == "input"


@pytest.mark.parametrize("reader", [read_feed, read_json_feed, read_ninjs, read_newsml])
def test_input_over_the_limit_is_refused_unread(reader: Reader) -> None:
    with pytest.raises(SourceError, match="too large"):
        list(reader(b" " * ((64 << 20) + 1), ORIGIN))


def test_a_name_of_endless_length_takes_no_endless_time() -> None:
    data = FIXTURES.joinpath("rss2.xml").read_bytes()
    data = data.replace(b"<dc:creator>Ann Lee", b"<dc:creator>" + b"a." * 200_000)
    first, *_ = read_feed(data, ORIGIN)
    assert isinstance(first, Document)
    assert first.authors == ()


@settings(max_examples=120, deadline=None)
@given(name=st.sampled_from(sorted(READERS)), data=st.data())
def test_no_input_ends_otherwise_than_in_documents_failures_or_an_error(
    name: str, data: st.DataObject
) -> None:
    whole = FIXTURES.joinpath(name).read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    middle = data.draw(st.binary(max_size=20) | st.sampled_from([b"<", b"&#0;", b"]]>", b'"', b"\xff", b"{"]))
    broken = whole[:at] + middle + whole[at + data.draw(st.integers(0, 40)) :]
    try:
        items = list(READERS[name](broken, ORIGIN))
    except StandoffError:
        return
    assert all(isinstance(item, Document | Failure) for item in items)
