"""What an input is, found by its content; names and claims decide only where content cannot tell.

A page saved as ``.txt``, a feed served as ``text/html`` or wire items in a ``.json`` file are thus read as
what they are. Only CSV, Markdown and plain text look alike: there the media type or the suffix decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from standoff.sources.json_heads import json_head
from standoff.sources.markup_heads import HTML_ELEMENTS, holds_feed, is_much_markup, root_of
from standoff.sources.origin import Origin
from standoff.sources.packing import Packing, packing_of, unpacked_head
from standoff.sources.tables.columns import is_header
from standoff.sources.text import is_foreign, legible


class Kind(StrEnum):
    """What can be read, and XML that cannot."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON_LINES = "json-lines"
    JSON_RECORDS = "json-records"
    CSV = "csv"
    PARQUET = "parquet"
    HTML = "html"
    JSON_LD = "json-ld"
    FEED = "feed"
    JSON_FEED = "json-feed"
    NINJS = "ninjs"
    NEWSML = "newsml-g2"
    WARC = "warc"
    OTHER_XML = "xml"


_SUFFIXES = {
    **dict.fromkeys((".txt", ".text"), Kind.TEXT),
    **dict.fromkeys((".md", ".markdown", ".mdown"), Kind.MARKDOWN),
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), Kind.JSON_LINES),
    **dict.fromkeys((".json", ".geojson"), Kind.JSON_RECORDS),
    **dict.fromkeys((".csv", ".tsv", ".tab"), Kind.CSV),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".mhtml"), Kind.HTML),
    **dict.fromkeys((".rss", ".atom"), Kind.FEED),
    **dict.fromkeys((".xml", ".rdf"), Kind.OTHER_XML),
    ".jsonld": Kind.JSON_LD,
    ".parquet": Kind.PARQUET,
    ".warc": Kind.WARC,
}
_PACKED = frozenset((".gz", ".gzip", ".zst", ".zstd"))
# Not text/plain, which servers say of everything that they have no name for.
_MEDIA_TYPES = {
    **dict.fromkeys(("text/markdown", "text/x-markdown"), Kind.MARKDOWN),
    **dict.fromkeys(
        ("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"),
        Kind.JSON_LINES,
    ),
    **dict.fromkeys(("text/csv", "text/tab-separated-values"), Kind.CSV),
    **dict.fromkeys(("text/html", "application/xhtml+xml"), Kind.HTML),
    **dict.fromkeys(("application/rss+xml", "application/atom+xml"), Kind.FEED),
    **dict.fromkeys(("application/xml", "text/xml"), Kind.OTHER_XML),
    "application/json": Kind.JSON_RECORDS,
    "application/ld+json": Kind.JSON_LD,
    "application/feed+json": Kind.JSON_FEED,
}

_FEEDS = frozenset(("rss", "feed", "rdf"))
_NEWSML = frozenset(
    ("newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem")
)
_NINJS = frozenset(  # in lower case and without the underscores that version 3 does without
    (
        *("headline", "headlines", "bodytext", "bodyhtml", "bodyxhtml", "bodies", "descriptiontext"),
        *("descriptions", "firstcreated", "versioncreated", "contentcreated", "pubstatus", "usageterms"),
        *("copyrightholder", "standard"),
    )
)
_BRACKETS = frozenset(("{", "[", "[{"))
_PROSE = frozenset((Kind.TEXT, Kind.MARKDOWN, Kind.CSV, Kind.HTML))
_XML = frozenset((Kind.OTHER_XML, Kind.FEED))
# Claims that the content would have borne out.
_WITHOUT_PROOF = {
    Kind.PARQUET: Kind.TEXT,
    Kind.WARC: Kind.TEXT,
    Kind.JSON_FEED: Kind.JSON_RECORDS,
}


def kind_of(head: bytes, origin: Origin, *, table: bool = False) -> Kind:
    """What the input is that opens with ``head`` (``limits.HEAD`` bytes of it, or all).

    A packed input (gzip, zstd) is of the kind of what it holds. With ``table``, for a user who names
    columns, text that nothing else is said of is a table and JSON holds records.
    """
    packing = packing_of(head)
    if packing is not Packing.NONE:
        head = unpacked_head(head, packing)
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith(b"WARC/"):
        return Kind.WARC
    if is_foreign(head):
        return Kind.TEXT  # whose reader says what it is
    claimed = _claimed(origin)
    text = legible(head).lstrip()
    if text.startswith("<") and (found := _markup_kind(text, claimed)):
        return found
    if text.startswith(("{", "[")) and (found := _json_kind(text, claimed, table)):
        return found
    if claimed in _XML and holds_feed(text):
        return Kind.FEED
    if claimed is None or claimed is Kind.TEXT:
        if is_much_markup(text):
            return Kind.HTML
        is_table = claimed is None and (table or is_header(text.partition("\n")[0]))
        return Kind.CSV if is_table else Kind.TEXT
    return _WITHOUT_PROOF.get(claimed, claimed)


def kind_of_object(keys: Mapping[str, object]) -> Kind | None:
    """What a JSON object with these keys is, if it is of a kind that others write; our record is none."""
    if not keys.keys().isdisjoint(("@context", "@graph", "@type")):
        return Kind.JSON_LD
    version = keys.get("version")
    if isinstance(version, str) and "jsonfeed.org/version" in version:
        return Kind.JSON_FEED
    if "text" in keys or "uri" not in keys:
        return None
    return Kind.NINJS if any(key.replace("_", "").lower() in _NINJS for key in keys) else None


def suffix_of(origin: Origin) -> str:
    """The suffix of the file or of the url's path, in lower case, without that of a packing; may be ""."""
    try:
        path = PurePosixPath(urlsplit(origin.url).path if origin.url else origin.name)
    except ValueError:  # a url that is none
        path = PurePosixPath(origin.name)
    suffix = path.suffix.lower()
    return path.with_suffix("").suffix.lower() if suffix in _PACKED else suffix


def _claimed(origin: Origin) -> Kind | None:
    media_type = origin.media_type or ""
    found = _MEDIA_TYPES.get(media_type) or _SUFFIXES.get(suffix_of(origin))
    if found is None and media_type.endswith("+xml"):
        return Kind.OTHER_XML
    return found


def _markup_kind(text: str, claimed: Kind | None) -> Kind | None:
    root = root_of(text)
    if root in _FEEDS:
        return Kind.FEED
    if root in _NEWSML:
        return Kind.NEWSML
    if claimed in _XML and root != "html" and holds_feed(text):
        return Kind.FEED
    if root == "html" or (root in HTML_ELEMENTS and claimed is not Kind.MARKDOWN):
        return Kind.HTML
    return Kind.OTHER_XML if text.startswith("<?xml") or claimed in _XML else None


def _json_kind(text: str, claimed: Kind | None, table: bool) -> Kind | None:
    head = json_head(text)
    if head is None:
        return None
    first, end, _ = text.partition("\n")
    by_line = head.line or head.lines or not end
    if claimed is Kind.JSON_LINES and (by_line or first.strip() not in _BRACKETS):
        return Kind.JSON_LINES
    if head.line and not head.alone:
        return Kind.JSON_LINES
    if not table and (found := kind_of_object(head.keys)):
        return found
    if claimed in _PROSE and "text" not in head.keys:
        return None
    if claimed in (Kind.JSON_LD, Kind.JSON_FEED) and not table:
        return claimed
    return Kind.JSON_LINES if by_line and not head.array else Kind.JSON_RECORDS
