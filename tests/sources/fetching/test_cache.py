"""The cache: whole entries or none, whatever happens to the folder and whoever shares it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import StoreError
from standoff.sources.fetching.cache import MAX_FRESH, Cache, Entry, default_folder
from standoff.sources.fetching.values import Validators

NOW = datetime(2031, 3, 18, 6, 40, tzinfo=UTC)
ENTRY = Entry(
    url="https://a.example/live",
    final_url="https://a.example/live/",
    retrieved=NOW,
    checked=NOW,
    data=b"one\ntwo\n",
    max_age=60,
    media_type="text/html",
    charset="utf-8",
    validators=Validators('"a1"', None, "https://a.example/live/"),
    moved_to="https://a.example/live/",
)
ROOM = 1 << 20


def test_what_is_kept_comes_back_whole(tmp_path: Path) -> None:
    Cache(tmp_path / "new" / "pages", ROOM).put(ENTRY)
    cache = Cache(tmp_path / "new" / "pages", ROOM)
    assert cache.get(ENTRY.url) == ENTRY
    assert cache.get("https://a.example/other") is None
    cache.put(replace(ENTRY, data=b""))
    assert cache.get(ENTRY.url) == replace(ENTRY, data=b"")


def test_only_the_user_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    Cache(folder, ROOM).put(ENTRY)
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o077 for path in folder.iterdir()] == [0]


def test_a_realm_does_not_see_another(tmp_path: Path) -> None:
    Cache(tmp_path, ROOM, "private").put(ENTRY)
    assert Cache(tmp_path, ROOM).get(ENTRY.url) is None
    assert Cache(tmp_path, ROOM, "private").get(ENTRY.url) == ENTRY


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=80), st.integers(0, 700))
def test_a_damaged_entry_is_none(tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int) -> None:
    folder = tmp_path_factory.mktemp("pages")
    cache = Cache(folder, ROOM)
    cache.put(ENTRY)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    damaged = whole[:at] + noise + whole[at + len(noise) + 1 :]
    path.write_bytes(damaged)
    assert cache.get(ENTRY.url) in (None, ENTRY)
    assert damaged == whole or cache.get(ENTRY.url) is None
    path.write_bytes(whole[: min(at, len(whole) - 1)])
    assert cache.get(ENTRY.url) is None


@pytest.mark.parametrize(
    ("seconds", "max_age", "fresh"),
    [
        (0, 60, True),
        (59, 60, True),
        (60, 60, False),
        (0, 0, False),
        (0, None, False),
        (MAX_FRESH - 1, 86400, True),
        (MAX_FRESH, 86400, False),
        (-5, 60, False),
    ],
    ids=str,
)
def test_how_long_it_is_fresh(seconds: int, max_age: int | None, fresh: bool) -> None:
    assert replace(ENTRY, max_age=max_age).fresh(NOW + timedelta(seconds=seconds)) is fresh


def test_the_oldest_go_and_one_that_would_fill_it_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 10_000)
    for number in range(20):
        cache.put(replace(ENTRY, url=f"https://a.example/{number}", data=b"x" * 1000))
    sizes = [path.stat().st_size for path in tmp_path.iterdir()]
    assert sum(sizes) <= 10_000 + 2 * max(sizes)
    assert cache.get("https://a.example/19") is not None
    assert cache.get("https://a.example/0") is None
    cache.put(replace(ENTRY, data=b"x" * 9_000))
    assert cache.get(ENTRY.url) is None


def test_empty_pages_take_room_too(tmp_path: Path) -> None:
    cache = Cache(tmp_path, 10_000)
    for number in range(100):
        cache.put(replace(ENTRY, url=f"https://a.example/{number}", data=b""))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 11_000


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "pages"):
        with pytest.raises(StoreError, match="--no-cache"):
            Cache(folder, ROOM)


def test_a_folder_that_is_lost_keeps_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "pages", ROOM)
    (tmp_path / "pages").rmdir()
    cache.put(ENTRY)
    assert cache.get(ENTRY.url) is None


def test_the_folder_is_where_caches_of_the_user_belong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "standoff" / "pages"
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert default_folder() == Path.home() / ".cache" / "standoff" / "pages"


_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from standoff.sources.fetching.cache import Cache
from tests.sources.fetching.test_cache import ENTRY
cache = Cache(Path(sys.argv[1]), 200_000)
for number in range(150):
    cache.put(replace(ENTRY, url=f"https://a.example/{number % 5}", data=sys.argv[2].encode() * 5000))
    found = cache.get(f"https://a.example/{number % 5}")
    assert found is None or len(set(found.data)) == 1 and len(found.data) == 5000
"""


def test_processes_share_it(tmp_path: Path, root: Path) -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), letter], cwd=root) for letter in "ab"
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert {path.suffix for path in tmp_path.iterdir()} == {".page"}
