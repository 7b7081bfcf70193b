"""One request and its answer over the guarded network. No cookies, no proxy, no redirect is followed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

import httpcore
import httpx

from standoff.errors import FetchError
from standoff.sources.fetching.network import GuardedBackend
from standoff.sources.fetching.targets import Target

_KEPT_IDLE = 20
_IDLE_SECONDS = 15.0


class Transport:
    """Connections to many hosts, kept open a while for the next request. Safe to share between threads.

    Proxies named in the environment are not used: what they connect to could not be checked. The
    certificate authorities are those of certifi, or of SSL_CERT_FILE and SSL_CERT_DIR.
    """

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=True),
            max_connections=None,
            max_keepalive_connections=_KEPT_IDLE,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=backend,
        )

    @contextmanager
    def get(self, page: Target, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """The answer to a GET of ``page``, its body unread, to be had by ``raw_body``.

        Raises:
            FetchError: the network or the server failed; within the block too.
        """
        request = httpx.Request("GET", page.url, headers=headers)
        with _told():
            answer = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                )
            )
            with closing(answer):
                response = httpx.Response(answer.status, headers=answer.headers, extensions={"core": answer})
                yield response

    def close(self) -> None:
        """Close all connections; no request may be under way."""
        self._pool.close()


def raw_body(response: httpx.Response) -> Iterator[bytes]:
    """The body as it comes, still compressed."""
    answer: httpcore.Response = response.extensions["core"]
    yield from answer.iter_stream()


def without_body(response: httpx.Response) -> None:
    """Take note that nothing follows the headers, where that is so; then the connection can be used again."""
    said = response.headers
    none_said = said.get("content-length") == "0" and "transfer-encoding" not in said
    if response.status_code == 304 or none_said:
        for _ in raw_body(response):
            pass


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (httpcore.ProtocolError, httpcore.NetworkError, httpcore.TimeoutException) as error:
        reason = str(error) or type(error).__name__
        raise FetchError(
            f"the server broke the rules of HTTP: {''.join(c for c in reason if c.isprintable())[:200]}",
            remedy="Try again later.",
        ) from None
