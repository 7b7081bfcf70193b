"""The list of watched sources, in its three forms."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime

import pytest

from standoff.formats.source_table import Form, SourceRow, render

AT = datetime(2031, 3, 18, 9, 30, 5, tzinfo=UTC)
ROWS = [
    SourceRow("Karsa, live", "https://news.example/live", AT, AT, AT, AT, 120),
    SourceRow("Gone\x1b[31m", "https://gone.example/", failure="is not there", failing_since=AT),
]


def test_json_and_csv_hold_all_of_it() -> None:
    records = json.loads(render(ROWS, Form.JSON, width=80, colour=False))
    assert records[0]["last_success"] == "2031-03-18T09:30:05+00:00"
    assert records[0]["every_seconds"] == 120
    assert records[1]["next_turn"] is None
    rows = list(csv.DictReader(render(ROWS, Form.CSV, width=80, colour=False).splitlines()))
    assert rows[0]["name"] == "Karsa, live"
    assert rows[1]["failure"] == "is not there"
    assert rows[1]["last_success"] == ""


@pytest.mark.parametrize("width", [20, 80, 160])
def test_the_table_keeps_to_the_width_and_lets_no_escapes_through(width: int) -> None:
    text = render(ROWS, Form.TABLE, width=width, colour=False)
    assert max(map(len, text.splitlines())) <= max(width, 40)
    assert "\x1b" not in text
    assert "\x1b" in render(ROWS, Form.TABLE, width=width, colour=True)
