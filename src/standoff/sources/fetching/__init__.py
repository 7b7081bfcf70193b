"""Pages over HTTP: polite (robots.txt, turns at each host), safe (only the public internet), and only anew
what changed (validators, a cache)."""

from __future__ import annotations

import atexit
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from standoff.errors import FetchError, StoreError
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
    """One page, with the usual settings and this user's cache; see ``Fetcher.fetch`` for what it raises.

    All calls share turns and robots.txt, so that a list of pages of one site does not hammer it.
    """
    answer = _shared(allow_private, default_folder()).fetch(url)
    if not isinstance(answer, Fetched):
        raise FetchError("said to be unchanged, though nothing was known of it", where=answer.origin.name)
    return answer


@lru_cache(maxsize=4)
def _shared(allow_private: bool, folder: Path) -> Fetcher:
    settings = Fetching(allow_private=allow_private, cache=folder)
    try:
        fetcher = Fetcher(settings)
    except StoreError:  # a home that may not be written to: pages are fetched, and not remembered
        fetcher = Fetcher(replace(settings, cache=None))
    atexit.register(fetcher.close)
    return fetcher
