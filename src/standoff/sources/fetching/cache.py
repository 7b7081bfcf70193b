"""A folder that remembers pages: body, validators and time by url, shared by any number of processes.

One file a page: a line with the SHA-256 of all that follows, a line of JSON about the page, then its bytes.
A file appears whole or not at all; one that is damaged is as good as none. Nothing that was asked for with a
secret is kept.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock

from standoff.errors import StoreError
from standoff.sources.fetching.values import Validators

MAX_FRESH = 300
"""Seconds for which a page is taken from the cache unasked, however long the publisher says it is fresh."""

_VERSION = 2
_SUFFIX = ".page"
_ABANDONED = 3600.0
_DIGEST = 65


@dataclass(frozen=True, slots=True)
class Entry:
    """A page as it was answered. ``retrieved`` is when its bytes came, ``checked`` when the server last said
    that they are current; both with their zone."""

    url: str
    final_url: str
    retrieved: datetime
    checked: datetime
    data: bytes = field(repr=False)
    max_age: int | None = None
    media_type: str | None = None
    charset: str | None = None
    validators: Validators = field(default_factory=Validators)
    moved_to: str | None = None

    def fresh(self, now: datetime) -> bool:
        """Whether it may be used without asking; a clock that was set back makes nothing fresh."""
        age = timedelta(seconds=min(self.max_age or 0, MAX_FRESH))
        return self.checked <= now < self.checked + age


def default_folder() -> Path:
    """Where caches of this user belong on this system."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "standoff" / "pages"
    named = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(named) if os.path.isabs(named) else Path.home() / ".cache"
    return base / "standoff" / "pages"


class Cache:
    """Entries in ``folder``, at most ``max_bytes`` of them; the ones not used for longest go first.

    Args:
        realm: entries of one realm are not seen in another.

    Raises:
        StoreError: the folder cannot be made or written to.
    """

    def __init__(self, folder: Path, max_bytes: int, realm: str = "") -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            writable = os.access(folder, os.W_OK | os.X_OK)
        except OSError as error:
            raise _unusable(folder, error.strerror or str(error)) from None
        if not writable:
            raise _unusable(folder, "it may not be written to")
        self._folder = folder
        self._max_bytes = max_bytes
        self._realm = realm
        self._lock = Lock()
        self._unswept = max_bytes  # so that the first entry of a run sweeps

    def get(self, url: str) -> Entry | None:
        """What is known of ``url``; ``None`` where that is nothing, or damaged."""
        path = self._path(url)
        try:
            with path.open("rb") as stream:
                digest = stream.readline(_DIGEST)
                rest = stream.read()
        except OSError:
            return None
        entry = _entry(rest) if digest.strip() == sha256(rest).hexdigest().encode() else None
        if entry is None or entry.url != url:
            return None
        with suppress(OSError):
            os.utime(path)
        return entry

    def put(self, entry: Entry) -> None:
        """Keep ``entry`` in place of what was known; a full disk or a lost folder keeps nothing."""
        if len(entry.data) > self._max_bytes // 4:
            return
        with suppress(OSError):
            handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=self._folder)
            try:
                rest = _head(entry) + entry.data
                with os.fdopen(handle, "wb") as stream:
                    stream.write(sha256(rest).hexdigest().encode() + b"\n")
                    stream.write(rest)
                os.replace(name, self._path(entry.url))
            finally:
                with suppress(FileNotFoundError):
                    os.unlink(name)
            self._sweep(_DIGEST + len(rest))

    def _path(self, url: str) -> Path:
        return self._folder / (sha256(f"{self._realm}\n{url}".encode()).hexdigest()[:40] + _SUFFIX)

    def _sweep(self, added: int) -> None:
        """Remove the oldest entries once a tenth of the room was written since it was last done."""
        with self._lock:
            self._unswept += added
            if self._unswept < self._max_bytes // 10:
                return
            self._unswept = 0
        files = []
        now = datetime.now(UTC).timestamp()
        for item in os.scandir(self._folder):
            with suppress(OSError):
                about = item.stat(follow_symlinks=False)
                if item.name.endswith(_SUFFIX):
                    files.append((about.st_mtime, about.st_size, item.path))
                elif item.name.endswith(".part") and now - about.st_mtime > _ABANDONED:
                    os.unlink(item.path)
        total = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if total <= self._max_bytes * 9 // 10:
                break
            with suppress(OSError):
                os.unlink(path)
            total -= size


def _head(entry: Entry) -> bytes:
    about: dict[str, object] = {
        "version": _VERSION,
        "url": entry.url,
        "final_url": entry.final_url,
        "retrieved": entry.retrieved.isoformat(),
        "checked": entry.checked.isoformat(),
        "max_age": entry.max_age,
        "media_type": entry.media_type,
        "charset": entry.charset,
        "validators": asdict(entry.validators),
        "moved_to": entry.moved_to,
    }
    return json.dumps(about).encode() + b"\n"


def _entry(rest: bytes) -> Entry | None:
    """The entry in an undamaged file; ``None`` where another version of this program wrote it."""
    head, _, data = rest.partition(b"\n")
    try:
        about = json.loads(head)
        if about["version"] != _VERSION:
            return None
        return Entry(
            url=about["url"],
            final_url=about["final_url"],
            retrieved=datetime.fromisoformat(about["retrieved"]),
            checked=datetime.fromisoformat(about["checked"]),
            data=data,
            max_age=about["max_age"],
            media_type=about["media_type"],
            charset=about["charset"],
            validators=Validators(**about["validators"]),
            moved_to=about["moved_to"],
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _unusable(folder: Path, reason: str) -> StoreError:
    return StoreError(
        f"cannot be used as a cache: {reason}",
        where=str(folder),
        remedy="Name another folder with --cache, or go without one with --no-cache.",
    )
