"""The places of the world by name, offline.

Two layers. ``data/places.bin.gz`` holds towns, provinces and districts from GeoNames and is built by
``tools/build_gazetteer.py``. Over it lie tables of our own that an analyst can edit:
``places-countries.csv`` (countries with their capital and centre), ``places-regions.csv`` (conflict
areas, seas, straits, islands, mountains, rivers) and ``places-aliases.csv`` (short and changed names).

Layout of the built file, gzipped: ``MAGIC``; one line of JSON (``places``, ``names``: their number and
bytes; ``countries``, ``regions``: code tables); the names, ``\\nkey\\tindex index~ ...\\n`` sorted by
bytes, where ``~`` marks a name that is not the place's main one; then little-endian columns: kind u8,
country u8, region u16, latitude and longitude i32 in 1e-5 degrees, population u32, GeoNames id u32.
Names are looked up in the sorted bytes where they lie, so that half a million need no dictionary.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from standoff.errors import LexiconError

DATA = Path(__file__).with_name("data")
MAGIC = b"STANDOFF-PLACES-1\n"

_WORD = re.compile(r"[^\W_]+")
_DROPPED = re.compile("['.\u2018\u2019\u02bc\u02bb\u02bf\u02be`\u00b4\u02b9\u02bb]")
_PLAIN = str.maketrans({"\u00f8": "o", "\u00d8": "O", "\u0111": "d", "\u0110": "D", "\u0142": "l"})
_PLAINER = str.maketrans(
    {"\u0141": "L", "\u0131": "i", "\u0259": "a", "\u018f": "A", "\u00e6": "ae", "\u00fe": "th"}
)
_SHORT_FORMS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


_MOST_CACHED = 100_000
"""First words whose names are kept at hand; beyond that the caches start anew, so that memory is bounded."""


class Kind(IntEnum):
    """What sort of place it is."""

    COUNTRY = 0
    PROVINCE = 1
    DISTRICT = 2
    TOWN = 3
    AREA = 4
    WATER = 5
    ISLAND = 6
    MOUNTAIN = 7
    CONTINENT = 8
    QUARTER = 9


_KINDS = {kind.name.lower(): kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Site:
    """A place that a name may stand for.

    ``name`` is set where our own tables give a common English name. ``country`` is ISO 3166-1 alpha-3,
    ``None`` for seas and the like; ``region`` a GeoNames code such as "US.TX". ``population`` is a rough
    weight, 0 where unknown. ``main`` tells whether the name that was looked up is the place's main one,
    ``own`` whether the place stands in our own tables, ``form`` how its name must be written, where only
    one form will do ("US", "Miss.").
    """

    kind: Kind
    name: str | None
    country: str | None
    region: str | None
    latitude: float
    longitude: float
    population: int
    geonames_id: int | None
    main: bool = True
    own: bool = False
    form: str | None = None


def fold(name: str) -> str:
    """The key of a name: lower case, no accents, apostrophes or full stops, words parted by one blank.

    "saint", "mount" and "fort" are shortened, so that both spellings meet.

    >>> fold("Saint-Denis"), fold("Sana'a"), fold("U.S.")
    ('st denis', 'sanaa', 'us')
    """
    if name.isascii():
        plain = name
    else:
        spread = unicodedata.normalize("NFKD", name.translate(_PLAIN).translate(_PLAINER))
        plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    words = _WORD.findall(_DROPPED.sub("", plain).lower())
    return " ".join(_SHORT_FORMS.get(word, word) for word in words)


class Gazetteer:
    """Places by folded name; see :func:`gazetteer` for the one that the package ships."""

    def __init__(self, built: bytes, own: Mapping[str, tuple[Site, ...]]) -> None:
        if not built.startswith(MAGIC):
            raise LexiconError("not a built gazetteer", remedy="run tools/build_gazetteer.py")
        line = built.index(b"\n", len(MAGIC))
        head = json.loads(built[len(MAGIC) : line])
        count, start = int(head["places"]), line + 1
        self._countries: list[str] = head["countries"]
        self._regions: list[str] = head["regions"]
        self._names = built[start : start + int(head["names"])]
        columns: list[array[int]] = []
        at = start + len(self._names)
        for code in "BBHiiII":
            column: array[int] = array(code)
            size = column.itemsize * count
            column.frombytes(built[at : at + size])
            if sys.byteorder != "little":
                column.byteswap()
            columns.append(column)
            at += size
        self._columns = tuple(columns)
        self._own: dict[str, dict[str, tuple[Site, ...]]] = {}
        for key, sites in own.items():
            self._own.setdefault(key.partition(" ")[0], {})[key] = sites
        self._blocks: dict[str, Mapping[str, str]] = {}
        self._found: dict[str, tuple[Site, ...]] = {}
        self._longest: dict[str, int] = {}

    def find(self, key: str) -> tuple[Site, ...]:
        """The places that a folded name may stand for, our own first, then by population."""
        known = self._found.get(key)
        if known is None:
            word = key.partition(" ")[0]
            own = self._own.get(word, {}).get(key, ())
            taken = {site.geonames_id for site in own}
            refs = self._block(word).get(key, "")
            built = [site for site in map(self._site, refs.split()) if site.geonames_id not in taken]
            built.sort(key=lambda site: (not site.main, -site.population, site.geonames_id))
            known = self._found[key] = (*own, *built)
        return known

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with the folded ``word``; 0 if there is none."""
        known = self._longest.get(word)
        if known is None:
            keys = (*self._block(word), *self._own.get(word, ()))
            known = self._longest[word] = max((key.count(" ") + 1 for key in keys), default=0)
        return known

    def has(self, key: str) -> bool:
        """Whether the folded name is known at all; cheaper than :meth:`find`."""
        word = key.partition(" ")[0]
        return key in self._own.get(word, ()) or key in self._block(word)

    def _block(self, word: str) -> Mapping[str, str]:
        """All names in the built file whose first word is ``word``, with their references."""
        block = self._blocks.get(word)
        if block is None:
            if len(self._blocks) >= _MOST_CACHED:
                for cache_ in (self._blocks, self._found, self._longest):
                    cache_.clear()
            first = self._lower_bound(f"{word}\t".encode())
            after = self._lower_bound(f"{word}!".encode())
            lines = self._names[first:after].decode("utf-8").splitlines()
            pairs = (line.partition("\t") for line in lines)
            block = self._blocks[word] = MappingProxyType({key: refs for key, _, refs in pairs})
        return block

    def _lower_bound(self, key: bytes) -> int:
        """The offset of the first line that is not less than ``key``."""
        names = self._names
        low, high = 1, len(names)
        while low < high:
            middle = names.rfind(b"\n", 0, (low + high) // 2) + 1
            if middle < low:
                middle = low
            end = names.find(b"\n", middle)
            if names[middle:end] < key:
                low = end + 1
            else:
                high = middle
        return low

    def _site(self, ref: str) -> Site:
        main = not ref.endswith("~")
        i = int(ref.rstrip("~"))
        kind, country, region, latitude, longitude, population, gid = (column[i] for column in self._columns)
        return Site(
            kind=Kind(kind),
            name=None,
            country=self._countries[country],
            region=self._regions[region],
            latitude=latitude / 100_000,
            longitude=longitude / 100_000,
            population=population,
            geonames_id=gid,
            main=main,
        )


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that the package ships, read at first use and kept."""
    path = DATA / "places.bin.gz"
    try:
        built = gzip.decompress(path.read_bytes())
    except OSError as error:
        raise LexiconError(f"cannot read {path}", remedy="run tools/build_gazetteer.py") from error
    base = Gazetteer(built, {})
    own: dict[str, list[Site]] = {}
    for names, site in (*_countries(), *_areas(base)):
        for i, name in enumerate(names):
            _put(own, name, replace(site, main=i == 0, form=name if name.isupper() else None))
    layered = Gazetteer(built, {key: tuple(sites) for key, sites in own.items()})
    for row in _rows("places-aliases.csv", ("alias", "name", "country", "kind")):
        _put(own, row["alias"], _target(layered, row))
    return Gazetteer(built, {key: tuple(sites) for key, sites in own.items()})


@cache
def capitals() -> Mapping[str, str]:
    """The folded name of each country's capital, to the country's code."""
    rows = _rows("places-countries.csv", _COUNTRY_COLUMNS)
    return MappingProxyType({fold(row["capital"]): row["code"] for row in rows if row["capital"]})


@cache
def countries() -> Mapping[str, str]:
    """The folded names of each country, to its code."""
    rows = _rows("places-countries.csv", _COUNTRY_COLUMNS)
    return MappingProxyType(
        {
            fold(name): row["code"]
            for row in rows
            for name in (row["name"], *row["aliases"].split("|"))
            if name
        }
    )


@cache
def _common_names() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in _rows("places-countries.csv", _COUNTRY_COLUMNS)}


def country_name(code: str) -> str:
    """The common English name of a country, or the code itself where it is none."""
    return _common_names().get(code, code)


_COUNTRY_COLUMNS = (
    "code",
    "name",
    "aliases",
    "capital",
    "latitude",
    "longitude",
    "population",
    "geonames_id",
)
_AREA_COLUMNS = ("name", "aliases", "kind", "country", "latitude", "longitude", "geonames_id")


def _countries() -> list[tuple[list[str], Site]]:
    found = []
    for row in _rows("places-countries.csv", _COUNTRY_COLUMNS):
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        found.append((names, _own_site(row, Kind.COUNTRY, row["code"], int(row["population"]))))
    return found


def _areas(base: Gazetteer) -> list[tuple[list[str], Site]]:
    found = []
    for row in _rows("places-regions.csv", _AREA_COLUMNS):
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        kind = _KINDS.get(row["kind"])
        if kind is None:
            raise LexiconError(f"unknown kind {row['kind']!r} of {row['name']}", where="places-regions.csv")
        site = _own_site(row, kind, row["country"] or None, 1_000_000)
        known = (other for name in names for other in base.find(fold(name)))
        twin = next(
            (other for other in known if site.geonames_id and other.geonames_id == site.geonames_id), None
        )
        if twin is not None:
            site = replace(site, region=twin.region, population=max(twin.population, 100_000))
        found.append((names, site))
    return found


def _own_site(row: Mapping[str, str], kind: Kind, country: str | None, population: int) -> Site:
    try:
        return Site(
            kind=kind,
            name=row["name"],
            country=country,
            region=None,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=population,
            geonames_id=int(row["geonames_id"]) if row["geonames_id"] else None,
            own=True,
        )
    except ValueError as error:
        raise LexiconError(f"row of {row['name']!r}: {error}", remedy="mend the number") from error


def _target(layered: Gazetteer, row: Mapping[str, str]) -> Site:
    for site in layered.find(fold(row["name"])):
        if site.country == row["country"] and site.kind.name.lower() == row["kind"]:
            short = row["alias"].isupper() or "." in row["alias"]
            return replace(site, name=row["name"] if short else None, main=True, own=True, form=row["alias"])
    raise LexiconError(f"alias {row['alias']!r} leads to no place", where="places-aliases.csv")


def _put(own: dict[str, list[Site]], name: str, site: Site) -> None:
    sites = own.setdefault(fold(name), [])
    if not any(replace(site, main=other.main) == other for other in sites):
        sites.append(site)


def _rows(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    with DATA.joinpath(name).open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(line for line in lines if not line.startswith("#"))
        if tuple(reader.fieldnames or ()) != columns:
            raise LexiconError(f"columns must be {', '.join(columns)}", where=name)
        return list(reader)
