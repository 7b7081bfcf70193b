"""One look at one source: is there anything new, and if so, which documents does it hold?

A page is read only if its bytes are others than at the last look: the server is asked with the validators
that it gave (RFC 9110, section 13), and what it sends all the same is compared by SHA-256. Files are compared
by name, size and time of change. Texts in other languages are let through here and judged when they are
handed on, so that ten thousand updates are not judged anew for the one that changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Protocol

from standoff.errors import FetchError, RefusedError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources import documents, documents_in
from standoff.sources.fetching.values import Fetched, Hints, Unchanged, Validators
from standoff.sources.origin import Origin
from standoff.types import Document
from standoff.watch import feed_hints
from standoff.watch.files import files_under, fingerprint
from standoff.watch.matching import Here
from standoff.watch.pace import NO_ADVICE, Advice
from standoff.watch.source import Source
from standoff.watch.versions import located

MOST_DOCUMENTS = 200_000
"""Documents of one source that are compared; a source with more is for ``standoff read``."""


class Fetch(Protocol):
    """What ``Fetcher.fetch`` does."""

    def __call__(
        self, url: str, validators: Validators | None = None, *, headers: Mapping[str, str] | None = None
    ) -> Fetched | Unchanged: ...


@dataclass(frozen=True, slots=True)
class Task:
    """A look that is to be taken. ``headers`` are filled in; ``content`` is that of the last look."""

    source: Source
    validators: Validators | None = None
    content: str | None = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Unaltered:
    """The source is as it was."""

    source: Source
    at: datetime
    advice: Advice = NO_ADVICE
    validators: Validators | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """The source was read anew: its documents in their order, and what could not be read of it."""

    source: Source
    at: datetime
    page: tuple[Here, ...]
    failures: tuple[Failure, ...] = ()
    advice: Advice = NO_ADVICE
    validators: Validators | None = None
    content: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """The source could not be had, or not read at all. ``refused``: asking again soon is no use."""

    source: Source
    at: datetime
    failure: Failure
    advice: Advice = NO_ADVICE
    refused: bool = False


Look = Unaltered | Read | Missed


def look(task: Task, fetch: Fetch, now: Callable[[], datetime]) -> Look:
    """Look at a source. Only what is no ``StandoffError`` is raised."""
    source = task.source
    try:
        if source.url is None:
            return _look_at_files(task, now)
        answer = fetch(source.url, task.validators, headers=task.headers or None)
    except FetchError as error:
        advice = Advice(retry_after=error.retry_after)
        return Missed(source, now(), Failure.of(error), advice, refused=isinstance(error, RefusedError))
    except StandoffError as error:
        return Missed(source, now(), Failure.of(error))
    at = now()
    if isinstance(answer, Unchanged):
        return Unaltered(source, at, _advice(answer.hints), task.validators, answer.moved_to)
    content = sha256(answer.data).hexdigest()
    period = feed_hints.period(answer.data)
    advice = replace(_advice(answer.hints), period=period)
    if content == task.content:
        return Unaltered(source, at, advice, answer.validators, answer.moved_to)
    origin = answer.origin
    if source.zone is not None and origin.retrieved is not None:
        # "Yesterday" and "14:05" of a page that says no more are meant in its own zone.
        origin = replace(origin, retrieved=origin.retrieved.astimezone(source.zone))
    page, failures = _read_in(answer.data, origin, source)
    if not page:
        return Missed(source, at, failures[0] if failures else _nothing(origin.name), advice)
    return Read(source, at, page, failures, advice, answer.validators, content, answer.moved_to)


def _look_at_files(task: Task, now: Callable[[], datetime]) -> Look:
    source = task.source
    at = now()
    path = str(source.path)
    content = fingerprint(files_under(path))
    if content == task.content:
        return Unaltered(source, at)
    found = documents(
        [path],
        published=source.published,
        encoding=source.encoding,
        any_language=True,
        columns=dict(source.columns) or None,
    )
    page, failures = _parted(found, source)
    if not page and not (os.path.isdir(path) and not files_under(path)):
        return Missed(source, at, failures[0] if failures else _nothing(path))
    return Read(source, at, page, failures if page else (), content=content)


def _read_in(data: bytes, origin: Origin, source: Source) -> tuple[tuple[Here, ...], tuple[Failure, ...]]:
    found = documents_in(
        BytesIO(data),
        origin,
        published=source.published,
        encoding=source.encoding,
        any_language=True,
        columns=dict(source.columns) or None,
    )
    return _parted(found, source)


def _parted(
    found: Iterable[Document | Failure], source: Source
) -> tuple[tuple[Here, ...], tuple[Failure, ...]]:
    good: list[Document] = []
    failures: list[Failure] = []
    for item in found:
        if isinstance(item, Failure):
            failures.append(item)
        elif len(good) >= MOST_DOCUMENTS:
            failures.append(_too_many(source))
            break
        elif item.publisher is None and source.publisher is not None:
            good.append(replace(item, publisher=source.publisher))
        else:
            good.append(item)
    return tuple(located(good)), tuple(failures)


def _advice(hints: Hints) -> Advice:
    return Advice(max_age=hints.max_age, retry_after=hints.retry_after)


def _nothing(where: str) -> Failure:
    return Failure.of(SourceError("holds no text", where=where))


def _too_many(source: Source) -> Failure:
    return Failure.of(
        SourceError(
            f"holds over {MOST_DOCUMENTS:,} documents; those after them are left out",
            where=source.address,
            remedy="Read it with standoff read, or watch its parts.",
        )
    )
