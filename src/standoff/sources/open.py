"""From paths to documents: which reader reads what, and what files are refused."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from standoff.errors import SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.jsonl import first_line_is_record, parse_record, read_lines
from standoff.sources.language import require_english
from standoff.sources.markdown import read_markdown
from standoff.sources.text import MAX_CHARACTERS, decode, read_text, too_long
from standoff.types import Document

STDIN = "-"
_MAX_BYTES = 4 * MAX_CHARACTERS
_JSON_LINES = frozenset({".jsonl", ".ndjson", ".jsonlines", ".json"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown"})


def documents(
    paths: Iterable[str],
    *,
    published: date | datetime | None = None,
    encoding: str | None = None,
    any_language: bool = False,
) -> Iterator[Document | Failure]:
    """The documents of all paths in order; a path or line that cannot be read yields a ``Failure``.

    Args:
        paths: files, or ``-`` for standard input. ``.jsonl`` (and ``.ndjson``, ``.json``) are JSON lines,
            ``.md`` is Markdown, all else plain text; standard input is JSON lines if it opens with ``{``.
        published: the date of documents that bring none of their own.
        encoding: of plain text and Markdown; JSON lines are always UTF-8.
        any_language: whether texts that are clearly not English are let through.
    """
    for path in paths:
        try:
            for item in _read(path, encoding, any_language):
                if isinstance(item, Document) and item.date_published is None and published is not None:
                    item = replace(item, date_published=published)
                yield item
        except StandoffError as error:
            yield Failure.of(error)


def _read(path: str, encoding: str | None, any_language: bool) -> Iterator[Document | Failure]:
    name = "standard input" if path == STDIN else path
    suffix = Path(path).suffix.lower()
    with _opened(path) as stream:
        head = b""
        if suffix in _JSON_LINES or path == STDIN:
            head = stream.readline(_MAX_BYTES + 1)
            if suffix == ".json":
                _require_lines(head, name)
            if suffix in _JSON_LINES or first_line_is_record(head):
                yield from read_lines(stream, name, head, any_language=any_language)
                return
        data = head + stream.read(max(0, _MAX_BYTES + 1 - len(head)))
        if len(data) > _MAX_BYTES:
            raise too_long(f"over {_MAX_BYTES:,} bytes", name)
        reader: Callable[[bytes, str, str | None], Document]
        reader = read_markdown if suffix in _MARKDOWN else read_text
        document = reader(data, name, encoding)
        if not any_language:
            require_english(document.text, name)
        yield document


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == STDIN:
        yield sys.stdin.buffer
        return
    try:
        stream = open(path, "rb")  # noqa: SIM115 -- closed below, outside of the handlers
    except FileNotFoundError:
        raise SourceError(
            "there is no such file", where=path, remedy="Look at the path for a slip."
        ) from None
    except IsADirectoryError:
        raise SourceError(
            "is a directory", where=path, remedy=f"Name the files in it, as in {path.rstrip('/')}/*.txt."
        ) from None
    except PermissionError:
        raise SourceError("may not be read", where=path, remedy="Ask for leave to read it (chmod).") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceError(f"cannot be opened: {reason}", where=path) from None
    with stream:
        yield stream


def _require_lines(head: bytes, name: str) -> None:
    """A ``.json`` file may hold lines of JSON; one object over many lines would fail line by line."""
    try:
        parse_record(decode(head, name), name)
    except StandoffError:
        raise SourceError(
            "is JSON, but not JSON lines: its first line is no whole object",
            where=name,
            remedy="Write one document a line, for instance with jq -c.",
        ) from None
