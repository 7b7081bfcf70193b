"""What a page says of itself: in JSON-LD, in OpenGraph and other meta elements, in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import islice
from urllib.parse import urlsplit

from standoff.sources.composing import absolute
from standoff.sources.markup_text import line_of_html, tidy_line
from standoff.sources.moments import moment
from standoff.sources.origin import Origin
from standoff.sources.pages.things import Graph, Thing, address, words
from standoff.sources.pages.tree import Element

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "pubdate", "publishdate",
    "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "article.published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "lastmod",
    "last-modified", "article.updated", "dcterms.modified",
)  # fmt: skip
_PUBLISHER = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name")
_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
_TITLE = ("og:title", "twitter:title", "dc.title", "parsely-title")
_LANGUAGE = ("content-language", "og:locale", "dc.language")

_BY = re.compile(r"^by:? ", re.IGNORECASE)
_AND = re.compile(r",| and | & ")
_SUFFIX = re.compile(r"^(.{10,}?\S)\s+[|–—·»-]\s+([^|–—·»]{2,60})$")
_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)[/-](\d\d?|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](\d\d?)(?=[/_-]|$)",
    re.IGNORECASE,
)
_MOST_LOOKED_AT = 3000
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """What all texts of a page have in common. ``zone`` is that of the page's own dates."""

    url: str | None = None
    headline: str | None = None
    publisher: str | None = None
    published: datetime | date | None = None
    modified: datetime | date | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    zone: tzinfo | None = None

    @property
    def only_day(self) -> date | None:
        """The day on which all of a page was written, where it is known that it was one day."""
        days = {_day(value) for value in (self.published, self.modified) if value is not None}
        return days.pop() if len(days) == 1 and self.published and self.modified else None


def _day(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value


def facts_of_thing(thing: Thing, graph: Graph, origin: Origin) -> Facts:
    """The facts in one JSON-LD object."""
    published_words = words(thing, "datePublished", "dateCreated", "coverageStartTime", "uploadDate")
    modified_words = words(thing, "dateModified", "dateUpdated")
    zone = None
    for written in (published_words, modified_words):
        found = moment(written) if written else None
        zone = zone or (found.tzinfo if isinstance(found, datetime) else None)
    headline = words(thing, "headline", "name", "alternativeHeadline")
    return Facts(
        url=absolute(address(thing, "url", "mainEntityOfPage", "@id"), origin.url),
        headline=line_of_html(headline) if headline else None,
        publisher=_first(graph.names(thing.get("publisher")), graph.names(thing.get("sourceOrganization"))),
        published=moment(published_words, retrieved=origin.retrieved, zone=zone) if published_words else None,
        modified=moment(modified_words, retrieved=origin.retrieved, zone=zone) if modified_words else None,
        authors=tuple(
            map(line_of_html, graph.names(thing.get("author")) or graph.names(thing.get("creator")))
        ),
        language=words(thing, "inLanguage"),
        zone=zone,
    )


def facts_of_markup(tree: Element, origin: Origin) -> Facts:
    """The facts in the elements of a page."""
    said = dict(_meta(tree))

    def first(keys: tuple[str, ...]) -> str | None:
        return next((said[key] for key in keys if key in said), None)

    publisher = first(_PUBLISHER)
    published = first(_PUBLISHED)
    modified = first(_MODIFIED)
    url = _own_url(tree, said, origin)
    at = moment(published, retrieved=origin.retrieved) if published else None
    authors = first(_AUTHOR)
    return Facts(
        url=url,
        headline=_headline(tree, first(_TITLE), publisher),
        publisher=publisher if publisher and not publisher.startswith(("http", "@")) else None,
        published=at or _shown_date(tree, url or origin.url, origin),
        modified=moment(modified, retrieved=origin.retrieved) if modified else None,
        authors=tuple(_AND.split(_BY.sub("", authors))) if authors and len(authors) < 200 else (),
        language=tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or first(_LANGUAGE),
    )


def joined(first: Facts, second: Facts) -> Facts:
    """What ``first`` knows, and what ``second`` knows besides; the page's own url is ``second``'s."""
    return Facts(
        url=second.url or first.url,
        headline=first.headline or second.headline,
        publisher=first.publisher or second.publisher,
        published=_finer(first.published, second.published),
        modified=_finer(first.modified, second.modified),
        authors=first.authors or second.authors,
        language=first.language or second.language,
        zone=first.zone or second.zone,
    )


def _finer(first: datetime | date | None, second: datetime | date | None) -> datetime | date | None:
    """``first``, unless it is a mere day and ``second`` the moment on that day."""
    if first is None or (not isinstance(first, datetime) and second is not None and _day(second) == first):
        return second
    return first


def _first(*values: tuple[str, ...]) -> str | None:
    return next((line for names in values for name in names if (line := line_of_html(name))), None)


def _meta(tree: Element) -> Iterator[tuple[str, str]]:
    """Names and contents of meta elements; the first of a name counts."""
    seen = set()
    for meta in tree.iter("meta"):
        content = tidy_line(meta.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content and name not in seen:
                seen.add(name)
                yield name, content


def _own_url(tree: Element, said: dict[str, str], origin: Origin) -> str | None:
    """The canonical address; that of a site's front page is an error of its template."""
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"),
        None,
    )
    for candidate in (canonical, said.get("og:url")):
        url = absolute(candidate, origin.url)
        if url and url.startswith(("http://", "https://")) and (origin.url is None or path(url).strip("/")):
            return url
    return origin.url


def path(url: str | None) -> str:
    """The path of a url; "" where it has none, or is none."""
    try:
        return urlsplit(url or "").path
    except ValueError:  # brackets without an IPv6 address between them
        return ""


def _headline(tree: Element, titled: str | None, publisher: str | None) -> str | None:
    tops = [line for top in islice(tree.iter("h1"), 9) if (line := tidy_line(" ".join(top.itertext())))]
    title = titled or next((tidy_line(title.text or "") for title in tree.iter("title")), None)
    title = line_of_html(title) if title and len(title) <= _LONGEST_TITLE else None
    if title and title in tops:
        return title
    if (
        title
        and (parted := _SUFFIX.match(title))
        and (parted[2] == publisher or parted[1] in tops or not titled)
    ):
        return parted[1]
    return title or (tops[0] if len(tops) == 1 and len(tops[0]) <= _LONGEST_TITLE else None)


def _shown_date(tree: Element, url: str | None, origin: Origin) -> datetime | date | None:
    """The date in a time element, in the address, or in a short line below the headline."""
    for one in tree.iter("time"):
        own = one.get("itemprop") == "datePublished" or one.get("pubdate") is not None
        if own and (found := moment(one.get("datetime") or one.text or "", retrieved=origin.retrieved)):
            return found
    below = next(tree.iter("h1"), None) is None
    lines = 0
    for element in tree.iter("h1", "time", "span", "p", "div", "small", "li"):
        if element.tag == "h1":
            below = True
        elif below and lines < _MOST_LOOKED_AT:
            lines += 1
            line = element.get("datetime") or element.text or ""
            if (
                len(line) < 80
                and any(map(str.isdigit, line))
                and (found := moment(line, retrieved=origin.retrieved))
            ):
                return found
    if url and (dated := _IN_PATH.search(path(url))):
        return moment(f"{dated[3]} {dated[2]} {dated[1]}") or moment("-".join((dated[1], dated[2], dated[3])))
    return None
