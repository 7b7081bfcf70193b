"""The start of a JSON input: which keys its first object has, and whether its objects stand on lines.

Only the head is there, cut off anywhere; so it is read by tokens (RFC 8259), not by a parser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|[{}\[\]:,]|[^\s{}\[\]:,"]+', re.DOTALL)
_OBJECT = re.compile(r'(?P<array>\[\s*)*+\{\s*["}]')
_EARLY_LINES = 8


@dataclass(frozen=True, slots=True)
class JsonHead:
    """What the start of a JSON input shows.

    ``keys`` are those of the first object, in its order, with their values where these are strings.
    ``line`` says that the first line is a whole object, ``alone`` that nothing follows it, ``lines`` that
    one of the early lines is a whole object though the first is not.
    """

    keys: Mapping[str, str | None]
    array: bool
    line: bool
    alone: bool
    lines: bool


def json_head(text: str) -> JsonHead | None:
    """What ``text``, the start of an input without blanks before it, shows; ``None`` if it is no JSON object
    or array of objects.
    """
    opening = _OBJECT.match(text)
    if opening is None:
        return None
    first, _, rest = text.partition("\n")
    line = is_object(first)
    return JsonHead(
        keys=_keys(text),
        array=opening["array"] is not None,
        line=line,
        alone=line and not rest.strip(),
        lines=not line and any(is_object(early) for early in rest.split("\n", _EARLY_LINES)[:_EARLY_LINES]),
    )


def is_object(line: str) -> bool:
    """Whether a line is a whole JSON object."""
    line = line.strip()
    if not line.startswith("{") or not line.endswith("}"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _keys(text: str) -> dict[str, str | None]:
    keys: dict[str, str | None] = {}
    depth = 0
    level: int | None = None
    last = key = None
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token in "{[":
            depth += 1
            if token == "{" and level is None:
                level = depth
        elif token in "}]":
            if depth == level:
                break
            depth -= 1
        elif depth != level:
            continue
        elif token == ":":
            key = last
            if key is not None:
                keys.setdefault(key, None)
        elif token == ",":
            key = None
        elif token.startswith('"'):
            last = _string(token)
            if key is not None and keys[key] is None:
                keys[key] = last
        # The value of a key that is an object or array has no string at this depth.
    return keys


def _string(token: str) -> str | None:
    try:
        value = json.loads(token, strict=False)
    except ValueError:  # cut off
        return None
    return value if isinstance(value, str) else None
