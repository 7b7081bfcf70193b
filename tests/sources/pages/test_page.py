"""Whole pages: live ones, articles, walls, pages cut off, hostile pages, and any bytes at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import EncodingError, RecordError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.limits import MAX_PAGE
from standoff.sources.markup_text import tidy
from standoff.types import Document
from tests.sources.pages.pages import documents, fixture, json_ld, one, page

URL = "https://news.example/live/karsa"
PARAGRAPH = (
    "<p>Ostland recalled its envoy from Velmark City on Monday, its foreign ministry said in a statement.</p>"
)
SHORT = "Ostland recalled its envoy."


def _live(*updates: object, **facts: object) -> str:
    posting = {"@type": "LiveBlogPosting", "url": URL, **facts, "liveBlogUpdate": list(updates)}
    script = f'<script type="application/ld+json">{json.dumps(posting)}</script>'
    return f'<html lang="en"><head>{script}</head><body><h1>Karsa dam</h1></body></html>'


def test_an_update_has_of_its_page_what_it_does_not_say_itself() -> None:
    source = _live(
        {"articleBody": SHORT},
        {
            "articleBody": "Velmark did so too.",
            "publisher": {"name": "Wire"},
            "inLanguage": "en-GB",
            "url": "/b",
        },
        datePublished="2031-03-18T06:00:00+02:00",
        dateModified="2031-03-18T18:00:00+02:00",
        publisher={"name": "The Meridian"},
        author={"name": "Ines Calder"},
    )
    first, second = documents(page(source))
    assert (first.publisher, first.language, first.url, first.is_part_of) == ("The Meridian", "en", URL, URL)
    assert first.date_published == date(2031, 3, 18)
    assert first.authors == ()
    assert (second.publisher, second.language, second.url) == ("Wire", "en-GB", "https://news.example/b")


def test_an_update_without_a_date_has_none_where_its_page_is_of_several_days() -> None:
    source = _live({"articleBody": SHORT}, datePublished="2031-03-18", dateModified="2031-03-19")
    assert one(page(source)).date_published is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2031-03-18T14:05:00Z", datetime(2031, 3, 18, 14, 5, tzinfo=UTC)),
        ("2031-03-18T16:05:00", datetime(2031, 3, 18, 14, 5, tzinfo=UTC)),  # the zone of the page
        ("10 minutes ago", datetime(2031, 3, 20, 19, 50, tzinfo=UTC)),
        ("soon", None),
    ],
)
def test_dates_of_updates(written: str, expected: datetime | None) -> None:
    source = _live(
        {"articleBody": SHORT, "datePublished": written}, datePublished="2031-03-17T06:00:00+02:00"
    )
    assert one(page(source)).date_published == expected


def test_updates_come_in_the_order_of_the_page_and_each_once() -> None:
    bodies = [f"Velmark freed {count} prisoners." for count in (7, 2, 9)]
    pinned, *others = ({"articleBody": body} for body in bodies)
    found = documents(page(_live(pinned, *others, pinned)))
    assert [document.text for document in found] == bodies


def test_an_update_without_text_fails_alone() -> None:
    first, failure, last = page(_live({"articleBody": SHORT}, {"url": "/x"}, {"articleBody": "Velmark too."}))
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(failure, Failure)
    assert (failure.where, failure.kind) == ("page.html, update 2", RecordError)


def test_an_edited_update_is_another_version_at_the_same_address() -> None:
    before, after = (
        one(page(_live({"articleBody": body, "@id": f"{URL}#u1"}))) for body in ("Three died.", "Two died.")
    )
    assert before.url == after.url == f"{URL}#u1"
    assert before.id != after.id


def test_a_page_cut_off_within_its_json_ld_keeps_its_whole_updates() -> None:
    source = _live(*({"articleBody": f"Velmark freed {count} prisoners."} for count in range(5)))
    *found, failure = page(source[: source.index("freed 3")])
    assert [document.text for document in documents(found)] == [
        f"Velmark freed {count} prisoners." for count in range(3)
    ]
    assert isinstance(failure, Failure)
    assert "is cut off" in failure.what


def test_a_live_page_without_updates_yet_is_an_article() -> None:
    assert one(page(_live().replace("</h1>", f"</h1>{PARAGRAPH * 3}"))).text.startswith(
        "Karsa dam\n\nOstland recalled"
    )


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("paywall.html", "is a paywall, not an article"),
        ("consent.html", "is a consent wall, not an article"),
    ],
)
def test_walls(name: str, what: str) -> None:
    with pytest.raises(SourceError) as caught:
        page(fixture(name))
    assert (caught.value.what, caught.value.where) == (what, "page.html")
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Please enable JavaScript to view this page.", "is a page that shows its text by script only"),
        ("Verify you are human by completing the action below.", "is a check for robots"),
        ("", "is a page without a main text"),
    ],
)
def test_pages_without_an_article(words: str, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        page(f"<html><head><title>News</title></head><body><div><p>{words}</p></div></body></html>")


def test_a_long_article_that_speaks_of_cookies_is_no_wall() -> None:
    source = f"<h1>Ostland fines paper</h1>{PARAGRAPH * 9}<p>It had written: we use cookies to sell you.</p>"
    assert "we use cookies" in one(page(source)).text


@pytest.mark.parametrize(
    ("source", "kind", "what"),
    [
        (b"", SourceError, "is empty"),
        (b" \n ", SourceError, "is empty"),
        (b"%PDF-1.7", SourceError, "is a PDF file, not a page"),
        (bytes(range(256)) * 40, EncodingError, "is not text"),
        (b" " * (MAX_PAGE + 1), SourceError, "is too large"),
        (b"<br>" * 3_000_001, SourceError, "is a page of more than 3,000,000 tags"),
        (
            b"<p>" + b"word " * 2_200_000,
            SourceError,
            "is a page with a single tag or text of over ten megabytes",
        ),
    ],
)
def test_what_is_no_page(source: bytes, kind: type[StandoffError], what: str) -> None:
    with pytest.raises(kind) as caught:
        page(source)
    assert type(caught.value) is kind
    assert caught.value.what.startswith(what)


@pytest.mark.parametrize(
    "filling",
    [
        pytest.param("<div>" * 100_000, id="depth"),
        pytest.param("<" + "x" * 11_000_000 + ">", id="tag"),
        pytest.param("<p x='" + "x " * 6_000_000 + "'>", id="attribute"),
        pytest.param("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">", id="attributes"),
        pytest.param("<b></b>" * 200_000, id="elements"),
        pytest.param("<script>" * 100_000 + "</script>", id="scripts"),
        pytest.param("<!--" * 100_000 + "-->", id="comments"),
        pytest.param('<script type="application/ld+json">' + "[" * 100_000 + "</script>", id="JSON depth"),
        pytest.param(
            '<script type="application/ld+json">' + '\\"' * 1_000_001 + "</script>", id="JSON quotes"
        ),
        pytest.param('<script type="application/ld+json">{}' + "-->" * 200_000 + "</script>", id="JSON ends"),
        pytest.param(
            '<script type="application/ld+json">{"a":' + "9" * 100_000 + "}</script>", id="JSON figures"
        ),
    ],
)
def test_hostile_pages_are_read_all_the_same(filling: str) -> None:
    source = f"<html><body><h1>Envoy recalled</h1>{PARAGRAPH * 4}{filling}{PARAGRAPH}</body></html>"
    assert one(page(source)).text.count("Ostland recalled its envoy") == 5


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("{", "is not JSON that can be read: Expecting property name"),
        ("words", "is not JSON that can be read"),
        ("[" * 100_000, "is not JSON that can be read"),
        ('{"@type": "WebSite"}', "is JSON-LD without an article or a live page in it"),
        ("[1, null, true]", "is JSON-LD without an article or a live page in it"),
    ],
)
def test_json_that_is_no_news(source: str, what: str) -> None:
    with pytest.raises(SourceError) as caught:
        json_ld(source)
    assert caught.value.what.startswith(what)


_KEYS = (
    "@type", "@id", "@graph", "@value", "@list", "liveBlogUpdate", "articleBody", "headline", "url", "author",
    "publisher", "datePublished", "mainEntityOfPage", "inLanguage", "name",
)  # fmt: skip
_LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
_VALUES = st.recursive(
    _LEAVES | st.sampled_from([SHORT, URL, "2031-03-18", "LiveBlogPosting", "NewsArticle"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5),
    max_leaves=12,
)


def _check(items: list[Document | Failure]) -> None:
    for item in items:
        if isinstance(item, Document):
            assert item.text == tidy(item.text) != ""
            assert item.date_published is None or isinstance(item.date_published, date)
            assert not isinstance(item.date_published, datetime) or item.date_published.tzinfo is not None
        else:
            assert item.where is not None
            assert item.where.startswith("page.")


def _failed_at(read: Callable[[bytes], list[Document | Failure]], source: bytes) -> str | None:
    """Where the error was that refused the input; ``None`` if it was read."""
    try:
        _check(read(source))
    except StandoffError as error:
        return error.where
    return None


@settings(deadline=None, max_examples=150)
@given(_VALUES)
def test_any_json_ld_is_documents_or_an_error(value: object) -> None:
    posting = {"@type": "LiveBlogPosting", "liveBlogUpdate": value}
    words = json.dumps(posting if isinstance(value, list) else value)
    assert _failed_at(json_ld, words.encode()) in (None, "page.json")
    script = f"<script type=application/ld+json>{words}</script>"
    assert _failed_at(page, f"{script}{PARAGRAPH * 3}".encode()) in (None, "page.html")


_PIECES = st.sampled_from((
    "<html>", "<article class=live-update id=a>", "</article>", "<time datetime=2031-03-18>", "</time>",
    "<h1>", "<p>", PARAGRAPH, "<table><tr><td>", "<ul><li>", "</div>", "<div itemprop=liveBlogUpdate>",
    "<script type=application/ld+json>", '{"@type":"NewsArticle"', "}", "</script>", "<!--", "-->", "\0",
    "&amp;", "<base href='//[x'>", "<meta charset=x>",
))  # fmt: skip


@settings(deadline=None, max_examples=120)
@given(
    st.lists(_PIECES | st.text(max_size=6), max_size=25).map("".join).map(str.encode) | st.binary(max_size=60)
)
def test_any_page_is_documents_or_an_error(source: bytes) -> None:
    assert _failed_at(page, source) in (None, "page.html")


def test_a_page_cut_off_anywhere_is_documents_or_an_error() -> None:
    source = fixture("ap_live.html")
    ends = range(0, len(source), 97)
    assert {_failed_at(page, source[:end]) for end in ends} == {None, "page.html"}
