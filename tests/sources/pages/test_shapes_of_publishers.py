"""Pages shaped after what named publishers and plug-ins emit, and the documents that they become."""

from __future__ import annotations

import pytest

from tests.conftest import Golden
from tests.sources.pages.pages import fixture, json_ld, page, shown


@pytest.mark.parametrize(
    "name",
    [
        "aljazeera_live",  # Al Jazeera: JSON-LD with escaped HTML, the page itself drawn by script
        "ap_live",  # AP: JSON-LD without bodies, markup with them
        "article_graph",  # Yoast SEO for WordPress: @graph, references, a comma too many
        "article_news",  # articleBody without its paragraphs
        "article_plain",  # no metadata, windows-1252 that calls itself Latin-1
        "bbc_posts",  # the BBC's live pages since 2023
        "bbc_stream",  # the BBC's live pages before
        "easy_liveblogs",  # Easy Liveblogs for WordPress
        "guardian_blocks",  # the Guardian's blocks
        "live_blog_3",  # Live Blog 3 by Superdesk
        "microdata",  # microdata of schema.org, as Indian papers have it
        "timed_only",  # nothing but time elements
        "wordpress_liveblog",  # Liveblog for WordPress by Automattic
    ],
)
def test_pages(name: str, golden: Golden) -> None:
    golden(f"pages/{name}.json", shown(page(fixture(f"{name}.html"))))


@pytest.mark.parametrize("name", ["live_blog", "news_articles"])
def test_json_ld_alone(name: str, golden: Golden) -> None:
    golden(f"pages/{name}.json", shown(json_ld(fixture(f"{name}.jsonld"))))
