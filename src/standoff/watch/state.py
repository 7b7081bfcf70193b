"""What was seen and when to look again: one SQLite file, written by one watcher and read by anybody.

The file is in WAL mode, is marked with an application id, and has a version of its form. One that is not
ours, is newer than the program, or is damaged is left as it is. A killed program loses nothing that was
committed; a machine that loses its power may lose the last moments, and what was handed on in them is handed
on again.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any, Self

from standoff.types import Document, Retraction
from standoff.watch.known import Known
from standoff.watch.state_file import locked, opened_to_read, opened_to_write, require_ours, told
from standoff.watch.state_values import SourceState, iso, of_row, row_of
from standoff.watch.versions import Change, Comparison

KEPT = timedelta(days=90)
"""How long a document is remembered after it left its page."""
WORDS_KEPT = timedelta(days=1)
"""How long its words are: a page may be out of order for a while, and what comes back may be edited later."""
_TIDIED = timedelta(days=1)

_KNOWN = "item, id, text_sha256, place, url, published, is_part_of, words, handed, gone"
_AT_ONCE = 400


class State:
    """The state file, open. ``State.writing`` makes it if it is not there; ``State.reading`` never writes."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: IO[bytes] | None) -> None:
        self._path = path
        self._connection = connection
        self._lock = lock
        self._tidied: datetime | None = None

    @classmethod
    def writing(cls, path: Path) -> Self:
        """Open to write, as the only one who does.

        Raises:
            StoreError: it is foreign, damaged, newer, or in use; or it cannot be made or written.
        """
        require_ours(path)
        lock = locked(path)
        try:
            return cls(path, opened_to_write(path), lock)
        except BaseException:
            lock.close()
            raise

    @classmethod
    def reading(cls, path: Path) -> Self | None:
        """Open to read while another may write; ``None`` if there is no such file yet.

        Raises:
            StoreError: it is foreign, damaged or newer.
        """
        if not path.exists() or path.stat().st_size == 0:
            return None
        require_ours(path)
        return cls(path, opened_to_read(path), None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()
        if self._lock is not None:
            self._lock.close()

    def sources(self) -> dict[str, SourceState]:
        """All sources that were ever tried, by name."""
        with told(self._path):
            return {row["name"]: of_row(row) for row in self._rows("SELECT * FROM sources")}

    def source(self, name: str, address: str) -> SourceState:
        """What is known of a source. If its address is another than it was, its pace, validators and
        failures are not those of the new one; the documents remain."""
        with told(self._path):
            for row in self._rows("SELECT * FROM sources WHERE name = ?", (name,)):
                found = of_row(row)
                return found if found.address == address else SourceState(name, address)
        return SourceState(name, address)

    def put(self, source: SourceState) -> None:
        """Write what is known of a source; its page stays as it is."""
        with told(self._path):
            self._connection.execute(
                "INSERT INTO sources (name, address, etag, last_modified, validated_url, content, last_try,"
                " last_success, last_change, next_turn, failure, failing_since, interval, failures,"
                " unreadable) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (name) DO UPDATE SET"
                " address = excluded.address, etag = excluded.etag, last_modified = excluded.last_modified,"
                " validated_url = excluded.validated_url, content = excluded.content,"
                " last_try = excluded.last_try, last_success = excluded.last_success,"
                " last_change = excluded.last_change, next_turn = excluded.next_turn,"
                " failure = excluded.failure, failing_since = excluded.failing_since,"
                " interval = excluded.interval, failures = excluded.failures,"
                " unreadable = excluded.unreadable",
                row_of(source),
            )

    def page(self, name: str) -> list[Known]:
        """What stood on the source's page at the last look, in its order."""
        with told(self._path):
            order = self._order(name)
            found = {known.item: known for known in self._known("item", order)}
        return [found[item] for item in order if item in found]

    def earlier(
        self, name: str, places: Iterable[str], texts: Iterable[str], page: Iterable[Known]
    ) -> list[Known]:
        """Documents of the source that are not on ``page`` and share a place or a text, oldest first."""
        on_page = {known.item for known in page}
        with told(self._path):
            found = [
                *self._known("place", list(places), name),
                *self._known("text_sha256", list(texts), name),
            ]
        others = {known.item: known for known in found if known.item not in on_page}
        return [others[item] for item in sorted(others)]

    def record(self, name: str, change: Change, *, handed: bool = True) -> int:
        """Write that a change was handed on, and return the number of its document.

        Args:
            handed: false if it could not be, for instance since it is not in English.
        """
        with told(self._path):
            if isinstance(change.value, Retraction):
                assert change.known is not None
                self._connection.execute("UPDATE documents SET gone = 1 WHERE item = ?", (change.known.item,))
                return change.known.item
            return self._record(name, change.value, change, handed)

    def _record(self, name: str, document: Document, change: Change, handed: bool) -> int:
        item = change.known.item if change.known else None
        known = Known.of(item or 0, document, place=change.place, handed=handed)
        cursor = self._connection.execute(
            "INSERT OR REPLACE INTO documents (item, source, id, text_sha256, place, url, published,"
            " is_part_of, words, handed, gone, left_page) VALUES (?,?,?,?,?,?,?,?,?,?,0,NULL)",
            (
                item,
                name,
                known.id,
                known.text_sha256,
                known.place,
                known.url,
                known.published,
                known.is_part_of,
                known.words,
                handed,
            ),
        )
        return int(cursor.lastrowid or 0)

    def finish(
        self, source: SourceState, comparison: Comparison | None, items: Mapping[Change, int], now: datetime
    ) -> None:
        """Write, at once, that a look is over: the source's state and, if it was read, what its page holds.

        Args:
            items: the numbers that ``record`` gave to the comparison's new documents, by their changes.
        """
        with told(self._path), self._transaction():
            self.put(source)
            if comparison is None:
                return
            order = [entry if isinstance(entry, int) else items[entry] for entry in comparison.order]
            before = set(self._order(source.name))
            after = set(order)
            for changed, when in ((before - after, iso(now)), (after - before, None)):
                self._connection.executemany(
                    "UPDATE documents SET left_page = ? WHERE item = ?", [(when, item) for item in changed]
                )
            self._connection.executemany(
                "UPDATE documents SET place = ? WHERE item = ?",
                [(place, item) for item, place in comparison.moved],
            )
            self._connection.execute(
                "UPDATE sources SET page = ? WHERE name = ?", (array("q", order).tobytes(), source.name)
            )

    def tidy(self, now: datetime) -> None:
        """Forget documents that left their page ``KEPT`` ago, and the words of those that left it
        ``WORDS_KEPT`` ago. May be called often: it does so once a day."""
        if self._tidied is not None and abs(now - self._tidied) < _TIDIED:
            return
        with told(self._path), self._transaction():
            self._connection.execute("DELETE FROM documents WHERE left_page < ?", (iso(now - KEPT),))
            self._connection.execute(
                "UPDATE documents SET words = '' WHERE left_page < ? AND words <> ''",
                (iso(now - WORDS_KEPT),),
            )
        self._tidied = now

    def _order(self, name: str) -> list[int]:
        order = array("q")
        for row in self._rows("SELECT page FROM sources WHERE name = ?", (name,)):
            order.frombytes(row["page"][: len(row["page"]) // order.itemsize * order.itemsize])
        return order.tolist()

    def _known(self, column: str, values: Sequence[object], source: str | None = None) -> Iterator[Known]:
        """The documents whose ``column`` has one of ``values``."""
        limits = "" if source is None else " AND source = :source"
        for start in range(0, len(values), _AT_ONCE):
            part = json.dumps(values[start : start + _AT_ONCE])
            yield from map(
                _as_known,
                self._connection.execute(
                    f"SELECT {_KNOWN} FROM documents WHERE {column} IN (SELECT value FROM json_each(:part))"
                    f"{limits}",
                    {"part": part, "source": source},
                ),
            )

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        cursor = self._connection.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(query, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _as_known(row: Sequence[Any]) -> Known:
    *values, handed, gone = row
    return Known(*values, bool(handed), bool(gone))  # type: ignore[call-arg, unused-ignore]
