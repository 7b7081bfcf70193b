"""Plain text: from bytes to one unchanged string, or a plain word on why not."""

from __future__ import annotations

import codecs
import re

from standoff.errors import EncodingError, SourceError, StandoffError
from standoff.sources.origin import Origin
from standoff.types import Document, document_id

MAX_CHARACTERS = 2_000_000
"""The longest text of one document, about 330,000 words: a parse of more would not fit in memory."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TRIED = "UTF-8, and UTF-16 and UTF-32 with a byte-order mark"
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x7fELF", "a program"),
)
_HTML = re.compile(r"\s*(?:<!doctype html|<html\b|<\?xml\b)", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_AS_TEXT = "Save its words as plain text in UTF-8."


def read_text(data: bytes, origin: Origin, encoding: str | None = None) -> Document:
    """One document whose text is the decoded input, to the last blank and line end."""
    text = checked(decode(data, origin.name, encoding), origin.name)
    return Document(id=document_id(origin.url, text), text=text, url=origin.url)


def decode(data: bytes, where: str, encoding: str | None = None) -> str:
    """The text in ``data``. A byte-order mark names the encoding and is no part of the text.

    Without ``encoding`` only encodings are tried that cannot mistake one text for another: a guess
    between the one-byte code pages would silently spoil names.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"is {kind}, not text", where=where, remedy=_AS_TEXT)
    mark, found = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    if encoding is not None:
        return _decode_as(data.removeprefix(mark) if mark else data, encoding, where)
    if not mark and b"\0" in data:
        at = data.index(b"\0")
        raise SourceError(
            f"is binary: byte {at} is NUL",
            where=where,
            remedy=f"{_AS_TEXT} If it is UTF-16 without a byte-order mark, say --encoding utf-16-le.",
        )
    try:
        return data[len(mark) :].decode(found)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"is not text in any encoding that was tried ({_TRIED}): byte {len(mark) + error.start} is amiss",
            where=where,
            remedy="Name its encoding, as in --encoding windows-1252.",
        ) from None


def _decode_as(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"is not {encoding} text (tried: {encoding}): byte {error.start} does not fit",
            where=where,
            remedy="Leave --encoding out, or name another.",
        ) from None
    except (LookupError, ValueError):  # no codec, one of bytes only, or a name that none can have
        raise unknown_encoding(encoding, where) from None


def unknown_encoding(encoding: str | None, where: str) -> EncodingError:
    return EncodingError(
        f"{encoding!r} is no encoding of texts",
        where=where,
        remedy="Well-known ones: utf-8, windows-1252, utf-16-le.",
    )


def is_foreign(head: bytes) -> bool:
    """Whether an input that opens with ``head`` is of a kind that is known and never read, such as PDF."""
    return head.startswith(tuple(signature for signature, _ in _SIGNATURES))


def encoding_by_mark(head: bytes) -> str:
    """The codec for an input that opens with ``head``: by its byte-order mark (taken off), or UTF-8."""
    found = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    return "utf-8-sig" if found == "utf-8" else found.rpartition("-")[0]


def likely_encoding(head: bytes, charset: str | None) -> str | None:
    """The ``charset`` that a server claims, where ``head`` shows that the input is not UTF-8."""
    if charset is None or any(head.startswith(mark) for mark, _ in _MARKS):
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        try:
            b"".decode(charset)
        except (LookupError, ValueError):
            return None
        return charset
    return None


def legible(head: bytes) -> str:
    """``head``, which may be cut off within a character, as text that is good enough to see what it is.

    Never raises: what does not fit is left out. UTF-16 is also known without its byte-order mark.
    """
    mark, found = next(((mark, name) for mark, name in _MARKS if head.startswith(mark)), (b"", "utf-8"))
    if not mark and b"\0" in head[:64]:
        odd, even = head[1:64:2].count(0), head[0:64:2].count(0)
        found = "utf-16-le" if odd > even else "utf-16-be"
    return head[len(mark) :].decode(found, "ignore")


def checked(text: str, where: str, kind: type[StandoffError] = SourceError) -> str:
    """``text`` as it is, if it is a text that can be coded."""
    if not text.strip():
        raise kind("is empty", where=where, remedy="Give a text with words in it.")
    if len(text) > MAX_CHARACTERS:
        raise too_long(f"{len(text):,} characters", where, kind)
    if (at := text.find("\0")) >= 0:
        raise kind(f"character {at} of the text is NUL", where=where, remedy="Remove it.")
    if not text.isascii() and (stray := _SURROGATE.search(text)):
        raise kind(
            f"character {stray.start()} of the text is half a surrogate pair, which is no character",
            where=where,
            remedy="Mend the program that wrote it, or remove it.",
        )
    if _HTML.match(text):
        raise kind("is a page of HTML or XML, not its text", where=where, remedy=_AS_TEXT)
    return text


def too_long(size: str, where: str, kind: type[StandoffError] = SourceError) -> StandoffError:
    return kind(
        f"is too long for one document: {size}, the limit is {MAX_CHARACTERS:,} characters",
        where=where,
        remedy="Split it into several documents, as lines of a JSON lines file.",
    )
