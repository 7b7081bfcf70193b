"""LiveBlogPosting of schema.org: its ``liveBlogUpdate``s in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator

from standoff.sources.markup_text import line_of_html, text_of_html
from standoff.sources.moments import moment
from standoff.sources.origin import Origin
from standoff.sources.pages.facts import Facts
from standoff.sources.pages.things import Graph, Thing, address, as_list, short, words
from standoff.sources.pages.updates import Update, completed

_LEAST_MATCHED = 0.5


def updates_of(posting: Thing, graph: Graph, facts: Facts, origin: Origin) -> Iterator[Update]:
    """The updates of a live page, as its JSON-LD tells them; one without any text has an empty body."""
    for value in as_list(posting.get("liveBlogUpdate")):
        if isinstance(value, str) and value not in graph.by_id:
            yield Update(body=text_of_html(value))
        elif (thing := short(graph.thing(value))) is not None:
            yield _update(thing, graph, facts, origin)


def _update(thing: Thing, graph: Graph, facts: Facts, origin: Origin) -> Update:
    headline = words(thing, "headline", "name", "alternativeHeadline")
    body = words(thing, "articleBody", "text", "description", "abstract")
    published = words(thing, "datePublished", "dateCreated", "uploadDate")
    modified = words(thing, "dateModified", "dateUpdated")
    names = tuple(map(line_of_html, graph.names(thing.get("publisher"))))
    return Update(
        body=text_of_html(body) if body else "",
        headline=line_of_html(headline) if headline else None,
        url=address(thing, "url", "mainEntityOfPage"),
        anchor=_anchor(thing),
        published=moment(published, retrieved=origin.retrieved, zone=facts.zone) if published else None,
        modified=moment(modified, retrieved=origin.retrieved, zone=facts.zone) if modified else None,
        authors=tuple(
            map(line_of_html, graph.names(thing.get("author")) or graph.names(thing.get("creator")))
        ),
        publisher=names[0] if names else None,
        language=words(thing, "inLanguage"),
    )


def _anchor(thing: Thing) -> str | None:
    """The id of an update on its page: the fragment of its ``@id``, or its ``identifier``."""
    for name in (address(thing, "@id"), words(thing, "identifier")):
        if not name:
            continue
        _, mark, fragment = name.partition("#")
        if mark and fragment:
            return fragment
        if "/" not in name and not any(map(str.isspace, name)):
            return name
    return None


def with_shown(told: list[Update], shown: list[Update]) -> list[Update]:
    """Updates as JSON-LD tells them, completed by those that the markup shows.

    Where at least half of them are found in the markup, what else stands there is of the page too and
    follows after them: JSON-LD often holds only the newest.
    """
    by_key: dict[str, int] = {}
    for index, update in enumerate(shown):
        for key in _keys(update):
            by_key.setdefault(key, index)
    taken: set[int] = set()
    found = []
    for update in told:
        same = next((by_key[key] for key in _keys(update) if key in by_key), None)
        if same is None or same in taken:
            found.append(update)
            continue
        taken.add(same)
        found.append(completed(update, shown[same]))
    if len(taken) >= _LEAST_MATCHED * len(told):
        found.extend(update for index, update in enumerate(shown) if index not in taken)
    return found


def _keys(update: Update) -> Iterator[str]:
    """What two tellings of an update may have in common, the surest first."""
    if update.anchor:
        yield f"#{update.anchor}"
    if update.url and (fragment := update.url.strip().partition("#")[2]):
        yield f"#{fragment}"
    elif update.url:
        yield update.url.strip()
    if update.headline:
        yield update.headline.casefold()
    if update.body:
        yield update.body[:80].casefold()
