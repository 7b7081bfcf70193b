"""ninjs 1, 2 and 3 (IPTC, News in JSON): one item, an array of them, or one a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from standoff.errors import RecordError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.composing import compose
from standoff.sources.markup_text import line_of_html, text_of_html, tidy
from standoff.sources.moments import moment
from standoff.sources.origin import Origin
from standoff.sources.text import decode, likely_encoding
from standoff.sources.wires.json_values import Object, load, objects, words
from standoff.types import Document

_WITHDRAWN = {
    "canceled": "was cancelled by its agency",
    "cancelled": "was cancelled by its agency",
    "withheld": "is withheld by its agency",
}
_CREATED = ("contentcreated", "contentCreated", "firstcreated", "firstCreated")
_VERSION = ("versioncreated", "versionCreated")
_REMEDY = 'An item has "uri" and a headline or a body.'
_MAIN_ROLES = frozenset({"main", "primary", "headline", "body", "article"})


def read_ninjs(data: bytes, origin: Origin) -> Iterator[Document | Failure]:
    """The items in order. One that was cancelled or is withheld, or has no words, is a ``Failure``.

    Associated items, such as pictures, are no documents of their own.

    Raises:
        SourceError: it is too large or not JSON.
        EncodingError: its bytes are no text.
    """
    for number, item in enumerate(_items(data, origin), 1):
        where = f"{origin.name}, item {number}"
        try:
            if not isinstance(item, dict):
                raise RecordError("is no object", where=where, remedy=_REMEDY)
            yield _document(item, origin, where)
        except StandoffError as error:
            yield Failure.of(error)


def _items(data: bytes, origin: Origin) -> list[Any]:
    try:
        found = load(data, origin)
    except SourceError:
        lines = decode(data, origin.name, likely_encoding(data, origin.charset)).splitlines()
        if sum(bool(line.strip()) for line in lines) < 2:
            raise
        return [_line(line) for line in lines if line.strip()]
    return found if isinstance(found, list) else [found]


def _line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None  # which is no object, and said so in its place


def _document(item: Object, origin: Origin, where: str) -> Document:
    status = (words(item, "pubstatus", "pubStatus") or "").lower()
    if status in _WITHDRAWN:
        raise RecordError(_WITHDRAWN[status], where=where, remedy="Leave it out, and what was made of it.")
    published = words(item, *_CREATED, *_VERSION)
    modified = words(item, *_VERSION)
    body = _body(item) or _plain(_chosen(item, "descriptions")) or _described(item)
    return compose(
        origin,
        body=body,
        headline=_headline(item),
        url=words(item, "uri"),
        publisher=_publisher(item),
        published=moment(published, retrieved=origin.retrieved) if published else None,
        modified=moment(modified, retrieved=origin.retrieved) if modified and modified != published else None,
        authors=_authors(item),
        language=words(item, "language"),
        where=where,
    )


def _headline(item: Object) -> str | None:
    """``headlines`` of versions 2 and 3, else ``headline`` of version 1, else ``title``."""
    found = words(_chosen(item, "headlines"), "value") or words(item, "headline", "title")
    return line_of_html(found) or None if found else None


def _body(item: Object) -> str:
    """``bodies`` of versions 2 and 3, else ``body_html`` and the like of version 1."""
    found = _plain(_chosen(item, "bodies"))
    if found:
        return found
    markup = words(item, "body_html", "body_xhtml")
    return text_of_html(markup) if markup else tidy(words(item, "body_text") or "")


def _described(item: Object) -> str:
    markup = words(item, "description_html", "description_xhtml")
    return text_of_html(markup) if markup else tidy(words(item, "description_text") or "")


def _chosen(item: Object, key: str) -> Object:
    """Of several texts the main one, else the longest."""
    found = [one for one in objects(item, key) if words(one, "value")]
    main = [one for one in found if (words(one, "role") or "").rpartition(":")[2].lower() in _MAIN_ROLES]
    return max(main or found, key=lambda one: len(one["value"]), default={})


def _plain(body: Object) -> str:
    value = words(body, "value") or ""
    kind = (words(body, "contenttype", "contentType") or "").lower()
    return tidy(value) if kind == "text/plain" else text_of_html(value)


def _publisher(item: Object) -> str | None:
    """The provider among the information sources, else the holder of the copyright."""
    for key in ("infosources", "infoSources", "infosource"):
        sources = list(objects(item, key))
        named = [one for one in sources if "provider" in (words(one, "role") or "").lower()] or sources
        if name := next((name for one in named if (name := words(one, "name"))), None):
            return name
    return words(item, "provider", "source", "copyrightholder", "copyrightHolder")


def _authors(item: Object) -> list[str]:
    people = [
        name
        for person in objects(item, "people")
        if (words(person, "rel") or "").lower() in {"author", "creator", "byline"}
        and (name := words(person, "name"))
    ]
    byline = words(item, "byline")
    return people or ([byline.removeprefix("By ").removeprefix("BY ")] if byline else [])
