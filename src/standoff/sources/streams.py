"""Streams whose start was looked at."""

from __future__ import annotations

import io
from typing import BinaryIO, NamedTuple

from standoff.errors import SourceError
from standoff.sources.json_heads import is_object
from standoff.sources.limits import HEAD
from standoff.sources.text import legible

_BUFFER = 256 << 10


class Peeked(NamedTuple):
    """The start of a stream, and the stream as if it had not been touched.

    ``at_line`` says that no more was read than a first line that is a whole JSON object, since a pipe may
    bring the next line in an hour.
    """

    head: bytes
    stream: BinaryIO
    at_line: bool


def peeked(stream: BinaryIO, where: str) -> Peeked:
    """The first ``limits.HEAD`` bytes of ``stream``, all if there are fewer.

    Reading what is left, here and later, raises ``SourceError`` where the operating system cannot.
    """
    head = b""
    at_line = False
    while len(head) < HEAD and not at_line and (more := _some(stream, HEAD - len(head), where)):
        head += more
        at_line = _opens_with_record(head)
    return Peeked(head, io.BufferedReader(_Behind(head, stream, where), _BUFFER), at_line)


def _opens_with_record(head: bytes) -> bool:
    if not head[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    line, end, _ = legible(head).lstrip().partition("\n")
    return bool(end) and is_object(line)


def _some(stream: BinaryIO, size: int, where: str) -> bytes:
    try:
        read1 = getattr(stream, "read1", None)
        found: bytes | None = read1(size) if read1 is not None else stream.read(size)
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror or error}", where=where) from None
    return found or b""


class _Behind(io.RawIOBase):
    """A head that was already read, and the stream behind it."""

    def __init__(self, head: bytes, stream: BinaryIO, where: str) -> None:
        self._head = memoryview(head)
        self._stream = stream
        self._where = where

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            data: bytes | memoryview = self._head[: len(buffer)]
            self._head = self._head[len(data) :]
        else:
            data = _some(self._stream, len(buffer), self._where)
        buffer[: len(data)] = data
        return len(data)
