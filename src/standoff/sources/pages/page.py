"""A page: live or not, in JSON-LD or by its markup; each update, or the article, as a Document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from standoff.errors import RecordError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.composing import compose
from standoff.sources.markup_text import text_of_html
from standoff.sources.origin import Origin
from standoff.sources.pages.charset import decoded
from standoff.sources.pages.facts import Facts, facts_of_markup, facts_of_thing, joined
from standoff.sources.pages.json_ld import graph, is_article, is_live, whole_graph
from standoff.sources.pages.live_blog import updates_of, with_shown
from standoff.sources.pages.live_markup import updates_shown
from standoff.sources.pages.things import Graph, Thing, address, as_list, words
from standoff.sources.pages.tree import Element, cut, parsed
from standoff.sources.pages.updates import Update, document
from standoff.sources.pages.walls import refuse_wall
from standoff.types import Document

_CUT_OFF = "is cut off: what came after this update is missing"


def read_page(data: bytes, origin: Origin) -> Iterator[Document | Failure]:
    """The documents of an HTML page: of a live page each update, of any other its article.

    Updates are read from JSON-LD (``LiveBlogPosting``) and completed from the markup, else from the
    markup alone; they come in the page's order, each once. An update without text is a ``Failure``.

    Raises:
        SourceError: it is too large, no HTML, has no main text, or is a paywall or consent wall.
        EncodingError: its bytes are no text.
    """
    source = decoded(data, origin)
    markup, blocks = cut(source)
    del source
    told = graph(blocks)
    try:
        tree = parsed(markup, origin.name)
    except SourceError:
        if not told.things:
            raise
        tree = None
    shown = facts_of_markup(tree, origin) if tree is not None else Facts(url=origin.url)
    postings = [thing for thing in told.things if is_live(thing)]
    subject = postings[0] if postings else _article(told, shown.url)
    facts = joined(facts_of_thing(subject, told, origin), shown) if subject is not None else shown
    updates = [update for posting in postings for update in updates_of(posting, told, facts, origin)]
    if tree is not None:
        updates = with_shown(updates, updates_shown(tree, markup, facts, origin))
    if updates:
        yield from _documents(updates, facts, origin)
        if not all(block.whole for block in blocks):
            yield Failure.of(RecordError(_CUT_OFF, where=f"{origin.name}, update {len(updates)}"))
        return
    yield _article_document(tree, subject, facts, told, origin)


def read_json_ld(data: bytes, origin: Origin) -> Iterator[Document | Failure]:
    """The documents of JSON-LD that stands alone: each update of its live pages, each article.

    Raises:
        SourceError: it is too large, not JSON, or holds neither a live page nor an article.
        EncodingError: its bytes are no text.
    """
    told = whole_graph(decoded(data, origin), origin.name)
    updates = [
        told.thing(value)
        for live in told.things
        if is_live(live)
        for value in as_list(live.get("liveBlogUpdate"))
    ]
    parts = {id(update) for update in updates}
    number = 0
    for thing in told.things:
        if id(thing) in parts:
            continue
        if is_live(thing):
            facts = joined(facts_of_thing(thing, told, origin), Facts(url=None))
            yield from _documents(updates_of(thing, told, facts, origin), facts, origin)
            number += 1
        elif is_article(thing):
            number += 1
            try:
                yield _told_document(thing, told, origin, f"{origin.name}, article {number}")
            except StandoffError as error:
                yield Failure.of(error)
    if not number:
        raise SourceError(
            "is JSON-LD without an article or a live page in it",
            where=origin.name,
            remedy="Give schema.org's LiveBlogPosting, NewsArticle or the like.",
        )


def _documents(updates: Iterable[Update], facts: Facts, origin: Origin) -> Iterator[Document | Failure]:
    seen: set[str] = set()
    for number, update in enumerate(updates, 1):
        try:
            found = document(update, facts, origin, f"{origin.name}, update {number}")
        except StandoffError as error:
            yield Failure.of(error)
            continue
        if found.id not in seen:  # a pinned update stands on its page twice
            seen.add(found.id)
            yield found


def _article(told: Graph, url: str | None) -> Thing | None:
    """The article that a page is: the one with its url, else the first with a body, else the first."""
    articles = [thing for thing in told.things if is_article(thing)]
    own = [
        thing for thing in articles if url is not None and address(thing, "url", "mainEntityOfPage") == url
    ]
    with_body = [thing for thing in own or articles if words(thing, "articleBody")]
    return next(iter(with_body or own or articles), None)


def _article_document(
    tree: Element | None, subject: Thing | None, facts: Facts, told: Graph, origin: Origin
) -> Document:
    # trafilatura takes a fifth of a second to load; live pages do without it.
    from standoff.sources.pages.article import better, main_text

    body = better(subject, main_text(tree) if tree is not None else "")
    refuse_wall(body, tree, told, origin.name)
    return _composed(body, facts, origin)


def _told_document(thing: Thing, told: Graph, origin: Origin, where: str) -> Document:
    body = text_of_html(words(thing, "articleBody", "text", "description") or "")
    return _composed(body, facts_of_thing(thing, told, origin), origin, where)


def _composed(body: str, facts: Facts, origin: Origin, where: str | None = None) -> Document:
    return compose(
        origin,
        body=body,
        headline=facts.headline,
        url=facts.url,
        publisher=facts.publisher,
        published=facts.published,
        modified=facts.modified,
        authors=facts.authors,
        language=facts.language,
        where=where,
    )
