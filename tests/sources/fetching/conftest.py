"""Sites on loopback, settings that let them be fetched, and a cache folder of each test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from standoff.sources.fetching import Fetching
from tests.sources.fetching.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that knows no page yet, and has no robots.txt."""
    found = Site()
    yield found
    found.close()


@pytest.fixture
def other_site() -> Iterator[Site]:
    """Another host, as far as origins go: another port."""
    found = Site()
    yield found
    found.close()


@pytest.fixture
def here() -> Fetching:
    """Settings that let loopback be fetched, without waiting between requests."""
    return Fetching(allow_private=True, delay=0.0, timeout=10.0)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would go to the user's cache folder goes to one of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache-home"))
