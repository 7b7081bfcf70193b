"""Pages over HTTP: polite (robots.txt, turns at each host), safe (only the public internet), and only anew
what changed (validators, a cache)."""

from __future__ import annotations

from standoff.errors import FetchError
from standoff.sources.fetching.cache import Cache, default_folder
from standoff.sources.fetching.fetcher import Fetcher
from standoff.sources.fetching.values import (
    Fetched,
    Fetching,
    Hints,
    Unchanged,
    Validators,
    user_agent,
)

__all__ = [
    "Cache",
    "Fetched",
    "Fetcher",
    "Fetching",
    "Hints",
    "Unchanged",
    "Validators",
    "default_folder",
    "fetched",
    "user_agent",
]


def fetched(url: str, *, allow_private: bool = False) -> Fetched:
    """One page, without a cache and with the usual settings; see ``Fetcher.fetch`` for what it raises."""
    with Fetcher(Fetching(allow_private=allow_private)) as fetcher:
        answer = fetcher.fetch(url)
    if not isinstance(answer, Fetched):
        raise FetchError("said to be unchanged, though nothing was known of it", where=answer.origin.name)
    return answer
