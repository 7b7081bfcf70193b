"""The start of an input of markup: its root element, and whether there is much of it."""

from __future__ import annotations

import re

HTML_ELEMENTS = frozenset(
    (
        *("a", "article", "aside", "b", "base", "blockquote", "body", "br", "center", "div", "dl", "em"),
        *(
            "figure",
            "font",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
            "i",
        ),
        *("iframe", "img", "link", "li", "main", "meta", "nav", "ol", "p", "pre", "script", "section"),
        *("small", "span", "strong", "style", "table", "tbody", "td", "time", "title", "tr", "u", "ul"),
    )
)
"""Elements that a page, or a piece of one, may open with."""

_DOCTYPE = re.compile(r"<!doctype\s+([\w:.-]+)", re.IGNORECASE)
_BEFORE_ROOT = re.compile(
    r"(?:<\?.*?\?>|<!--.*?-->|<!doctype\s[^\[>]*(?:\[.*?\]\s*)?>)\s*", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(r"<([a-z_][\w:.-]*)", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")
_END_TAG = re.compile(r"</(?:a|article|b|div|em|h[1-6]|li|p|section|span|strong|td|tr|ul)\s*>", re.IGNORECASE)
_FEWEST_TAGS = 8
_CHARACTERS_PER_TAG = 400


def root_of(text: str) -> str:
    """The local name of the first element, in lower case; the doctype's where it is "html" or stands alone.

    ``text`` opens with a tag. What is neither tag, comment nor instruction gives "".
    """
    doctype = _DOCTYPE.search(text, 0, 4096)
    if doctype and doctype[1].lower() == "html":
        return "html"
    at = 0
    while before := _BEFORE_ROOT.match(text, at):
        at = before.end()
    root = _ROOT.match(text, at) or doctype
    return root[1].lower().rpartition(":")[2] if root else ""


def holds_feed(text: str) -> bool:
    """Whether a feed begins in ``text``, be it behind what a broken server printed before it."""
    return _FEED.search(text) is not None


def is_much_markup(text: str) -> bool:
    """Whether a text without a root is a piece of a page: more tags than prose about tags would have."""
    ends = sum(1 for _ in _END_TAG.finditer(text))
    return ends >= _FEWEST_TAGS and ends * _CHARACTERS_PER_TAG >= len(text)
