"""One update of a live page, however the page wrote it down, and the document that it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from standoff.sources.composing import absolute, compose
from standoff.sources.origin import Origin
from standoff.sources.pages.facts import Facts
from standoff.types import Document

_LONG_LINE = 300
"""Characters: a longer body in one paragraph has lost its paragraphs on the way, perhaps."""


@dataclass(frozen=True, slots=True)
class Update:
    """What a page says of one update; ``body`` is text in paragraphs, ``anchor`` its id on the page."""

    body: str
    headline: str | None = None
    url: str | None = None
    anchor: str | None = None
    published: datetime | date | None = None
    modified: datetime | date | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None

    @property
    def wants_body(self) -> bool:
        """Whether its body is missing, cut off, or one long paragraph."""
        return (
            not self.body
            or self.body.endswith(("...", "…"))
            or ("\n" not in self.body and len(self.body) > _LONG_LINE)
        )

    def address(self, facts: Facts, origin: Origin) -> str | None:
        """Its own url: as given, or that of the page with its anchor."""
        page = facts.url or origin.url
        given = absolute(self.url, page)
        if self.anchor and (given is None or _same_page(given, page)):
            return absolute(f"#{self.anchor}", page)
        return given or page


def document(update: Update, facts: Facts, origin: Origin, where: str) -> Document:
    """The document of an update, with what its page says where it says nothing itself.

    An update without a date has that of its page, as a day, where all of the page is of one day.

    Raises:
        RecordError: it has no text.
    """
    return compose(
        origin,
        body=update.body,
        headline=update.headline,
        url=update.address(facts, origin),
        publisher=update.publisher or facts.publisher,
        published=update.published or facts.only_day,
        modified=update.modified,
        authors=update.authors,
        language=update.language or facts.language,
        is_part_of=facts.url or origin.url,
        where=where,
    )


def completed(update: Update, shown: Update) -> Update:
    """``update`` with what the page's markup shows of it and JSON-LD lacks; the better body of the two."""
    body = update.body
    if update.wants_body and (not body or len(shown.body) >= 0.8 * len(body)):
        body = shown.body or body
    return replace(
        update,
        body=body,
        headline=update.headline or shown.headline,
        url=update.url or shown.url,
        anchor=update.anchor or shown.anchor,
        published=update.published or shown.published,
        authors=update.authors or shown.authors,
    )


def _same_page(url: str, page: str | None) -> bool:
    return page is not None and url.rstrip("/") == page.partition("#")[0].rstrip("/")
