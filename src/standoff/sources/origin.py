"""Where bytes came from, and what their carrier said of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """What a reader knows of its input besides the bytes.

    ``name`` is what messages call it: a path, a url, "standard input". ``url`` is the address that links
    in a page are relative to; ``media_type`` (lower case, without parameters) and ``charset`` are what
    the server or the archive claims, which may be wrong. ``retrieved`` is the moment, with its zone, at
    which the bytes were had from the publisher: "5 minutes ago" is reckoned from it.
    """

    name: str
    url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    retrieved: datetime | None = None
