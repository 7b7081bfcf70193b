"""The words by which a text says who says so: ``data/cues.toml``, loaded once and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from standoff.errors import LexiconError

_FILE = "cues.toml"
_PLAIN_FRAMES = frozenset({"clause", "quote", "infinitive", "gerund", "object", "urge", "as", "named"})
_NOUN_LISTS = (
    "issued",
    "documents",
    "speakers",
    "labels",
    "outlets",
    "platforms",
    "hearers",
    "carrying",
    "telling",
    "titles",
    "raising",
    "untold",
    "issuing",
    "remarks",
)
_STANCE_LISTS = ("confirms", "denies", "doubts", "unconfirmed", "told")


@dataclass(frozen=True, slots=True)
class VerbCue:
    """What one lemma (or lemma and particle) may do as a cue. The fields are those of ``cues.toml``."""

    frames: frozenset[str]
    prepositions: frozenset[str]
    link: bool
    act: bool
    evidence: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """The whole lexicon of cues."""

    verbs: Mapping[str, VerbCue]
    issued: frozenset[str]
    documents: frozenset[str]
    speakers: frozenset[str]
    labels: frozenset[str]
    outlets: frozenset[str]
    platforms: frozenset[str]
    hearers: frozenset[str]
    carrying: frozenset[str]
    telling: frozenset[str]
    titles: frozenset[str]
    raising: frozenset[str]
    untold: frozenset[str]
    issuing: frozenset[str]
    remarks: frozenset[str]
    before_source: tuple[tuple[str, ...], ...]
    spoken: frozenset[str]
    silent: frozenset[str]
    voiced: frozenset[str]
    stances: Mapping[str, frozenset[str]]


@cache
def load_cues() -> Cues:
    """Read the lexicon that the package ships.

    Raises:
        LexiconError: if the file breaks its schema.
    """
    raw = (files("standoff.coding") / "data" / _FILE).read_text(encoding="utf-8")
    try:
        table = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise _broken("", str(error)) from error
    return parse_cues(table)


def parse_cues(table: Mapping[str, Any]) -> Cues:
    """Check a lexicon in its TOML form, and make it a value. A lemma of several rows has all their frames."""
    verbs: dict[str, VerbCue] = {}
    for number, row in enumerate(table.get("verb", []), start=1):
        entry = _verb(row, f"verb row {number}")
        for lemma in row["lemmas"]:
            old = verbs.get(lemma)
            verbs[lemma] = entry if old is None else _joined(old, entry)
    nouns = table.get("nouns", {})
    missing = [name for name in _NOUN_LISTS if not isinstance(nouns.get(name), list)]
    if missing:
        raise _broken("[nouns]", f"the lists {', '.join(missing)} are missing")
    phrases = tuple(tuple(words.split()) for words in table.get("phrases", {}).get("before_source", []))
    lists = {name: frozenset(nouns[name]) for name in _NOUN_LISTS}
    words = table.get("utterances", {})
    if missing := [
        name for name in ("categories", "silent", "voiced") if not isinstance(words.get(name), list)
    ]:
        raise _broken("[utterances]", f"the lists {', '.join(missing)} are missing")
    taken = table.get("stances", {})
    if missing := [name for name in _STANCE_LISTS if not isinstance(taken.get(name), list)]:
        raise _broken("[stances]", f"the lists {', '.join(missing)} are missing")
    return Cues(
        stances={name: frozenset(taken[name]) for name in _STANCE_LISTS},
        verbs=verbs,
        before_source=phrases,
        spoken=frozenset(words["categories"]),
        silent=frozenset(words["silent"]),
        voiced=frozenset(words["voiced"]),
        **lists,
    )


def _verb(row: Mapping[str, Any], where: str) -> VerbCue:
    if not row.get("lemmas") or not row.get("frames"):
        raise _broken(where, "lemmas or frames are missing")
    plain = {frame for frame in row["frames"] if not frame.startswith("after ")}
    if strange := plain - _PLAIN_FRAMES:
        raise _broken(where, f"unknown frames {', '.join(sorted(strange))}")
    after = frozenset(frame.removeprefix("after ") for frame in row["frames"] if frame.startswith("after "))
    flags = {name: bool(row.get(name, False)) for name in ("link", "act", "evidence")}
    return VerbCue(frozenset(plain), after, **flags)


def _joined(a: VerbCue, b: VerbCue) -> VerbCue:
    return VerbCue(
        a.frames | b.frames,
        a.prepositions | b.prepositions,
        a.link or b.link,
        a.act or b.act,
        a.evidence or b.evidence,
    )


def _broken(where: str, what: str) -> LexiconError:
    return LexiconError(
        f"The lexicon of cues breaks its schema: {what}",
        where=f"{_FILE}, {where}" if where else _FILE,
        remedy="The head of the file tells what a row must hold",
    )
