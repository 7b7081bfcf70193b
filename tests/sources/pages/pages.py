"""What the tests of pages share: fixtures of our own writing, shaped after what publishers emit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from standoff.failures import Failure
from standoff.sources.origin import Origin
from standoff.sources.pages import read_json_ld, read_page
from standoff.types import Document

FIXTURES = Path(__file__).with_name("fixtures")
RETRIEVED = datetime(2031, 3, 20, 20, 0, tzinfo=UTC)


def fixture(name: str) -> bytes:
    return FIXTURES.joinpath(name).read_bytes()


def page(source: str | bytes, *, url: str | None = None) -> list[Document | Failure]:
    data = source if isinstance(source, bytes) else source.encode()
    return list(read_page(data, Origin("page.html", url=url, retrieved=RETRIEVED)))


def json_ld(source: str | bytes, *, url: str | None = None) -> list[Document | Failure]:
    data = source if isinstance(source, bytes) else source.encode()
    return list(read_json_ld(data, Origin("page.json", url=url, retrieved=RETRIEVED)))


def documents(items: Iterable[Document | Failure]) -> list[Document]:
    found = []
    for item in items:
        assert isinstance(item, Document), item
        found.append(item)
    return found


def one(items: Iterable[Document | Failure]) -> Document:
    (document,) = documents(items)
    return document


def shown(items: Iterable[Document | Failure]) -> str:
    """Items as JSON that a person can look through; what is unknown is left out."""
    records = []
    for item in items:
        if isinstance(item, Document):
            record = {key: value for key, value in asdict(item).items() if value not in (None, ())}
            record["text"] = item.text.split("\n")
        else:
            record = {"failure": str(item)}
        records.append(record)
    return json.dumps(records, indent=1, ensure_ascii=False, default=str) + "\n"
