"""The watched sources and how they fare, as a table for a person, as JSON, or as CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from io import StringIO
from typing import NamedTuple

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from standoff.formats import phrases, terminal


class Form(StrEnum):
    """The forms of the list."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class SourceRow(NamedTuple):
    """What is told of one source; times with their zone, ``None`` is never."""

    name: str
    address: str
    last_success: datetime | None = None
    last_change: datetime | None = None
    last_try: datetime | None = None
    next_turn: datetime | None = None
    every_seconds: int | None = None
    failure: str | None = None
    failing_since: datetime | None = None


def render(rows: Sequence[SourceRow], form: Form, *, width: int, colour: bool) -> str:
    """The list in the order of ``rows``.

    Args:
        width: columns of a table.
        colour: whether a table may use the terminal's colours.
    """
    if form is Form.TABLE:
        return _table(rows, width, colour)
    records = [{key: _plain(value) for key, value in row._asdict().items()} for row in rows]
    if form is Form.JSON:
        return json.dumps(records, ensure_ascii=False, indent=1) + "\n"
    out = StringIO()
    writer = csv.DictWriter(out, SourceRow._fields, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def _plain(value: object) -> object:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value


def _table(rows: Sequence[SourceRow], width: int, colour: bool) -> str:
    console = terminal.console(width, colour)
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, padding=(0, 1), header_style="bold")
    table.add_column("source", ratio=2, overflow="fold")
    for heading in ("last success", "last change", "next turn"):
        table.add_column(heading, no_wrap=True)
    table.add_column("failure", ratio=3, overflow="fold", style="red")
    for row in rows:
        name = Text(phrases.safe(row.name))
        name.append(f"\n{phrases.safe(row.address)}", style="dim")
        times = [Text(_time(at)) for at in (row.last_success, row.last_change, row.next_turn)]
        failure = phrases.safe(row.failure or "")
        since = f" (since {_time(row.failing_since)})" if row.failure and row.failing_since else ""
        table.add_row(name, *times, Text(failure + since))
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def _time(at: datetime | None) -> str:
    """In the zone of whoever looks."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S") if at is not None else "–"
