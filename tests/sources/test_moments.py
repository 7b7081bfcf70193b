"""Dates of publishers: what they write is read, what is no date is none, and nothing is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.sources.moments import moment

RETRIEVED = datetime(2031, 3, 18, 14, 5, 33, tzinfo=UTC)
MANILA = timezone(timedelta(hours=8))
DAY = date(2031, 3, 18)


def _at(hour: int, minute: int, second: int = 0, *, east: float = 0) -> datetime:
    return datetime(2031, 3, 18, hour, minute, second, tzinfo=timezone(timedelta(hours=east)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2031-03-18", DAY),
        ("20310318", DAY),
        ("2031-03-18Z", DAY),
        ("2031-03-18T14:05:00Z", _at(14, 5)),
        ("2031-03-18T14:05Z", _at(14, 5)),
        ("2031-03-18t14:05:09z", _at(14, 5, 9)),
        ("2031-03-18T14:05:00.000000000Z", _at(14, 5)),
        ("20310318T140500Z", _at(14, 5)),
        ("2031-03-18T14:05:00+0100", _at(14, 5, east=1)),
        ("2031-03-18 09:05:00 -05:00", _at(9, 5, east=-5)),
        ("2031-03-18 14:05:00 UTC", _at(14, 5)),
        ("2031-03-18T14:05:00Z[Europe/London]", _at(14, 5)),
        ("1931609100", datetime(2031, 3, 18, 14, 5, tzinfo=UTC)),
        ("1931609100000", datetime(2031, 3, 18, 14, 5, tzinfo=UTC)),
        ("Tue, 18 Mar 2031 14:05:00 GMT", _at(14, 5)),
        ("Tue, 18 Mar 2031 14:05:00 +0530", _at(14, 5, east=5.5)),
        ("Tue, 18 Mar 2031 14:05:00 -0000", _at(14, 5)),
        ("18 Mar 31 14:05 EST", _at(14, 5, east=-5)),
        ("Tue, 18 Mar 2031 14:05:00 BST", _at(14, 5, east=1)),
        ("Tue Mar 18 2031 14:05:00 GMT+0100 (Central European Standard Time)", _at(14, 5, east=1)),
        ("Tue Mar 18 14:05:00 +0000 2031", _at(14, 5)),
        ("18 March 2031", DAY),
        ("18th of March 2031", DAY),
        ("Tuesday, March 18th, 2031", DAY),
        ("18-Mar-2031", DAY),
        ("Published On 18 Mar 2031", DAY),
        ("March 18, 2031 at 2:05 p.m. EDT", _at(14, 5, east=-4)),
        ("March 18, 2031 2:05 PM ET", _at(14, 5, east=-4)),
        ("Updated: 18 March 2031 14.05 GMT", _at(14, 5)),
        ("14:05 GMT, 18 March 2031", _at(14, 5)),
        ("Tuesday 18 March 2031 at 1405 GMT", _at(14, 5)),
        ("Tue 18 Mar 2031 12.05am GMT", _at(0, 5)),
        ("18/03/2031", DAY),
        ("03/18/2031", DAY),
        ("8.3.2031", date(2031, 3, 8)),
    ],
)
def test_forms(words: str, expected: datetime | date) -> None:
    found = moment(words)
    assert found == expected
    assert type(found) is type(expected)
    if isinstance(found, datetime) and isinstance(expected, datetime):
        assert found.utcoffset() == expected.utcoffset()
    assert moment(f"  {words}\n", retrieved=RETRIEVED, zone=MANILA) == expected


@pytest.mark.parametrize(
    "words",
    [
        "2031-03-18T14:05:00",
        "2031-03-18 14:05",
        "20310318140500",
        "March 18, 2031 2:05 pm",
        "18/03/2031 14:05",
        "Tue, 18 Mar 2031 14:05:00 IST",  # India, Israel or Ireland
    ],
)
def test_a_time_without_its_zone_is_kept_as_a_day_unless_the_page_has_one(words: str) -> None:
    assert moment(words) == DAY
    assert moment(words, zone=MANILA) == _at(14, 5, east=8)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("just now", _at(14, 5)),
        ("5 minutes ago", _at(14, 0)),
        ("Updated 5 mins ago", _at(14, 0)),
        ("5m", _at(14, 0)),
        ("2h ago", _at(12, 5)),
        ("an hour ago", _at(13, 5)),
        ("1 hour, 5 minutes ago", _at(13, 0)),
        ("about 2 hours ago", _at(12, 5)),
        ("today", DAY),
        ("yesterday", date(2031, 3, 17)),
        ("3 days ago", date(2031, 3, 15)),
        ("Today 09:30 BST", _at(9, 30, east=1)),
        ("Yesterday at 14:05", _at(14, 5) - timedelta(days=1)),
    ],
)
def test_relative_ones_are_reckoned_from_the_retrieval(words: str, expected: datetime | date) -> None:
    found = moment(words, retrieved=RETRIEVED)
    assert found == expected
    assert type(found) is type(expected)
    assert moment(words) is None


def test_today_is_the_day_of_the_page() -> None:
    late = datetime(2031, 3, 18, 20, 0, tzinfo=UTC)
    assert moment("today", retrieved=late, zone=MANILA) == date(2031, 3, 19)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "live",
        "14:05",
        "2 pm",
        "2031",
        "2031-03",
        "In March",
        "3/4/2031",  # 3 April or 4 March
        "18 March 2031 was a dark day",
        "18 Mars 2031",
        "2031-13-01",
        "2031-02-30",
        "31 February 2031",
        "March 18, 2031 25:05",
        "2031-03-18T14:05:00+30:00",
        "0001-01-01T00:00:00",
        "1970-01-01T00:00:00Z",
        "99999999 minutes ago",
        "9999 weeks ago, or so",
        "2031-03-18\x00",
        "18 March 2031 " * 1000,
    ],
)
def test_what_is_no_date(words: str) -> None:
    assert moment(words, retrieved=RETRIEVED, zone=MANILA) is None


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from(["18", "March", "2031", "-", ":", "14:05", "GMT", "+", "ago", "5", "h", "Z", "pm"])
        | st.text(max_size=3),
        max_size=9,
    ).map("".join)
)  # fmt: skip
def test_never_raises(words: str) -> None:
    found = moment(words, retrieved=RETRIEVED)
    assert found is None or isinstance(found, date)
    assert not isinstance(found, datetime) or found.tzinfo is not None


@settings(deadline=None, max_examples=100)
@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=st.just(MANILA)))
def test_iso_comes_back(at: datetime) -> None:
    assert moment(at.isoformat()) == at
