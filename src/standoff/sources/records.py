"""A record, of JSON or of a table, as a Document: the keys of our own form, its text unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from standoff.errors import DateError, RecordError
from standoff.sources.dates import parse_date
from standoff.sources.text import checked
from standoff.types import Document, document_id

Record = Mapping[str, object]

FIELDS = (
    "id",
    "text",
    "url",
    "headline",
    "publisher",
    "date_published",
    "date_modified",
    "language",
    "is_part_of",
    "authors",
    "supersedes",
)
"""The keys of a record; ``text`` is needed, others that it has are passed over."""

REMEDY = 'A record is an object with at least {"text": "..."}; --columns text=NAME names another key.'
_SHOWN = 12


def document_of(
    record: Record, where: str, *, moment: Callable[[str], date | datetime] = parse_date
) -> Document:
    """The document that ``record`` tells of.

    Args:
        record: from keys to values as JSON has them.
        where: names the record in messages.
        moment: reads its dates; raises ``DateError`` for what is none.

    Raises:
        RecordError: a key has a value of the wrong type, or the text cannot be coded.
        DateError: a date is none.
    """
    text = record.get("text")
    if not isinstance(text, str):
        raise RecordError(
            f'has no "text" that is a string; it has: {listed(record) or "nothing"}',
            where=where,
            remedy=REMEDY,
        )
    checked(text, where, RecordError)
    url = _words(record, "url", where)
    return Document(
        id=_id(record, where) or document_id(url, text),
        text=text,
        url=url,
        headline=_words(record, "headline", where),
        publisher=_words(record, "publisher", where),
        date_published=_date(record, "date_published", where, moment),
        date_modified=_date(record, "date_modified", where, moment),
        language=_words(record, "language", where),
        is_part_of=_words(record, "is_part_of", where),
        authors=_authors(record, where),
        supersedes=_words(record, "supersedes", where),
    )


def listed(names: Iterable[str]) -> str:
    """Names for a message: quoted, and not too many of them."""
    shown = [repr(name[:40]) for name in names]
    return ", ".join(shown[:_SHOWN]) + (f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else "")


def _date(
    record: Record, key: str, where: str, moment: Callable[[str], date | datetime]
) -> date | datetime | None:
    words = _words(record, key, where)
    try:
        return moment(words) if words else None
    except DateError as error:
        raise error.at(f"{where}, {key}") from None


def _id(record: Record, where: str) -> str | None:
    name = record.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        return str(name)
    return _words(record, "id", where)


def _authors(record: Record, where: str) -> tuple[str, ...]:
    value = record.get("authors")
    if isinstance(value, list):
        names = [_string(name, "authors", where) for name in value]
        return tuple(name for name in names if name)
    name = _words(record, "authors", where)
    return (name,) if name else ()


def _words(record: Record, key: str, where: str) -> str | None:
    return _string(record.get(key), key, where)


def _string(value: object, key: str, where: str) -> str | None:
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
