"""Errors cross process borders whole, and say what, where and what to do."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from standoff import errors
from standoff.errors import StandoffError
from standoff.failures import Failure


def _tree(kind: type[StandoffError]) -> Iterator[type[StandoffError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _tree(child)


KINDS = list(_tree(StandoffError))


def test_every_error_of_the_module_is_in_the_tree() -> None:
    defined = {thing for thing in vars(errors).values() if isinstance(thing, type)}
    assert {kind for kind in defined if issubclass(kind, Exception)} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_pickling_keeps_every_field(kind: type[StandoffError]) -> None:
    error = kind("is amiss", where="notes.txt", remedy="Mend it.")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (copy.what, copy.where, copy.remedy) == ("is amiss", "notes.txt", "Mend it.")


@pytest.mark.parametrize(
    ("where", "remedy", "words"),
    [
        (None, None, "is amiss"),
        ("notes.txt", None, "notes.txt: is amiss"),
        (None, "Mend it.", "is amiss. Mend it."),
        ("notes.txt", "Mend it.", "notes.txt: is amiss. Mend it."),
    ],
)
def test_words(where: str | None, remedy: str | None, words: str) -> None:
    assert str(StandoffError("is amiss", where=where, remedy=remedy)) == words
    assert str(Failure("is amiss", where, remedy)) == words


def test_at_names_the_place_and_keeps_the_kind() -> None:
    error = errors.DateError("is no date", remedy="Write one.").at("line 3")
    assert type(error) is errors.DateError
    assert (error.where, error.remedy) == ("line 3", "Write one.")


@pytest.mark.parametrize("kind", KINDS)
def test_a_failure_gives_its_error_back(kind: type[StandoffError]) -> None:
    failure = Failure.of(kind("is amiss", where="notes.txt", remedy="Mend it."))
    assert pickle.loads(pickle.dumps(failure)) == failure
    error = failure.error()
    assert type(error) is kind
    assert Failure.of(error) == failure
