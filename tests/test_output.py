"""Where bytes go: pieces that are written whole, and what is said where they cannot be."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from standoff import output
from standoff.errors import OutputError


class Grudging(io.RawIOBase):
    """Takes three bytes at a time, as a pipe does whose write a signal cut short."""

    def __init__(self) -> None:
        self.taken = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(cast(memoryview, data))[:3]
        self.taken += piece
        return len(piece)


class Gone(io.RawIOBase):
    """Nobody reads it any more."""

    def write(self, data: object) -> int:
        raise BrokenPipeError


def into(monkeypatch: pytest.MonkeyPatch, stream: io.RawIOBase) -> None:
    @contextmanager
    def sink(path: Path | None) -> Iterator[BinaryIO]:
        yield cast(BinaryIO, stream)

    monkeypatch.setattr(output, "sink", sink)


def test_what_is_taken_in_part_is_written_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Grudging()
    into(monkeypatch, stream)
    output.write([b"who said ", b"what"], None)
    assert stream.taken == b"who said what"


def test_a_reader_who_has_seen_enough_is_no_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    into(monkeypatch, Gone())
    with pytest.raises(BrokenPipeError):
        output.write([b"x"], None)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_named() -> None:
    with pytest.raises(OutputError, match="cannot be written") as caught:
        output.write([b"x" * 100_000], Path("/dev/full"))
    assert caught.value.where == "/dev/full"


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"

    def pieces() -> Iterator[bytes]:
        yield b"one\n"
        raise OutputError("the source ran dry")

    with pytest.raises(OutputError):
        output.write(pieces(), path)
    assert list(tmp_path.iterdir()) == []
    output.write([b"one\n", b"two\n"], path)
    assert path.read_bytes() == b"one\ntwo\n"


def test_a_file_has_no_colours(tmp_path: Path) -> None:
    assert output.look(tmp_path / "out.txt")[1] is False
