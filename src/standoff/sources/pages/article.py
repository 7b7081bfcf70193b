"""The main text of an article page, by trafilatura and by JSON-LD; the better of the two."""

from __future__ import annotations

import logging

from trafilatura import bare_extraction

from standoff.sources.markup_text import text_of_html
from standoff.sources.pages.things import Thing, words
from standoff.sources.pages.tree import Element, text_of

_MOST_ELEMENTS = 100_000
"""What trafilatura is given at most: it goes over a tree some fifty times."""

_HTML_NAMES = {
    "head": "h2",
    "list": "ul",
    "item": "li",
    "row": "tr",
    "cell": "td",
    "lb": "br",
    "quote": "blockquote",
}
"""Elements of trafilatura's trees, which are TEI's, and what they are in HTML."""

# What trafilatura says of pages that it cannot read, we say ourselves.
for _name in ("trafilatura", "htmldate", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_ENOUGH = 500
"""Characters of an article that needs no second opinion, if it also holds"""
_MOST = 0.6
"""of what stands in the page's paragraphs."""


def main_text(tree: Element) -> str:
    """The main text of a page in paragraphs; "" where none is found."""
    if tree.xpath("count(//*)") > _MOST_ELEMENTS:
        return text_of(tree, without=_is_furniture)
    text = _extracted(tree, fast=True)
    # The second opinions that trafilatura asks of other algorithms cost half of its time.
    if len(text) >= _ENOUGH and len(text) >= _MOST * sum(len(p.text_content()) for p in tree.iter("p")):
        return text
    return _extracted(tree, fast=False)


def _extracted(tree: Element, *, fast: bool) -> str:
    found = bare_extraction(tree, fast=fast, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    return text_of(body, names=_HTML_NAMES) if body is not None else ""


def _is_furniture(element: Element) -> bool:
    return element.tag in ("nav", "header", "footer", "aside", "form")


def better(told: Thing | None, shown: str) -> str:
    """The body that JSON-LD tells or the one that the page shows.

    JSON-LD's is taken where it is whole and has its paragraphs, or where the page shows much less;
    else the page's.
    """
    body = text_of_html(words(told, "articleBody", "text") or "") if told is not None else ""
    if not body or body.endswith(("...", "…")):
        return shown if len(shown) >= len(body) else body
    has_paragraphs = "\n" in body or "\n" not in shown
    if len(body) >= (0.8 if has_paragraphs else 1.5) * len(shown):
        return body
    return shown
