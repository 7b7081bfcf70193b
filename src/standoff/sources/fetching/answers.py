"""What an answer that is no page means, in words that help."""

from __future__ import annotations

from http import HTTPStatus
from types import MappingProxyType

from standoff.errors import FetchError

REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
PAGES = frozenset({200, 203})

_MEANINGS = MappingProxyType(
    {
        401: ("wants a user name and password", "Give them in the address, as https://NAME:PASSWORD@host/."),
        402: ("wants to be paid for", "See whether the publisher has a feed that is free."),
        403: ("may not be read by programs like this one", "Ask the publisher for leave, or for a feed."),
        404: ("is not there", "Look at the address for a slip; the page may have moved."),
        406: ("is not there in a form that was asked for", "Ask the publisher for a feed."),
        410: ("is gone for good", "Take it off your list."),
        429: ("was asked for too often", "Ask less often, with a longer --delay."),
        451: ("is withheld for legal reasons", "See whether another outlet carries it."),
        503: ("is not to be had now: the site is busy or closed for repair", "Try again later."),
    }
)


def no_page(status: int, retry_after: int | None) -> FetchError:
    """The error for an answer with ``status``; ``retry_after`` in seconds, if the server gave it."""
    what, remedy = _MEANINGS.get(status) or _by_class(status)
    if retry_after is not None and status in {429, 503}:
        remedy = f"The site says to come back in {retry_after} seconds."
    error = FetchError(f"{what} (the answer is {_named(status)})", remedy=remedy)
    error.retry_after = retry_after
    return error


def _by_class(status: int) -> tuple[str, str]:
    if status >= 500:
        return "cannot be had: something is wrong with the site", "Try again later."
    if status >= 400:
        return "is refused by the site", "Look at the address for a slip."
    return "was not sent", "Look at the address in a browser."


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
