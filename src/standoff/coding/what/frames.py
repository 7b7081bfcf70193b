"""The frames as an analyst writes them, read and checked (``data/frames/README.md`` gives their form)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from standoff.errors import LexiconError
from standoff.ontology.plover import MODES, Category

FrameKind = Literal["verb", "noun", "word"]
Run = tuple[str, ...]
"""Words that stand one after another."""
Classes = Mapping[str, tuple[str, ...]]
"""Names of word classes, each with its words."""

INFINITIVE: Run = ("infinitive",)
"""Stands among needed nouns for a governed infinitive: ``tell + infinitive``, "told them to leave"."""
_KINDS: Mapping[str, FrameKind] = MappingProxyType({"verbs": "verb", "nouns": "noun", "words": "word"})
_CLASSES = "classes.toml"
_IDIOMS = "idioms.toml"
_NO_CLASSES: Classes = MappingProxyType({})
_PIECE = re.compile(r"[^\s\-’']+|-|[’']s?")
_REMEDY = "See data/frames/README.md for its form"


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that propose an act: lemmas in order.

    Of the nouns in ``needs`` the verb must govern one, of those in ``subjects`` one must be its subject.
    """

    category: Category
    mode: str | None
    kind: FrameKind
    words: Run
    needs: tuple[Run, ...] = ()
    subjects: tuple[Run, ...] = ()

    def __str__(self) -> str:
        text = " ".join(self.words)
        if self.subjects:
            text += f" < {_listed(self.subjects)}"
        return f"{text} + {_listed(self.needs)}" if self.needs else text


def load_frames() -> tuple[tuple[Frame, ...], tuple[Run, ...], str]:
    """The frames and the idioms that the package ships, and a short digest of their files.

    Raises:
        LexiconError: a file breaks the form that ``data/frames/README.md`` gives.
    """
    folder = files("standoff.coding").joinpath("data/frames")
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    digest = sha256("\n".join(texts[name] for name in sorted(texts)).encode()).hexdigest()[:8]
    classes = read_classes(texts.pop(_CLASSES, ""), _CLASSES)
    idioms = read_idioms(texts.pop(_IDIOMS, ""), _IDIOMS)
    frames = tuple(frame for name in sorted(texts) for frame in read_frames(texts[name], name, classes))
    return frames, idioms, digest


def read_classes(text: str, name: str) -> Classes:
    """The word classes that frames name by ``@``: class to words.

    Raises:
        LexiconError: naming the file and what in it is wrong.
    """
    return {key: tuple(_entries(entries, name, key)) for key, entries in _table(text, name).items()}


def read_idioms(text: str, name: str) -> tuple[Run, ...]:
    """The runs of words in which no frame is sought.

    Raises:
        LexiconError: naming the file and what in it is wrong.
    """
    data = _table(text, name)
    return tuple(_pieces(entry) for key, entries in data.items() for entry in _entries(entries, name, key))


def read_frames(text: str, name: str, classes: Classes = _NO_CLASSES) -> Iterator[Frame]:
    """The frames of one category's file.

    Raises:
        LexiconError: naming the file and what in it is wrong.
    """
    data = _table(text, name)
    try:
        category = Category(data.pop("category"))
    except (KeyError, ValueError) as error:
        raise LexiconError(f"no frame file: category {error}", where=name, remedy=_REMEDY) from error
    for mode, lists in data.items():
        if mode != "none" and mode not in MODES[category]:
            raise LexiconError(
                f"{category} has no mode {mode!r}", where=name, remedy=f"Use one of {MODES[category]} or none"
            )
        if not isinstance(lists, dict) or not set(lists) <= set(_KINDS):
            raise LexiconError(
                f"[{mode}] holds something else than verbs, nouns and words", where=name, remedy=_REMEDY
            )
        for key, entries in lists.items():
            for entry in _entries(entries, name, f"[{mode}] {key}"):
                yield _frame(category, None if mode == "none" else mode, _KINDS[key], entry, classes, name)


def _table(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"no TOML: {error}", where=name, remedy=_REMEDY) from error


def _entries(entries: Any, name: str, key: str) -> list[str]:
    if not isinstance(entries, list) or not all(isinstance(e, str) and e.strip() for e in entries):
        raise LexiconError(f"{key} is no list of words", where=name, remedy="Quote each entry")
    return entries


def _frame(
    category: Category, mode: str | None, kind: FrameKind, entry: str, classes: Classes, name: str
) -> Frame:
    front, _, needs = entry.partition(" + ")
    words, _, subjects = front.partition(" < ")
    frame = Frame(
        category, mode, kind, _pieces(words), _nouns(needs, classes, name), _nouns(subjects, classes, name)
    )
    if not frame.words or (kind != "verb" and (frame.needs or frame.subjects)):
        raise LexiconError(
            f"{entry!r} needs nouns but is no verb", where=name, remedy="Only verbs govern nouns: use verbs"
        )
    return frame


def _nouns(listed: str, classes: Classes, name: str) -> tuple[Run, ...]:
    found: dict[Run, None] = {}
    for noun in filter(None, (piece.strip() for piece in listed.split("|"))):
        if noun.startswith("@"):
            if noun[1:] not in classes:
                raise LexiconError(f"no class {noun}", where=name, remedy=f"Add it to {_CLASSES}")
            found.update((_pieces(word), None) for word in classes[noun[1:]])
        else:
            found[_pieces(noun)] = None
    return tuple(found)


def _pieces(words: str) -> Run:
    return tuple(_PIECE.findall(words.strip().lower().replace("cannot", "can not")))


def _listed(nouns: tuple[Run, ...]) -> str:
    return "|".join(" ".join(noun) for noun in nouns)
