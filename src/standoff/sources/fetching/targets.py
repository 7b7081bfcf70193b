"""URLs, taken apart once: what is asked for, of whom, and with which secret."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import httpx

from standoff.errors import RefusedError

PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_ANY_USERINFO = re.compile(r"\A(\s*https?:[/\\]*)?.*@", re.DOTALL | re.IGNORECASE)
"""In what is no URL, a password may stand anywhere before the last ``@``."""
_SHOWN = 300


class WebOrigin(NamedTuple):
    """Scheme, host and port (RFC 6454): what a secret is given for."""

    scheme: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Target:
    """One address to ask. ``url`` is whole, in ASCII, without user name, password and fragment;
    ``userinfo`` is what stood before the ``@``, decoded, as ``user:password``."""

    url: str
    origin: WebOrigin
    userinfo: bytes | None = field(default=None, repr=False)


def target(words: str, base: Target | None = None) -> Target:
    """The address that ``words`` name.

    Args:
        words: a URL; with ``base`` it may be relative, as in a ``Location`` header.

    Raises:
        RefusedError: it is no URL, or its scheme is not http or https.
    """
    try:
        url = httpx.URL(words.strip())
        if base is not None:
            url = httpx.URL(base.url).join(url)
        host = url.raw_host.decode("ascii").lower().rstrip(".")
        port = url.port
        userinfo = url.userinfo
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise _refused(words, f"is no URL{_reason(error, words)}") from None
    if url.scheme not in PORTS:
        # In NAME:PASSWORD@host, where https:// was forgotten, the name looks like a scheme.
        told = url.scheme and (url.host or "@" not in words)
        raise _refused(words, f"{url.scheme}: addresses are not fetched" if told else "is no web address")
    if port is None:
        port = PORTS[url.scheme]
    if not _HOST.fullmatch(host) or not 0 < port < 65536:
        raise _refused(words, "names no port that there is" if _HOST.fullmatch(host) else "names no host")
    bare = url.copy_with(userinfo=b"", fragment=None)
    secret = unquote_to_bytes(userinfo) if userinfo.strip(b":") else None
    return Target(str(bare), WebOrigin(url.scheme, host, port), secret)


def _shown(words: str) -> str:
    """``words`` on one line, and not endless."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in words[: _SHOWN + 1])
    return clean if len(clean) <= _SHOWN else f"{clean[:_SHOWN]}…"


def _refused(words: str, what: str) -> RefusedError:
    return RefusedError(
        what,
        where=_shown(_ANY_USERINFO.sub(r"\1", words)),
        remedy="Give a whole address, as https://example.org/live.",
    )


def _reason(error: Exception, words: str) -> str:
    """Why it is no URL; nothing where that might quote a password."""
    reason = str(error)
    return "" if "@" in words or not reason else f": {reason[0].lower()}{reason[1:].rstrip('.')}"
