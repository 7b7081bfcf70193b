"""The page as a tree, and the scripts cut out of it.

Scripts are cut out of the source before it is parsed: JSON-LD of more than ten megabytes, at which
libxml2 stops, is found all the same, and no script's text can be taken for the page's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree, html

from standoff.errors import SourceError
from standoff.sources.markup_text import TextTarget, tidy, utf8

_OPENING = re.compile(r"<!--|<(script|style)\b([^<>]*)>", re.IGNORECASE)
_CLOSING = {
    "": re.compile("-->"),
    "script": re.compile(r"</script\b[^<>]{0,99}>?", re.IGNORECASE),
    "style": re.compile(r"</style\b[^<>]{0,99}>?", re.IGNORECASE),
}
_JSON_LD = re.compile(r"""type\s{0,9}=\s{0,9}["']?\s{0,9}application/ld\+json""", re.IGNORECASE)
_TAG = re.compile(r"""<[a-zA-Z](?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+>?""")
_TAG_NAME = re.compile(r"<([a-zA-Z][\w:-]{0,99})")
_ATTRIBUTE = re.compile(r"""[^\s=>/]++(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]++))?+""")
_ENDLESS = 20_000
_MOST_ATTRIBUTES = 100
_MOST_TAGS = 3_000_000
_ENDLESS_WORD = re.compile(r"[^\s<>\"']{1000000,}")
_DEEPEST = 200

Element = Any
"""An ``lxml.html.HtmlElement``; lxml comes without types."""


@dataclass(frozen=True, slots=True)
class Block:
    """The words between ``<script type="application/ld+json">`` and its end; ``whole`` if it has one."""

    words: str
    whole: bool


def cut(source: str) -> tuple[str, tuple[Block, ...]]:
    """``source`` without scripts, styles and comments; and its blocks of JSON-LD."""
    kept: list[str] = []
    blocks: list[Block] = []
    at = 0
    while found := _OPENING.search(source, at):
        kept.append(source[at : found.start()])
        closing = _CLOSING[(found[1] or "").lower()].search(source, found.end())
        end = closing.start() if closing else len(source)
        if found[1] and _JSON_LD.search(found[2]):
            blocks.append(Block(source[found.end() : end], closing is not None))
        at = closing.end() if closing else len(source)
    kept.append(source[at:])
    return "".join(kept), tuple(blocks)


def parsed(markup: str, where: str) -> Element | None:
    """The tree of a page; ``None`` where there is no element and no text in it.

    libxml2 stops at 256 elements within one another, at ten megabytes of one text, and needs a time that
    grows with the square of the attributes of one tag. So of endless tags only the first attributes are
    kept; and a page that it stops at is parsed again, with all below 200 levels taken to stand at that
    level, and without words of a megabyte.

    Raises:
        SourceError: it has more than three million tags, or a single text of over ten megabytes.
    """
    if markup.count("<") > _MOST_TAGS:
        raise SourceError(
            f"is a page of more than {_MOST_TAGS:,} tags", where=where, remedy="Keep of it what is news."
        )
    if len(markup) > _ENDLESS:
        markup = _TAG.sub(_shortened, markup)
    tree, stopped = _parsed(markup, None)
    if stopped:
        tree, stopped = _parsed(_ENDLESS_WORD.sub("", markup), _Shallow)
    if stopped:
        raise SourceError(
            "is a page with a single tag or text of over ten megabytes",
            where=where,
            remedy="Keep of it what is news.",
        )
    return tree


def _shortened(tag: re.Match[str]) -> str:
    if tag.end() - tag.start() <= _ENDLESS:
        return tag[0]
    name = _TAG_NAME.match(tag[0])
    attributes = (
        found[0] for found in islice(_ATTRIBUTE.finditer(tag[0], name.end() if name else 1), _MOST_ATTRIBUTES)
    )
    kept = " ".join(one for one in attributes if len(one) <= _ENDLESS // 2)
    return f"<{name[1] if name else 'span'} {kept}>"


def _parsed(markup: str, target: Callable[[Any], Any] | None) -> tuple[Element | None, bool]:
    """The tree, and whether libxml2 stopped at one of its limits. ``target`` makes another builder."""
    maker = html.HTMLParser()
    parser = html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        target=target(maker.makeelement) if target else None,
    )
    try:
        tree = etree.fromstring(utf8(markup), parser)
    except (etree.ParseError, AssertionError):  # nothing in it, which lxml's builder asserts
        tree = None
    return tree, any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log)


class _Shallow:
    """Builds a tree no deeper than 200 elements."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self._builder = etree.TreeBuilder(element_factory=make)
        self._depth = 0

    def start(self, tag: str, attributes: Any) -> None:
        self._depth += 1
        if self._depth <= _DEEPEST:
            self._builder.start(tag, dict(attributes))
        else:
            self._builder.data("\n")

    def end(self, tag: str) -> None:
        if self._depth <= _DEEPEST:
            self._builder.end(tag)
        self._depth -= 1

    def data(self, data: str) -> None:
        self._builder.data(data)

    def close(self) -> Any:
        return self._builder.close()


def text_of(
    element: Element,
    *,
    without: Callable[[Element], bool] | None = None,
    names: dict[str, str] | None = None,
) -> str:
    """The text of an element, in paragraphs as ``text_of_html`` gives them.

    Args:
        without: elements that are left out, with all that is in them.
        names: the HTML tags that other tags are to be read as.
    """
    target = TextTarget()
    _feed(element, target, without, names or {})
    return tidy(target.close())


def _feed(
    element: Element, target: TextTarget, without: Callable[[Element], bool] | None, names: dict[str, str]
) -> None:
    # Recursion ends: no tree is deeper than libxml2's 256 levels.
    tag = names.get(element.tag, element.tag)
    target.start(tag, None)
    if element.text:
        target.data(element.text)
    for child in element:
        if isinstance(child.tag, str) and not (without is not None and without(child)):
            _feed(child, target, without, names)
        if child.tail:
            target.data(child.tail)
    target.end(tag)
