"""How much of an input is read at most, in bytes; one place, so that all readers agree."""

from __future__ import annotations

from typing import BinaryIO

from standoff.errors import SourceError
from standoff.sources.text import MAX_CHARACTERS

MAX_PAGE = 64 << 20
"""A page, a feed, a wire item or any other input that is read as a whole."""

MAX_TEXT = 4 * MAX_CHARACTERS
"""A plain text: its characters at the four bytes of UTF-32."""

MAX_RECORD = 12 * MAX_CHARACTERS
"""A record of JSON lines: the longest text with every character written as an escaped surrogate pair."""

MAX_SPOOLED = 16 << 30
"""What is put on disk of a pipe, where a format can only be read by jumping about (Parquet)."""

MAX_RATIO = 250
"""How many bytes a packed byte may unpack to, past the first ``MAX_PAGE``; news packs five- to tenfold."""

HEAD = 64 << 10
"""How much is looked at to find out what an input is."""


def whole(stream: BinaryIO, where: str, limit: int = MAX_PAGE) -> bytes:
    """All that is left in ``stream``; ``SourceError`` where that is more than ``limit`` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(
            f"is too large: over {limit >> 20} MiB",
            where=where,
            remedy="Split it, or keep of it what is news.",
        )
    return data
