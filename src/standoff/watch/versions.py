"""What changed on a page: a pure comparison of what was read before with what stands there now.

The identity of a version is its text. A new text at a known place is an edit or a correction, and its
document says which one it supersedes; the same text with another headline field, time of change, author or
url is the same version and yields nothing; so does a page that only put its updates into another order. A
version that goes back to an earlier text, or comes back after it was retracted, has the earlier id; what
tells it apart is ``supersedes``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from standoff.types import Document, Retraction
from standoff.watch.known import Known, moment_of, place_of
from standoff.watch.matching import Here, matched
from standoff.watch.removal import newest_first, removed


@dataclass(frozen=True, slots=True)
class Change:
    """A value to hand on, and what it takes the place of: ``None`` for a document that is new.

    ``place`` is what names the document on its page from now on.
    """

    value: Document | Retraction
    known: Known | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed, and how the page is to be remembered once all of it was handed on.

    ``changes`` come oldest first, retractions last. ``order`` holds, for each document on the page, its
    number in the state or, if it is new, its change. ``moved`` are known documents with another place.
    """

    changes: tuple[Change, ...]
    order: tuple[int | Change, ...]
    moved: tuple[tuple[int, str | None], ...] = ()
    held: bool = False
    """Whether missing updates were kept, since as many items of the page could not be read."""


def located(page: Sequence[Document]) -> list[Here]:
    """The documents of a page, each with its place and the SHA-256 of its text; repetitions left out."""
    seen: set[tuple[str | None, str]] = set()
    found = []
    for document in page:
        here = Here(document, place_of(document), document.text_sha256)
        key = (here.place, here.text_sha256) if here.place else (document.id, here.text_sha256)
        if key not in seen:
            seen.add(key)
            found.append(here)
    return found


def compare(
    before: Sequence[Known],
    page: Sequence[Here],
    noticed: datetime,
    *,
    earlier: Sequence[Known] = (),
    more_failures: bool = False,
) -> Comparison:
    """What is to be handed on, given what was read before and what the page holds now.

    Args:
        before: what stood on the page at the last look, in its order.
        page: what ``located`` made of the page.
        noticed: the moment of this look, with its zone.
        earlier: documents that had left the page by then and share a place or text with one of ``page``.
        more_failures: whether more items of the page could not be read than at the last look; one that
            is missing may then be one of these, and nothing is retracted.
    """
    found = matched([*before, *earlier], page)
    order: list[int | Change] = []
    changes: list[Change] = []
    moved: list[tuple[int, str | None]] = []
    for at, here in enumerate(page):
        known = found.get(at)
        if (change := _change(here, known)) is not None:
            changes.append(change)
        if known is not None:
            order.append(known.item)
            if change is None and known.place != here.place:
                moved.append((known.item, here.place))
        elif change is not None:
            order.append(change)
    documents = [here.document for here in page]
    remaining = [(found[at], here.document) for at, here in enumerate(page) if at in found]
    gone = removed([known for known in before if not known.gone], remaining, documents)
    held = bool(gone) and more_failures
    if held:
        order = _with_missing(order, [known.item for known in before], {known.item for known in gone})
        gone = []
    return Comparison(
        changes=(*_oldest_first(changes, documents), *_retractions(gone, noticed)),
        order=tuple(order),
        moved=tuple(moved),
        held=held,
    )


def _change(here: Here, known: Known | None) -> Change | None:
    document = here.document
    if known is None:
        return Change(document, None, here.place)
    same = known.text_sha256 == here.text_sha256
    if same and not known.gone:
        return None
    if same:  # retracted, and back again
        document = replace(document, id=known.id)
    elif here.place == f"id {document.id}":
        # The publisher's id names the document, ours must name the version.
        document = replace(document, id=f"{document.id}.{here.text_sha256[:8]}")
    return Change(replace(document, supersedes=known.id if known.handed else None), known, here.place)


def _retractions(gone: Sequence[Known], noticed: datetime) -> Iterator[Change]:
    for known in gone:
        if known.handed:
            yield Change(Retraction(known.id, noticed, known.url, known.is_part_of), known, known.place)


def _oldest_first(changes: Sequence[Change], page: Sequence[Document]) -> list[Change]:
    """By time of publication; where that is not known of all, from the old end of the page to the new."""
    falls = newest_first(page)
    if falls is None:
        falls = any(document.is_part_of for document in page)
    ordered = list(reversed(changes)) if falls else list(changes)
    moments = [moment_of(change.value) for change in ordered if isinstance(change.value, Document)]
    times = [moment for moment in moments if moment is not None]
    if len(times) < len(ordered):
        return ordered
    return [ordered[at] for at in sorted(range(len(ordered)), key=times.__getitem__)]


def _with_missing(order: list[int | Change], before: Sequence[int], missing: set[int]) -> list[int | Change]:
    """``order`` with ``missing`` items put behind what they stood behind."""
    followers: dict[int | None, list[int]] = {}
    previous: int | None = None
    there = {item for item in order if isinstance(item, int)}
    for item in before:
        if item in missing:
            followers.setdefault(previous, []).append(item)
        elif item in there:
            previous = item
    whole: list[int | Change] = list(followers.get(None, ()))
    for entry in order:
        whole.append(entry)
        if isinstance(entry, int):
            whole += followers.get(entry, ())
    return whole
