"""Live pages that tell their updates apart by markup alone: which elements these are, and what each says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from standoff.sources.markup_text import tidy_line
from standoff.sources.moments import moment
from standoff.sources.origin import Origin
from standoff.sources.pages import shapes
from standoff.sources.pages.facts import Facts, path
from standoff.sources.pages.tree import Element, text_of
from standoff.sources.pages.updates import Update

_LEAST_TEXT = 30
"""Characters: an element with fewer is a label or a button."""

_LEAST_SHARE = 0.5
_FEWEST = 2
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?\(?[A-Z]{2,4}\)?)?", re.IGNORECASE)


def updates_shown(tree: Element, markup: str, facts: Facts, origin: Origin) -> list[Update]:
    """The updates that the markup of a page tells apart, in its order; none where it is no live page.

    ``tree`` is what ``markup`` was parsed to.
    """
    posts = (_known(tree) if shapes.may_tell(markup) else []) or _timed(tree, facts, origin)
    return [update for post in posts if (update := _update(post, facts, origin)).body or update.headline]


def _known(tree: Element) -> list[Element]:
    """Elements that are updates by their class, id or microdata: of the kind that holds most text."""
    kinds: dict[str, list[Element]] = defaultdict(list)
    for element in tree.iter("article", "div", "li", "section", "bsp-liveblog-post"):
        kind = shapes.update_kind(element)
        if kind is not None and not _within(element, kind):
            kinds[kind].append(element)
    return _best(kinds, tree)


def _within(element: Element, kind: str) -> bool:
    return any(shapes.update_kind(above) == kind for above in element.iterancestors())


def _timed(tree: Element, facts: Facts, origin: Origin) -> list[Element]:
    """Siblings of one tag, each with a time of its own, on a page that speaks of live coverage."""
    url = facts.url or origin.url
    if not (shapes.speaks_of_live(path(url)) or shapes.speaks_of_live(facts.headline)):
        return []
    holders: dict[Element, list[Element]] = defaultdict(list)
    for time in tree.iter("time"):
        child = time
        for parent in time.iterancestors():
            held = holders[parent]
            if held and held[-1] is child:
                break
            held.append(child)
            child = parent
    kinds: dict[str, list[Element]] = defaultdict(list)
    for held in holders.values():
        by_tag: dict[str, list[Element]] = defaultdict(list)
        for child in held:
            if child.tag in ("article", "div", "li", "section"):
                by_tag[child.tag].append(child)
        for tag, children in by_tag.items():
            if len(children) >= _FEWEST:
                first_class = (children[0].get("class") or "").split()[:1]
                kinds[" ".join((tag, *first_class))].extend(children)
    return _best(kinds, tree)


def _best(kinds: dict[str, list[Element]], tree: Element) -> list[Element]:
    """The most numerous kind that holds at least half of the text in the paragraphs of the page."""
    if not kinds:
        return []
    everything = sum(len(text) for p in tree.iter("p") for text in p.itertext())
    best: list[Element] = []
    for elements in kinds.values():
        posts = [element for element in elements if _is_post(element)]
        held = sum(len(text) for post in posts for p in post.iter("p") for text in p.itertext())
        if len(posts) >= _FEWEST and len(posts) > len(best) and held >= _LEAST_SHARE * everything:
            best = posts
    return best


def _is_post(element: Element) -> bool:
    """Whether an element has words that are not all a link to elsewhere, as those of a teaser are."""
    words = sum(len(text.strip()) for text in element.itertext())
    linked = sum(len(text.strip()) for link in element.iter("a") for text in link.itertext())
    return words >= _LEAST_TEXT and linked < 0.6 * words


def _update(post: Element, facts: Facts, origin: Origin) -> Update:
    heading, body = _heading_and_body(post)
    return Update(
        body=body,
        headline=heading,
        url=_link(post),
        anchor=next((post.get(name) for name in shapes.ANCHORS if post.get(name)), None),
        published=_published(post, facts, origin),
        authors=tuple(dict.fromkeys(_authors(post))),
    )


def _heading_and_body(post: Element) -> tuple[str | None, str]:
    bodies = _bodies(post)
    heading = next((one for one in post.iter() if isinstance(one.tag, str) and shapes.is_headline(one)), None)
    if heading is None:
        heading = next((one for one in post.iter(*_HEADINGS) if _opens(one, post)), None)
    without = shapes.is_apart
    words = None
    if heading is not None:
        words = tidy_line(heading.get("content") or text_of(heading, without=shapes.is_apart)) or None
        if words:

            def without(element: Element) -> bool:
                return element is heading or shapes.is_apart(element)

    body = "\n\n".join(filter(None, (text_of(one, without=without) for one in bodies or [post])))
    if not body and not words:
        body = text_of(post)
    return words, body


def _opens(heading: Element, post: Element) -> bool:
    """Whether a heading stands before all paragraphs of an update."""
    first = next(post.iter("p", *_HEADINGS), None)
    return first is heading


def _bodies(post: Element) -> list[Element]:
    """The outermost elements of an update that are its body by name."""
    found: list[Element] = []
    for element in post.iterdescendants():
        if not isinstance(element.tag, str) or not shapes.is_body(element):
            continue
        if not found or not any(above is found[-1] for above in element.iterancestors()):
            found.append(element)
    return found


def _link(post: Element) -> str | None:
    """Its permanent link: the one that its time or its microdata holds, or one to an anchor."""
    for one in post.iter("a", "meta", "link", "bsp-copy-link"):
        target: str | None = one.get("href") or one.get("data-link") or one.get("content")
        if not target:
            continue
        if one.tag == "bsp-copy-link" or "url" in (one.get("itemprop") or "").split():
            return target
        if "permalink" in (one.get("class") or "") or "bookmark" in (one.get("rel") or ""):
            return target
        if "#" in target[:-1] and next(one.iter("time"), None) is not None:
            return target
    return None


def _published(post: Element, facts: Facts, origin: Origin) -> datetime | date | None:
    """When it was published, as its microdata, its attributes or its words say."""
    for words in _said(post):
        if found := moment(words, retrieved=origin.retrieved, zone=facts.zone):
            return found
        if facts.only_day and _CLOCK.fullmatch(words) and (found := moment(f"{facts.only_day} {words}")):
            return found
    return None


def _said(post: Element) -> Iterator[str]:
    """What may be the time of an update, the surest first."""
    for one in post.iter("meta", "span", "time"):
        if "datePublished" in (one.get("itemprop") or ""):
            yield one.get("content") or one.get("datetime") or one.text or ""
    for element in post.iter():
        yield from (value for name in shapes.TIMES if (value := element.get(name)))
        if element.tag in ("time", "abbr"):
            yield from filter(None, (element.get("datetime"), element.get("title")))
    for element in post.iter():
        if isinstance(element.tag, str) and (element.tag in ("time", "abbr") or shapes.is_apart(element)):
            yield " ".join(" ".join(element.itertext()).split())[:100]


def _authors(post: Element) -> Iterator[str]:
    for element in post.iter():
        if (
            isinstance(element.tag, str)
            and shapes.is_author(element)
            and not any(
                isinstance(child.tag, str) and shapes.is_author(child) for child in element.iterdescendants()
            )
        ):
            lines = map(tidy_line, (element.get("content") or "", *element.itertext()))
            name = next((line for line in lines if line and line.lower() not in ("by", "by:")), "")
            if name and len(name) < 80:
                yield re.sub(r"^by:? ", "", name, flags=re.IGNORECASE)
