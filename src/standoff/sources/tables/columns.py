"""Which column of a table, or key of a record, is which field of a document."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from standoff.errors import ConfigError, DateError, SourceError
from standoff.sources.records import FIELDS, Record, listed

Columns = Mapping[str, str]
"""From fields (``records.FIELDS``) to the names of columns; "" leaves a field out."""

DELIMITERS = ",;\t|"
"""What may part the cells of a line."""

_EXAMPLE = "Write it as in --columns text=body,date_published=date."
_NO_WORD = re.compile(r"[\W_]+")

# What data sets of news call these fields, without blanks, marks and case; the first that is there is taken.
_SYNONYMS = {
    "id": "id guid uuid docid documentid articleid storiesid",
    "text": "text body content articletext fulltext maintext bodytext articlebody story article",
    "url": "url link permalink uri articleurl sourceurl",
    "headline": "headline title",
    "publisher": "publisher source outlet medianame sitename sourcename sourcedomain publication",
    "date_published": "datepublished published date pubdate publishdate datepublish publishedat "
    "publicationdate datetime timestamp",
    "date_modified": "datemodified modified updated updatedat datemodify lastmodified",
    "language": "language lang",
    "is_part_of": "ispartof",
    "authors": "authors author byline creator",
    "supersedes": "supersedes",
}
_FIELD_OF = {word: field for field, words in _SYNONYMS.items() for word in words.split()}


def parse_columns(words: str) -> Columns:
    """The mapping that ``text=body,date_published=date`` writes; ``ConfigError`` where it is none.

    A pair with a comma in it stands in double quotes.
    """
    columns: dict[str, str] = {}
    for pair in next(csv.reader([words], skipinitialspace=True), None) or [words]:
        field, equals, name = pair.partition("=")
        if not equals:
            raise ConfigError(f"{pair!r} is no FIELD=COLUMN", where="--columns", remedy=_EXAMPLE)
        columns[field.strip()] = name.strip()
    return checked_columns(columns)


def checked_columns(columns: Columns) -> Columns:
    """The same mapping, if it maps fields that there are."""
    for field in columns:
        if field not in FIELDS:
            raise ConfigError(
                f"{field!r} is no field of a document",
                where="--columns",
                remedy=f"Fields are {', '.join(FIELDS)}. {_EXAMPLE}",
            )
    return columns


def chosen(columns: Columns | None, available: Iterable[str], where: str) -> dict[str, str]:
    """From fields to the columns among ``available`` that hold them: as told, else by their usual names.

    Raises:
        SourceError: a column that was named is not there, or none holds texts.
    """
    names = list(available)
    fields: dict[str, str] = {}
    told = columns or {}
    for field, name in told.items():
        if not name:
            continue
        if name not in names:
            raise SourceError(
                f"has no column {name!r}; it has: {listed(names) or 'none'}", where=where, remedy=_EXAMPLE
            )
        fields[field] = name
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_plain(name), name)
    for field, synonyms in _SYNONYMS.items():
        if field not in told:
            found = next((plain[word] for word in synonyms.split() if word in plain), None)
            if found is not None and found not in fields.values():
                fields[field] = found
    if "text" not in fields:
        raise SourceError(
            f"has no column of texts that is known by its name; it has: {listed(names) or 'none'}",
            where=where,
            remedy="Say which one holds them, as in --columns text=body.",
        )
    return fields


def is_header(line: str) -> bool:
    """Whether a line is the header of a CSV table of texts: names alone, two or more that are known."""
    for delimiter in DELIMITERS:
        names = [_plain(name) for name in line.split(delimiter)]
        fields = [_FIELD_OF[name] for name in names if name in _FIELD_OF]
        if len(fields) > 1 and "text" in fields and 2 * len(fields) >= len(names):
            return True
    return False


def _plain(name: str) -> str:
    return _NO_WORD.sub("", name).lower()


def named(record: Record, columns: Columns | None) -> Record:
    """A JSON record under our own keys; unlike a table's, its other keys are never guessed."""
    if not columns:
        return record
    return {**record, **{field: record.get(name) if name else None for field, name in columns.items()}}


def day_of(words: str) -> date | datetime:
    """A date as tables write it: ISO 8601, RFC 2822 and other forms that can be read in one way only.

    A moment without a zone is its calendar day. Raises ``DateError`` for all else.
    """
    from standoff.sources.moments import moment  # a hundredth of a second, which texts need not wait for

    found = moment(words)
    if found is None:
        raise DateError(
            f"{words[:40]!r} is no date that can be read in one way only",
            remedy="Write a day as 2031-03-18 or a moment as 2031-03-18T06:40+03:00, "
            "or leave the column out with --columns date_published=.",
        )
    return found
