"""From what a format says of an item to its Document: one way for all readers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urljoin, urlsplit

from standoff.errors import RecordError, SourceError
from standoff.sources.markup_text import tidy, tidy_line
from standoff.sources.origin import Origin
from standoff.sources.text import checked
from standoff.types import Document, document_id

_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


def compose(
    origin: Origin,
    *,
    body: str,
    headline: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    published: datetime | date | None = None,
    modified: datetime | date | None = None,
    authors: Iterable[str] = (),
    language: str | None = None,
    is_part_of: str | None = None,
    where: str | None = None,
) -> Document:
    """A document whose text is the headline, a blank line, and the body.

    Strings are tidied: stray characters go, runs of blanks become one, what is empty is ``None``.
    The headline is left out of the text where the body opens with it. ``url`` and ``is_part_of`` may be
    relative to the origin's url. The id is made from url and text.

    Args:
        origin: where the bytes came from.
        body: text without markup; paragraphs are parted by a blank line.
        published: and ``modified``: a moment with its zone, or a day.
        where: names the item in messages, where the input holds several; else the origin is named.

    Raises:
        RecordError: the item has no text, or more than one document may have.
        SourceError: the same, without ``where``.
    """
    title = tidy_line(headline or "")
    body = tidy(body)
    text = body if not title or opens_with(body, title) else f"{title}\n\n{body}".rstrip()
    kind = SourceError if where is None else RecordError
    checked(text, where or origin.name, kind)
    address = absolute(url, origin.url)
    return Document(
        id=document_id(address, text),
        text=text,
        url=address,
        headline=title or None,
        publisher=tidy_line(publisher or "") or None,
        date_published=published,
        date_modified=modified,
        language=tidy_line(language or "").replace("_", "-") or None,
        is_part_of=absolute(is_part_of, origin.url),
        authors=_names(authors),
    )


def opens_with(body: str, headline: str) -> bool:
    """Whether ``headline``, or the start that is left of one that was cut off, opens ``body``.

    Case, and a full stop or colon at its end, make no difference.
    """
    start = _CUT_OFF.sub("", headline)
    cut_off = start != headline
    if not cut_off:
        start = headline.rstrip(".:")
    if not start or body[: len(start)].casefold() != start.casefold():
        return False
    return cut_off or not body[len(start) : len(start) + 1].isalnum()


def absolute(url: str | None, base: str | None) -> str | None:
    """``url`` as an address that stands alone; ``None`` where it is none, or is relative to no ``base``."""
    address = "".join((url or "").split())
    address = tidy_line(address)
    if not address:
        return None
    try:
        if _SCHEME.match(address):
            urlsplit(address)
            return address
        return urljoin(base, address) if base else None
    except ValueError:  # brackets without an IPv6 address between them
        return None


def _names(authors: Iterable[str]) -> tuple[str, ...]:
    names = dict.fromkeys(tidy_line(author) for author in authors)
    return tuple(name for name in names if name and not name.startswith(("http://", "https://")))
