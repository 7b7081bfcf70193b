from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from standoff.errors import DateError
from standoff.sources import parse_date


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2031-03-18", date(2031, 3, 18)),
        (" 2031-03-18\n", date(2031, 3, 18)),
        ("2028-02-29", date(2028, 2, 29)),
        ("2031-03-18T06:40Z", datetime(2031, 3, 18, 6, 40, tzinfo=UTC)),
        ("2031-03-18T06:40:00+03:00", datetime(2031, 3, 18, 6, 40, tzinfo=timezone(timedelta(hours=3)))),
    ],
)
def test_dates(words: str, moment: date) -> None:
    assert parse_date(words) == moment


@pytest.mark.parametrize(
    "words", ["", "yesterday", "2031-02-30", "2031-13-01", "18.3.2031", "2031", "2031-03-18T25:00", "x" * 500]
)
def test_what_is_no_date(words: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(words)
    assert "is no date" in caught.value.what
    assert "2031-03-18" in str(caught.value.remedy)
    assert len(str(caught.value)) < 200
