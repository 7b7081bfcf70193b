"""The state's file: where it lies, whether it is ours and sound, and who may write to it."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from standoff.errors import StoreError

APPLICATION_ID = 0x5374_6F57  # "StoW"
FORM = 1
"""The version of the tables below; a file with a higher one is refused."""

_MAGIC = b"SQLite format 3\0"
_TABLES = """
CREATE TABLE sources (
    name TEXT PRIMARY KEY, address TEXT NOT NULL, etag TEXT, last_modified TEXT, validated_url TEXT,
    content TEXT, last_try TEXT, last_success TEXT, last_change TEXT, next_turn TEXT,
    failure TEXT, failing_since TEXT, interval REAL, failures INTEGER NOT NULL DEFAULT 0,
    unreadable INTEGER NOT NULL DEFAULT 0, page BLOB NOT NULL DEFAULT x''
) STRICT;
CREATE TABLE documents (
    item INTEGER PRIMARY KEY, source TEXT NOT NULL, id TEXT NOT NULL, text_sha256 TEXT NOT NULL, place TEXT,
    url TEXT, published TEXT, is_part_of TEXT, words TEXT NOT NULL, handed INTEGER NOT NULL,
    gone INTEGER NOT NULL, left_page TEXT
) STRICT;
CREATE INDEX documents_place ON documents (source, place);
CREATE INDEX documents_text ON documents (source, text_sha256);
CREATE INDEX documents_left ON documents (left_page) WHERE left_page IS NOT NULL;
"""
_AGAIN = "Move it away to begin anew, or name another with --state."


def default_state(config: Path) -> Path:
    """Where the state of the sources in ``config`` is kept if nothing else is said: a file for each
    settings file, in ``$XDG_STATE_HOME/standoff`` or ``~/.local/state/standoff``."""
    base = os.environ.get("XDG_STATE_HOME", "")
    folder = Path(base) if os.path.isabs(base) else Path.home() / ".local" / "state"
    name = sha256(os.fsencode(config.resolve())).hexdigest()[:8]
    return folder / "standoff" / f"{config.stem}-{name}.sqlite"


def opened_to_write(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is made if it is not there.

    Raises:
        StoreError: it is damaged, or cannot be made or written.
    """
    with told(path):
        if fresh := not path.exists() or path.stat().st_size == 0:
            connection = sqlite3.connect(path, timeout=30, isolation_level=None)
        else:
            _require_sound(path)
            connection = sqlite3.connect(f"{_uri(path)}?mode=rw", uri=True, timeout=30, isolation_level=None)
        try:
            _prepare(connection, fresh)
        except BaseException:
            connection.close()
            raise
        return connection


def opened_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write."""
    with told(path):
        return sqlite3.connect(f"{_uri(path)}?mode=ro", uri=True, timeout=30)


def _uri(path: Path) -> str:
    return path.resolve().as_uri()


def _require_sound(path: Path) -> None:
    # Read-only, since closing a connection that may write can change the file.
    with closing(opened_to_read(path)) as connection:
        faults = connection.execute("PRAGMA quick_check(1)").fetchall()
    if faults != [("ok",)]:
        raise StoreError(f"is damaged: {str(faults[0][0])[:100]}", where=str(path), remedy=_AGAIN)


def _prepare(connection: sqlite3.Connection, fresh: bool) -> None:
    if fresh:
        # In the old journal mode, so that the mark stands in the file itself from the first moment on.
        connection.executescript(
            f"BEGIN; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORM};{_TABLES}COMMIT;"
        )
    connection.execute("PRAGMA journal_mode = WAL").close()
    connection.execute("PRAGMA synchronous = NORMAL").close()


def require_ours(path: Path) -> None:
    """Look at the head of the file, and touch nothing. SQLite's format, section 1.3: user version at 60,
    application id at 68, both big-endian."""
    where = str(path)
    try:
        with path.open("rb") as stream:
            head = stream.read(100)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", where=where, remedy=_AGAIN) from None
    if not head:
        return
    number = int.from_bytes(head[68:72], "big")
    if len(head) < 100 or not head.startswith(_MAGIC) or number != APPLICATION_ID:
        kind = "a database of another program" if head.startswith(_MAGIC) else "no state of a watch"
        raise StoreError(
            f"is {kind}", where=where, remedy="Name another file with --state; this one was not touched."
        )
    form = int.from_bytes(head[60:64], "big")
    if form > FORM:
        raise StoreError(
            f"was written by a newer Standoff (its form is {form}, this one knows {FORM})",
            where=where,
            remedy="Bring Standoff up to date, or name another file with --state.",
        )


def locked(path: Path) -> IO[bytes]:
    """The right to write, for as long as the file that is returned stays open. A lock on the database
    itself would be in the way of SQLite's own."""
    beside = path.with_name(path.name + ".lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = beside.open("ab")
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            remedy="Name a file in a folder of yours with --state.",
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise StoreError(
            "another standoff watch is using it",
            where=str(path),
            remedy="End that one first, or name another file with --state.",
        ) from None
    return lock


@contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors as ``StoreError``."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(
            f"cannot be used: {error}",
            where=str(path),
            remedy="Look at the disk's space and the file's rights, or name another with --state.",
        ) from None
    except sqlite3.DatabaseError as error:
        raise StoreError(f"is damaged: {error}", where=str(path), remedy=_AGAIN) from None
