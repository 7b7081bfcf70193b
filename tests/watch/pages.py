"""Live pages made by hand, for the tests of the watch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from standoff.types import Document, document_id
from standoff.watch.known import Known
from standoff.watch.versions import Comparison, compare, located

PAGE = "https://news.example/live"
START = datetime(2031, 3, 18, 6, 0, tzinfo=UTC)
NOTICED = datetime(2031, 3, 18, 20, 0, tzinfo=UTC)


def update(number: int, words: str | None = None, *, with_url: bool = True) -> Document:
    """The update that came ``number`` minutes after the start."""
    text = words or f"Report number {number}: the ministry of Ostland said that ship {number} had sailed."
    url = f"{PAGE}#u{number}" if with_url else PAGE
    published = START + timedelta(minutes=number)
    return Document(document_id(url, text), text, url=url, date_published=published, is_part_of=PAGE)


class Memory:
    """What the state would remember of one page from look to look."""

    def __init__(self) -> None:
        self.known: list[Known] = []
        self._items = 0

    def look(self, page: Sequence[Document]) -> Comparison:
        """Compare with what is remembered, and remember what was found."""
        found = compare(self.known, located(page), NOTICED)
        by_item = {known.item: known for known in self.known}
        for change in found.changes:
            if change.known is not None and isinstance(change.value, Document):
                item = change.known.item
                by_item[item] = Known.of(item, change.value, place=change.place)
        after = []
        for entry in found.order:
            if isinstance(entry, int):
                after.append(by_item[entry])
            else:
                assert isinstance(entry.value, Document)
                self._items += 1
                after.append(Known.of(self._items, entry.value, place=entry.place))
        self.known = after
        return found
