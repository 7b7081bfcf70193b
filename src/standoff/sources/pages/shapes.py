"""How live pages mark up their updates: what plug-ins and publishers call the parts.

Shaped after the markup of WordPress Liveblog 1.x and Easy Liveblogs, Live Blog 3 (Superdesk), and the live
pages of the Guardian, the BBC, AP and Al Jazeera as of 2025, and after microdata of schema.org.
"""

from __future__ import annotations

import re
from functools import lru_cache

from standoff.sources.pages.tree import Element

# A class says what an element is by its last word: "liveblog-entry", but not "liveblog-entry-content".
_NOUN = r"(?:entry|post|update|item|card|block|event)"
_UPDATE = re.compile(
    rf"(?:[\w-]*?live[-_]*(?:blog|feed|stream|ticker|coverage|text|page)?s?[-_]*(?:[a-z]+_{{1,2}})?{_NOUN}"
    rf"|{_NOUN}[-_]*live(?:blog)?|lb-post|timeline__post|lx-stream-post|key-event|ticker-?(?:entry|item))",
    re.IGNORECASE,
)
_BODY = re.compile(
    rf"(?:[\w-]*?{_NOUN}[-_]*(?:body|content|text|elements)|lb-item|rich-?text-?body)", re.IGNORECASE
)
_HEADLINE = re.compile(
    rf"(?:[\w-]*?{_NOUN}[-_]*(?:headline|heading|title|header-text)|block-title|headline|header__title)",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"(?:[\w-]*?(?:author|byline)[-_]*(?:name|link)?|liveblog-meta-author)", re.IGNORECASE)
_APART = re.compile(
    r"(?:^|[-_])(?:share|sharing|social|byline|authors?|avatar|meta|time|times|timestamp|date|permalink|actions?|toolbar|ads?|"
    r"advert\w*|adslot|promo|related|newsletter|signup|comments?|reactions?|likes|caption|credit|sr-only|"
    r"screen-reader-text|visually-hidden|visuallyhidden|pin|pinned-label|key-event-label|breadcrumb)(?:$|[-_])",
    re.IGNORECASE,
)
_LONGEST_CLASSES = 300
_GUARDIAN_BLOCK = re.compile(r"block-[0-9a-f]{16,40}")
_LIVE = re.compile(r"live|ticker|minute-?by-?minute|as-?it-?happened", re.IGNORECASE)
_TOLD = (
    "live",
    "ticker",
    "lb-post",
    "timeline__post",
    "lx-stream-post",
    "key-event",
    "content-post",
    "block-",
)
"""What stands in the markup, in lower case, of every page whose updates are known by their marks."""
_UNREAD_TAGS = frozenset(("time", "button", "figcaption", "nav", "footer", "bsp-timestamp", "aside", "form"))

TIMES = (
    "data-posted-date-timestamp",
    "data-published",
    "data-timestamp",
    "data-js-timestamp",
    "data-sort-time",
    "data-elb-post-datetime",
    "data-entry-time",
    "data-time",
    "data-date",
)
"""Attributes that hold the moment of an update."""

ANCHORS = ("id", "data-post-id", "data-js-post-id", "data-elb-post-id", "data-update-id", "data-id")
"""Attributes that hold the name of an update, which its permanent link ends with."""


def _classes(element: Element) -> str:
    """Its classes; none where there are so many that no person wrote them."""
    classes: str = element.get("class") or ""
    return classes if len(classes) <= _LONGEST_CLASSES else ""


@lru_cache(maxsize=4096)
def _update_class(classes: str) -> str | None:
    return next((one for one in classes.split() if _UPDATE.fullmatch(one)), None)


@lru_cache(maxsize=4096)
def _has(pattern: re.Pattern[str], classes: str) -> bool:
    return any(map(pattern.fullmatch, classes.split()))


@lru_cache(maxsize=4096)
def _is_apart_class(classes: str) -> bool:
    return any(map(_APART.search, classes.split()))


def is_body(element: Element) -> bool:
    return "articleBody" in (element.get("itemprop") or "") or _has(_BODY, _classes(element))


def is_headline(element: Element) -> bool:
    return "headline" in (element.get("itemprop") or "") or _has(_HEADLINE, _classes(element))


def is_author(element: Element) -> bool:
    return "author" in (element.get("itemprop") or element.get("rel") or "") or _has(
        _AUTHOR, _classes(element)
    )


def is_apart(element: Element) -> bool:
    """Whether an element of an update is none of its words: its time, byline, buttons, what is related."""
    return element.tag in _UNREAD_TAGS or _is_apart_class(_classes(element))


def speaks_of_live(words: str | None) -> bool:
    """Whether an address, a class or a title tells of live coverage."""
    return words is not None and _LIVE.search(words) is not None


def may_tell(markup: str) -> bool:
    """Whether anything in a page may be known as an update: a glance that spares most pages a walk."""
    lower = markup.lower()
    return any(words in lower for words in _TOLD)


def update_kind(element: Element) -> str | None:
    """By what an element is known as an update; elements of one page with the same answer belong together."""
    if "liveBlogUpdate" in (element.get("itemprop") or ""):
        return "itemprop"
    if element.get("data-testid") == "content-post":
        return "data-testid"
    if _GUARDIAN_BLOCK.fullmatch(element.get("id") or ""):
        return "block"
    if element.tag == "bsp-liveblog-post":
        return "bsp-liveblog-post"
    return _update_class(_classes(element))
