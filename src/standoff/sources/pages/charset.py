"""The bytes of a page as text: what it declares is believed only as far as the bytes bear it out.

After the WHATWG Encoding Standard (2024): a byte-order mark comes first, then the carrier's word, then
``<meta charset>`` or the XML declaration; Latin-1 and ASCII mean windows-1252. Departing from it, bytes
that are valid UTF-8 are UTF-8 whatever is declared: no other encoding of news looks like it by chance.
"""

from __future__ import annotations

import codecs
import re

from standoff.errors import EncodingError, SourceError
from standoff.sources.limits import MAX_PAGE
from standoff.sources.origin import Origin

_HEAD = 4096
_SAMPLE = 8192
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?\bcharset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})|<\?xml[^>]{0,100}?\bencoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})""",
    re.IGNORECASE,
)
_WIDENED = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# Encodings of more than one byte that pages declare in bytes, so cannot be in.
_IMPOSSIBLE = ("utf-16", "utf-32", "utf-7")
_OTHER_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
)
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_MOST_UNREADABLE = 0.1


def decoded(data: bytes, origin: Origin) -> str:
    """The text in ``data``; bytes that do not fit are U+FFFD.

    Raises:
        SourceError: it is empty, over 64 MiB, or an image or archive.
        EncodingError: a tenth or more of it is no text in the encoding that fits best.
    """
    where = origin.name
    if len(data) > MAX_PAGE:
        raise SourceError(
            f"is too large: over {MAX_PAGE >> 20} MiB",
            where=where,
            remedy="Split it, or keep of it what is news.",
        )
    for signature, kind in _OTHER_FORMATS:
        if data.startswith(signature):
            raise SourceError(f"is {kind}, not a page", where=where, remedy="Give the page itself.")
    text = _decoded(data, origin.charset)
    sample = text[:_SAMPLE]
    if not text.strip():
        raise SourceError("is empty", where=where, remedy="Fetch the page again.")
    if len(_UNREADABLE.findall(sample)) > _MOST_UNREADABLE * len(sample):
        raise EncodingError(
            "is not text in any encoding that it declares or that was tried (UTF-8, windows-1252)",
            where=where,
            remedy="Save the page anew, in UTF-8.",
        )
    return text


def _decoded(data: bytes, claimed: str | None) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return (
                data.removeprefix(mark).decode(name, "replace")
                if name == "utf-8"
                else data.decode(name, "replace")
            )
    head = data[:_HEAD]
    if b"\0" in head and (wide := _utf16(head)):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    found = _DECLARED.search(head)
    declared = (found[1] or found[2]).decode("ascii", "ignore") if found else None
    for name in filter(None, (_codec(claimed), _codec(declared))):
        if name != "utf-8":
            return data.decode(name, "replace")
    # It is UTF-8 but for a few bytes, or it is not UTF-8 at all.
    text = data.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if spoilt * 3 <= foreign else data.decode("cp1252", "replace")


def _utf16(head: bytes) -> str | None:
    """UTF-16 without a byte-order mark: every other byte of its markup is NUL."""
    half = len(head) // 2
    if head[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * half:
        return "utf-16-be"
    return None


def _codec(name: str | None) -> str | None:
    """The codec that a label stands for; ``None`` for one that stands for none, or for no text."""
    try:
        found = codecs.lookup((name or "").strip())
        "".encode(found.name)
    except (LookupError, ValueError):
        return None
    if found.name.startswith(_IMPOSSIBLE):
        return None
    return _WIDENED.get(found.name, found.name)
