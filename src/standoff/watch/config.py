"""sources.toml: which sources are watched, and what is to be known of them.

TOML 1.0 with one ``[[source]]`` table a source; ``docs/reference/watch.md`` lists the keys. ``headers`` alone
may name variables of the environment, as ``${NAME}``; they are looked up when they are sent and stand in no
message, no state and no ``repr``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from standoff.errors import ConfigError
from standoff.watch.config_keys import KEYS, contact_of, name_of
from standoff.watch.source import Source

MOST_SOURCES = 10_000
_LONGEST_FILE = 4 << 20


def read_sources(path: Path) -> list[Source]:
    """The sources of a file, in its order. Paths in it are relative to its folder.

    Raises:
        ConfigError: the file is missing, no TOML, or breaks the schema.
    """
    return parse_sources(_text(path), str(path), path.resolve().parent)


def parse_sources(text: str, name: str, folder: Path) -> list[Source]:
    """The sources of a TOML text.

    Args:
        name: what messages call it.
        folder: what relative paths in it are relative to.

    Raises:
        ConfigError: it is no TOML, or breaks the schema.
    """
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"is no TOML: {str(error)[:200]}", where=name, remedy="Mend that line.") from None
    _only(table, {"source", "contact"}, name)
    contact = contact_of(table["contact"], name) if "contact" in table else None
    entries = table.get("source")
    if not isinstance(entries, list) or not entries or not all(isinstance(one, dict) for one in entries):
        raise ConfigError(
            "names no source", where=name, remedy='Write [[source]], name = "..." and url = "..." under it.'
        )
    if len(entries) > MOST_SOURCES:
        raise ConfigError(f"names over {MOST_SOURCES:,} sources", where=name, remedy="Split the file.")
    sources: dict[str, Source] = {}
    for number, entry in enumerate(entries, 1):
        source = _source(entry, number, name, folder, contact)
        if source.name in sources:
            raise ConfigError(
                "two sources have this name", where=f'{name}, source "{source.name}"', remedy="Rename one."
            )
        sources[source.name] = source
    return list(sources.values())


def _text(path: Path) -> str:
    where = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(_LONGEST_FILE + 1)
        if len(data) > _LONGEST_FILE:
            raise ConfigError(f"is over {_LONGEST_FILE:,} bytes", where=where, remedy="Split the file.")
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise ConfigError(
            "there is no such file",
            where=where,
            remedy="Write one with a [[source]] in it: name and url. See examples/sources.toml.",
        ) from None
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", where=where) from None
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"is not UTF-8: byte {error.start} is amiss", where=where, remedy="Save it as UTF-8."
        ) from None


def _source(entry: dict[str, Any], number: int, name: str, folder: Path, contact: str | None) -> Source:
    where = f"{name}, source {number}"
    title = name_of(entry.get("name"), where)
    where = f'{name}, source "{title}"'
    _only(entry, {"name", *KEYS}, where)
    values = {key: read(entry[key], f"{where}, {key}") for key, read in KEYS.items() if key in entry}
    if ("url" in values) == ("path" in values):
        raise ConfigError(
            "has both url and path" if "url" in values else "has neither url nor path",
            where=where,
            remedy="Give one: where it stands on the web, or a file or folder.",
        )
    if "path" in values:
        values["path"] = folder / Path(values["path"]).expanduser()
        if alone := next((key for key in ("headers", "contact") if key in values), None):
            raise ConfigError("a file is sent no such thing", where=f"{where}, {alone}", remedy="Remove it.")
    source = Source(title, **({"contact": contact} if "url" in values else {}) | values)
    if source.every is not None and source.every < source.bounds.shortest:
        raise ConfigError(
            f"is less than {source.bounds.shortest:.0f} seconds",
            where=f"{where}, every",
            remedy="Give the site more time; leave it out to let Standoff find the pace.",
        )
    return source


def _only(table: Mapping[str, object], keys: set[str], where: str) -> None:
    for key in table:
        if key in keys:
            continue
        near = get_close_matches(key.lower(), sorted(keys), n=1, cutoff=0.5)
        remedy = f"Did you mean {near[0]}?" if near else f"Known keys: {', '.join(sorted(keys))}."
        raise ConfigError(f"there is no key {key[:40]!r}", where=where, remedy=remedy)
