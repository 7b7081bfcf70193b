"""From the words of a user to files: directories are walked, globs are spread out."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from glob import glob, has_magic

from standoff.errors import SourceError, StandoffError
from standoff.failures import Failure

STDIN = "-"
"""The word for standard input."""

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_url(word: str) -> bool:
    """Whether a word is an address to fetch, of whatever scheme."""
    return _URL.match(word) is not None


def files_of(word: str) -> Iterator[str | Failure]:
    """The files that a word names, sorted by name.

    A directory gives all regular files in it, at any depth, without those whose name, or whose
    directory's name, opens with a full stop; links to directories are not followed. A glob (``*``, ``?``,
    ``[...]``, and ``**`` for any depth) gives the files that match, where no file has that very name. Any
    other word, ``-`` and urls too, is given as it is, whether there is such a file or not.
    """
    if word == STDIN or is_url(word):
        yield word
        return
    try:
        mode = os.stat(word).st_mode
    except (OSError, ValueError):
        mode = 0
    if stat.S_ISDIR(mode):
        yield from _walked(word)
    elif mode or not has_magic(word):
        yield word
    else:
        yield from _matched(word)


def _walked(directory: str) -> Iterator[str | Failure]:
    found = False
    broken: list[Failure] = []
    for folder, folders, names in os.walk(directory, onerror=lambda error: broken.append(_unlisted(error))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(folder, name)
            if not name.startswith(".") and os.path.isfile(path):
                found = True
                yield path
        while broken:
            found = True
            yield broken.pop(0)
    yield from broken
    if not found and not broken:
        yield Failure.of(_nothing("holds no files", directory))


def _matched(pattern: str) -> Iterator[str | Failure]:
    try:
        paths = sorted(path for path in glob(pattern, recursive=True) if os.path.isfile(path))
    except (re.error, ValueError):  # a NUL, or what no pattern can be
        paths = []
    yield from paths
    if not paths:
        yield Failure.of(_nothing("no file matches it", pattern))


def _nothing(what: str, where: str) -> StandoffError:
    return SourceError(what, where=where, remedy="Look at the path for a slip.")


def _unlisted(error: OSError) -> Failure:
    return Failure.of(
        SourceError(
            f"cannot be listed: {error.strerror}",
            where=str(error.filename),
            remedy="Ask for leave to read it (chmod).",
        )
    )
