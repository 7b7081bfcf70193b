"""The guard where connections are made: names, redirects and second answers of a resolver.

A loopback site stands for the public internet: its one address is let through, all others are judged as ever.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import replace

import pytest

from standoff.errors import FetchError, RefusedError, StoppedError
from standoff.sources.fetching import Fetched, Fetcher, Fetching, addresses, network
from tests.sources.fetching.site import Answer, Site

PAGE = b"<p>Ostland closed the strait.</p>"
PUBLIC = "127.0.0.1"


@pytest.fixture
def guarded(here: Fetching, monkeypatch: pytest.MonkeyPatch) -> Fetching:
    def objection(address: str) -> str | None:
        return None if address == PUBLIC else addresses.objection(address)

    monkeypatch.setattr(network, "objection", objection)
    return replace(here, allow_private=False, obey_robots=False)


@pytest.fixture
def hung_up() -> int:
    """A port that nobody listens at."""
    with socket.create_server((PUBLIC, 0)) as server:
        return int(server.getsockname()[1])


@pytest.mark.parametrize(
    "found",
    [
        ["10.0.0.1"],
        [PUBLIC, "10.0.0.1"],
        ["8.8.8.8", "169.254.169.254"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["fe80::1%eth0"],
        ["100.64.0.1"],
    ],
    ids=str,
)
def test_a_host_with_any_private_address_is_refused(site: Site, guarded: Fetching, found: list[str]) -> None:
    with (
        Fetcher(guarded, resolver=lambda host: found) as fetcher,
        pytest.raises(RefusedError, match=r"not on the public internet: a\.example leads to"),
    ):
        fetcher.fetch(site.url("/live", host="a.example"))
    assert site.asked == site.asked_robots == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "localhost", "[::1]", "0.0.0.0", "[::]"],
)
def test_other_ways_of_writing_loopback(site: Site, here: Fetching, host: str) -> None:
    with (
        Fetcher(replace(here, allow_private=False)) as fetcher,
        pytest.raises(RefusedError, match="not on the public internet"),
    ):
        fetcher.fetch(f"http://{host}:{site.port}/live")
    assert site.asked == site.asked_robots == []


@pytest.mark.parametrize("location", ["http://10.0.0.1/", "http://[::1]/", "//inside.example/x"])
def test_a_redirect_into_a_private_network_is_refused(site: Site, guarded: Fetching, location: str) -> None:
    site.redirect("/live", location)
    names = {"a.example": [PUBLIC], "inside.example": ["192.168.0.7"]}
    with (
        Fetcher(guarded, resolver=lambda host: names.get(host, [host])) as fetcher,
        pytest.raises(RefusedError) as caught,
    ):
        fetcher.fetch(site.url("/live", host="a.example"))
    assert site.paths() == ["/live"]
    assert "redirected to http://" in str(caught.value.where)


def test_a_robots_txt_that_redirects_into_a_private_network_is_not_followed(
    site: Site, guarded: Fetching
) -> None:
    site.redirect("/robots.txt", "http://169.254.169.254/latest/meta-data/")
    site.routes["/live"] = Answer(PAGE)
    settings = replace(guarded, obey_robots=True)
    with Fetcher(settings) as fetcher, pytest.raises(RefusedError, match="link-local"):
        fetcher.fetch(site.url("/live"))
    assert site.asked == []


def test_a_second_answer_of_the_resolver_changes_nothing(site: Site, guarded: Fetching) -> None:
    """DNS rebinding: public at first, private as soon as it was checked."""
    site.routes["/live"] = Answer(PAGE, headers={"Connection": "close"})
    answers = [[PUBLIC], ["169.254.169.254"]]
    with Fetcher(guarded, resolver=lambda host: answers.pop(0)) as fetcher:
        page = fetcher.fetch(site.url("/live", host="rebinding.example"))
        assert isinstance(page, Fetched)
        assert page.data == PAGE
        with pytest.raises(RefusedError, match="link-local"):
            fetcher.fetch(site.url("/live", host="rebinding.example"))
    assert answers == []
    assert [asked.headers["host"] for asked in site.asked] == [f"rebinding.example:{site.port}"]


@pytest.mark.parametrize("dead", ["127.0.0.9", "255.255.255.255"])
def test_the_next_address_is_tried_where_one_is_dead(site: Site, here: Fetching, dead: str) -> None:
    site.routes["/live"] = Answer(PAGE)
    with Fetcher(here, resolver=lambda host: [dead, PUBLIC]) as fetcher:
        page = fetcher.fetch(site.url("/live", host="a.example"))
    assert isinstance(page, Fetched)


def test_only_addresses_are_connected_to(here: Fetching) -> None:
    """A resolver that gives a name again would have it looked up a second time, past the check."""
    with Fetcher(here, resolver=lambda host: ["localhost"]) as fetcher, pytest.raises(FetchError):
        fetcher.fetch("http://a.example/live")


def test_nobody_listens(here: Fetching, hung_up: int) -> None:
    with Fetcher(here) as fetcher, pytest.raises(FetchError, match="cannot be reached: connection refused"):
        fetcher.fetch(f"http://{PUBLIC}:{hung_up}/")


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "is not known: name or service not known"),
        (UnicodeError("label too long"), "is no name of a host"),
        (None, "is no name of a host"),
    ],
)
def test_a_name_that_leads_nowhere(here: Fetching, problem: Exception | None, words: str) -> None:
    def resolver(host: str) -> list[str]:
        if problem is not None:
            raise problem
        return []

    with Fetcher(here, resolver=resolver) as fetcher, pytest.raises(FetchError, match=words) as caught:
        fetcher.fetch("https://a.example/live")
    assert caught.value.where == "https://a.example/live"


def test_a_resolver_that_hangs_is_not_waited_for(here: Fetching) -> None:
    hanging = threading.Event()

    def resolver(host: str) -> list[str]:
        hanging.wait(20)
        return []

    try:
        with (
            Fetcher(replace(here, timeout=0.4), resolver=resolver) as fetcher,
            pytest.raises(FetchError, match="took longer"),
        ):
            fetcher.fetch("https://a.example/live")
        fetcher = Fetcher(here, resolver=resolver)
        threading.Timer(0.2, fetcher.close).start()
        with pytest.raises(StoppedError):
            fetcher.fetch("https://a.example/live")
    finally:
        hanging.set()


def test_a_server_that_says_nothing_is_not_waited_for_once_told_to_stop(here: Fetching) -> None:
    with socket.create_server((PUBLIC, 0)) as mute:
        for scheme in ("http", "https"):
            fetcher = Fetcher(here)
            threading.Timer(0.2, fetcher.close).start()
            with pytest.raises(StoppedError):
                fetcher.fetch(f"{scheme}://{PUBLIC}:{mute.getsockname()[1]}/")


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/9.9 what\r\n\r\n",
        b"\x00\x01\x02\x03" * 50,
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 300_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 999 Whatever\r\nContent-Length: 0\r\n\r\n",
    ],
    ids=lambda said: repr(said[:40]),
)
def test_a_server_that_breaks_the_rules_is_an_error(here: Fetching, said: bytes) -> None:
    with socket.create_server((PUBLIC, 0)) as server:

        def serve() -> None:
            with contextlib.suppress(OSError):  # the test is over
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(65536)
                        connection.sendall(said)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        settings = replace(here, obey_robots=False, timeout=5.0)
        with Fetcher(settings) as fetcher, pytest.raises(FetchError) as caught:
            fetcher.fetch(f"http://{PUBLIC}:{server.getsockname()[1]}/live")
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)
    assert caught.value.where
    assert str(caught.value).isprintable()
