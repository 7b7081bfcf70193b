"""JSON of others: read whole, its values taken only where they are of the kind that the format has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from standoff.errors import SourceError
from standoff.sources.limits import MAX_PAGE
from standoff.sources.origin import Origin
from standoff.sources.text import decode, likely_encoding

Object = dict[str, Any]


def load(data: bytes, origin: Origin) -> Any:
    """The JSON value in ``data``; ``SourceError`` where there is none."""
    if len(data) > MAX_PAGE:
        raise SourceError(f"is too large: over {MAX_PAGE >> 20} MiB", where=origin.name)
    text = decode(data, origin.name, likely_encoding(data, origin.charset))
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"is not JSON that can be read: {error}", where=origin.name, remedy="Fetch it again."
        ) from None


def words(item: Object, *keys: str) -> str | None:
    """The first of ``keys`` that holds a string with something in it."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return None


def objects(item: Object, key: str) -> Iterator[Object]:
    """The objects in the array at ``key``, or the one object that stands there."""
    value = item.get(key)
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
