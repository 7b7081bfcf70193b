"""URLs: what is asked of whom, what is refused, and that no password is ever shown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import RefusedError
from standoff.sources.fetching.targets import Target, WebOrigin, target

SECRET = "s3cr3t"


@pytest.mark.parametrize(
    ("words", "url", "origin"),
    [
        ("https://example.org/live", "https://example.org/live", ("https", "example.org", 443)),
        ("http://example.org", "http://example.org", ("http", "example.org", 80)),
        (" HTTP://EXAMPLE.org:80/a ", "http://example.org/a", ("http", "example.org", 80)),
        ("https://example.org:8443/a#b", "https://example.org:8443/a", ("https", "example.org", 8443)),
        ("https://example.org./a", "https://example.org./a", ("https", "example.org", 443)),
        ("https://[2606:4700::1]/a", "https://[2606:4700::1]/a", ("https", "2606:4700::1", 443)),
        ("https://zürich.example/ü?q=ä", None, ("https", "xn--zrich-kva.example", 443)),
        ("https://xn--a/", "https://xn--a/", ("https", "xn--a", 443)),
        ("https://a@b.example/", "https://b.example/", ("https", "b.example", 443)),
    ],
)
def test_what_is_asked_of_whom(words: str, url: str | None, origin: tuple[str, str, int]) -> None:
    found = target(words)
    assert found.origin == WebOrigin(*origin)
    assert found.url == url or url is None
    assert found.url.isascii()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "example.org/live",
        "//example.org/live",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "javascript:alert(1)",
        "data:text/html,hello",
        "http://",
        "http:///path",
        "http://example.org:0/",
        "http://example.org:65536/",
        "http://example.org:no/",
        "http://exa\nmple.org/",
        "http://[::1",
        "http://a b/",
        "http://[fe80::1%25eth0]/",
        "http://%5b::1%5d/",
        "http://0177.0.0.1/",
        "http://" + "a" * 70_000,
    ],
)
def test_what_is_no_web_address_is_refused(words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        target(words)
    assert caught.value.remedy is not None
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b", "https://example.org/b"),
        ("b?c", "https://example.org/live/b?c"),
        ("//other.example/b", "https://other.example/b"),
        ("http://other.example", "http://other.example"),
        ("?page=2", "https://example.org/live/a?page=2"),
    ],
)
def test_locations_are_relative_to_the_page(location: str, url: str) -> None:
    assert target(location, target("https://name:word@example.org/live/a")).url == url


def test_a_location_brings_no_credentials_of_the_page() -> None:
    assert target("/b", target(f"https://name:{SECRET}@example.org/a")).userinfo is None


def test_credentials_are_taken_out_and_decoded() -> None:
    found = target(f"https://na%40me:{SECRET}%3A@example.org/a")
    assert found.userinfo == f"na@me:{SECRET}:".encode()
    assert SECRET not in repr(found)
    assert found.url == "https://example.org/a"


@pytest.mark.parametrize(
    "words",
    [
        f"ftp://name:{SECRET}@example.org/",
        f"http://name:{SECRET}@/",
        f"http://name:{SECRET}/x@example.org:no/",
        f"http://name:{SECRET}@exa\nmple.org/",
        f"http://name:{SECRET}@example.org:99999/",
        f"http://:{SECRET}/@example.org/",
        f"http:name:{SECRET}@example.org",
        f"https:/name:{SECRET}@example.org/",
        f"https:\\\\name:{SECRET}@example.org/",
        f"//name:{SECRET}@example.org/",
        f"name:{SECRET}@example.org/live",
        f"{SECRET}:x@example.org/live",
        f"\nhttp:\nname:{SECRET}@example.org",
    ],
)
def test_a_refused_address_shows_no_password(words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        target(words)
    assert SECRET not in str(caught.value)


def test_what_is_shown_is_short_and_on_one_line() -> None:
    _, error = _tried(f"ftp://name:{SECRET}@example.org/\x1b[2J\n{'a' * 1000}")
    assert error is not None
    assert error.where is not None
    assert error.where.isprintable()
    assert len(error.where) < 320


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (f"name:{SECRET}@example.org/live", "example.org/live: is no web address."),
        (f"http:name:{SECRET}@example.org", "http:example.org: names no host."),
        ("ftp://example.org/", "ftp://example.org/: ftp: addresses are not fetched."),
        ("mailto:desk", "mailto:desk: mailto: addresses are not fetched."),
    ],
)
def test_what_is_wrong_with_it_is_said(words: str, shown: str) -> None:
    assert str(_tried(words)[1]).startswith(shown)


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60),
        st.builds("http://{}".format, st.text(max_size=40)),
        st.from_regex(r"https?://[a-z0-9.\-\[\]:%@]{0,30}(/.{0,20})?", fullmatch=True),
    )
)
def test_any_words_are_an_address_or_refused(words: str) -> None:
    found, error = _tried(words)
    if found is None:
        assert str(error).isprintable()
        return
    assert found.origin.scheme in {"http", "https"}
    assert found.origin.host
    assert found.url.isascii()
    assert found.url.isprintable()
    assert target(found.url).url == found.url
    assert target(found.url).origin == found.origin


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from(["https://", "HTTP:", "ftp://", "https:/", "", "//", " https:///", "x:"]),
    st.text(st.characters(codec="utf-8", exclude_characters="/?#@\\[]"), max_size=20),
)
def test_a_password_never_stays_in_the_address(start: str, word: str) -> None:
    found, error = _tried(f"{start}name:{SECRET}{word}@example.org/a")
    assert SECRET not in f"{found!r} {error}"


@settings(deadline=None, max_examples=200)
@given(
    st.one_of(
        st.text(max_size=40),
        st.builds(
            "{}{}:{}@{}".format, *[st.sampled_from(["//", "http://", "\\\\", "/", "@", "x", "[::1]"])] * 4
        ),
    )
)
def test_any_location_is_an_address_or_refused(location: str) -> None:
    found, error = _tried(location, target(f"https://name:{SECRET}@example.org/live/a"))
    if found is None:
        assert SECRET not in str(error)
        return
    assert found.origin.scheme in {"http", "https"}
    assert found.origin == target(found.url).origin
    assert target(found.url).userinfo is None
    assert SECRET not in found.url


def _tried(words: str, base: Target | None = None) -> tuple[Target | None, RefusedError | None]:
    try:
        return target(words, base), None
    except RefusedError as error:
        return None, error
