"""JSON lines: one document a line, each line read, and each failing, on its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from standoff.errors import DateError, RecordError, StandoffError
from standoff.failures import Failure
from standoff.sources.dates import parse_date
from standoff.sources.language import require_english
from standoff.sources.text import MAX_CHARACTERS, checked, decode, too_long
from standoff.types import Document, document_id

MAX_LINE = 12 * MAX_CHARACTERS
"""Bytes: the longest text with every character written as an escaped surrogate pair."""

_REMEDY = 'Write one object a line, at least {"text": "..."}.'


def read_lines(
    stream: BinaryIO, name: str, head: bytes = b"", *, any_language: bool = False
) -> Iterator[Document | Failure]:
    """The documents of a JSON lines file in order; blank lines are skipped.

    Args:
        stream: bytes, read line by line, so that a pipe that is never closed works too.
        name: what messages call the file.
        head: what was already read of the stream's first line, its end included if it was reached.
        any_language: whether texts that are clearly not English are let through.
    """
    records = 0
    for number, line in _lines(stream, head):
        if line is not None and not line.strip():
            continue
        records += 1
        where = f"{name}, line {number}"
        try:
            document = _document(line, where)
            if not any_language:
                require_english(document.text, where)
        except StandoffError as error:
            yield Failure.of(error)
        else:
            yield document
    if not records:
        yield Failure.of(RecordError("is empty", where=name, remedy=_REMEDY))


def _lines(stream: BinaryIO, head: bytes) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; ``None`` for one too long to be held."""
    number = 0
    while line := head + stream.readline(max(1, MAX_LINE + 1 - len(head))) if not _ended(head) else head:
        head = b""
        number += 1
        if len(line) <= MAX_LINE:
            yield number, line
            continue
        ended = _ended(line)
        line = b""
        while not ended and (rest := stream.readline(1 << 20)):
            ended = _ended(rest)
        yield number, None


def _ended(line: bytes) -> bool:
    return line.endswith(b"\n")


def _document(line: bytes | None, where: str) -> Document:
    if line is None:
        raise too_long(f"the line is over {MAX_LINE:,} bytes", where, RecordError)
    record = parse_record(decode(line, where), where)
    text = record.get("text")
    if not isinstance(text, str):
        raise RecordError('has no "text" that is a string', where=where, remedy=_REMEDY)
    checked(text, where, RecordError)
    url = _words(record, "url", where)
    published = _words(record, "date_published", where)
    try:
        day = parse_date(published) if published else None
    except DateError as error:
        raise error.at(f"{where}, date_published") from None
    return Document(
        id=_id(record, where) or document_id(url, text),
        text=text,
        url=url,
        headline=_words(record, "headline", where),
        publisher=_words(record, "publisher", where),
        date_published=day,
    )


def parse_record(line: str, where: str) -> dict[str, object]:
    """The JSON object in ``line``."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise RecordError(
            f"is not JSON: {error.msg} at character {error.pos}", where=where, remedy=_REMEDY
        ) from None
    except (ValueError, RecursionError) as error:
        raise RecordError(f"is not JSON that can be read: {error}", where=where, remedy=_REMEDY) from None
    if not isinstance(record, dict):
        raise RecordError("is JSON, but no object", where=where, remedy=_REMEDY)
    return record


def _id(record: dict[str, object], where: str) -> str | None:
    name = record.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        return str(name)
    return _words(record, "id", where)


def _words(record: dict[str, object], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RecordError(
            f'"{key}" is not a string', where=where, remedy="Write it in quotes, or leave it out."
        )
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise RecordError(
            f'"{key}" holds half a surrogate pair, which is no character', where=where, remedy="Remove it."
        ) from None
    return value


def first_line_is_record(head: bytes) -> bool:
    """Whether ``head``, the first line of a stream, is the start of JSON lines."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
