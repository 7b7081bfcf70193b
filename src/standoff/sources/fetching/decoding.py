"""Bodies decompressed as they arrive, so that no more than the limit is ever held.

A few kilobytes may unpack to gigabytes in one step, hence each step is bounded too: zlib and Brotli by the
size of their output, Zstandard by that of the input, since a block of it yields 128 KiB at most. Codings may
be piled up, and a layer may unpack to millions of empty pieces: so each layer is counted, and at each piece
time is looked at.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from types import MappingProxyType

from standoff.errors import FetchError

_STEP = 1 << 16
_ZSTD_INPUT = 256
_ZSTD_WINDOW = 8 << 20  # RFC 9659: the largest that the content coding "zstd" may use
_MOST_CODINGS = 3

Decoder = Callable[[Iterable[bytes]], Iterator[bytes]]
Check = Callable[[], object]


def _no_check() -> None:
    """There is time enough."""


def accepted() -> str:
    """What the ``Accept-Encoding`` header says."""
    return ", ".join(("gzip", "deflate", "br", "zstd"))


def decoded(
    chunks: Iterable[bytes], content_encoding: str, max_bytes: int, check: Check = _no_check
) -> bytes:
    """The body that ``chunks`` make, decompressed.

    Args:
        chunks: the body as it comes.
        content_encoding: the header, which lists the codings in the order in which they were applied.
        max_bytes: of the body before and after decompression, and between two codings.
        check: called for each piece; raises if there is no more time.

    Raises:
        FetchError: it is too big, damaged, cut off, or in a coding that we did not ask for.
    """
    return b"".join(_unpacked(chunks, content_encoding, lambda pieces: _bounded(pieces, max_bytes, check)))


def beginning(
    chunks: Iterable[bytes], content_encoding: str, max_bytes: int, check: Check = _no_check
) -> bytes:
    """The first ``max_bytes`` of the body; the rest is not read."""
    found = bytearray()
    for piece in _unpacked(chunks, content_encoding, lambda pieces: _checked(pieces, check)):
        found += piece
        if len(found) >= max_bytes:
            break
    return bytes(found[:max_bytes])


def _unpacked(pieces: Iterable[bytes], content_encoding: str, guarded: Decoder) -> Iterable[bytes]:
    """The body, ``guarded`` as it comes and behind each decoder."""
    codings = [name.strip().lower() for name in content_encoding.split(",")]
    codings = [name for name in codings if name not in {"", "identity"}]
    unknown = next((name for name in codings if name not in _DECODERS), None)
    if unknown is not None or len(codings) > _MOST_CODINGS:
        raise FetchError(
            f"is packed in a way that was not asked for: {content_encoding[:60]}",
            remedy="Save it with a browser, and read the file.",
        )
    pieces = guarded(pieces)
    for name in reversed(codings):
        pieces = guarded(_DECODERS[name](pieces))
    return pieces


def _checked(pieces: Iterable[bytes], check: Check) -> Iterator[bytes]:
    for piece in pieces:
        check()
        yield piece


def _bounded(pieces: Iterable[bytes], max_bytes: int, check: Check) -> Iterator[bytes]:
    total = 0
    for piece in _checked(pieces, check):
        total += len(piece)
        if total > max_bytes:
            raise too_big(max_bytes)
        yield piece


def too_big(max_bytes: int) -> FetchError:
    return FetchError(
        f"is too big: more than {max_bytes:,} bytes",
        remedy="Allow more with --max-bytes, or ask for a part of it.",
    )


def _zlib(pieces: Iterable[bytes], name: str, fresh: Callable[[bytes], zlib._Decompress]) -> Iterator[bytes]:
    decoder = None
    for piece in pieces:
        while piece:
            if decoder is None or decoder.eof:
                if decoder is not None and not piece.strip(b"\0"):
                    break  # padding behind the last member
                decoder = fresh(piece)
            try:
                yield decoder.decompress(piece, _STEP)
            except zlib.error:
                raise _damaged(name) from None
            piece = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    while decoder is not None and not decoder.eof:
        rest = decoder.decompress(b"", _STEP)
        if not rest:
            raise _cut_off()
        yield rest


def _gzip(pieces: Iterable[bytes]) -> Iterator[bytes]:
    return _zlib(pieces, "gzip", lambda _: zlib.decompressobj(31))


def _deflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """RFC 1950, or the bare RFC 1951 that some servers send under this name."""
    return _zlib(pieces, "deflate", lambda head: zlib.decompressobj(15 if head[0] & 0x0F == 8 else -15))


def _brotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    import brotli

    decoder = None
    for piece in pieces:
        decoder = decoder or brotli.Decompressor()
        try:
            yield decoder.process(piece, output_buffer_limit=_STEP)
            while not decoder.can_accept_more_data():
                yield decoder.process(b"", output_buffer_limit=_STEP)
        except brotli.error:
            raise _damaged("br") from None
    if decoder is not None and not decoder.is_finished():
        raise _cut_off()


def _zstandard(pieces: Iterable[bytes]) -> Iterator[bytes]:
    import zstandard

    decoder = None
    for whole in pieces:
        for start in range(0, len(whole), _ZSTD_INPUT):
            piece = whole[start : start + _ZSTD_INPUT]
            while piece:
                if decoder is None or decoder.eof:
                    decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
                try:
                    yield decoder.decompress(piece)
                except zstandard.ZstdError:
                    raise _damaged("zstd") from None
                piece = decoder.unused_data if decoder.eof else b""
    if decoder is not None and not decoder.eof:
        raise _cut_off()


_DECODERS = MappingProxyType(
    {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstandard}
)


def _damaged(name: str) -> FetchError:
    return FetchError(f"is damaged: it is said to be {name}, but does not unpack", remedy="Try again later.")


def _cut_off() -> FetchError:
    return FetchError("was cut off on the way", remedy="Try again.")
