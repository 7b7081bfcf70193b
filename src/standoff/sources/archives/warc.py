"""WARC (ISO 28500), as Common Crawl's news archive ships it: the HTML pages among its HTTP responses.

FastWARC unpacks (gzip, Zstandard, LZ4, each record on its own or not) and takes chunks and content codings
off; one record is held at a time. Behind a damaged record the next one that opens as a record is looked
for, where the archive is a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from standoff.errors import RecordError, StandoffError
from standoff.failures import Failure
from standoff.sources.archives.resuming import is_cut_off, next_record
from standoff.sources.kinds import Kind, kind_of
from standoff.sources.limits import HEAD, MAX_PAGE
from standoff.sources.origin import Origin
from standoff.sources.pages import read_page
from standoff.types import Document

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_UNTOLD = frozenset({"", "unk", "text/plain", "application/octet-stream"})
_OK = 200
_CUT_OFF = "is cut off: the archive ends within a record"
_AGAIN = "Fetch or copy the archive again; what stands before and behind this place is read."


def read_warc(stream: BinaryIO, origin: Origin) -> Iterator[Document | Failure]:
    """The documents of every HTML page that was answered with status 200, in the archive's order.

    What is no HTML, a redirect or another kind of record is passed over in silence. A page that cannot be
    read, and a record that is damaged, cut off or larger than a page may be, is a ``Failure`` that names
    the page and the byte of the archive at which its record begins.

    Args:
        stream: the archive, packed or not. A file is gone on with behind damage, a pipe is not.
        origin: names the archive; each page gets an origin of its own, with the moment of its capture.
    """
    seekable = stream.seekable()
    source = stream if seekable else cast(BinaryIO, _Pipe(stream))
    begin = stream.tell() if seekable else 0
    damaged = False
    while True:
        at, item = begin, None
        try:
            for record in ArchiveIterator(source, record_types=WarcRecordType.any_type, parse_http=False):
                at, damaged = begin + record.stream_pos, False
                if record.record_type == WarcRecordType.response:
                    for item in _documents(record, _where(origin, at, record)):
                        yield item
            said = isinstance(item, Failure) and item.what == _CUT_OFF
            if seekable and not said and is_cut_off(stream, at):
                where = f"{origin.name}, behind byte {at}"
                yield Failure.of(RecordError(_CUT_OFF, where=where, remedy=_AGAIN))
            return
        except OSError as error:  # FastWARC has no errors of its own
            if not damaged:
                what = f"has a record that is damaged: {error}"
                yield Failure.of(
                    RecordError(what, where=f"{origin.name}, byte {at} or behind", remedy=_AGAIN)
                )
            damaged = True
        found = next_record(stream, at + 1) if seekable else None
        if found is None:
            return
        stream.seek(found)
        begin = found


class _Pipe:
    """A stream that cannot be gone back in; FastWARC asks only where in it it is."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


def _where(origin: Origin, at: int, record: WarcRecord) -> str:
    target = record.headers.get("WARC-Target-URI")
    return f"{origin.name}, byte {at}" + (f" ({target})" if target else "")


def _documents(record: WarcRecord, where: str) -> Iterator[Document | Failure]:
    try:
        page = _page(record, where)
        if page is None:
            return
        data, capture = page
        if capture.media_type not in _HTML and kind_of(data[:HEAD], capture) is not Kind.HTML:
            return
        yield from read_page(data, capture)
    except StandoffError as error:
        yield Failure.of(error.at(where))


def _page(record: WarcRecord, where: str) -> tuple[bytes, Origin] | None:
    """The body of a response and where it is from; ``None`` where it is clearly no page.

    Raises:
        RecordError: the record is cut off, or larger than a page may be.
    """
    promised = record.content_length
    if promised > MAX_PAGE:
        raise RecordError(f"is too large for a page: over {MAX_PAGE >> 20} MiB", where=where)
    record.freeze()
    if record.content_length < promised or not record.headers.get("Content-Length"):
        raise RecordError(_CUT_OFF, where=where, remedy=_AGAIN)
    record.parse_http(auto_decode="all")
    if record.http_headers is None or record.http_headers.status_code != _OK:
        return None
    media_type = (record.http_content_type or "").lower()
    if media_type not in _HTML and media_type not in _UNTOLD:
        return None
    body = record.reader.read(MAX_PAGE + 1)
    if len(body) > MAX_PAGE:
        raise RecordError(f"unpacks to more than a page may be: {MAX_PAGE >> 20} MiB", where=where)
    target = record.headers.get("WARC-Target-URI")
    capture = Origin(
        name=target or where,
        url=target.strip("<>") if target else None,  # WARC/1.0 writers put brackets around it
        media_type=media_type or None,
        charset=record.http_charset,
        retrieved=record.record_date,
    )
    return body, capture
