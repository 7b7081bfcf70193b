"""Things of schema.org as JSON-LD writes them: a graph of objects, and what their properties say.

Sources: JSON-LD 1.1 (W3C Recommendation, 16 July 2020); schema.org 28.1. Contexts are not fetched: the
properties that news uses are known by their short names, whatever prefix stands before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Thing = Mapping[str, object]

_WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "subjectOf", "@list", "@set")
_DEEPEST = 40
_PREFIX = re.compile(r"^(?:https?://schema\.org/|schema:)")


@dataclass(frozen=True, slots=True)
class Graph:
    """``things`` are the objects of all blocks, each before what stands within it; ``by_id`` finds them."""

    things: tuple[Thing, ...]
    by_id: Mapping[str, Thing]

    def thing(self, value: object) -> Thing | None:
        """The object that a value is, or that it names by ``@id``."""
        for one in as_list(value):
            if isinstance(one, dict):
                if set(one) <= {"@id", "@type"} and isinstance(name := one.get("@id"), str):
                    return self.by_id.get(name, one)
                return one
            if isinstance(one, str) and one in self.by_id:
                return self.by_id[one]
        return None

    def names(self, value: object) -> tuple[str, ...]:
        """The names of people or organisations that a value holds or points to."""
        found: list[str] = []
        for one in as_list(value):
            thing = self.thing(one)
            if thing is not None:
                found.extend(filter(None, (words(thing, "name", "legalName", "alternateName"),)))
            elif isinstance(one, str):
                found.append(one)
        return tuple(found)


def graph_of(values: Iterable[object]) -> Graph:
    """The graph of parsed blocks, in their order."""
    things: list[Thing] = []
    by_id: dict[str, Thing] = {}
    for value in values:
        for thing in _within(value):
            things.append(thing)
            name = thing.get("@id")
            # A mere reference must not stand in for what it refers to.
            if isinstance(name, str) and len(thing) > len(by_id.get(name, ())):
                by_id[name] = thing
    return Graph(tuple(things), by_id)


def _within(value: object, depth: int = 0) -> Iterator[Thing]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _within(one, depth + 1)
    elif isinstance(value, dict):
        thing = _short(value)
        yield thing
        for key in _WITHIN:
            if isinstance(thing.get(key), dict | list):
                yield from _within(thing[key], depth + 1)


def _short(thing: dict[str, object]) -> Thing:
    """``thing`` with the short names of its properties."""
    if not any(":" in key for key in thing):
        return thing
    return {_PREFIX.sub("", key): value for key, value in thing.items()}


def as_list(value: object) -> list[object]:
    """A value that may be one or several, or wrapped as a list or set of JSON-LD, as several."""
    if isinstance(value, dict) and len(value) == 1 and ("@list" in value or "@set" in value):
        value = next(iter(value.values()))
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def short(thing: object) -> Thing | None:
    """An object with the short names of its properties; ``None`` for any other value."""
    return _short(thing) if isinstance(thing, dict) else None


def kinds(thing: Thing) -> frozenset[str]:
    """The types of a thing, without prefix: ``{"LiveBlogPosting", "NewsArticle"}``."""
    return frozenset(
        re.split(r"[/#:]", one)[-1] for one in as_list(thing.get("@type")) if isinstance(one, str)
    )


def words(thing: Thing, *keys: str) -> str | None:
    """The first of these properties that has words; of several values the first, of paragraphs all."""
    for key in keys:
        found = [text for one in as_list(thing.get(key)) if (text := _words(one))]
        if found:
            return "\n\n".join(found) if key in ("articleBody", "text") else found[0]
    return None


def _words(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value", value.get("text", value.get("name")))
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and value.strip() else None


def address(thing: Thing, *keys: str) -> str | None:
    """The first of these properties that is a url, or an object with one."""
    for key in keys:
        for one in as_list(thing.get(key)):
            if isinstance(one, dict):
                one = one.get("url") or one.get("@id")
            if isinstance(one, str) and one.strip():
                return one
    return None
