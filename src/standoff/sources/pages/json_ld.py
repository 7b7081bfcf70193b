"""Blocks of JSON-LD, sloppy ones too, to a graph; and which of its things are articles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape

from standoff.errors import SourceError
from standoff.sources.pages.things import Graph, Thing, graph_of, kinds
from standoff.sources.pages.tree import Block

_OPENING = re.compile(r"\A(?:\s|<!--|//|/\*|\*/|<!\[CDATA\[|\ufeff)+", re.IGNORECASE)
_ENDINGS = ("-->", "//", "/*", "*/", "]]>", ";")
_BETWEEN = re.compile(r"[\s;,]*")
# A string that never ends is taken to the end, lest it be looked for again from each of its quotes.
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)'
_STRING_OR_COMMA = re.compile(rf"{_STRING}|,(?=\s*[}}\]])", re.DOTALL)
_TOKEN = re.compile(rf"{_STRING}|[{{}}\[\]]", re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)
_POSTINGS = frozenset({"BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting"})


def is_live(thing: Thing) -> bool:
    """Whether a thing is a live page with updates in it."""
    return bool(thing.get("liveBlogUpdate")) and ("LiveBlogPosting" in kinds(thing) or "@type" not in thing)


def is_article(thing: Thing) -> bool:
    """Whether a thing is a text of its own: ``NewsArticle``, its subtypes, and postings."""
    return any(kind.endswith("Article") or kind in _POSTINGS for kind in kinds(thing))


def graph(blocks: Iterable[Block]) -> Graph:
    """The graph of all blocks of a page that can be read; one that cannot is passed over."""
    return graph_of(value for block in blocks for value in _values(block.words))


def whole_graph(source: str, where: str) -> Graph:
    """The graph of an input that is nothing but JSON-LD.

    Raises:
        SourceError: it is not JSON, even with what is often amiss put right.
    """
    values = list(_values(source))
    if not values:
        try:
            json.loads(source, strict=False)
            reason = ""
        except json.JSONDecodeError as error:
            reason = f": {error.msg} at character {error.pos}"
        except (ValueError, RecursionError) as error:
            reason = f": {error}"
        raise SourceError(
            f"is not JSON that can be read{reason}",
            where=where,
            remedy="Mend it, or give the page that it is from.",
        )
    return graph_of(values)


def _values(words: str) -> Iterator[object]:
    """What a block holds: one value; or several, one after another; or what is left of one cut off."""
    source = _unwrapped(words)
    values, end = _decoded(source)
    if end < len(source):
        if source[:9].replace(" ", "").startswith(("{&quot;", "[{&quot;")):
            source = unescape(source)
        source = _STRING_OR_COMMA.sub(lambda found: "" if found[0] == "," else found[0], source)
        values, end = _decoded(source)
    yield from values
    if end < len(source) and (start := _closed(source[end:])) is not None:
        yield from _decoded(start)[0]


def _unwrapped(words: str) -> str:
    """``words`` without the comment or CDATA marks that hide them from old browsers."""
    opening = _OPENING.match(words)
    start, end = opening.end() if opening else 0, len(words)
    while end > start:
        if words[end - 1].isspace():
            end -= 1
        elif mark := next((mark for mark in _ENDINGS if words.endswith(mark, start, end)), None):
            end -= len(mark)
        else:
            break
    return words[start:end]


def _decoded(source: str) -> tuple[list[object], int]:
    """The values at the start of ``source``, and where the first stands that cannot be read, if one does."""
    values: list[object] = []
    end = 0
    while end < len(source):
        try:
            value, end = _DECODER.raw_decode(source, end)
        except (ValueError, RecursionError):
            break
        values.append(value)
        between = _BETWEEN.match(source, end)
        end = between.end() if between else end
    return values, end


def _closed(source: str) -> str | None:
    """The start of an object that was cut off, closed after its last whole update, or last whole part."""
    open_ones: list[tuple[str, str]] = []
    ends: list[int] = []
    key = ""
    for token in _TOKEN.finditer(source):
        sign = token[0]
        if sign in "{[":
            open_ones.append((sign, key))
            ends.append(0)
        elif sign in "}]":
            if not open_ones:
                return None
            open_ones.pop()
            ends.pop()
            if ends:
                ends[-1] = token.end()
        else:
            key = sign if len(sign) < 32 else ""
    arrays = [level for level, (sign, _) in enumerate(open_ones) if sign == "[" and ends[level]]
    if not arrays:
        return None
    updates = [level for level in arrays if open_ones[level][1] == '"liveBlogUpdate"']
    level = (updates or arrays)[0]
    closing = "".join("}" if sign == "{" else "]" for sign, _ in reversed(open_ones[: level + 1]))
    return source[: ends[level]] + closing
