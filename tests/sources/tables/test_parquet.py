"""Parquet: only the needed columns, batch by batch, of whatever type they are."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from standoff.errors import SourceError
from standoff.failures import Failure
from standoff.sources.origin import Origin
from standoff.sources.tables import parquet
from standoff.sources.tables.columns import Columns
from standoff.sources.tables.parquet import read_parquet
from standoff.types import Document

TEXT = "Velmora recalled its envoy, the ministry said.\r\n "


def _written(columns: dict[str, Any], **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, **options)
    return out.getvalue()


def _read(data: bytes, columns: Columns | None = None) -> list[Document | Failure]:
    return list(read_parquet(io.BytesIO(data), Origin("news.parquet"), columns=columns))


def _one(columns: dict[str, Any], names: Columns | None = None) -> Document:
    (document,) = _read(_written(columns), names)
    assert isinstance(document, Document), document
    return document


def test_all_fields_and_the_text_as_it_stands() -> None:
    columns = {
        "id": ["a"],
        "Content": [TEXT],
        "title": ["Envoy recalled"],
        "url": ["https://post.example/1"],
        "outlet": ["Post"],
        "date": [date(2031, 3, 18)],
        "authors": [["Ada Lund", "Per Holm"]],
        "embedding": [[0.5] * 8],
    }
    assert _one(columns) == Document(
        id="a",
        text=TEXT,
        url="https://post.example/1",
        headline="Envoy recalled",
        publisher="Post",
        date_published=date(2031, 3, 18),
        authors=("Ada Lund", "Per Holm"),
    )


_NOON = datetime(2031, 3, 18, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "published"),
    [
        (pa.array([_NOON], pa.timestamp("us", "UTC")), _NOON),
        (pa.array([_NOON], pa.timestamp("ns", "UTC")), _NOON),
        (pa.array([_NOON], pa.timestamp("s", "+03:00")), _NOON),
        (pa.array([_NOON], pa.timestamp("ms", "Asia/Manila")), _NOON),
        (pa.array([_NOON.replace(tzinfo=None)], pa.timestamp("us")), date(2031, 3, 18)),
        (pa.array([date(2031, 3, 18)], pa.date32()), date(2031, 3, 18)),
        (pa.array([date(2031, 3, 18)], pa.date64()), date(2031, 3, 18)),
        (pa.array([int(_NOON.timestamp())], pa.int64()), _NOON),
        (["2031-03-18T12:30Z"], _NOON),
        (["Tue, 18 Mar 2031 12:30:00 GMT"], _NOON),
        (pa.array([None], pa.timestamp("us")), None),
        (pa.array([None], pa.null()), None),
        ([""], None),
    ],
)
def test_dates_of_all_types(values: Any, published: date | None) -> None:
    assert _one({"text": [TEXT], "date": values}).date_published == published


@pytest.mark.parametrize(
    "values",
    [
        pa.array([TEXT], pa.large_string()),
        pa.array([TEXT.encode()], pa.binary()),
        pa.array([TEXT]).dictionary_encode(),
        pa.array([TEXT], pa.string_view()),
    ],
)
def test_texts_of_all_types(values: Any) -> None:
    assert _one({"text": values}).text == TEXT


def test_ids_that_are_numbers() -> None:
    assert _one({"text": [TEXT], "id": [12]}).id == "12"


def test_columns_can_be_named() -> None:
    document = _one({"text": ["short"], "long text": [TEXT]}, {"text": "long text"})
    assert document.text == TEXT


def test_a_bad_row_fails_by_its_number_and_the_others_are_read() -> None:
    texts = pa.array([TEXT.encode(), None, b"caf\xe9", b" ", TEXT.encode()], pa.binary())
    found = _read(_written({"text": texts, "date": ["", "", "", "", "soon"]}))
    assert [str(item).split(": ", 1)[1][:20] for item in found[1:] if isinstance(item, Failure)] == [
        'has no "text" that i',
        "text is not UTF-8. M",
        "is empty. Give a tex",
        "'soon' is no date th",
    ]
    assert isinstance(found[0], Document)
    assert isinstance(found[1], Failure)
    assert found[1].where == "news.parquet, row 2"


def test_batches_keep_the_order() -> None:
    texts = [f"Velmora recalled envoy number {number}." for number in range(1000)]
    found = _read(_written({"text": texts}, row_group_size=300))
    assert [item.text for item in found if isinstance(item, Document)] == texts


def test_a_pipe_is_put_aside_first() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

    (document,) = read_parquet(Pipe(_written({"text": [TEXT]})), Origin("standard input"))
    assert isinstance(document, Document)


def test_a_pipe_without_end_is_not_put_aside_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MAX_SPOOLED", 1 << 20)

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with pytest.raises(SourceError, match="too large for a pipe"):
        list(read_parquet(Pipe(b"PAR1" * (1 << 20)), Origin("standard input")))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: b"PAR1",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-10] + b"PAR1",
        lambda data: data[:8] + b"\xff" * 40 + data[48:],
    ],
)
def test_a_damaged_file_is_an_error(spoil: Any) -> None:
    with pytest.raises(SourceError, match="cannot be read as Parquet") as caught:
        _read(spoil(_written({"text": [TEXT] * 99}, use_dictionary=False, compression="none")))
    assert caught.value.where == "news.parquet"


def test_a_row_group_that_would_not_fit_in_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_MAX_GROUP", 1000)
    with pytest.raises(SourceError, match="row group 0 unpacks to over"):
        _read(_written({"text": [f"{number} {TEXT}" for number in range(999)]}))


@pytest.mark.parametrize("columns", [{"a": ["b"]}, {"id": [1], "title": ["x"]}])
def test_a_table_without_texts_lists_its_columns(columns: dict[str, Any]) -> None:
    with pytest.raises(SourceError, match=f"it has: '{next(iter(columns))}'"):
        _read(_written(columns))
