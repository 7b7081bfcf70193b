"""sources.toml: what it may say, and how a slip is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from standoff.errors import ConfigError
from standoff.watch.config import parse_sources, read_sources

WHOLE = """
contact = "desk@example.org"

[[source]]
name = "Karsa"
url = "https://reader:word@news.example/live#top"
every = "2m"
publisher = "Karsa Post"
zone = "Europe/Kyiv"
headers = { X-Api-Key = "${KARSA_KEY}" }

[[source]]
name = "Folder"
path = "incoming"
columns = { text = "body" }
"""


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    web, folder = parse_sources(WHOLE, "sources.toml", tmp_path)
    assert (web.name, web.every, web.publisher, web.contact) == (
        "Karsa",
        120,
        "Karsa Post",
        "desk@example.org",
    )
    assert web.address == "https://news.example/live"
    assert web.host == "news.example"
    assert web.headers[0].filled({"KARSA_KEY": "secret"}, "Karsa") == "secret"
    assert folder.path == tmp_path / "incoming"
    assert folder.contact is None


def test_secrets_are_in_no_message_and_no_repr(tmp_path: Path) -> None:
    source = parse_sources(WHOLE.replace("${KARSA_KEY}", "topsecret"), "sources.toml", tmp_path)[0]
    assert "topsecret" not in repr(source)
    assert "word" not in repr(source)
    header = parse_sources(WHOLE, "sources.toml", tmp_path)[0].headers[0]
    with pytest.raises(ConfigError, match="no variable KARSA_KEY"):
        header.filled({}, "Karsa")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names no source"),
        ("[[source]", "is no TOML"),
        ('[[source]]\nurl = "https://a.example"', "source 1: has no name"),
        ('[[source]]\nname = "A"', "has neither url nor path"),
        ('[[source]]\nname = "A"\nurl = "https://a.example"\npath = "b"', "has both url and path"),
        ('[[source]]\nname = "A"\nurl = "ftp://a.example"', 'source "A", url: is no address of the web'),
        ('[[source]]\nname = "A"\nurl = "https://a.example"\nevry = "2m"', "Did you mean every?"),
        ('[[source]]\nname = "A"\nurl = "https://a.example"\nevery = "often"', "is no stretch of time"),
        ('[[source]]\nname = "A"\nurl = "https://a.example"\nevery = "5s"', "is less than 30 seconds"),
        ('[[source]]\nname = "A"\nurl = "https://a.example"\nzone = "Mars/Base"', "is no time zone"),
        ('[[source]]\nname = "A"\npath = "b"\n' * 2, "two sources have this name"),
        ('[[source]]\nname = "A"\npath = "b"\nheaders = { Host = "x" }', "is no header that may be set"),
    ],
)
def test_a_slip_is_named_with_its_place_and_remedy(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_sources(text, "sources.toml", tmp_path)
    assert words in str(caught.value)
    assert str(caught.value).startswith("sources.toml")


def test_a_file_that_is_not_there_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no such file.*\[\[source\]\]"):
        read_sources(tmp_path / "none.toml")


def test_the_example_is_one(root: Path) -> None:
    assert read_sources(root / "examples" / "sources.toml")
