"""The bytes of a page as text, whatever it and its server say of them."""

from __future__ import annotations

import pytest

from standoff.sources.origin import Origin
from standoff.sources.pages.charset import decoded

WORDS = "Ostland’s attaché in Łódź"
WESTERN = "Ostland’s attaché"


def _page(words: str, charset: str | None = None) -> str:
    return f'<meta charset="{charset}"><p>{words}' if charset else f"<p>{words}"


@pytest.mark.parametrize(
    ("data", "claimed", "words"),
    [
        (_page(WORDS).encode(), None, WORDS),
        (_page(WORDS).encode("utf-8-sig"), "iso-8859-1", WORDS),
        (_page(WORDS).encode("utf-16"), None, WORDS),
        (_page(WORDS).encode("utf-32"), None, WORDS),
        (_page(WESTERN).encode("utf-16-le"), None, WESTERN),
        (_page(WESTERN).encode("utf-16-be"), "utf-8", WESTERN),
        (_page(WORDS, "iso-8859-1").encode(), "windows-1252", WORDS),  # both say what is not so
        (_page(WESTERN, "iso-8859-1").encode("cp1252"), None, WESTERN),  # Latin-1 means windows-1252
        (_page(WESTERN, "utf-8").encode("cp1252"), None, WESTERN),
        (_page(WESTERN, "no such").encode("cp1252"), "nor this", WESTERN),
        (_page(WESTERN).encode("cp1252"), None, WESTERN),
        (_page(WORDS, "iso-8859-1").encode("iso-8859-2", "replace"), "iso-8859-2", WORDS.replace("’", "?")),
        (_page("Łódź", "iso-8859-2").encode("iso-8859-2"), None, "Łódź"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><p>' + "Łódź".encode("iso-8859-2"), None, "Łódź"),
        (_page("東京", "shift_jis").encode("cp932"), None, "東京"),
        (_page(WESTERN, "hex").encode("cp1252"), "rot13", WESTERN),  # codecs, but of no text
        (_page(WESTERN * 9).encode() + b"\xe9", None, WESTERN * 9 + "\ufffd"),
    ],
)
def test_encodings(data: bytes, claimed: str | None, words: str) -> None:
    assert decoded(data, Origin("page.html", charset=claimed)).endswith(words)
