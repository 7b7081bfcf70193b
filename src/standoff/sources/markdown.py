"""Markdown: the same length, the same offsets, its inline marks blanked out.

A parser reads ``[the minister](page)`` or ``**Kyiv**`` badly, yet offsets should lead into the file
that the user has. So every character of markup that is no word becomes a blank (line ends stay), and
the text of the document is as long as the input. Marks that open a line (``#``, bullets, ``>``) stay:
they tell headings from sentences.
"""

from __future__ import annotations

import re

from standoff.sources.origin import Origin
from standoff.sources.text import checked, decode
from standoff.types import Document, document_id

# Every repetition within a line is bounded or ends at a fixed sign, so that odd input costs no time.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"^[ ]{0,3}(```+|~~~+).*?(?:^[ ]{0,3}\1[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_RULE = re.compile(
    r"^[ ]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|=+|-+)[ \t]*\r?$", re.MULTILINE
)
_TABLE_RULE = re.compile(
    r"^[ ]{0,3}\|?(?:[ ]{0,99}:?-{3,999}:?[ ]{0,99}\|)+(?:[ ]{0,99}:?-{3,999}:?)?[ \t]*\r?$", re.MULTILINE
)
_DEFINITION = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:[ \t]+\S.*$", re.MULTILINE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_TARGET = r"(?:\([^()\n]{0,999}(?:\([^()\n]{0,999}\)[^()\n]{0,999}){0,9}\)|\[[^\]\n]{0,999}\])"
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,999}}\]{_TARGET}?")
_LINK = re.compile(rf"(\[)([^\[\]\n]{{1,999}})(\]{_TARGET})")
_STRONG = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|~~|`+)(?=\S)(.{1,300}?)(?<=\S)(\1)(?!\w(?<=_))")
_TITLE = re.compile(r"^[ ]{0,3}#[ \t]+(\S.*)$", re.MULTILINE)

_WHOLE = (_FRONT_MATTER, _FENCE, _COMMENT, _TABLE_RULE, _RULE, _DEFINITION, _IMAGE)


def read_markdown(data: bytes, origin: Origin, encoding: str | None = None) -> Document:
    """One document; its headline is the first heading of the first level."""
    text = checked(blank_markup(decode(data, origin.name, encoding)), origin.name)
    title = _TITLE.search(text)
    return Document(
        id=document_id(origin.url, text),
        text=text,
        url=origin.url,
        headline=" ".join(title[1].rstrip("# \t\r").split()) if title else None,
    )


def blank_markup(text: str) -> str:
    """``text`` with its markup blanked out; length and line ends are the same."""
    for pattern in _WHOLE:
        text = pattern.sub(lambda found: _blank(found[0]), text)
    text = _LINK.sub(lambda found: _blank(found[1]) + found[2] + _blank(found[3]), text)
    text = _TAG.sub(lambda found: _blank(found[0]), text)
    for _ in range(2):  # emphasis within emphasis
        text = _STRONG.sub(lambda found: _blank(found[1]) + found[2] + _blank(found[3]), text)
    return text


def _blank(markup: str) -> str:
    return "".join(character if character in "\r\n" else " " for character in markup)
