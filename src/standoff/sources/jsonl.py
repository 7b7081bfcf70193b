"""JSON lines (one document a line) and JSON files of one record or an array of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO

from standoff.errors import RecordError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.kinds import Kind, kind_of_object
from standoff.sources.language import require_english
from standoff.sources.limits import MAX_RECORD
from standoff.sources.origin import Origin
from standoff.sources.records import REMEDY, Record, document_of
from standoff.sources.tables.columns import Columns, named
from standoff.sources.text import decode, too_long
from standoff.types import Document

Others = Callable[[Kind, bytes, Origin], Iterator[Document | Failure]]
"""How objects of a kind that others write (JSON-LD, ninjs, JSON Feed) are read."""


def read_lines(
    stream: BinaryIO,
    origin: Origin,
    *,
    columns: Columns | None = None,
    any_language: bool = False,
    others: Others | None = None,
) -> Iterator[Document | Failure]:
    """The documents of JSON lines in order, each line read, and each failing, on its own.

    Text and ids are kept as they are; blank lines are skipped.

    Args:
        stream: bytes, read line by line, so that a pipe that is never closed works too.
        origin: its name stands in messages.
        columns: which keys hold what, where they are not our own.
        any_language: whether texts that are clearly not English are let through.
        others: reads lines that hold objects of another kind.
    """
    records = 0
    for number, line in _lines(stream):
        if line is not None and not line.strip():
            continue
        records += 1
        where = f"{origin.name}, line {number}"
        try:
            if line is None:
                raise too_long(f"the line is over {MAX_RECORD:,} bytes", where, RecordError)
            record = parse_record(decode(line, where), where)
            kind = kind_of_object(record) if others and not columns else None
            if others and kind:
                yield from others(kind, line, replace(origin, name=where))
            else:
                yield _document(record, where, columns, any_language)
        except StandoffError as error:
            yield Failure.of(error)
    if not records:
        yield Failure.of(RecordError("is empty", where=origin.name, remedy=REMEDY))


def read_records(
    data: bytes,
    origin: Origin,
    *,
    columns: Columns | None = None,
    any_language: bool = False,
    others: Others | None = None,
) -> Iterator[Document | Failure]:
    """The documents of one JSON object, or of an array of objects.

    ``columns``, ``any_language`` and ``others`` are as for ``read_lines``; an array is for the others where
    its first object is.

    Raises:
        SourceError: it is no JSON, or neither object nor array.
    """
    value = _parsed(decode(data, origin.name), origin.name, SourceError)
    items = value if isinstance(value, list) else [value]
    if not items or not isinstance(items[0], dict):
        what = "has no object" if isinstance(value, list) else "is JSON, but neither object nor array"
        raise SourceError(what, where=origin.name, remedy=REMEDY)
    kind = kind_of_object(items[0]) if others and not columns else None
    if others and kind:
        yield from others(kind, data, origin)
        return
    for number, record in enumerate(items, 1):
        where = origin.name if items is not value else f"{origin.name}, item {number}"
        try:
            if not isinstance(record, dict):
                raise RecordError("is JSON, but no object", where=where, remedy=REMEDY)
            yield _document(record, where, columns, any_language)
        except StandoffError as error:
            yield Failure.of(error)


def parse_record(line: str, where: str) -> Record:
    """The JSON object in ``line``; ``RecordError`` where it is none."""
    value = _parsed(line, where, RecordError)
    if not isinstance(value, dict):
        raise RecordError("is JSON, but no object", where=where, remedy=REMEDY)
    return value


def _document(record: Record, where: str, columns: Columns | None, any_language: bool) -> Document:
    document = document_of(named(record, columns), where)
    if not any_language:
        require_english(document.text, where)
    return document


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; ``None`` for one too long to be held."""
    number = 0
    while line := stream.readline(MAX_RECORD + 1):
        number += 1
        if len(line) <= MAX_RECORD:
            yield number, line
            continue
        ended = line.endswith(b"\n")
        del line
        while not ended and (rest := stream.readline(1 << 20)):
            ended = rest.endswith(b"\n")
        yield number, None


def _parsed(text: str, where: str, kind: type[StandoffError]) -> object:
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        raise kind(f"is not JSON: {error.msg} at character {error.pos}", where=where, remedy=REMEDY) from None
    except (ValueError, RecursionError) as error:
        raise kind(f"is not JSON that can be read: {error}", where=where, remedy=REMEDY) from None
    return value
