"""Packed inputs, gzip (RFC 1952) and Zstandard (RFC 8878), unpacked as they are read."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable
from enum import Enum
from typing import BinaryIO

from standoff.errors import SourceError
from standoff.sources.limits import HEAD, MAX_PAGE, MAX_RATIO

_BUFFER = 256 << 10
_PIECE = 16 << 10  # what stands before damage is given, up to the piece that holds it
_WHOLE_AGAIN = "Fetch or copy it again; what was read before this place is not lost."


class Packing(Enum):
    """How bytes are packed, with the bytes that such an input opens with."""

    NONE = b""
    GZIP = b"\x1f\x8b\x08"
    ZSTD = b"\x28\xb5\x2f\xfd"


def packing_of(head: bytes) -> Packing:
    """How the input that opens with ``head`` is packed."""
    return next((kind for kind in (Packing.GZIP, Packing.ZSTD) if head.startswith(kind.value)), Packing.NONE)


def unpacked_head(head: bytes, packing: Packing) -> bytes:
    """What ``head``, the cut-off start of a packed input, holds of its start: ``HEAD`` bytes at most."""
    if packing is Packing.GZIP:
        try:
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, HEAD)
        except zlib.error:
            return b""
    held = b""
    stream = unpacked(io.BytesIO(head), packing, "")
    try:
        while len(held) < HEAD and (piece := stream.read(4096)):
            held += piece
    except SourceError:  # it is cut off
        pass
    return held


def unpacked(stream: BinaryIO, packing: Packing, where: str) -> BinaryIO:
    """A stream of what ``stream`` holds.

    Reading it raises ``SourceError`` where the input is damaged or cut off, and where it unpacks to more
    than ``MAX_RATIO`` times its size, as only bombs do.
    """
    if packing is Packing.NONE:
        return stream
    return io.BufferedReader(_Unpacked(stream, packing, where), _BUFFER)


class _Unpacked(io.RawIOBase):
    def __init__(self, stream: BinaryIO, packing: Packing, where: str) -> None:
        self._counted = _Counted(stream)
        self._packing = packing
        self._where = where
        self._read = _reader(self._counted, packing)
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._read(min(len(buffer), _PIECE))
        except (OSError, EOFError, zlib.error) as error:
            raise SourceError(
                f"cannot be unpacked ({self._packing.name.lower()}): {_reason(error)}",
                where=self._where,
                remedy=_WHOLE_AGAIN,
            ) from None
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > MAX_PAGE and self._given > MAX_RATIO * self._counted.bytes:
            raise SourceError(
                f"unpacks to more than {MAX_RATIO} times its size, as only a bomb does",
                where=self._where,
                remedy="If it is news all the same, unpack it first.",
            )
        return len(data)


class _Counted(io.RawIOBase):
    """A stream that counts what is taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.bytes += len(data)
        return len(data)


def _reader(stream: _Counted, packing: Packing) -> Callable[[int], bytes]:
    if packing is Packing.GZIP:
        return gzip.GzipFile(fileobj=stream).read1
    import pyarrow

    read: Callable[[int], bytes] = pyarrow.CompressedInputStream(pyarrow.PythonFile(stream, "r"), "zstd").read
    return read


def _reason(error: Exception) -> str:
    if isinstance(error, EOFError) or "Truncated" in str(error):
        return "it is cut off"
    return str(error)
