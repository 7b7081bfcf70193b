"""The one tree of errors. Each says what is wrong, where, and what to do about it.

Batches catch ``StandoffError`` and nothing else: any other exception is a bug and stops the program.
"""

from __future__ import annotations

from typing import Self


class StandoffError(Exception):
    """Something that a user can mend.

    Args:
        what: what is wrong, in one sentence without a full stop.
        where: the file, line, url or field at fault, if it is known.
        remedy: what to do about it, if anything can be done.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f". {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.what, self.where, self.remedy))

    def at(self, where: str) -> Self:
        """The same error, with the place where it was met."""
        return type(self)(self.what, where=where, remedy=self.remedy)


def _rebuild(kind: type[StandoffError], what: str, where: str | None, remedy: str | None) -> StandoffError:
    return kind(what, where=where, remedy=remedy)


class SourceError(StandoffError):
    """The input cannot be read: missing, unreadable, binary, empty or malformed."""


class EncodingError(SourceError):
    """The bytes are not text in any encoding that was tried."""


class RecordError(SourceError):
    """One record of a file of many is malformed."""


class FetchError(SourceError):
    """A page cannot be fetched: no connection, a refusal, a time or size limit.

    ``retry_after`` is the number of seconds after which the site says to come back, where it says so.
    """

    retry_after: int | None = None

    def at(self, where: str) -> Self:
        error = super().at(where)
        error.retry_after = self.retry_after
        return error

    def __reduce__(self) -> tuple[object, ...]:
        return (*super().__reduce__(), {"retry_after": self.retry_after})


class RefusedError(FetchError):
    """A page that we do not fetch: its scheme, its address or its site's robots.txt forbids it."""


class StoppedError(FetchError):
    """The program was told to stop while it fetched; nothing is wrong with the page."""


class LanguageError(StandoffError):
    """The text is not in a language that Standoff codes."""


class DateError(StandoffError):
    """A date is none."""


class ConfigError(StandoffError):
    """A settings file, such as the list of watched sources, breaks its schema."""


class StoreError(StandoffError):
    """A file that we keep state in is damaged, foreign, newer than the program, or cannot be written."""


class LexiconError(StandoffError):
    """A lexicon, gazetteer or other data file breaks its schema."""


class ModelError(StandoffError):
    """A language model is missing or does not fit."""


class OutputError(StandoffError):
    """The output cannot be written."""
