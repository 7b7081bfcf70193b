"""CSV and TSV (RFC 4180, and as spreadsheets write it): a header, then a document a row, row by row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import BinaryIO

from standoff.errors import EncodingError, RecordError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.language import require_english
from standoff.sources.limits import MAX_RECORD
from standoff.sources.origin import Origin
from standoff.sources.records import document_of
from standoff.sources.streams import peeked
from standoff.sources.tables.columns import DELIMITERS, Columns, chosen, day_of
from standoff.sources.text import encoding_by_mark, unknown_encoding
from standoff.types import Document

_LIST_MARK = ";"
_SEPARATOR = re.compile(r"sep=(.)\r?\n?")
_ESCAPED = re.compile("[\udc80-\udcff]")
_UNCLOSED = "Look for a quotation mark that is not closed; one within a cell is written twice."


def read_csv(
    stream: BinaryIO,
    origin: Origin,
    *,
    columns: Columns | None = None,
    encoding: str | None = None,
    any_language: bool = False,
) -> Iterator[Document | Failure]:
    """The documents of a table in order; the text is the cell as it stands.

    The delimiter (comma, semicolon, tab or bar) is the one that parts the header into most names; csv's
    own Sniffer is led astray by quotations in texts. Cells are quoted with ``"``. Rows without any words
    are skipped, and authors parted by semicolons are several.

    Args:
        stream: bytes; at most one row is held.
        origin: its name stands in messages.
        columns: which columns hold what, where their names do not tell.
        encoding: where it is not UTF-8, or UTF-16 or UTF-32 with a byte-order mark.
        any_language: whether texts that are clearly not English are let through.

    Raises:
        SourceError: there is no header, no column of texts, or a quotation mark that is never closed.
    """
    csv.field_size_limit(MAX_RECORD)  # of the whole process; csv knows no other
    lines = _Lines(stream, origin.name, encoding)
    header, delimiter, spaced = _header(lines, origin.name)
    fields = {field: header.index(name) for field, name in chosen(columns, header, origin.name).items()}
    rows = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=spaced)
    while True:
        where = f"{origin.name}, line {lines.number + 1}"
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            if "field larger" in str(error) or "unexpected end" in str(error):
                raise SourceError(
                    f"a cell of the row that starts here has no end: {error}", where=where, remedy=_UNCLOSED
                ) from None
            yield Failure(f"is no row of this table: {error}", where, _UNCLOSED, RecordError)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        try:
            document = _document(cells, fields, len(header), where)
            if not any_language:
                require_english(document.text, where)
        except StandoffError as error:
            yield Failure.of(error)
        else:
            yield document


class _Lines:
    """The lines of a stream as text, each with its end; ``number`` is that of the last one given."""

    def __init__(self, stream: BinaryIO, where: str, encoding: str | None) -> None:
        head, stream, _ = peeked(stream, where)
        self._where = where
        self.number = 0
        try:
            # A byte that does not fit spoils its row, not the table.
            self._text = io.TextIOWrapper(
                stream, encoding=encoding or encoding_by_mark(head), errors="surrogateescape", newline=""
            )
        except (LookupError, ValueError):
            raise unknown_encoding(encoding, where) from None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._text.readline(MAX_RECORD + 1)
        except UnicodeError:  # half a character of UTF-16, say
            raise EncodingError(
                f"is not {self._text.encoding} text from line {self.number + 1} on",
                where=self._where,
                remedy="Name its encoding, as in --encoding windows-1252.",
            ) from None
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > MAX_RECORD:
            raise SourceError(f"line {self.number} is over {MAX_RECORD:,} characters", where=self._where)
        return line


def _header(lines: _Lines, where: str) -> tuple[list[str], str, bool]:
    """The names of the columns, the delimiter, and whether a blank follows it."""
    line = next(lines, "")
    told = _SEPARATOR.fullmatch(line)
    if told:
        line = next(lines, "")
    while line and not line.strip():
        line = next(lines, "")
    if not line:
        raise SourceError("is empty", where=where, remedy="Give a table with a header and rows.")
    # A name of a column may run over lines; the header is read by csv all the same.
    delimiter = told[1] if told else max(DELIMITERS, key=lambda mark: len(_cells(line, mark)))
    try:
        cells = next(
            csv.reader(chain([line], lines), delimiter=delimiter, strict=True, skipinitialspace=True)
        )
    except csv.Error as error:
        raise SourceError(f"its first line is no header: {error}", where=where, remedy=_UNCLOSED) from None
    return [cell.strip() for cell in cells], delimiter, f"{delimiter} " in line


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def _document(cells: Sequence[str], fields: Mapping[str, int], width: int, where: str) -> Document:
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        raise RecordError(
            f"has {len(cells)} {'cell' if len(cells) == 1 else 'cells'}, the header has {width}",
            where=where,
            remedy="Quote cells that hold the delimiter or line ends.",
        )
    record: dict[str, object] = {field: cells[at] for field, at in fields.items()}
    for field, cell in record.items():
        if _ESCAPED.search(str(cell)):
            raise EncodingError(
                f"{field} holds a byte that does not fit the encoding",
                where=where,
                remedy="Name the encoding of the file, as in --encoding windows-1252.",
            )
    record["authors"] = [name.strip() for name in str(record.get("authors", "")).split(_LIST_MARK)]
    return document_of(record, where, moment=day_of)
