"""Local files as sources: whether any of them changed, told without reading them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256

from standoff.failures import Failure
from standoff.sources.paths import files_of


def files_under(path: str) -> list[str]:
    """The files that a source's path names, as ``standoff read`` would read them; those there are."""
    return [file for file in files_of(path) if not isinstance(file, Failure)]


def fingerprint(files: Iterable[str]) -> str:
    """SHA-256 over names, sizes and times of change; another one after every change that a system notes."""
    digest = sha256()
    for file in files:
        try:
            status = os.stat(file)
            facts = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        except OSError:
            facts = (-1, -1, -1, -1)
        digest.update(f"{file}\0{facts}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()
