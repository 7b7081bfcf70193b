"""Plain text is decoded without a guess and never changed."""

from __future__ import annotations

import pytest

from standoff.errors import EncodingError, SourceError
from standoff.sources.origin import Origin
from standoff.sources.text import MAX_CHARACTERS, checked, decode, read_text

SENTENCE = "Željka Kovač a quitté Genève – “vite”."


@pytest.mark.parametrize(
    ("encoded", "text"),
    [
        pytest.param(SENTENCE.encode(), SENTENCE, id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE, id="UTF-8 with a mark"),
        pytest.param(SENTENCE.encode("utf-16"), SENTENCE, id="UTF-16 with a mark"),
        pytest.param(b"\xfe\xff" + SENTENCE.encode("utf-16-be"), SENTENCE, id="UTF-16 BE with a mark"),
        pytest.param(SENTENCE.encode("utf-32"), SENTENCE, id="UTF-32 with a mark"),
        pytest.param(b"  a\r\nb\tc\r \n\n", "  a\r\nb\tc\r \n\n", id="blanks and line ends stay"),
    ],
)
def test_decode(encoded: bytes, text: str) -> None:
    assert decode(encoded, "page.txt") == text


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"caf\xe9", "windows-1252", "café"),
        (b"Kij\xf3w", "windows-1250", "Kijów"),
        ("Kijów".encode("utf-16-le"), "utf-16-le", "Kijów"),
        (b"\xff\xfe" + "Kijów".encode("utf-16-le"), "utf-16-le", "Kijów"),
    ],
)
def test_decode_as_told(data: bytes, encoding: str, text: str) -> None:
    assert decode(data, "page.txt", encoding) == text


@pytest.mark.parametrize(
    ("data", "encoding", "kind", "words"),
    [
        (b"caf\xe9 ferm\xe9", None, EncodingError, ["UTF-8", "UTF-16", "byte 3", "--encoding"]),
        (b"\xff\xfea\x00\x00\xd8", None, EncodingError, ["tried", "byte"]),
        (b"caf\x81", "windows-1252", EncodingError, ["tried: windows-1252", "byte 3"]),
        (b"words", "no-such-code", EncodingError, ["'no-such-code' is no encoding"]),
        (b"one\x00two", None, SourceError, ["binary", "byte 3 is NUL"]),
        (b"%PDF-1.7 ...", None, SourceError, ["a PDF file"]),
        (b"PK\x03\x04....", None, SourceError, ["ZIP archive or an office document"]),
        (b"\x1f\x8b\x08\x00", None, SourceError, ["gzip"]),
        (b"\x89PNG\r\n\x1a\n", None, SourceError, ["PNG image"]),
    ],
)
def test_what_is_no_text_is_named(
    data: bytes, encoding: str | None, kind: type[SourceError], words: list[str]
) -> None:
    with pytest.raises(kind) as caught:
        decode(data, "page.txt", encoding)
    assert caught.value.where == "page.txt"
    for word in words:
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        (" \n\t\u00a0\n", "is empty"),
        ("a\0b", "character 1 of the text is NUL"),
        ("ab\ud83d", "character 2 of the text is half a surrogate pair"),
        ("<!DOCTYPE html>\n<p>News</p>", "HTML"),
        ("<html><body>News", "HTML"),
        ("n" * (MAX_CHARACTERS + 1), "too long for one document: 2,000,001 characters"),
    ],
)
def test_texts_that_cannot_be_coded(text: str, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        checked(text, "page.txt")
    assert caught.value.remedy


def test_the_longest_text_passes() -> None:
    text = "n" * MAX_CHARACTERS
    assert checked(text, "page.txt") is text


def test_the_same_text_has_the_same_name() -> None:
    first, second, other = (read_text(data, Origin("page.txt")) for data in (b"one", b"one", b"two"))
    assert first.id == second.id != other.id
    assert (first.text, first.url, first.headline, first.date_published) == ("one", None, None, None)
