"""Names of political actors: countries, their seats and peoples, bodies, groups, outlets, leaders.

The names stand in ``data/actors-*.csv`` and ``data/publishers.csv``, of our own writing; columns with
several values part them with ``|``. A name is found by its exact letters ("US" is not "us"), either
apostrophe, with or without "the".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from standoff.ontology.plover import Sector
from standoff.ontology.publishers import Publishers, load_publishers

NameKind = Literal["country", "adjective", "people", "seat", "body", "outlet", "person"]

_FIRST_WORD = re.compile(r"\w+")
_ROMAN_PLURAL = re.compile(r"(?:an|i|ean|ian|ari|eli|er)$")
SUPRANATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""PLOVER codes that are no country."""


@dataclass(frozen=True, slots=True)
class ActorName:
    """A name and what it stands for.

    ``kind`` "adjective" is a demonym ("Turkish"), "people" a demonym as a noun ("Turks"), "seat" a
    capital that may stand for its government. A bloc ("the West") has no ``code``. ``since`` and
    ``until`` are the years in which a person held the office, ``None`` where it is open. ``name`` is the
    name of the row.
    """

    kind: NameKind
    code: str | None
    sector: Sector
    name: str
    since: int | None = None
    until: int | None = None


class ActorNames:
    """A dictionary of names, asked by where they start."""

    def __init__(self, entries: dict[str, tuple[ActorName, ...]]) -> None:
        by_word: dict[str, list[tuple[str, tuple[ActorName, ...]]]] = {}
        for text, found in entries.items():
            word = _FIRST_WORD.match(text)
            if word:
                by_word.setdefault(word.group(), []).append((text, found))
        self._entries = MappingProxyType(entries)
        upper: dict[str, list[tuple[str, tuple[ActorName, ...]]]] = {}
        for names in by_word.values():
            for text, found in names:
                upper.setdefault(_FIRST_WORD.findall(text.upper())[0], []).append((text.upper(), found))
        self._upper = {word: sorted(names, key=lambda n: -len(n[0])) for word, names in upper.items()}
        self._by_word = {word: sorted(names, key=lambda n: -len(n[0])) for word, names in by_word.items()}

    def at(
        self, text: str, start: int, *, shouted: bool = False
    ) -> Iterator[tuple[int, tuple[ActorName, ...]]]:
        """Names that begin at offset ``start`` of ``text``, longest first, each with its end offset.

        ``text`` has straight apostrophes, and is all capitals if ``shouted``. Whether the end falls on
        the end of a word is the caller's to ask.
        """
        word = _FIRST_WORD.match(text, start)
        if word is None:
            return
        for name, found in (self._upper if shouted else self._by_word).get(word.group(), ()):
            if text.startswith(name, start):
                yield start + len(name), found

    def get(self, name: str) -> tuple[ActorName, ...]:
        """What ``name`` stands for; empty if it is none of ours."""
        return self._entries.get(_plain(name), ())

    def __len__(self) -> int:
        return len(self._entries)


def _plain(name: str) -> str:
    name = name.replace("\u2019", "'").strip()
    return name[4:] if name[:4] in {"the ", "The "} else name


@lru_cache(maxsize=2)
def actor_names(publishers: Publishers | None = None) -> ActorNames:
    """All names, read once; with those of ``publishers`` instead of those that the package ships."""
    entries: dict[str, tuple[ActorName, ...]] = {}
    for text, entry in _all_names(load_publishers() if publishers is None else publishers):
        known = entries.get(text, ())
        if entry not in known:
            entries[text] = (*known, entry)
    return ActorNames(entries)


def _all_names(publishers: Publishers) -> Iterator[tuple[str, ActorName]]:
    organisations = list(_organisations())
    yield from organisations
    yield from _countries()
    yield from _publishers(publishers, frozenset(name for name, _ in organisations))
    for row in rows("actors-people.csv"):
        names = _split(row["names"])
        since, until = (int(row[key]) if row[key] else None for key in ("since", "until"))
        for name in names:
            yield name, ActorName("person", row["code"], Sector(row["sector"]), names[0], since, until)


def _publishers(publishers: Publishers, organisations: Container[str]) -> Iterator[tuple[str, ActorName]]:
    """Outlets are their country's journalists, think tanks part of its civil society.

    What stands among the organisations has a code of its own there: Crisis Group is of no country. A
    name with a bracket ("The Nation (Pakistan)") is ours alone, and in no text.
    """
    for one in publishers:
        tank = one.kind == "think tank"
        kind: NameKind = "body" if tank else "outlet"
        entry = ActorName(kind, one.country, Sector.SOC if tank else Sector.JRN, one.name)
        for name in map(_plain, one.plain_names):
            if "(" not in name and not (tank and name in organisations):
                yield name, entry


def _organisations() -> Iterator[tuple[str, ActorName]]:
    for row in rows("actors-organisations.csv"):
        names = _split(row["names"])
        for name in names:
            yield name, ActorName("body", row["code"] or None, Sector(row["sector"]), name)


def _countries() -> Iterator[tuple[str, ActorName]]:
    for row in rows("actors-countries.csv"):
        code, names = row["code"], _split(row["names"])
        adjectives, people = _split(row["adjectives"]), _split(row["people"])
        canonical = (names or adjectives)[0]
        for name in names:
            yield name, ActorName("country", code, Sector.GOV, canonical)
        for seat in _split(row["seats"]):
            yield seat, ActorName("seat", code, Sector.GOV, seat)
        for adjective in adjectives:
            if adjective not in names:
                yield adjective, ActorName("adjective", code, Sector.GOV, canonical)
            if _ROMAN_PLURAL.search(adjective):
                yield adjective + "s", ActorName("people", code, Sector.CVL, canonical)
        for noun in people:
            yield noun, ActorName("people", code, Sector.CVL, canonical)


def _split(cell: str) -> list[str]:
    return [_plain(part) for part in cell.split("|") if part]


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file among this package's data; lines that begin with ``#`` are remarks."""
    text = files("standoff.ontology").joinpath("data", name).read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#"))
