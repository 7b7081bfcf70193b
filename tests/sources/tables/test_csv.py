"""CSV as spreadsheets, databases and people write it: rows are read, and fail, one by one."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import SourceError
from standoff.failures import Failure
from standoff.sources.limits import MAX_RECORD
from standoff.sources.origin import Origin
from standoff.sources.tables.columns import Columns
from standoff.sources.tables.csv import read_csv
from standoff.types import Document

TEXT = "Velmora recalled its envoy, the ministry said."
OTHER = "The port of Sund was closed on Monday."

FRENCH = "3,Le ministre des affaires étrangères a rappelé son ambassadeur à Oslo mardi soir."


def _read(
    data: bytes, columns: Columns | None = None, encoding: str | None = None
) -> list[Document | Failure]:
    return list(read_csv(io.BytesIO(data), Origin("news.csv"), columns=columns, encoding=encoding))


def _texts(data: bytes, columns: Columns | None = None, encoding: str | None = None) -> list[str]:
    found = _read(data, columns, encoding)
    assert all(isinstance(item, Document) for item in found), found
    return [item.text for item in found if isinstance(item, Document)]


@pytest.mark.parametrize(
    "data",
    [
        f'id,text\n1,"{TEXT}"\n2,{OTHER}\n',
        f'id,text\r\n1,"{TEXT}"\r\n2,{OTHER}',
        f"id;text\n1;{TEXT}\n2;{OTHER}\n",
        f"id\ttext\n1\t{TEXT}\n2\t{OTHER}\n",
        f"id|text\n1|{TEXT}\n2|{OTHER}\n",
        f'id, text\n1, "{TEXT}"\n2, {OTHER}\n',
        f'\ufeffid,text\n1,"{TEXT}"\n2,{OTHER}\n',
        f"sep=;\nid;text\n1;{TEXT}\n2;{OTHER}\n",
        f'\n\nid,text\n\n1,"{TEXT}"\n,\n2,{OTHER}\n\n',
        f'text,""\n"{TEXT}",\n{OTHER},\n',
        f'text\n"{TEXT}"\n{OTHER}\n',
        f'"Text","a name\nof two lines"\n"{TEXT}",1\n{OTHER},2\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_forms_of_a_table(data: str, encoding: str) -> None:
    assert _texts(data.encode(encoding)) == [TEXT, OTHER]


def test_cells_are_kept_as_they_stand() -> None:
    text = '  He said “no”.\r\n\r\n"Never", \tshe  added.\n '
    quoted = text.replace('"', '""')
    assert _texts(f'text,id\n"{quoted}",1\n'.encode()) == [text]


def test_all_fields() -> None:
    (document,) = _read(
        b"id,body,title,link,source,date,author,lang\n"
        b'7,The port was closed.,Port closed,https://post.example/7,Post,"Tue, 18 Mar 2031",'
        b"Ada Lund; Per Holm,en\n"
    )
    assert document == Document(
        id="7",
        text="The port was closed.",
        url="https://post.example/7",
        headline="Port closed",
        publisher="Post",
        date_published=date(2031, 3, 18),
        language="en",
        authors=("Ada Lund", "Per Holm"),
    )


def test_columns_can_be_named_and_left_out() -> None:
    data = b"text,summary,date\nshort,The port of Sund was closed.,soon\n"
    (document,) = _read(data, {"text": "summary", "date_published": ""})
    assert isinstance(document, Document)
    assert (document.text, document.date_published) == ("The port of Sund was closed.", None)


def test_an_encoding_can_be_named() -> None:
    assert _texts("text,id\nThe envoy left Kijów.,1\n".encode("cp1250"), encoding="cp1250") == [
        "The envoy left Kijów."
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (b"3,a,b,c", "line 3: has 4 cells, the header has 2"),
        (b"3", "line 3: has 1 cell, the header has 2"),
        (b"3,", "line 3: is empty"),
        (b'3,"a"b', "line 3: is no row of this table"),
        (b"3,caf\xe9", "line 3: text holds a byte that does not fit"),
        (b"3,a\0b", "line 3: character 1 of the text is NUL"),
        (FRENCH.encode(), "line 3: is not English"),
        (b"3," + b"word " * 500_000, "line 3: is too long for one document"),
    ],
)
def test_a_bad_row_fails_by_its_line_and_the_others_are_read(row: bytes, words: str) -> None:
    first, failure, last = _read(b"id,text\n1,The envoy left.\n" + row + b"\n4,The port was closed.\n")
    assert isinstance(first, Document)
    assert isinstance(failure, Failure)
    assert isinstance(last, Document)
    assert words in str(failure)


def test_lines_are_those_of_the_file() -> None:
    first, failure = _read(b'id,text\n\n1,"The envoy\nleft\nSund."\n2,\n')
    assert isinstance(first, Document)
    assert isinstance(failure, Failure)
    assert failure.where == "news.csv, line 6"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"a,b\n1,2\n", "no column of texts that is known by its name; it has: 'a', 'b'"),
        (b'id,"text', "its first line is no header"),
        (
            b'id,text\n1,"The envoy left.\n2,The port.\n',
            "line 2: a cell of the row that starts here has no end",
        ),
    ],
)
def test_a_table_that_is_no_good(data: bytes, words: str) -> None:
    with pytest.raises(SourceError) as caught:
        _read(data)
    assert words in str(caught.value)
    assert caught.value.remedy


def test_half_a_character_of_utf_16_ends_the_table_after_the_good_rows() -> None:
    data = "id,text\n1,The envoy left.\n2,The port".encode("utf-16")[:-1]
    rows = read_csv(io.BytesIO(data), Origin("news.csv"))
    assert isinstance(next(rows), Document)
    with pytest.raises(SourceError, match="is not utf-16 text from line 3 on"):
        list(rows)


@pytest.mark.parametrize("encoding", ["no-such-code", "hex", "a\0b"])
def test_an_encoding_that_is_none(encoding: str) -> None:
    with pytest.raises(SourceError, match="is no encoding of texts"):
        _read(b"text\nwords\n", encoding=encoding)


def test_a_line_without_end_stops_within_its_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            start = b"" if self.given else b"id,text\n1,"
            buffer[:] = start + b"x" * (len(buffer) - len(start))
            self.given += len(buffer)
            return len(buffer)

    endless = Endless()
    with pytest.raises(SourceError, match="line 2 is over"):
        list(read_csv(io.BufferedReader(endless), Origin("news.csv")))
    assert endless.given < 2 * MAX_RECORD


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0<"), min_size=1), max_size=5
    ),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_csv_writes_is_read_back(texts: list[str], delimiter: str, end: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "text"])
    writer.writerows(enumerate(texts))
    found = list(read_csv(io.BytesIO(out.getvalue().encode()), Origin("x"), any_language=True))
    assert [item.text if isinstance(item, Document) else None for item in found] == [
        text if text.strip() else None for text in texts
    ]
