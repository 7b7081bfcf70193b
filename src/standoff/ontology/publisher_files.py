"""Files of publishers: the one that the package ships, and a user's own, in CSV or TOML.

CSV has a head with the columns ``name``, ``aliases``, ``domains``, ``country``, ``kind`` and ``ambiguous``,
in any order; only ``name`` must be there. A cell with several values parts them with ``|``; a line that
begins with ``#`` is a remark. TOML has the same under ``[[publisher]]``, with arrays for what may be several:

    [[publisher]]
    name = "Harbour Wire"
    aliases = ["HW", "HW news agency"]
    domains = ["harbourwire.example"]
    country = "GBR"
    kind = "wire"
"""

from __future__ import annotations

import csv
import difflib
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from os import PathLike, fspath
from pathlib import Path
from typing import Any, cast

from standoff.errors import ConfigError
from standoff.ontology.publishers import KINDS, Publisher, PublisherKind, fold_name

COLUMNS = ("name", "aliases", "domains", "country", "kind", "ambiguous")
_SEVERAL = frozenset({"aliases", "domains", "ambiguous"})
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,}}|xn--[a-z0-9-]+)")
_ITEM = re.compile(r"\s*\[\[\s*(?:publisher|\"publisher\"|'publisher')\s*\]\]")
_MOST_BYTES = 16 << 20
_REMEDY = "docs/reference/publishers.md tells the form."

_Row = tuple[str, Mapping[str, tuple[str, ...]]]
"""Where a row stands, and its values by column."""


def shipped_publishers() -> tuple[Publisher, ...]:
    """The rows of ``data/publishers.csv``, which our tests have checked."""
    text = files("standoff.ontology").joinpath("data", "publishers.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return tuple(
        Publisher(
            name, _parts(aliases), _parts(domains), country, cast(PublisherKind, kind), _parts(ambiguous)
        )
        for name, aliases, domains, country, kind, ambiguous in rows
    )


def read_publishers(path: str | PathLike[str]) -> tuple[Publisher, ...]:
    """The publishers of a user's file: TOML if its name ends so, else CSV.

    Raises:
        ConfigError: the file cannot be read, or a row breaks the form; ``where`` has the line.
    """
    name = fspath(path)
    rows = _toml(_text(name), name) if name.lower().endswith(".toml") else _csv(_text(name), name)
    found: list[Publisher] = []
    claimed: dict[tuple[str, str], str] = {}
    for where, values in rows:
        one = _publisher(values, where)
        claims = [("name", fold_name(word)) for word in one.plain_names]
        claims += [("domain", domain) for domain in one.domains]
        for claim in dict.fromkeys(claims):
            if claim in claimed:
                raise ConfigError(
                    f"the {claim[0]} {claim[1]!r} stands at {claimed[claim]} already",
                    where=where,
                    remedy="Give it to one of the two; a name that both have goes under ambiguous.",
                )
            claimed[claim] = where.removeprefix(f"{name}, ")
        found.append(one)
    return tuple(found)


def _text(name: str) -> str:
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = getattr(error, "strerror", None) or error
        raise ConfigError(f"cannot be read: {why}", where=name, remedy="Check the path.") from None
    if len(data) > _MOST_BYTES:
        raise ConfigError(f"is over {_MOST_BYTES:,} bytes", where=name, remedy=_REMEDY)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("is not UTF-8", where=f"{name}, line {line}", remedy="Save it as UTF-8.") from None


def _csv(text: str, name: str) -> Iterator[_Row]:
    lines = ("\n" if line.startswith("#") else line for line in io.StringIO(text))
    reader = csv.reader(lines, strict=True)
    head: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            where = f"{name}, line {reader.line_num}"
            if head is None:
                head = [cell.strip().lower() for cell in cells]
                _known(head, where)
            elif len(cells) > len(head):
                raise ConfigError(
                    f"the row has {len(cells)} cells, the head {len(head)}",
                    where=where,
                    remedy='Put a cell with a comma in quotes: "Reporter, The".',
                )
            else:
                yield where, {key: _cell(key, cell) for key, cell in zip(head, cells, strict=False)}
    except csv.Error as error:
        raise ConfigError(
            f"is not CSV: {error}", where=f"{name}, line {reader.line_num}", remedy=_REMEDY
        ) from None
    if head is None:
        raise ConfigError("is empty", where=name, remedy=f"Its first line is: {','.join(COLUMNS)}")


