"""A source that is watched, as a value; and the headers that are sent to it alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from standoff.errors import ConfigError
from standoff.watch.pace import LOCAL, REMOTE, Bounds

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Header:
    """A header of requests to one source. ``value`` is as the file has it, with ``${NAME}`` in place."""

    name: str
    value: str = field(repr=False)

    def filled(self, environment: Mapping[str, str], where: str) -> str:
        """The value with its variables filled in.

        Raises:
            ConfigError: a variable is not set, or its value would break the request.
        """
        for name in _VARIABLE.findall(self.value):
            if not environment.get(name):
                raise ConfigError(
                    f"the environment has no variable {name}",
                    where=f"{where}, headers.{self.name}",
                    remedy=f"Set it before the start, as in export {name}=...",
                )
        value = _VARIABLE.sub(lambda found: environment[found[1]], self.value)
        if not value.isprintable():
            raise ConfigError(
                "the value holds a character that no header may have",
                where=f"{where}, headers.{self.name}",
                remedy="Look for a line end at its end.",
            )
        return value


@dataclass(frozen=True, slots=True)
class Source:
    """One source. Either ``url`` or ``path`` is set; ``every`` is in seconds, ``None`` is adaptive.

    ``published`` dates documents that bring no date; ``zone`` is that of times given without one;
    ``publisher`` names it where the source does not. ``any_language`` lets texts through that are clearly
    not English.
    """

    name: str
    url: str | None = field(default=None, repr=False)
    path: Path | None = None
    every: float | None = None
    publisher: str | None = None
    published: date | datetime | None = None
    zone: tzinfo | None = None
    columns: tuple[tuple[str, str], ...] = ()
    headers: tuple[Header, ...] = ()
    contact: str | None = None
    encoding: str | None = None
    any_language: bool = False

    @property
    def address(self) -> str:
        """The url or path as it may be shown: without user name, password and fragment."""
        if self.url is None:
            return str(self.path)
        return re.sub(r"//[^/?#]*@", "//", self.url).partition("#")[0]

    @property
    def host(self) -> str | None:
        """The host, in lower case; ``None`` for a file."""
        return urlsplit(self.url).hostname if self.url is not None else None

    @property
    def bounds(self) -> Bounds:
        return REMOTE if self.url is not None else LOCAL
