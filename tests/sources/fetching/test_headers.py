"""Headers: seconds and dates, what is fresh, what may be kept, what is sent back."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.sources.fetching import headers as said
from standoff.sources.fetching.values import Hints, Validators

NOW = datetime(2031, 3, 18, 6, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("99999999999999999999", said.LONGEST),
        ("Tue, 18 Mar 2031 06:42:00 GMT", 120),
        ("Tuesday, 18-Mar-31 06:42:00 GMT", 120),
        ("Tue Mar 18 06:42:00 2031", 120),
        ("Tue, 18 Mar 2031 06:00:00 GMT", 0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
        ("", None),
    ],
)
def test_when_to_come_back(value: str, seconds: int | None) -> None:
    assert said.retry_after(httpx.Headers([(b"retry-after", value.encode())]), NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=90"}, 90),
        ({"Cache-Control": 'public, MAX-AGE="90"'}, 90),
        ({"Cache-Control": "s-maxage=900"}, None),
        ({"Cache-Control": "max-age=90", "Age": "30"}, 60),
        ({"Cache-Control": "max-age=90", "Age": "300"}, 0),
        ({"Cache-Control": "max-age=90", "Age": "old"}, 90),
        ({"Cache-Control": "no-cache, max-age=90"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "max-age=99999999999"}, said.LONGEST),
        (
            {"Expires": "Tue, 18 Mar 2031 06:50:00 GMT", "Date": "Tue, 18 Mar 2031 06:40:00 GMT"},
            600,
        ),
        ({"Expires": "0", "Date": "Tue, 18 Mar 2031 06:40:00 GMT"}, 0),
        ({"Expires": "Tue, 18 Mar 2031 06:50:00 GMT"}, 0),
    ],
)
def test_how_long_a_page_is_fresh(headers: dict[str, str], seconds: int | None) -> None:
    assert said.hints(httpx.Headers(headers), NOW) == Hints(max_age=seconds)


def test_what_may_be_kept() -> None:
    assert said.storable(httpx.Headers({"Cache-Control": "private, max-age=1"}))
    assert not said.storable(httpx.Headers({"Cache-Control": "max-age=1, no-store"}))


@pytest.mark.parametrize("etag", ["", "é", "x" * 2000, "a\x7fb"])
def test_a_validator_that_cannot_be_sent_back_is_none(etag: str) -> None:
    headers = httpx.Headers([(b"etag", etag.encode("latin-1"))])
    assert said.validators(headers, "https://a.example/") == Validators(url="https://a.example/")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("text/html; charset=utf-8", ("text/html", "utf-8")),
        ('Application/RSS+XML; Charset="Windows-1252"', ("application/rss+xml", "windows-1252")),
        ("text/html; charset=", ("text/html", None)),
        ("html", (None, None)),
        ("", (None, None)),
    ],
)
def test_media_types(value: str, found: tuple[str | None, str | None]) -> None:
    assert said.media_type(httpx.Headers({"Content-Type": value})) == found


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=60))
def test_any_header_is_understood_or_ignored(value: str) -> None:
    names = ("retry-after", "cache-control", "age", "expires", "date", "content-type", "etag")
    headers = httpx.Headers([(name.encode(), value.encode("latin-1")) for name in names])
    hints = said.hints(headers, NOW)
    assert hints.retry_after is None or 0 <= hints.retry_after <= said.LONGEST
    assert hints.max_age is None or 0 <= hints.max_age <= said.LONGEST
    said.media_type(headers)
    etag = said.validators(headers, "https://a.example/").etag
    assert etag is None or (etag.isascii() and etag.isprintable())
