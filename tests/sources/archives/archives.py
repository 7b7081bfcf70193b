"""WARC archives of our own pages, written by FastWARC as crawlers do."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

DATE = "2031-03-18T06:40:00Z"


def page(number: int) -> bytes:
    words = f"The ministry of Ostland said that ship {number} would leave the strait on Monday morning."
    body = "".join(f"<p>{words} It gave reason {n}, and no other.</p>" for n in range(3))
    head = f"<head><title>Item {number}</title></head>"
    return f"<html>{head}<body><article>{body}</article></body></html>".encode()


def response(
    number: int,
    body: bytes | None = None,
    *,
    status: str = "200 OK",
    content_type: str | None = "text/html; charset=utf-8",
    headers: str = "",
    kind: Any = WarcRecordType.response,
) -> WarcRecord:
    record = WarcRecord()
    record.init_headers(kind)
    record.headers["WARC-Target-URI"] = f"https://news.example/{number}"
    record.headers["WARC-Date"] = DATE
    record.headers["WARC-Record-ID"] = f"<urn:uuid:00000000-0000-4000-8000-{number:012}>"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.is_http = True
    told = f"Content-Type: {content_type}\r\n" if content_type else ""
    head = f"HTTP/1.1 {status}\r\n{told}{headers}\r\n".encode()
    record.set_bytes_content(head + (page(number) if body is None else body))
    return record


def archive(*records: WarcRecord, packed: bool = False) -> bytes:
    out = BytesIO()
    for record in records:
        if not packed:
            record.write(out)
            continue
        writer = GzipWriter(out)
        record.write(writer)
        writer.finish()
    return out.getvalue()
