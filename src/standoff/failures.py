"""What went wrong with one item of a batch, as a value that travels among the results."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.errors import StandoffError


@dataclass(frozen=True, slots=True)
class Failure:
    """One item that could not be read or coded; the items after it are not touched by it.

    ``what``, ``where`` and ``remedy`` are those of the error; ``kind`` is its class, so that a caller
    who wants an exception gets the right one from ``error()``.
    """

    what: str
    where: str | None = None
    remedy: str | None = None
    kind: type[StandoffError] = StandoffError

    @classmethod
    def of(cls, error: StandoffError) -> Failure:
        return cls(error.what, error.where, error.remedy, type(error))

    def error(self) -> StandoffError:
        return self.kind(self.what, where=self.where, remedy=self.remedy)

    def __str__(self) -> str:
        return str(self.error())
