"""Sockets for httpcore that connect only to addresses that were checked, and never wait too long.

A name is resolved once; every address that it has is checked, and the connection goes to one of those very
addresses, so that a second, different answer of the resolver (DNS rebinding) changes nothing. The name
stays what TLS and the ``Host`` header are about.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from threading import Thread
from typing import TypeVar

import httpcore

from standoff.errors import FetchError, RefusedError
from standoff.sources.fetching.addresses import objection
from standoff.sources.fetching.limits import SLICE, Limit, current

CONNECTING = 10.0
"""Seconds for a name to be resolved, for a connection to be made, and for TLS to agree; each of them."""

SILENCE = 20.0
"""Seconds that a server may send nothing."""

_CONNECTING = frozenset({0, errno.EINPROGRESS, errno.EWOULDBLOCK})

Resolve = Callable[[str], Sequence[str]]
"""From a host's name to its IP addresses; raises ``OSError``."""

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
Result = TypeVar("Result")


def resolve(host: str) -> list[str]:
    """The addresses of ``host`` as the system's resolver gives them, each once."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore.NetworkBackend):
    """Resolves, checks, connects. What goes wrong is a ``FetchError``.

    Args:
        allow_private: whether any address will do.
        resolver: asked for each new connection.
    """

    def __init__(self, *, allow_private: bool, resolver: Resolve = resolve) -> None:
        self._allow_private = allow_private
        self._resolver = resolver

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.NetworkStream:
        limit = current()
        addresses = self._checked(host, limit)
        end = time.monotonic() + CONNECTING
        for left in range(len(addresses), 0, -1):
            share = (end - time.monotonic()) / left
            try:
                return GuardedStream(_connected(addresses[-left], port, share, limit), host)
            except OSError as error:
                trouble = error
        raise FetchError(
            f"cannot be reached: {_words(trouble)}", remedy="See whether the site is up, and try again later."
        )

    def _checked(self, host: str, limit: Limit) -> Sequence[str]:
        """All addresses of ``host``, none of which is private unless that is allowed."""
        addresses = _resolved(host, self._resolver, limit)
        for address in addresses:
            kind = None if self._allow_private else objection(address)
            if kind is not None:
                what = f"{host} is" if host == address else f"{host} leads to {address},"
                article = "an" if kind[0] in "aeiouI" else "a"
                raise RefusedError(
                    f"is not on the public internet: {what} {article} {kind} address",
                    remedy="If you trust it, allow it with --allow-private.",
                )
        return addresses


class GuardedStream(httpcore.NetworkStream):
    """A connected socket whose every wait is cut into slices, so that limit and stop are kept."""

    def __init__(self, sock: socket.socket, host: str) -> None:
        self._socket = sock
        self._host = host

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._patiently(lambda: self._socket.recv(max_bytes), SILENCE)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        view = memoryview(buffer)
        while view:
            view = view[self._patiently(partial(self._socket.send, view), SILENCE) :]

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        name = (server_hostname or self._host).rstrip(".")  # certificates name hosts without the root's dot
        self._socket.settimeout(SLICE)
        try:
            secured = ssl_context.wrap_socket(
                self._socket, server_hostname=name, do_handshake_on_connect=False
            )
        except OSError as error:  # it hung up before a word was said
            raise _no_tls(self._host, error) from None
        stream = GuardedStream(secured, self._host)
        try:
            stream._patiently(secured.do_handshake, CONNECTING)
        except BaseException:
            secured.close()
            raise
        return stream

    def get_extra_info(self, info: str) -> object:
        if info == "is_readable":  # a server that hung up, while the connection lay idle, is "readable"
            return _ready(self._socket, select.POLLIN, 0)
        if info == "ssl_object" and isinstance(self._socket, ssl.SSLSocket):
            return self._socket
        return None

    def _patiently(self, act: Callable[[], Result], patience: float) -> Result:
        limit = current()
        end = time.monotonic() + patience
        while True:
            left = min(limit.check(), end - time.monotonic())
            if left <= 0:
                raise FetchError(
                    f"{self._host} was silent for {patience:g} seconds", remedy="Try again later."
                )
            self._socket.settimeout(min(SLICE, left))
            try:
                return act()
            except TimeoutError:
                continue
            except ssl.SSLCertVerificationError as error:
                reason = error.verify_message.rstrip(".")
                raise FetchError(
                    f"the certificate of {self._host} is not to be trusted: {reason}",
                    remedy="See whether the address is right. A private authority is named in SSL_CERT_FILE.",
                ) from None
            except ssl.SSLError as error:
                raise _no_tls(self._host, error) from None
            except OSError as error:
                raise FetchError(
                    f"the connection to {self._host} broke: {_words(error)}", remedy="Try again later."
                ) from None


def _resolved(host: str, resolver: Resolve, limit: Limit) -> Sequence[str]:
    """Ask the resolver in a thread of its own, since it cannot be interrupted."""
    try:
        host.rstrip(".").encode("idna")  # what TLS will do with it
    except UnicodeError:
        raise _no_host(host) from None
    answer: list[Sequence[str] | OSError | UnicodeError] = []

    def ask() -> None:
        try:
            answer.append(resolver(host))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    thread = Thread(target=ask, name=f"resolve {host}", daemon=True)
    thread.start()
    end = time.monotonic() + CONNECTING
    while thread.is_alive() and (left := min(limit.check(), end - time.monotonic())) > 0:
        thread.join(min(SLICE, left))
    if not answer:
        raise FetchError(f"the name {host} was not resolved in time", remedy="Try again later.")
    found = answer[0]
    if isinstance(found, UnicodeError) or not found:
        raise _no_host(host)
    if isinstance(found, OSError):
        raise FetchError(
            f"the host {host} is not known: {_words(found)}",
            remedy="Look at the address for a slip, and see whether you are online.",
        )
    return found


def _connected(address: str, port: int, patience: float, limit: Limit) -> socket.socket:
    """A socket connected to ``address``; ``OSError`` where that does not come about in time."""
    bare, _, _ = address.partition("%")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setblocking(False)
        end = time.monotonic() + patience
        place = socket.getaddrinfo(address, port, family, socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
        trouble = sock.connect_ex(place[0][4])
        if trouble not in _CONNECTING:  # a socket that never set out looks ready, and free of errors
            raise OSError(trouble, os.strerror(trouble))
        while not _ready(sock, select.POLLOUT, min(SLICE, limit.check())):
            if time.monotonic() >= end:
                raise TimeoutError("it did not answer in time")
        trouble = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if trouble:
            raise OSError(trouble, os.strerror(trouble))
    except BaseException:
        sock.close()
        raise
    return sock


def _ready(sock: socket.socket, event: int, seconds: float) -> bool:
    poll = select.poll()
    poll.register(sock, event)
    return bool(poll.poll(seconds * 1000))


def _no_host(host: str) -> FetchError:
    return FetchError(f"{host[:80]} is no name of a host", remedy="Look at the address for a slip.")


def _no_tls(host: str, error: OSError) -> FetchError:
    reason = error.reason if isinstance(error, ssl.SSLError) and error.reason else _words(error)
    return FetchError(
        f"no secure connection to {host}: {reason}",
        remedy="See whether the site speaks TLS 1.2 or later at that port.",
    )


def _words(error: OSError) -> str:
    words = error.strerror or str(error) or type(error).__name__
    return words[0].lower() + words[1:]
