"""Readings as text, piece by piece, in the form that was asked for; and the file that they go to."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from standoff.errors import OutputError
from standoff.reading import Reading

_WIDTH_OF_FILES = 100


class Form(StrEnum):
    """The forms of output."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    PLOVER = "plover"
    HTML = "html"


STREAMED = frozenset({Form.TABLE, Form.JSON, Form.JSONL, Form.PLOVER})
"""Forms that are written document by document, while others are still being read."""


def rendered(readings: Iterable[Reading], form: Form, *, width: int, colour: bool) -> Iterator[str]:
    """The text of ``readings`` in pieces, in order.

    Args:
        width: columns of a table.
        colour: whether a table may use the terminal's colours.
    """
    if form is Form.JSON:
        yield from _json(readings)
    elif form is Form.JSONL:
        from standoff.formats.json_form import document_object

        for document, coding in readings:
            yield _line(document_object(document, coding))
    elif form is Form.PLOVER:
        from standoff.formats import plover

        for document, coding in readings:
            yield from map(_line, plover.records(document, coding))
    elif form is Form.TABLE:
        from standoff.formats import table

        for reading in readings:
            yield table.render([reading], width=width, colour=colour)
    else:
        from standoff.formats import html

        yield html.render(list(readings))


def _json(readings: Iterable[Reading]) -> Iterator[str]:
    """One object for one document, an array for several."""
    from standoff.formats.json_form import document_object

    written = 0
    held = ""
    for document, coding in readings:
        piece = json.dumps(document_object(document, coding), ensure_ascii=False, indent=1)
        if written == 1:
            yield f"[\n{held}"
        if written:
            yield f",\n{piece}"
        else:
            held = piece
        written += 1
    if written:
        yield "\n]\n" if written > 1 else f"{held}\n"


def _line(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def look(path: Path | None) -> tuple[int, bool]:
    """The width in columns of what is written to ``path`` or, without one, to standard output; and whether
    it may use a terminal's colours."""
    width = shutil.get_terminal_size((_WIDTH_OF_FILES, 24)).columns
    return width, path is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ


def write(pieces: Iterable[bytes], path: Path | None) -> None:
    """Write each piece as it comes, to ``path`` or to standard output.

    Raises:
        OutputError: it cannot be written.
        BrokenPipeError: whoever reads it has seen enough.
    """
    with sink(path) as stream:
        for piece in pieces:
            left = memoryview(piece)
            try:
                while left:  # without a buffer (PYTHONUNBUFFERED) a signal can cut a write short
                    left = left[stream.write(left) :]
                stream.flush()
            except BrokenPipeError:
                raise
            except OSError as error:
                where = str(path or "standard output")
                raise OutputError(f"cannot be written: {error.strerror}", where=where) from None


@contextmanager
def sink(path: Path | None) -> Iterator[BinaryIO]:
    """Where bytes go: standard output, or a file that appears whole or not at all."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not path.is_file():  # a device or a named pipe
        if path.is_dir():
            raise OutputError("is a directory", where=str(path), remedy="Name a file in it.")
        with path.open("wb") as stream:
            yield stream
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}",
            where=str(path),
            remedy="Name a folder that is there and yours.",
        ) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)
