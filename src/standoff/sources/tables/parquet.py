"""Apache Parquet, a document a row: only the columns that are needed, batch by batch."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from standoff.errors import EncodingError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.language import require_english
from standoff.sources.limits import MAX_PAGE, MAX_SPOOLED
from standoff.sources.origin import Origin
from standoff.sources.records import document_of
from standoff.sources.tables.columns import Columns, chosen, day_of
from standoff.types import Document

if TYPE_CHECKING:
    from typing import Any

_ROWS = 256
_MAX_GROUP = 4 << 30
_DAMAGED = (pa.ArrowException, OSError, ValueError, KeyError, NotImplementedError, MemoryError)


def read_parquet(
    stream: BinaryIO,
    origin: Origin,
    *,
    columns: Columns | None = None,
    any_language: bool = False,
) -> Iterator[Document | Failure]:
    """The documents of a table in order; the text is the cell as it stands.

    Args:
        stream: bytes; one in which one cannot jump about is put on disk first.
        origin: its name stands in messages.
        columns: which columns hold what, where their names do not tell.
        any_language: whether texts that are clearly not English are let through.

    Raises:
        SourceError: it is no Parquet, is damaged, or has no column of texts.
    """
    with _seekable(stream, origin.name) as source:
        number = 0
        for batch in _batches(source, columns, origin.name):
            for row in range(batch.num_rows):
                number += 1
                where = f"{origin.name}, row {number}"
                try:
                    document = document_of(_record(batch, row, where), where, moment=day_of)
                    if not any_language:
                        require_english(document.text, where)
                except StandoffError as error:
                    yield Failure.of(error)
                else:
                    yield document


def _batches(source: BinaryIO, columns: Columns | None, where: str) -> Iterator[pa.RecordBatch]:
    """Batches whose columns are named as our fields and hold strings, or lists of them."""
    with _damage(where):
        table = pq.ParquetFile(source)
        names = list(table.schema_arrow.names)
    fields = chosen(columns, names, where)
    with _damage(where):
        _require_bounded(table, where)
        batches = table.iter_batches(_ROWS, columns=list(fields.values()), use_threads=False)
    while True:
        with _damage(where):
            batch = next(batches, None)
            if batch is None:
                return
            held = {field: _written(batch.column(name)) for field, name in fields.items()}
            renamed = pa.RecordBatch.from_pydict(held)
        yield renamed


def _written(column: Any) -> Any:
    """A column as strings: days and moments in ISO 8601, numbers in figures; bytes and lists as they are."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us", kind.tz), safe=False).cast(pa.string())
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_nested(kind):
        return column
    return column if pa.types.is_binary(kind) else column.cast(pa.string())


def _record(batch: pa.RecordBatch, row: int, where: str) -> dict[str, object]:
    record: dict[str, object] = {}
    for field, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            value = column[row].as_py()
            record[field] = value.decode("utf-8") if isinstance(value, bytes) else value
        except UnicodeDecodeError:
            raise EncodingError(f"{field} is not UTF-8", where=where, remedy="Mend the row.") from None
    return record


def _require_bounded(table: pq.ParquetFile, where: str) -> None:
    """Row groups are unpacked one at a time; refuse one that would not fit in memory."""
    data = table.metadata
    for number in range(data.num_row_groups):
        if data.row_group(number).total_byte_size > _MAX_GROUP:
            raise SourceError(
                f"its row group {number} unpacks to over {_MAX_GROUP >> 30} GiB",
                where=where,
                remedy="Write it anew in smaller row groups.",
            )


@contextmanager
def _damage(where: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        words = " ".join(str(error).split())[:200] or type(error).__name__
        raise SourceError(
            f"cannot be read as Parquet: {words}", where=where, remedy="Copy or write it anew."
        ) from None


@contextmanager
def _seekable(stream: BinaryIO, where: str) -> Iterator[BinaryIO]:
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=MAX_PAGE) as spool:
        left = MAX_SPOOLED
        while piece := stream.read(1 << 20):
            left -= len(piece)
            if left < 0:
                raise SourceError(f"is too large for a pipe: over {MAX_SPOOLED >> 30} GiB", where=where)
            spool.write(piece)
        spool.seek(0)
        yield spool  # type: ignore[misc]
