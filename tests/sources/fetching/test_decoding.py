"""Bodies: every coding unpacks, however it is cut into chunks; bombs, damage and cuts end in an error."""

from __future__ import annotations

import contextlib
import gzip
import io
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import FetchError
from standoff.sources.fetching.decoding import accepted, beginning, decoded

LIMIT = 1 << 20
TEXT = b"The Kharan navy left the strait on Monday. " * 400


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}


def _chunks(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


def test_all_that_is_asked_for_is_understood() -> None:
    assert set(accepted().split(", ")) == set(PACKERS)


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
@pytest.mark.parametrize("coding", PACKERS)
def test_codings(coding: str, size: int) -> None:
    assert decoded(_chunks(PACKERS[coding](TEXT), size), coding.upper(), LIMIT) == TEXT


@pytest.mark.parametrize("coding", ["", "identity", " identity , "])
def test_no_coding(coding: str) -> None:
    assert decoded(_chunks(TEXT, 100), coding, LIMIT) == TEXT


def test_an_empty_body_has_no_coding_to_undo() -> None:
    assert [decoded([], coding, LIMIT) for coding in ("gzip", "deflate", "br", "zstd")] == [b""] * 4


def test_several_codings_are_undone_in_reverse() -> None:
    packed = gzip.compress(brotli.compress(TEXT))
    assert decoded(_chunks(packed, 50), "br, gzip", LIMIT) == TEXT


def test_deflate_without_its_wrapper() -> None:
    assert decoded(_chunks(_raw_deflate(TEXT), 50), "deflate", LIMIT) == TEXT


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_several_members_are_one_body(coding: str) -> None:
    packed = PACKERS[coding](b"one ") + PACKERS[coding](b"two")
    assert decoded(_chunks(packed, 9), coding, LIMIT) == b"one two"


def test_gzip_may_be_padded() -> None:
    assert decoded([gzip.compress(b"one") + b"\0" * 700], "gzip", LIMIT) == b"one"


@pytest.mark.parametrize("coding", PACKERS)
def test_what_was_cut_off_is_not_taken_for_whole(coding: str) -> None:
    packed = PACKERS[coding](TEXT)
    for end in (len(packed) // 2, len(packed) - 1):
        with pytest.raises(FetchError, match="cut off"):
            decoded(_chunks(packed[:end], 64), coding, LIMIT)


@pytest.mark.parametrize("coding", PACKERS)
def test_what_is_not_packed_as_it_says(coding: str) -> None:
    with pytest.raises(FetchError, match=r"damaged|cut off"):
        decoded([b"<html>not packed at all, though the server says so</html>"], coding, LIMIT)


@pytest.mark.parametrize("coding", ["lzma", "gzip, compress", "gzip, gzip, gzip, gzip", "g" * 1000])
def test_codings_that_were_not_asked_for(coding: str) -> None:
    with pytest.raises(FetchError, match="not asked for"):
        decoded([TEXT], coding, LIMIT)


def test_the_limit_is_exact() -> None:
    assert len(decoded([b"x" * 10], "", 10)) == 10
    with pytest.raises(FetchError, match="more than 10 bytes"):
        decoded([b"x" * 11], "", 10)
    assert len(decoded([gzip.compress(b"x" * 50)], "gzip", 50)) == 50
    with pytest.raises(FetchError, match="more than 49 bytes"):
        decoded([gzip.compress(b"x" * 50)], "gzip", 49)


def _bombs() -> dict[str, bytes]:
    block = b"\0" * (48 << 20)
    bombs = {coding: pack(block) for coding, pack in PACKERS.items() if coding != "br"}
    return {**bombs, "br": brotli.compress(block, quality=4)}


def test_a_bomb_ends_at_the_limit_and_never_fills_memory() -> None:
    for coding, bomb in _bombs().items():
        tracemalloc.start()
        with pytest.raises(FetchError, match="too big"):
            decoded([bomb], coding, 2 << 20)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 24 << 20, coding


def test_layers_of_nothing_are_counted_and_watched() -> None:
    """A few hundred bytes that unpack to a million empty members, which have not a byte in them."""
    layers = gzip.compress(gzip.compress(gzip.compress(b"") * 1_000_000))
    with pytest.raises(FetchError, match="too big"):
        decoded([layers], "gzip, gzip, gzip", LIMIT)

    def check() -> None:
        checks.append(None)
        if len(checks) == 2000:
            raise FetchError("took longer")

    for read in (decoded, beginning):
        checks: list[None] = []
        with pytest.raises(FetchError, match="took longer"):
            read([layers], "gzip, gzip, gzip", 100 * LIMIT, check)


def test_the_beginning_of_a_bomb_can_be_had() -> None:
    assert beginning([gzip.compress(b"a" * 5_000_000)], "gzip", 1000) == b"a" * 1000
    assert beginning([b"ab", b"cd"], "", 3) == b"abc"


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=300), st.sampled_from(sorted(PACKERS)), st.integers(1, 40))
def test_any_bytes_unpack_or_fail_clearly(data: bytes, coding: str, size: int) -> None:
    whole = io.BytesIO()
    with contextlib.suppress(FetchError):
        whole.write(decoded(_chunks(data, size), coding, LIMIT))
    assert whole.tell() <= LIMIT


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=2000), st.sampled_from(sorted(PACKERS)), st.integers(1, 500))
def test_what_is_packed_unpacks(data: bytes, coding: str, size: int) -> None:
    assert decoded(_chunks(PACKERS[coding](data), size), coding, LIMIT) == data
