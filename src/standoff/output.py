"""Readings as text, piece by piece, in the form that was asked for; and the file that they go to."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from standoff.errors import OutputError
from standoff.reading import Reading
from standoff.types import Coding, Document


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
        for document, coding in readings:
            yield _line(_object(document, coding))
    elif form is Form.PLOVER:
        plover = _formatter("plover")
        for document, coding in readings:
            yield from map(_line, plover.records(document, coding))
    elif form is Form.TABLE:
        table = _formatter("table")
        for reading in readings:
            yield table.render([reading], width=width, colour=colour)
    else:
        html = _formatter("html")
        yield html.render(list(readings))


def _json(readings: Iterable[Reading]) -> Iterator[str]:
    """One object for one document, an array for several."""
    written = 0
    held = ""
    for document, coding in readings:
        piece = json.dumps(_object(document, coding), ensure_ascii=False, indent=1)
        if written == 1:
            yield f"[\n{held}"
        if written:
            yield f",\n{piece}"
        else:
            held = piece
        written += 1
    if written:
        yield "\n]\n" if written > 1 else f"{held}\n"


def _object(document: Document, coding: Coding) -> dict[str, object]:
    record: dict[str, object] = _formatter("json_form").document_object(document, coding)
    return record


def _formatter(name: str) -> Any:
    """The module that writes a form; loaded when it is asked for, so that the others start sooner."""
    try:
        return import_module(f"standoff.formats.{name}")
    except ModuleNotFoundError:
        raise OutputError(f"the form {name} is not there yet") from None


def _line(record: dict[str, object]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"


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
