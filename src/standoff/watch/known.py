"""What is remembered of a document that was read, and where on its page it has its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from standoff.types import Document, document_id

LONGEST_KEPT = 1000
"""Characters kept of a text while it stands on its page and a day longer, to know it again when edited."""


@dataclass(frozen=True, slots=True)
class Known:
    """One document as it was last read.

    ``item`` is its number in the state, the same for all its versions; ``id`` is the id of the version
    that was handed on. ``place`` is what ``place_of`` gave. ``published`` is the moment or day in ISO 8601.
    ``words`` is the start of the text, empty once it has left its page for good. ``handed`` is false for a
    document that could not be coded and so never reached anybody; ``gone`` is true once it was retracted.
    """

    item: int
    id: str
    text_sha256: str
    place: str | None = None
    url: str | None = None
    published: str | None = None
    is_part_of: str | None = None
    words: str = ""
    handed: bool = True
    gone: bool = False

    @property
    def moment(self) -> datetime | None:
        """When it was published, if that is known with time and zone."""
        if self.published is None or "T" not in self.published:
            return None
        return with_zone(datetime.fromisoformat(self.published))

    @classmethod
    def of(cls, item: int, document: Document, *, place: str | None, handed: bool = True) -> Known:
        """``document`` as it is remembered under the number ``item``."""
        return cls(
            item=item,
            id=document.id,
            text_sha256=document.text_sha256,
            place=place,
            url=document.url,
            published=document.date_published.isoformat() if document.date_published else None,
            is_part_of=document.is_part_of,
            words=document.text[:LONGEST_KEPT],
            handed=handed,
        )


def place_of(document: Document) -> str | None:
    """What names a document on its page whatever its words: an id of its own, or a url of its own.

    The id counts if it was given and not made from url and text. The url does not count where it is only
    that of the whole page.
    """
    if document.id != document_id(document.url, document.text):
        return f"id {document.id}"
    if document.url is None or document.url == document.is_part_of:
        return None
    return f"url {document.url}"


def moment_of(document: Document) -> datetime | None:
    """When it was published, if that is known with time and zone."""
    published = document.date_published
    return with_zone(published) if isinstance(published, datetime) else None


def with_zone(moment: datetime) -> datetime | None:
    """``moment`` if it can be compared with others."""
    return moment if moment.utcoffset() is not None else None
