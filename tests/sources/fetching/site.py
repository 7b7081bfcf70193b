"""A site on loopback whose answers a test sets, route by route, and changes while it runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the site saw it. Names of headers are in lower case; ``at`` is monotonic seconds;
    ``client`` is the port that it came from, one for each connection."""

    path: str
    headers: Mapping[str, str]
    at: float
    client: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site sends.

    ``etag`` and ``last_modified`` make it answer 304 where the request has them. ``pause`` is slept before
    anything is sent, ``drip`` after each byte of the body. ``length`` false leaves Content-Length out and
    closes the connection at the end; ``cut`` sends that many bytes less than were promised.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str | None = "text/html; charset=utf-8"
    etag: str | None = None
    last_modified: str | None = None
    pause: float = 0.0
    drip: float = 0.0
    length: bool = True
    cut: int = 0


Route = Answer | Callable[[Asked], Answer]


class Site:
    """A server on a free port of loopback. ``routes`` may be changed at any time; ``asked`` lists the
    requests in the order in which they came, those for robots.txt apart in ``asked_robots``."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[Asked] = []
        self.asked_robots: list[Asked] = []
        self.closing = Event()
        self._lock = Lock()
        self._server = _Server((host, 0), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/", host: str = "127.0.0.1", userinfo: str = "") -> str:
        return f"http://{userinfo}{'@' if userinfo else ''}{host}:{self.port}{path}"

    def redirect(self, path: str, location: str, status: int = 302) -> None:
        self.routes[path] = Answer(status=status, headers={"Location": location})

    def robots(self, text: str, status: int = 200) -> None:
        self.routes["/robots.txt"] = Answer(text.encode(), status, media_type="text/plain")

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.path for asked in self.asked]

    def answer(self, asked: Asked) -> Answer:
        with self._lock:
            (self.asked_robots if asked.path == "/robots.txt" else self.asked).append(asked)
        route = self.routes.get(asked.path) or self.routes.get(urlsplit(asked.path).path)
        if route is None:
            return Answer(b"not here", 404)
        return route if isinstance(route, Answer) else route(asked)

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what many a test is about."""


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.path, headers, time.monotonic(), self.client_address[1])
            answer = site.answer(asked)
            site.closing.wait(answer.pause)
            if _matches(answer, headers):
                answer = Answer(status=304, headers=answer.headers, etag=answer.etag, media_type=None)
            self.send_response(answer.status)
            for name, value in _headers(answer).items():
                self.send_header(name, value)
            if not answer.length or answer.cut:
                self.send_header("Connection", "close")
            self.end_headers()
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            body = answer.body[: len(answer.body) - answer.cut]
            if not answer.drip:
                self.wfile.write(body)
                return
            for byte in body:
                if site.closing.wait(answer.drip):
                    return
                self.wfile.write(bytes([byte]))

    return Handler


def _matches(answer: Answer, headers: Mapping[str, str]) -> bool:
    if answer.status != 200:
        return False
    if "if-none-match" in headers:
        return headers["if-none-match"] == answer.etag
    return answer.last_modified is not None and headers.get("if-modified-since") == answer.last_modified


def _headers(answer: Answer) -> dict[str, str]:
    headers = dict(answer.headers)
    if answer.media_type and answer.status != 304:
        headers.setdefault("Content-Type", answer.media_type)
    if answer.etag:
        headers["ETag"] = answer.etag
    if answer.last_modified:
        headers["Last-Modified"] = answer.last_modified
    if answer.length and answer.status != 304:
        headers["Content-Length"] = str(len(answer.body))
    return headers
