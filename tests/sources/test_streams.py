"""The start of a stream is looked at without taking it away, and a pipe is not waited for."""

from __future__ import annotations

import io

import pytest

from standoff.errors import SourceError
from standoff.sources.limits import HEAD
from standoff.sources.streams import peeked


class _Pipe(io.RawIOBase):
    """Gives one piece at a time, as a pipe does."""

    def __init__(self, *pieces: bytes) -> None:
        self.pieces = list(pieces)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self.pieces:
            return 0
        piece = self.pieces.pop(0)
        buffer[: len(piece)] = piece
        return len(piece)


def _pipe(*pieces: bytes) -> tuple[_Pipe, io.BufferedReader]:
    raw = _Pipe(*pieces)
    return raw, io.BufferedReader(raw)


@pytest.mark.parametrize("size", [0, 1, HEAD - 1, HEAD, HEAD + 1, 5 * HEAD])
def test_nothing_is_lost(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    head, stream, at_line = peeked(io.BytesIO(data), "news")
    assert (head, at_line) == (data[:HEAD], False)
    assert stream.read() == data


def test_a_head_in_pieces_is_put_together() -> None:
    _, pipe = _pipe(b"<!doc", b"type ", b"html>", b"<p>News")
    head, stream, _ = peeked(pipe, "news")
    assert head == b"<!doctype html><p>News"
    assert stream.read() == head


def test_a_whole_first_object_is_enough() -> None:
    raw, pipe = _pipe(b'{"text": ', b'"one"}\n', b'{"text": "two"}\n')
    head, stream, at_line = peeked(pipe, "news")
    assert (head, at_line) == (b'{"text": "one"}\n', True)
    assert stream.readline() == b'{"text": "one"}\n'
    assert len(raw.pieces) == 1
    assert stream.read() == b'{"text": "two"}\n'


@pytest.mark.parametrize("first", [b"{\n", b"[\n", b"words\n", b'{"text": "cut\n'])
def test_any_other_line_is_not(first: bytes) -> None:
    raw, pipe = _pipe(first, b"more")
    head, _, at_line = peeked(pipe, "news")
    assert (head, at_line) == (first + b"more", False)
    assert raw.pieces == []


def test_a_stream_that_breaks_is_an_error_of_the_input() -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            raise OSError(5, "Input/output error")

    with pytest.raises(SourceError, match="news: cannot be read: Input/output error"):
        peeked(io.BufferedReader(Broken()), "news")
