"""Packed inputs are unpacked as they are read; damage and bombs end in an error."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable

import pyarrow
import pytest

from standoff.errors import SourceError
from standoff.sources import packing
from standoff.sources.limits import HEAD
from standoff.sources.packing import Packing, packing_of, unpacked, unpacked_head

DATA = b"".join(b"Velmora recalled envoy number %d.\n" % number for number in range(50_000))


def _zstd(data: bytes) -> bytes:
    return bytes(pyarrow.compress(data, "zstd", asbytes=True))


PACKERS: list[tuple[Packing, Callable[[bytes], bytes]]] = [
    (Packing.GZIP, gzip.compress),
    (Packing.ZSTD, _zstd),
]


@pytest.mark.parametrize(("kind", "pack"), PACKERS)
def test_what_was_packed_comes_out(kind: Packing, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(DATA)
    assert packing_of(packed) is kind
    assert unpacked(io.BytesIO(packed), kind, "news").read() == DATA
    assert unpacked_head(packed[: len(packed) // 2], kind) == DATA[:HEAD]
    assert unpacked(io.BytesIO(packed * 2), kind, "news").read() == DATA * 2


def test_what_is_not_packed_is_left_alone() -> None:
    stream = io.BytesIO(DATA)
    assert packing_of(DATA) is Packing.NONE
    assert unpacked(stream, Packing.NONE, "news") is stream


@pytest.mark.parametrize(("kind", "pack"), PACKERS)
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda packed: packed[: len(packed) // 2], "it is cut off"),
        (lambda packed: packed[:20] + b"\xff" * 40 + packed[60:], "cannot be unpacked"),
        (lambda packed: packed[:4] + b"\xff" * 8, "cannot be unpacked"),
    ],
)
def test_damage_is_told_after_what_is_whole(
    kind: Packing, pack: Callable[[bytes], bytes], spoil: Callable[[bytes], bytes], words: str
) -> None:
    packed = spoil(pack(DATA))
    unpacked_head(packed, kind)
    stream = unpacked(io.BytesIO(packed), kind, "news.gz")
    found = bytearray()
    with pytest.raises(SourceError, match=words) as caught:
        found.extend(piece for pieces in iter(lambda: stream.read(1000), b"") for piece in pieces)
    assert DATA.startswith(found)
    assert caught.value.where == "news.gz"
    assert caught.value.remedy


@pytest.mark.parametrize(("kind", "pack"), PACKERS)
def test_a_bomb_is_refused(
    monkeypatch: pytest.MonkeyPatch, kind: Packing, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(packing, "MAX_PAGE", 1 << 20)
    bomb = pack(b"\0" * (16 << 20))
    stream = unpacked(io.BytesIO(bomb), kind, "bomb")
    with pytest.raises(SourceError, match="more than 250 times its size"):
        list(iter(lambda: stream.read(1 << 20), b""))


def test_what_packs_well_is_no_bomb_below_the_size_of_a_page() -> None:
    data = b"\n" * (8 << 20)
    assert unpacked(io.BytesIO(gzip.compress(data)), Packing.GZIP, "news").read() == data
