"""TLS over the guarded network: the name is what counts, whatever address is connected to."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from standoff.errors import FetchError
from standoff.sources.fetching import Fetched, Fetcher, Fetching

PEM = Path(__file__).with_name("a.example.pem")
"""A key and its certificate for a.example, made for these tests and trusted by nobody else."""


class SecureSite:
    """Answers each connection with one page; ``names`` are those that clients asked for (SNI)."""

    def __init__(self) -> None:
        self.names: list[str | None] = []
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(PEM)
        self._context.sni_callback = lambda _, name, __: self.names.append(name)
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:  # the test is over
                return
            with (
                contextlib.suppress(OSError),
                self._context.wrap_socket(connection, server_side=True) as told,
            ):
                told.recv(65536)
                told.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)


@pytest.fixture
def secure() -> Iterator[SecureSite]:
    found = SecureSite()
    yield found
    found.close()


@pytest.fixture
def trusting(here: Fetching, monkeypatch: pytest.MonkeyPatch) -> Fetching:
    monkeypatch.setenv("SSL_CERT_FILE", str(PEM))
    return replace(here, obey_robots=False)


def fetch(settings: Fetching, secure: SecureSite, host: str) -> bytes:
    with Fetcher(settings, resolver=lambda name: ["127.0.0.1"]) as fetcher:
        page = fetcher.fetch(f"https://{host}:{secure.port}/")
    assert isinstance(page, Fetched)
    return page.data


@pytest.mark.parametrize("host", ["a.example", "a.example."])
def test_the_certificate_is_that_of_the_name(trusting: Fetching, secure: SecureSite, host: str) -> None:
    assert fetch(trusting, secure, host) == b"ok"
    assert secure.names == ["a.example"]


@pytest.mark.parametrize("host", ["b.example", "www.a.example", "127.0.0.1"])
def test_the_certificate_of_another_is_refused(trusting: Fetching, secure: SecureSite, host: str) -> None:
    with pytest.raises(FetchError, match=r"certificate of .* is not to be trusted: .* mismatch"):
        fetch(trusting, secure, host)


def test_a_certificate_that_nobody_vouches_for_is_refused(here: Fetching, secure: SecureSite) -> None:
    with pytest.raises(FetchError, match="self-signed certificate"):
        fetch(replace(here, obey_robots=False), secure, "a.example")


@pytest.mark.parametrize("host", [".a.example", f"{'a' * 64}.example"])
def test_what_cannot_be_the_name_of_a_host(trusting: Fetching, secure: SecureSite, host: str) -> None:
    with pytest.raises(FetchError, match="is no name of a host"):
        fetch(trusting, secure, host)


def test_a_site_without_tls(here: Fetching) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with server.accept()[0] as connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        thread = Thread(target=serve, daemon=True)
        thread.start()
        with (
            Fetcher(replace(here, obey_robots=False)) as fetcher,
            pytest.raises(FetchError, match="no secure connection to 127"),
        ):
            fetcher.fetch(f"https://127.0.0.1:{server.getsockname()[1]}/")
        thread.join(5)
