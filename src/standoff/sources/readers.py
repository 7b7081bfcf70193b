"""Which reader reads what: one table. What needs heavy libraries is imported when its first input comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from typing import BinaryIO, NamedTuple

from standoff.errors import SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.jsonl import read_lines, read_records
from standoff.sources.kinds import Kind
from standoff.sources.language import require_english
from standoff.sources.limits import MAX_TEXT, whole
from standoff.sources.markdown import read_markdown
from standoff.sources.origin import Origin
from standoff.sources.streams import peeked
from standoff.sources.tables.columns import Columns
from standoff.sources.text import likely_encoding, read_text, too_long
from standoff.types import Document

Items = Iterator[Document | Failure]


class Options(NamedTuple):
    """What a user says of inputs: see ``open.documents``."""

    columns: Columns | None = None
    encoding: str | None = None
    any_language: bool = False


# Readers of whole inputs that others wrote the format of: (bytes, Origin) -> Items.
_WHOLE = {
    Kind.HTML: "standoff.sources.pages:read_page",
    Kind.JSON_LD: "standoff.sources.pages:read_json_ld",
    Kind.FEED: "standoff.sources.wires:read_feed",
    Kind.JSON_FEED: "standoff.sources.wires:read_json_feed",
    Kind.NINJS: "standoff.sources.wires:read_ninjs",
    Kind.NEWSML: "standoff.sources.wires:read_newsml",
}


def read(kind: Kind, stream: BinaryIO, origin: Origin, options: Options) -> Items:
    """The documents in a stream that holds ``kind``, unpacked; texts that are not English are Failures.

    Raises:
        SourceError: the input is no good as a whole.
    """
    return _READERS.get(kind, _read_page)(stream, origin, options, kind)


def _read_page(stream: BinaryIO, origin: Origin, options: Options, kind: Kind) -> Items:
    return _foreign(options, kind, whole(stream, origin.name), origin)


def _foreign(options: Options, kind: Kind, data: bytes, origin: Origin) -> Items:
    if options.encoding and kind is Kind.HTML:
        origin = replace(origin, charset=options.encoding)
    module, _, name = _WHOLE[kind].partition(":")
    reader: Callable[[bytes, Origin], Items] = getattr(import_module(module), name)
    return _english(reader(data, origin), origin, options)


def _read_text(stream: BinaryIO, origin: Origin, options: Options, kind: Kind) -> Items:
    data = stream.read(MAX_TEXT + 1)
    if len(data) > MAX_TEXT:
        raise too_long(f"over {MAX_TEXT:,} bytes", origin.name)
    reader = read_markdown if kind is Kind.MARKDOWN else read_text
    encoding = options.encoding or likely_encoding(data, origin.charset)
    return _english(iter([reader(data, origin, encoding)]), origin, options)


def _read_lines(stream: BinaryIO, origin: Origin, options: Options, kind: Kind) -> Items:
    return read_lines(
        stream,
        origin,
        columns=options.columns,
        any_language=options.any_language,
        others=partial(_foreign, options),
    )


def _read_records(stream: BinaryIO, origin: Origin, options: Options, kind: Kind) -> Items:
    return read_records(
        whole(stream, origin.name),
        origin,
        columns=options.columns,
        any_language=options.any_language,
        others=partial(_foreign, options),
    )


def _read_csv(stream: BinaryIO, origin: Origin, options: Options, kind: Kind) -> Items:
    from standoff.sources.tables.csv import read_csv

    head, stream, _ = peeked(stream, origin.name)
    return read_csv(
        stream,
        origin,
        columns=options.columns,
        encoding=options.encoding or likely_encoding(head, origin.charset),
        any_language=options.any_language,
    )


def _read_parquet(stream: BinaryIO, origin: Origin, options: Options, kind: Kind) -> Items:
    from standoff.sources.tables.parquet import read_parquet

    return read_parquet(stream, origin, columns=options.columns, any_language=options.any_language)


def _read_warc(stream: BinaryIO, origin: Origin, options: Options, kind: Kind) -> Items:
    from standoff.sources.archives import read_warc

    return _english(read_warc(stream, origin), origin, options)


def _refuse_xml(stream: BinaryIO, origin: Origin, options: Options, kind: Kind) -> Items:
    raise SourceError(
        "is XML, but not RSS, Atom, RDF, NewsML-G2 or XHTML",
        where=origin.name,
        remedy="Save its words as plain text, or its items as JSON lines.",
    )


_READERS: dict[Kind, Callable[[BinaryIO, Origin, Options, Kind], Items]] = {
    Kind.TEXT: _read_text,
    Kind.MARKDOWN: _read_text,
    Kind.JSON_LINES: _read_lines,
    Kind.JSON_RECORDS: _read_records,
    Kind.CSV: _read_csv,
    Kind.PARQUET: _read_parquet,
    Kind.WARC: _read_warc,
    Kind.OTHER_XML: _refuse_xml,
}


def _english(items: Items, origin: Origin, options: Options) -> Items:
    for item in items:
        if isinstance(item, Document) and not options.any_language:
            where = origin.name if item.url in (None, origin.url) else f"{origin.name}, {item.url}"
            try:
                require_english(item.text, where)
            except StandoffError as error:
                yield Failure.of(error)
                continue
        yield item
