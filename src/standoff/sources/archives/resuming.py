"""Where to go on behind a damaged record, and whether a packed archive ends within one."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

_OPENINGS = re.compile(
    rb"WARC/[01]\.\d|\x1f\x8b\x08|\x28\xb5\x2f\xfd|\x04\x22\x4d\x18"  # plain, gzip, Zstandard, LZ4
)
_GZIP = b"\x1f\x8b\x08"
_LONGEST = 8
_PIECE = 1 << 20


def next_record(stream: BinaryIO, start: int) -> int | None:
    """The offset, from ``start`` on, at which a record may begin; ``None`` where there is none.

    Packed bytes look like an opening by chance now and then: reading from there fails at once, and the
    next is tried.
    """
    stream.seek(start)
    held = b""
    base = start
    while piece := stream.read(_PIECE):
        held += piece
        found = _OPENINGS.search(held)
        if found is not None:
            return base + found.start()
        base += max(0, len(held) - _LONGEST)
        held = held[-_LONGEST:]
    return None


def is_cut_off(stream: BinaryIO, start: int) -> bool:
    """Whether a gzip archive ends within a member; ``start`` is where one of its last members begins.

    FastWARC takes such an end for that of the archive. What is not packed by gzip is never cut off here.
    """
    stream.seek(start)
    member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    begun = False
    while piece := stream.read(_PIECE):
        while piece:
            if not begun and not piece.startswith(_GZIP[: len(piece)]):
                return False
            begun = True
            try:
                member.decompress(piece, _PIECE)
                while member.unconsumed_tail:
                    member.decompress(member.unconsumed_tail, _PIECE)
            except zlib.error:
                return False
            piece = member.unused_data
            if member.eof:
                member, begun = zlib.decompressobj(zlib.MAX_WBITS | 16), False
    return begun
