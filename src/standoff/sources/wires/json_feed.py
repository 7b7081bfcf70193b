"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.errors import RecordError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.composing import compose
from standoff.sources.markup_text import line_of_html, text_of_html, tidy
from standoff.sources.moments import moment
from standoff.sources.origin import Origin
from standoff.sources.wires.json_values import Object, load, objects, words
from standoff.types import Document


def read_json_feed(data: bytes, origin: Origin) -> Iterator[Document | Failure]:
    """The items of a JSON Feed in its order; one without words, or that is no object, is a ``Failure``.

    Raises:
        SourceError: it is too large, not JSON, no JSON Feed, or has no items.
        EncodingError: its bytes are no text.
    """
    feed = load(data, origin)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or not items:
        raise SourceError(
            "is no JSON Feed with items", where=origin.name, remedy='A feed has an array "items".'
        )
    for number, item in enumerate(items, 1):
        where = f"{origin.name}, item {number}"
        try:
            if not isinstance(item, dict):
                raise RecordError("is no object", where=where)
            yield _document(item, feed, origin, where)
        except StandoffError as error:
            yield Failure.of(error)


def _document(item: Object, feed: Object, origin: Origin, where: str) -> Document:
    markup = words(item, "content_html")
    plain = words(item, "content_text", "summary")
    published, modified = words(item, "date_published"), words(item, "date_modified")
    name = words(item, "id") or ""
    return compose(
        origin,
        body=text_of_html(markup) if markup else tidy(plain or ""),
        headline=line_of_html(words(item, "title") or "") or None,
        url=words(item, "url") or (name if name.startswith(("http://", "https://")) else None),
        publisher=words(feed, "title"),
        published=moment(published, retrieved=origin.retrieved) if published else None,
        modified=moment(modified, retrieved=origin.retrieved) if modified else None,
        authors=list(_authors(item)) or list(_authors(feed)),
        language=words(item, "language") or words(feed, "language"),
        where=where,
    )


def _authors(of: Object) -> Iterator[str]:
    """``authors`` of version 1.1, ``author`` of version 1.0."""
    for key in ("authors", "author"):
        for author in objects(of, key):
            if name := words(author, "name"):
                yield name
