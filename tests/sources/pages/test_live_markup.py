"""Live pages by their markup alone; and pages that look like it but are not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.sources.pages.pages import documents, one, page

WORDS = "Ostland recalled its envoy from Velmark City on Monday, its foreign ministry said in a statement."


def _posts(*posts: str, around: str = "") -> str:
    body = f"<h1>Karsa dam</h1>{around}{''.join(posts)}"
    return f"<html><head><title>Karsa dam</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "classes",
    [
        "live-update",
        "liveblog-post",
        "LiveBlogPost",
        "live-blog__entry",
        "liveblog_item",
        "lb-post",
        "x live-feed-item y",
    ],
)
def test_updates_are_known_by_their_class(classes: str) -> None:
    post = '<div class="{}" id="u{}"><div class="post-meta">14:05</div><h3>Day {}</h3><p>{}</p></div>'
    first, second = documents(
        page(_posts(*(post.format(classes, n, n, WORDS) for n in (1, 2))), url="https://n.example/a")
    )
    assert first.text == f"Day 1\n\n{WORDS}"
    assert (first.headline, first.url, second.url) == (
        "Day 1",
        "https://n.example/a#u1",
        "https://n.example/a#u2",
    )
    assert first.is_part_of == "https://n.example/a"


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ('<time datetime="2031-03-18T14:05:00Z">14:05</time>', datetime(2031, 3, 18, 14, 5, tzinfo=UTC)),
        (
            '<abbr class="liveblog-timestamp" title="2031-03-18T14:05:00Z">14:05</abbr>',
            datetime(2031, 3, 18, 14, 5, tzinfo=UTC),
        ),
        ('<i data-timestamp="1931609100"></i>', datetime(2031, 3, 18, 14, 5, tzinfo=UTC)),
        ("<span class=post-time>10 minutes ago</span>", datetime(2031, 3, 20, 19, 50, tzinfo=UTC)),
        ("<span class=post-date>18 March 2031</span>", date(2031, 3, 18)),
        ("<span class=post-time>14:05</span>", None),
        ("<span class=post-time>just in</span>", None),
    ],
)
def test_times(time: str, expected: datetime | date | None) -> None:
    post = f"<div class=live-update>{time}<p>{WORDS}</p></div>"
    first, _ = documents(page(_posts(post, post.replace("Monday", "Sunday"))))
    assert first.date_published == expected
    assert first.text == WORDS


def test_what_stands_in_an_update_but_is_none_of_its_words_is_left_out() -> None:
    post = (
        f"<div class=live-update><span class=author>By <b>Rosa Lind</b></span><p>{WORDS}</p><figure><img>"
        "<figcaption>The dam. Photo: R. Sund</figcaption></figure><div class=share-tools>Share</div>"
        "<button>Copy</button><blockquote>We will not move.</blockquote></div>"
    )
    first, _ = documents(page(_posts(post, f"<div class=live-update><p>{WORDS} It did.</p></div>")))
    assert first.text == f"{WORDS}\n\nWe will not move."
    assert first.authors == ("Rosa Lind",)


ARTICLE = f"<article>{''.join(f'<p>Day {day}. {WORDS}</p>' for day in range(5))}</article>"


@pytest.mark.parametrize(
    "around",
    [
        pytest.param(
            "".join(f"<div class=live-card><a href=/{n}><h3>{WORDS}</h3></a></div>" for n in range(9)),
            id="teasers",
        ),
        pytest.param(
            "".join(f"<li class=comment><time>1 Mar 2031</time><p>I say: {n}!</p></li>" for n in range(4)),
            id="comments",
        ),
        pytest.param(
            "".join(f"<section id=block-{n} class=widget><p>Archive {n}</p></section>" for n in range(4)),
            id="widgets",
        ),
        pytest.param(f"<div class=live-update><p>{WORDS}</p></div>", id="one update"),
        pytest.param("<div class=live-update></div>" * 9, id="empty ones"),
    ],
)
def test_an_article_with_other_things_repeated_beside_it_is_one_document(around: str) -> None:
    document = one(page(_posts(ARTICLE, around=around), url="https://n.example/live/a"))
    assert document.is_part_of is None
    assert document.text.count(WORDS) >= 5


def test_times_alone_make_no_live_page_where_nothing_speaks_of_one() -> None:
    post = "<div><time>2031-03-18T14:0{}:00Z</time><p>{}</p></div>"
    posts = [post.format(n, WORDS) for n in (1, 2, 3)]
    assert len(page(_posts(*posts), url="https://n.example/a")) == 1
    assert len({item.text for item in documents(page(_posts(*posts), url="https://n.example/live/a"))}) == 1
    assert (
        documents(page(_posts(*posts), url="https://n.example/live/a"))[0].is_part_of
        == "https://n.example/live/a"
    )
