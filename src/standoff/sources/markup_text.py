"""Markup to text: paragraphs parted by a blank line, list items and table rows a line each.

HTML is read as libxml2 reads it (its tokens are those of WHATWG HTML), but as a stream of tags: no tree
is built, so 100,000 elements within one another cost no more than as many in a row.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from lxml import etree

_UNWRAPPINGS = 3

_PARAGRAPHS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "details", "dialog", "div", "dl",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "ul",
))  # fmt: skip
_LINES = frozenset(("caption", "dd", "dt", "li", "tr"))
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset((
    "audio", "button", "canvas", "datalist", "head", "iframe", "input", "math", "meta", "noembed",
    "noframes", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title",
    "video",
))  # fmt: skip

_MARKUP = re.compile(r"<(?:/?[a-z]|!--|!\[cdata\[|!doctype|\?[a-z])", re.IGNORECASE)
_KNOWN_TAG = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|ul|ol|li|blockquote|h[1-6]|figure|table|tr|td)\s*>|<(?:br|p)\s*/?>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
# A line of plain text that goes on within its sentence was wrapped by an editor or a mailer.
_WRAPPED = re.compile(r"(?<=[a-z,;])\r?\n(?=[a-z])")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_OTHER_LINE_ENDS = re.compile("\r\n?|[\x85\u2028]")
# What no reader sees: control characters that are no blanks, soft hyphens, zero-width and direction
# marks, byte-order marks, halves of surrogate pairs, code points that are no characters.
_STRAY = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def text_of_html(fragment: str) -> str:
    """The text of an HTML fragment, of text with entities, or of HTML that was escaped once more.

    Paragraphs, headings and other blocks are parted by a blank line; list items, table rows and what
    ``<br>`` parts are lines; runs of blanks are one blank. Scripts, styles, fields of forms and embedded
    media are left out. Text without markup comes out as ``tidy`` leaves it, but lines that were wrapped
    within a sentence are joined. Never raises; "" is no text.
    """
    text = fragment
    for _ in range(_UNWRAPPINGS):
        if _MARKUP.search(text):
            text = _streamed(text)
        else:
            text = _WRAPPED.sub(" ", _ENTITY.sub(lambda found: unescape(found[0]), text))
        if not _KNOWN_TAG.search(text) and not _ENTITY.search(text):
            break
    return tidy(text)


def line_of_html(fragment: str) -> str:
    """The same in one line, as for a headline."""
    return " ".join(text_of_html(fragment).split())


def tidy(text: str) -> str:
    """``text`` without stray characters and superfluous blanks; lines stay lines, paragraphs paragraphs."""
    text = _OTHER_LINE_ENDS.sub("\n", _STRAY.sub("", text)).replace("\u2029", "\n\n")
    paragraphs = []
    for paragraph in _BLANK_LINE.split(text):
        lines = (" ".join(line.split()) for line in paragraph.split("\n"))
        if kept := "\n".join(line for line in lines if line):
            paragraphs.append(kept)
    return "\n\n".join(paragraphs)


def tidy_line(text: str) -> str:
    """``text`` in one line, without stray characters and superfluous blanks."""
    return " ".join(_STRAY.sub("", text).split())


class TextTarget:
    """Takes the start, end and data of elements, as an lxml parser target does, and gives their text."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._line: list[str] = []
        self._gap = 0
        self._unseen = 0
        self._preformatted = 0

    def start(self, tag: str, attributes: Any) -> None:
        if self._unseen or tag in _UNSEEN:
            self._unseen += 1
        elif tag in _PARAGRAPHS:
            self._end_line(2)
            self._preformatted += tag == "pre"
        elif tag in _LINES:
            self._end_line(1)
        elif tag in _CELLS:
            self._line.append(" ")

    def end(self, tag: str) -> None:
        if self._unseen:
            self._unseen -= 1
        elif tag in _PARAGRAPHS:
            self._preformatted -= tag == "pre"
            self._end_line(2)
        elif tag in _LINES:
            self._end_line(1)
        elif tag == "br":
            self._break_line()

    def data(self, data: str) -> None:
        if self._unseen:
            return
        if self._preformatted and "\n" in data:
            *lines, data = data.split("\n")
            for line in lines:
                self._line.append(line)
                self._break_line()
        self._line.append(data)

    def close(self) -> str:
        """All text so far."""
        self._end_line(0)
        return "".join(self._text)

    def _break_line(self) -> None:
        """Two breaks in a row part paragraphs."""
        empty = not any(part.strip() for part in self._line)
        self._end_line(self._gap + 1 if empty else 1)

    def _end_line(self, gap: int) -> None:
        words = " ".join("".join(self._line).split()) if self._line else ""
        self._line.clear()
        if words:
            if self._text:
                self._text.append("\n" * min(2, self._gap or 1))
            self._text.append(words)
            self._gap = gap
        else:
            self._gap = max(self._gap, gap)


def html_parser(target: Any = None) -> etree.HTMLParser:
    """lxml's parser of HTML, set to fetch nothing, to expand no entities and to keep libxml2's limits."""
    return etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        target=target,
    )


def utf8(text: str) -> bytes:
    """``text`` for a parser that was told UTF-8; NUL, which would end its input, is left out."""
    return text.replace("\0", "").encode("utf-8", "ignore")


def _streamed(markup: str) -> str:
    target = TextTarget()
    parser = html_parser(target)
    try:
        etree.fromstring(utf8(_CDATA.sub("", markup)), parser)
    except etree.ParseError:
        return ""
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        # A tag or a text of ten megabytes, at which libxml2 stops; what follows it must not be lost.
        return _ENTITY.sub(lambda found: unescape(found[0]), _ANY_TAG.sub("\n", markup))
    return target.close()
