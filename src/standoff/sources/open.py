"""The front door: from paths, urls and streams to documents, each input read as what it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import BinaryIO

from standoff.errors import SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.kinds import Kind, kind_of
from standoff.sources.origin import Origin
from standoff.sources.packing import Packing, packing_of, unpacked
from standoff.sources.paths import STDIN, files_of, is_url
from standoff.sources.readers import Items, Options, read
from standoff.sources.streams import peeked
from standoff.sources.tables.columns import Columns, checked_columns
from standoff.types import Document


def documents(
    paths: Iterable[str],
    *,
    published: date | datetime | None = None,
    encoding: str | None = None,
    any_language: bool = False,
    columns: Columns | None = None,
    allow_private: bool = False,
) -> Items:
    """The documents of all paths in order; what cannot be read yields a ``Failure`` in its place.

    Args:
        paths: files, directories, globs, http and https urls; ``-`` is standard input. What each holds is
            found by its content (``kinds.kind_of``).
        published: the date of documents that bring none of their own.
        encoding: of texts, tables and pages, where it is not UTF-8; JSON is always UTF-8.
        any_language: whether texts that are clearly not English are let through.
        columns: which columns of a table, or keys of JSON records, hold what, where their names do not tell.
        allow_private: whether urls of private networks may be fetched.

    Raises:
        ConfigError: ``columns`` names a field that there is not.
    """
    if columns:
        checked_columns(columns)
    for word in paths:
        for path in files_of(word):
            if isinstance(path, Failure):
                yield path
                continue
            try:
                with _opened(path, allow_private) as (stream, origin):
                    yield from documents_in(
                        stream,
                        origin,
                        published=published,
                        encoding=encoding,
                        any_language=any_language,
                        columns=columns,
                    )
            except StandoffError as error:
                yield Failure.of(error)


def documents_in(
    stream: BinaryIO,
    origin: Origin,
    *,
    published: date | datetime | None = None,
    encoding: str | None = None,
    any_language: bool = False,
    columns: Columns | None = None,
) -> Items:
    """The documents of one open input, packed or not, in order.

    Never raises a ``StandoffError``: an input that is no good as a whole, and a text that is not English,
    are Failures. The arguments are those of ``documents``; the stream is left open.
    """
    try:
        for item in _read(stream, origin, Options(columns, encoding, any_language)):
            if isinstance(item, Document) and item.date_published is None and published is not None:
                item = replace(item, date_published=published)
            yield item
    except StandoffError as error:
        yield Failure.of(error)


def _read(stream: BinaryIO, origin: Origin, options: Options) -> Items:
    start = stream.tell() if stream.seekable() else None
    head, behind, at_line = peeked(stream, origin.name)
    kind = Kind.JSON_LINES if at_line else kind_of(head, origin, table=bool(options.columns))
    packing = packing_of(head)
    if start is not None and (kind is Kind.WARC or (kind is Kind.PARQUET and packing is Packing.NONE)):
        stream.seek(start)
        behind = stream
    if kind is Kind.WARC:
        packing = Packing.NONE  # each record is packed on its own, and the reader knows
    return read(kind, unpacked(behind, packing, origin.name), origin, options)


@contextmanager
def _opened(path: str, allow_private: bool) -> Iterator[tuple[BinaryIO, Origin]]:
    if path == STDIN:
        yield sys.stdin.buffer, Origin("standard input")
        return
    if is_url(path):
        from standoff.sources.fetching import fetched

        page = fetched(path, allow_private=allow_private)
        yield BytesIO(page.data), page.origin
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115 -- closed below, outside of the handlers
    except FileNotFoundError:
        raise SourceError(
            "there is no such file", where=path, remedy="Look at the path for a slip."
        ) from None
    except PermissionError:
        raise SourceError("may not be read", where=path, remedy="Ask for leave to read it (chmod).") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceError(f"cannot be opened: {reason}", where=path) from None
    with stream:
        yield stream, Origin(path)
