"""What a page says of itself, and where it says it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from standoff.types import Document
from tests.sources.pages.pages import one, page

BODY = (
    "<p>Ostland recalled its envoy from Velmark City on Monday, its foreign ministry said in a statement.</p>"
    * 4
)
AT = datetime(2031, 3, 18, 14, 5, tzinfo=UTC)


def _document(head: str = "", body: str = "", *, url: str | None = None) -> Document:
    return one(page(f"<html><head>{head}</head><body>{body}{BODY}</body></html>", url=url))


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta property="article:published_time" content="2031-03-18T14:05:00Z">', "", AT),
        ('<meta name="DC.date.issued" content="2031-03-18T14:05:00Z">', "", AT),
        ('<meta itemprop="datePublished" content="2031-03-18">', "", date(2031, 3, 18)),
        (
            '<meta name="date" content="someday">',
            '<h1>A</h1><time datetime="2031-03-18T14:05Z">now</time>',
            AT,
        ),
        ("", "<h1>A</h1><p>Published: March 18, 2031 at 2:05 p.m. UTC</p>", AT),
        (
            "",
            "<div>Tuesday, 4 April 2034</div><h1>A</h1><p>By Rosa Lind</p>",
            date(2031, 3, 8),
        ),  # today's date
        ("", "<h1>A</h1><p>On 18 March 2031 all was quiet.</p>", date(2031, 3, 8)),
    ],
)
def test_date_published(head: str, body: str, expected: datetime | date) -> None:
    found = _document(head, body, url="https://n.example/2031/mar/08/envoy").date_published
    assert found == expected
    assert type(found) is type(expected)


def test_no_date_is_made_up() -> None:
    assert _document(body="<h1>A</h1>", url="https://n.example/a").date_published is None


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (
            "<title>Envoy recalled from city | The Meridian</title>",
            "<h1>Envoy recalled from city</h1>",
            "Envoy recalled from city",
        ),
        ("<title>Envoy recalled from city - Meridian</title>", "", "Envoy recalled from city"),
        ('<meta property="og:title" content="Ostland &amp;amp; co">', "", "Ostland & co"),
        ("", "<h1>Envoy <b>recalled</b></h1>", "Envoy recalled"),
        ("", "<h1>One</h1><h1>Two</h1>", None),
        (f"<title>{'long ' * 200}</title>", "", None),
    ],
)
def test_headline(head: str, body: str, expected: str | None) -> None:
    assert _document(head, body).headline == expected


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        ('<link rel="canonical" href="/world/a">', "https://n.example/a?x=1", "https://n.example/world/a"),
        ('<link rel="canonical" href="https://n.example/">', "https://n.example/a", "https://n.example/a"),
        ('<meta property="og:url" content="https://n.example/b">', None, "https://n.example/b"),
        ('<link rel="canonical" href="javascript:x">', "https://n.example/a", "https://n.example/a"),
        ('<link rel="canonical" href="https://[n/a">', "https://n.example/a", "https://n.example/a"),
        ("", None, None),
    ],
)
def test_url(head: str, url: str | None, expected: str | None) -> None:
    assert _document(head, url=url).url == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="author" content="By Rosa Lind and Bo Tan">', ("Rosa Lind", "Bo Tan")),
        ('<meta property="article:author" content="https://n.example/rosa">', ()),
        ('<script type="application/ld+json">{"@type":"Article","author":[{"name":"Lim"},"Tan"]}</script>',
         ("Lim", "Tan")),
    ],
)  # fmt: skip
def test_authors(head: str, expected: tuple[str, ...]) -> None:
    assert _document(head).authors == expected


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("One long body without paragraphs. It goes on and on.", "page"),
        ("<p>Ostland recalled its envoy.</p><p>Velmark was not amused by it.</p>" * 9, "told"),
        ("Ostland recalled its envoy from Velmark…", "page"),
        ("All of the text that the page itself hides behind a wall. " * 20, "told"),
    ],
)
def test_the_better_body_of_json_ld_and_page(told: str, shown: str) -> None:
    script = '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"%s"}</script>'
    text = _document(script % told).text
    assert ("its foreign ministry said" in text) is (shown == "page")
