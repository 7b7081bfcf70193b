"""JSON-LD as pages have it: sloppy, nested, in pieces."""

from __future__ import annotations

import pytest

from standoff.sources.pages.json_ld import graph, is_article, is_live
from standoff.sources.pages.things import address, kinds, words
from standoff.sources.pages.tree import Block, cut

THING = {"@type": "NewsArticle", "name": "a"}


@pytest.mark.parametrize(
    "block",
    [
        '{"@type":"NewsArticle","name":"a"}',
        '\n<!-- {"@type":"NewsArticle","name":"a"} -->\n',
        '//<![CDATA[\n{"@type":"NewsArticle","name":"a"}\n//]]>',
        '/* <![CDATA[ */ {"@type":"NewsArticle","name":"a"} /* ]]> */',
        '{"@type":"NewsArticle","name":"a"};',
        '\ufeff{"@type":"NewsArticle","name":"a",}',
        '[{"@type":"NewsArticle","name":"a"},]',
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;name&quot;:&quot;a&quot;}",
        '{"@graph":[[{"@type":"NewsArticle","name":"a"}]]}',
        '{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","name":"a"}}',
        '{"@type":"WebPage"}{"@type":"NewsArticle","name":"a"}',
        '[{"@type":"NewsArticle","name":"a"},{"@type":"NewsArt',
    ],
)
def test_a_block_is_read_although_it_is_sloppy(block: str) -> None:
    found = graph([Block("{broken", whole=True), Block(block, whole=True), Block("", whole=True)])
    assert [thing for thing in found.things if is_article(thing)] == [THING]


@pytest.mark.parametrize(
    ("block", "value"),
    [
        ('{"name": "one\ntwo\tthree"}', "one\ntwo\tthree"),
        ('{"name": "a,}", "x": [1,],}', "a,}"),
        ('{"name": {"@value": "a", "@language": "en"}}', "a"),
        ('{"name": ["", "a", "b"]}', "a"),
        ('{"name": 7}', "7"),
        ('{"name": true}', None),
        ('{"name": " "}', None),
        ('{"schema:name": "a"}', "a"),
        ('{"https://schema.org/name": "a"}', "a"),
    ],
)
def test_words(block: str, value: str | None) -> None:
    (thing,) = graph([Block(block, whole=True)]).things
    assert words(thing, "headline", "name") == value


def test_paragraphs_of_a_body_are_all_taken() -> None:
    assert words({"articleBody": ["One.", "Two."]}, "articleBody") == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("/a", "/a"),
        ({"@id": "/a"}, "/a"),
        ({"url": "/b", "@id": "/a"}, "/b"),
        (["", "/a"], "/a"),
        (7, None),
        ({}, None),
    ],
)
def test_addresses(value: object, url: str | None) -> None:
    assert address({"url": value}, "url") == url


@pytest.mark.parametrize(
    "kind", ["LiveBlogPosting", "https://schema.org/LiveBlogPosting", "schema:LiveBlogPosting"]
)
def test_types_may_have_a_prefix(kind: str) -> None:
    thing = {"@type": ["NewsArticle", kind], "liveBlogUpdate": [{}]}
    assert kinds(thing) == {"NewsArticle", "LiveBlogPosting"}
    assert is_live(thing)


def test_references_lead_to_what_says_most() -> None:
    found = graph(
        [Block('[{"@id":"#a"},{"@id":"#a","name":"Rosa Lind"},{"author":{"@id":"#a"}}]', whole=True)]
    )
    assert found.names({"@id": "#a"}) == ("Rosa Lind",)
    assert found.names(["Bo Tan", {"name": "Ana Lim"}, "#a"]) == ("Bo Tan", "Ana Lim", "Rosa Lind")


def test_scripts_styles_and_comments_are_cut_out() -> None:
    source = (
        "a<!-- <script type=application/ld+json>0</script> --><SCRIPT>if (1<2) {}</SCRIPT>b"
        "<script data-x type='application/ld+json'>1</script><style>p{}</style>c"
        '<script type="application/ld+json; charset=utf-8">2'
    )
    assert cut(source) == ("abc", (Block("1", whole=True), Block("2", whole=False)))
