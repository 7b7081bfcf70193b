"""RSS 0.9x, 1.0 and 2.0, and Atom (RFC 4287), read by feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import feedparser

from standoff.errors import RecordError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.composing import compose
from standoff.sources.limits import MAX_PAGE
from standoff.sources.markup_text import line_of_html, text_of_html, tidy
from standoff.sources.moments import moment
from standoff.sources.origin import Origin
from standoff.types import Document

_CLOSED = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL)
_TAIL = 4096
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
# feedparser looks for addresses in such elements, in time that grows with the square of their length.
_LONG_NAME = re.compile(
    rb"(<(?:\w{1,20}:)?(?:author|creator|contributor|managingeditor|webmaster|publisher|name|email)\b"
    rb"[^<>]{0,200}>\s*(?:<!\[CDATA\[)?)[^<]{1000,}",
    re.IGNORECASE,
)
_REMEDY = "Fetch it again, or see whether its address still is that of a feed."


def read_feed(data: bytes, origin: Origin) -> Iterator[Document | Failure]:
    """The items of a feed in its order; the full content goes before the summary.

    An item without words is a ``Failure``. A feed that is not well formed gives the items that can be made
    out; where it ends before its end, a ``Failure`` behind the last of them says so.

    Raises:
        SourceError: it is too large, declares entities, is no feed, or has no items.
    """
    if len(data) > MAX_PAGE:
        raise SourceError(f"is too large: over {MAX_PAGE >> 20} MiB", where=origin.name)
    if _ENTITY.search(data):
        raise SourceError(
            "declares XML entities, which no feed needs and which may be a trap",
            where=origin.name,
            remedy="Remove the DOCTYPE if you trust it.",
        )
    parsed = _parsed(_LONG_NAME.sub(rb"\1", data), origin)
    entries: list[dict[str, Any]] = parsed["entries"]
    if not entries:
        fault = parsed.get("bozo_exception") if parsed.get("bozo") else None
        what = f"is no feed that can be read: {fault}" if fault else "is a feed without items"
        raise SourceError(what, where=origin.name, remedy=_REMEDY)
    feed: dict[str, Any] = parsed["feed"]
    # Relative addresses are relative to the feed, else to the page that it is the feed of.
    origin = replace(origin, url=origin.url or dict.get(feed, "link"))
    for number, entry in enumerate(entries, 1):
        where = f"{origin.name}, item {number}"
        try:
            yield _document(entry, feed, origin, where)
        except StandoffError as error:
            yield Failure.of(error)
    if parsed.get("bozo") and not _CLOSED.search(data[-_TAIL:]):
        where = f"{origin.name}, item {len(entries)}"
        yield Failure.of(
            RecordError(
                "is where the feed is cut off: what came after is missing", where=where, remedy=_REMEDY
            )
        )


def _parsed(data: bytes, origin: Origin) -> dict[str, Any]:
    headers = {}
    if origin.charset:
        headers["content-type"] = f"{origin.media_type or 'application/xml'}; charset={origin.charset}"
    try:
        found: dict[str, Any] = feedparser.parse(
            BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, OverflowError, LookupError, RecursionError) as error:
        # What feedparser lets through of references to characters that are none, and of nesting without end.
        raise SourceError(
            f"is no feed that can be read: {error}", where=origin.name, remedy=_REMEDY
        ) from None
    return found


def _document(entry: dict[str, Any], feed: dict[str, Any], origin: Origin, where: str) -> Document:
    # dict.get, since feedparser's own looks for other keys, and warns, where one is missing.
    contents: list[dict[str, Any]] = dict.get(entry, "content") or []
    summary: dict[str, Any] = dict.get(entry, "summary_detail") or {}
    bodies = [body for body in map(_text, contents) if body]
    body = max(bodies, key=len, default="") or _text(summary)
    source: dict[str, Any] = dict.get(entry, "source") or {}
    updated = dict.get(entry, "updated")
    published = dict.get(entry, "published") or dict.get(entry, "created") or updated
    return compose(
        origin,
        body=body,
        headline=line_of_html(dict.get(entry, "title") or "") or None,
        url=_address(entry),
        publisher=line_of_html(dict.get(source, "title") or dict.get(feed, "title") or "") or None,
        published=moment(published, retrieved=origin.retrieved) if published else None,
        modified=moment(updated, retrieved=origin.retrieved) if updated and updated != published else None,
        authors=_authors(dict.get(entry, "authors") or ()),
        language=next((c["language"] for c in (*contents, summary) if c.get("language")), None)
        or dict.get(feed, "language"),
        where=where,
    )


def _text(content: dict[str, Any]) -> str:
    value = content.get("value") or ""
    return tidy(value) if content.get("type") == "text/plain" else text_of_html(value)


def _address(entry: dict[str, Any]) -> str | None:
    link = dict.get(entry, "link")
    if link:
        return str(link)
    name = dict.get(entry, "id") or ""
    return name if name.startswith(("http://", "https://", "urn:", "tag:")) else None


def _authors(authors: Iterable[dict[str, Any]]) -> Iterator[str]:
    for author in authors:
        if name := author.get("name"):
            yield line_of_html(name)