def _toml(text: str, name: str) -> Iterator[_Row]:
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"is not TOML: {error}", where=name, remedy=_REMEDY) from None
    other = sorted(set(tables) - {"publisher"})
    items = tables.get("publisher")
    if other or not isinstance(items, list):
        what = f"has a key {other[0]!r}" if other else "has no [[publisher]]"
        raise ConfigError(what, where=name, remedy="Write each publisher under [[publisher]].")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if _ITEM.match(line)]
    for number, item in enumerate(items, 1):
        at = f"line {lines[number - 1]}" if len(lines) == len(items) else f"publisher {number}"
        where = f"{name}, {at}"
        if not isinstance(item, dict):
            raise ConfigError("is no table", where=where, remedy="Write each publisher under [[publisher]].")
        _known([*item, *(() if "name" in item else ("",))], where)
        yield where, {key: _values(key, value, where) for key, value in item.items()}


def _known(keys: Sequence[str], where: str) -> None:
    """Check the names of columns or keys."""
    for key in keys:
        if key and key not in COLUMNS:
            near = difflib.get_close_matches(key, COLUMNS, 1)
            remedy = f"Did you mean {near[0]}?" if near else f"There are {', '.join(COLUMNS)}."
            raise ConfigError(f"there is no column {key!r}", where=where, remedy=remedy)
    if "name" not in keys:
        remedy = f"There are {', '.join(COLUMNS)}; only name must be there."
        raise ConfigError("there is no name", where=where, remedy=remedy)
    if len(set(keys)) < len(keys):
        raise ConfigError("a column stands twice", where=where, remedy="Keep one of them.")


def _values(key: str, value: Any, where: str) -> tuple[str, ...]:
    words = value if isinstance(value, list) and key in _SEVERAL else [value]
    if not all(isinstance(word, str) for word in words):
        wanted = "a list of strings" if key in _SEVERAL else "a string"
        raise ConfigError(f"{key} is not {wanted}", where=where, remedy="Write words in quotes.")
    return tuple(word.strip() for word in words if word.strip())


def _cell(key: str, cell: str) -> tuple[str, ...]:
    return _parts(cell) if key in _SEVERAL else tuple(filter(None, [cell.strip()]))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple([part for part in map(str.strip, cell.split("|")) if part]) if cell else ()


def _publisher(values: Mapping[str, tuple[str, ...]], where: str) -> Publisher:
    name = next(iter(values.get("name", ())), None)
    if name is None:
        raise ConfigError("a publisher has no name", where=where, remedy=_REMEDY)
    words = (name, *values.get("aliases", ()), *values.get("ambiguous", ()))
    for word in words:
        if len(fold_name(word)) < 2 or not word.isprintable():
            raise ConfigError(f"{word!r} is no name", where=where, remedy="Names have two letters or more.")
    return Publisher(
        name=name,
        aliases=values.get("aliases", ()),
        domains=_domains(values.get("domains", ()), where),
        country=_country(values.get("country", ()), where),
        kind=_kind(values.get("kind", ()), where),
        ambiguous=values.get("ambiguous", ()),
    )


def _domains(words: Iterable[str], where: str) -> tuple[str, ...]:
    found = []
    for word in words:
        domain = word.lower().removeprefix("www.").rstrip(".")
        if not domain.isascii():
            try:
                domain = domain.encode("idna").decode("ascii")
            except UnicodeError:
                domain = ""
        if not _DOMAIN.fullmatch(domain):
            raise ConfigError(
                f"{word!r} is no domain", where=where, remedy="Write it without scheme and path: example.org."
            )
        found.append(domain)
    return tuple(dict.fromkeys(found))


def _country(words: Sequence[str], where: str) -> str | None:
    if not words:
        return None
    code = words[0].upper()
    if code not in _countries():
        raise ConfigError(
            f"{words[0]!r} is no country",
            where=where,
            remedy="Use ISO 3166-1 alpha-3, such as GBR, or leave it out.",
        )
    return code


def _countries() -> frozenset[str]:
    from standoff.ontology.actors import rows

    return frozenset(row["code"] for row in rows("places-countries.csv"))


def _kind(words: Sequence[str], where: str) -> PublisherKind | None:
    if not words:
        return None
    kind = " ".join(words[0].lower().replace("-", " ").split())
    if kind not in KINDS:
        raise ConfigError(f"{words[0]!r} is no kind", where=where, remedy=f"There are {', '.join(KINDS)}.")
    return kind
