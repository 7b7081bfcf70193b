"""One way from what a format says to a Document."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from standoff.errors import RecordError, SourceError, StandoffError
from standoff.sources.composing import absolute, compose, opens_with
from standoff.sources.origin import Origin
from standoff.sources.text import MAX_CHARACTERS
from standoff.types import Document, document_id

PAGE = "https://news.example/world/strait"
ORIGIN = Origin("strait.html", url=PAGE)
BODY = "Vietnam deployed three frigates.\n\nManila condemned it."


def test_every_field_is_taken_and_tidied() -> None:
    text = f"Frigates sent\n\n{BODY}"
    assert compose(
        ORIGIN,
        body=f" {BODY} \n",
        headline=" Frigates\n sent ",
        url="#post-7",
        publisher="Example  News",
        published=datetime(2031, 3, 18, 14, 5, tzinfo=UTC),
        modified=date(2031, 3, 19),
        authors=["Ana  Lim", "", "https://news.example/ana", "Ana Lim", "Bo Tan"],
        language="en_GB",
        is_part_of="/world/strait",
    ) == Document(
        id=document_id(f"{PAGE}#post-7", text),
        text=text,
        url=f"{PAGE}#post-7",
        headline="Frigates sent",
        publisher="Example News",
        date_published=datetime(2031, 3, 18, 14, 5, tzinfo=UTC),
        date_modified=date(2031, 3, 19),
        language="en-GB",
        is_part_of=PAGE,
        authors=("Ana Lim", "Bo Tan"),
    )


def test_what_is_empty_is_unknown() -> None:
    found = compose(ORIGIN, body=BODY, headline=" ", url=" ", publisher="", language="", is_part_of="")
    assert found == Document(id=document_id(None, BODY), text=BODY)


@pytest.mark.parametrize(
    ("headline", "opens"),
    [
        ("Vietnam deployed three frigates.", True),
        ("Vietnam deployed three frigates", True),
        ("VIETNAM DEPLOYED THREE FRIGATES:", True),
        ("Vietnam deployed three fri...", True),
        ("Vietnam deployed […]", True),
        ("Vietnam deployed three", True),
        ("Vietnam deployed three fri", False),
        ("Frigates deployed", False),
        ("...", False),
    ],
)
def test_a_headline_that_the_body_opens_with_is_not_said_twice(headline: str, opens: bool) -> None:
    assert opens_with(BODY, headline) is opens
    document = compose(ORIGIN, body=BODY, headline=headline)
    assert document.text == (BODY if opens else f"{headline}\n\n{BODY}")
    assert document.headline == headline


def test_a_headline_may_be_all() -> None:
    assert compose(ORIGIN, body="", headline="Frigates sent").text == "Frigates sent"


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("https://a.example/x", PAGE, "https://a.example/x"),
        ("/x", PAGE, "https://news.example/x"),
        ("//a.example/x", PAGE, "https://a.example/x"),
        ("#b1", PAGE, f"{PAGE}#b1"),
        ("#b1", None, None),
        ("urn:newsml:x:1", PAGE, "urn:newsml:x:1"),
        (" https://a.example/\n x ", None, "https://a.example/x"),
        ("http://[x", PAGE, None),
        ("//[x", PAGE, None),
        ("\0", PAGE, None),
        (None, PAGE, None),
    ],
)
def test_addresses(url: str | None, base: str | None, expected: str | None) -> None:
    assert absolute(url, base) == expected


@pytest.mark.parametrize(
    ("body", "where", "kind", "message"),
    [
        ("", None, SourceError, "strait.html: is empty"),
        ("\0 \u200b", "strait.html, item 3", RecordError, "strait.html, item 3: is empty"),
        ("a" * (MAX_CHARACTERS + 1), "strait.html, item 3", RecordError, "strait.html, item 3: is too long"),
    ],
)
def test_no_text_and_too_much(body: str, where: str | None, kind: type[StandoffError], message: str) -> None:
    with pytest.raises(kind) as caught:
        compose(ORIGIN, body=body, where=where)
    assert type(caught.value) is kind
    assert str(caught.value).startswith(message)
