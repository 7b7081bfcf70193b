"""What is sent to one origin and to no other: credentials, and headers that a user sets for a source."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping

from standoff.errors import ConfigError
from standoff.sources.fetching.targets import Target

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OURS = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "if-modified-since",
        "if-none-match",
        "keep-alive",
        "proxy-authorization",
        "range",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


class Secrets:
    """Headers for the origin of ``page``. What they say is never shown.

    Raises:
        ConfigError: a header has no proper name, is one that we set ourselves, or its value cannot be sent.
    """

    def __init__(self, page: Target, headers: Mapping[str, str] | None = None) -> None:
        self._origin = page.origin
        self._headers = {name.title(): value.strip() for name, value in (headers or {}).items()}
        for name, value in self._headers.items():
            _require_sendable(name, value)
        if page.userinfo is not None and "Authorization" not in self._headers:
            userinfo = page.userinfo if b":" in page.userinfo else page.userinfo + b":"
            self._headers["Authorization"] = f"Basic {b64encode(userinfo).decode()}"

    def __bool__(self) -> bool:
        return bool(self._headers)

    def __repr__(self) -> str:
        return f"Secrets({', '.join(sorted(self._headers))})"

    def send_to(self, page: Target) -> dict[str, str]:
        """The headers, if ``page`` is of the very origin that they are for; else none, now and ever after:
        whoever sent us elsewhere does not get to choose what we ask for in the user's name."""
        if page.origin != self._origin:
            self._headers = {}
        return dict(self._headers)


def _require_sendable(name: str, value: str) -> None:
    if not _NAME.fullmatch(name):
        raise ConfigError(
            f"{name[:40]!r} is no name of a header", remedy="Write it as X-Api-Key or Authorization."
        )
    if name.lower() in _OURS:
        raise ConfigError(f"the header {name} is set by the program", remedy="Leave it out.")
    if not (value.isascii() and value.isprintable()):
        raise ConfigError(
            f"the value of the header {name} has characters that cannot be sent",
            remedy="Use printable ASCII without line ends.",
        )
