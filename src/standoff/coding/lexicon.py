"""The predicate lexicon: which words propose which PLOVER act.

The frames are data (``data/frames``, whose README gives their form); here they are read, checked and
matched. A frame only proposes: the same words may stand in several categories, and what the sentence
around them decides is the business of later steps.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import Any, Literal

from standoff.coding.parse import Sentence, Token
from standoff.errors import LexiconError
from standoff.ontology.plover import MODES, Category

FrameKind = Literal["verb", "noun", "word"]

_PIECE = re.compile(r"[^\s\-’']+|-|[’']s?")
_PARTICLES = frozenset("away back down home in off on out over up aside ablaze free".split())
_GAP = 5
"""Tokens that may stand between a verb and its particle: "pull its last two battalions back"."""
_REACH = 10
"""Tokens to the right of a verb in which a needed noun is looked for."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that propose an act: lemmas in order, and the nouns of which one must be governed."""

    category: Category
    mode: str | None
    kind: FrameKind
    words: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        words = " ".join(self.words)
        return f"{words} + {'|'.join(' '.join(need) for need in self.needs)}" if self.needs else words


@dataclass(frozen=True, slots=True)
class Match:
    """A frame met in a sentence; indexes are tokens, ``need`` is the last token of the needed noun."""

    frame: Frame
    head: int
    first: int
    last: int
    need: int | None

    @property
    def specificity(self) -> int:
        """How much of the sentence the frame had to find: its words, twice as many for a needed noun."""
        return len(self.frame.words) + (2 if self.need is not None else 0)


class Lexicon:
    """All frames, indexed by their first word."""

    def __init__(self, frames: Iterable[Frame], version: str) -> None:
        self.version = version
        self._by_word: dict[str, list[Frame]] = {}
        for frame in frames:
            self._by_word.setdefault(frame.words[0], []).append(frame)

    @classmethod
    def load(cls) -> Lexicon:
        """Read the frames that the package ships.

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
        frames = [frame for name in sorted(texts) for frame in read_frames(texts[name], name)]
        return cls(frames, digest)

    def matches(self, sentence: Sentence) -> tuple[Match, ...]:
        """Every frame that the sentence holds, in the order of their first words."""
        forms = tuple(_forms(token) for token in sentence.tokens)
        found = []
        for token in sentence.tokens:
            for form in forms[token.i]:
                for frame in self._by_word.get(form, ()):
                    match = _match(frame, token, sentence, forms)
                    if match is not None:
                        found.append(match)
        return tuple(found)

    def proposals(self, sentence: Sentence) -> dict[int, dict[Category, float]]:
        """For each token that heads a frame, its categories: 1 for the most specific frames, else 0.4."""
        return weigh(self.matches(sentence))


def weigh(matches: Iterable[Match]) -> dict[int, dict[Category, float]]:
    """The categories that matches propose for their heads, with their weights."""
    best: dict[int, dict[Category, int]] = {}
    for match in matches:
        at = best.setdefault(match.head, {})
        at[match.frame.category] = max(at.get(match.frame.category, 0), match.specificity)
    return {
        head: {
            category: 1.0 if specificity == max(at.values()) else 0.4 for category, specificity in at.items()
        }
        for head, at in best.items()
    }


def read_frames(text: str, name: str) -> Iterator[Frame]:
    """The frames of one TOML file.

    Raises:
        LexiconError: naming the file and what in it is wrong.
    """
    try:
        data = tomllib.loads(text)
        category = Category(data.pop("category"))
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise LexiconError(
            f"no frame file: {error}", where=name, remedy="See data/frames/README.md for its form"
        ) from error
    for mode, lists in data.items():
        if mode != "none" and mode not in MODES[category]:
            raise LexiconError(
                f"{category} has no mode {mode!r}", where=name, remedy=f"Use one of {MODES[category]} or none"
            )
        for kind, entries in _lists(lists, name, mode):
            for entry in entries:
                yield _frame(category, None if mode == "none" else mode, kind, entry)


def _lists(lists: Any, name: str, mode: str) -> Iterator[tuple[FrameKind, list[str]]]:
    kinds: Mapping[str, FrameKind] = {"verbs": "verb", "nouns": "noun", "words": "word"}
    if not isinstance(lists, dict) or not set(lists) <= set(kinds):
        raise LexiconError(
            f"[{mode}] holds something else than verbs, nouns and words",
            where=name,
            remedy="See data/frames/README.md for its form",
        )
    for key, entries in lists.items():
        if not isinstance(entries, list) or not all(isinstance(e, str) and e.strip() for e in entries):
            raise LexiconError(f"[{mode}] {key} is no list of words", where=name, remedy="Quote each frame")
        yield kinds[key], entries


def _frame(category: Category, mode: str | None, kind: FrameKind, entry: str) -> Frame:
    words, _, needs = entry.partition(" + ")
    alternatives = tuple(_pieces(need) for need in needs.split("|")) if needs else ()
    return Frame(category, mode, kind, _pieces(words), alternatives)


def _pieces(words: str) -> tuple[str, ...]:
    return tuple(_PIECE.findall(words.strip().lower()))


def _forms(token: Token) -> tuple[str, ...]:
    """The forms under which a token is looked up: its lemma, itself, and a plain singular."""
    forms = {token.lemma: None, token.lower: None}
    if token.lower.endswith("s") and len(token.lower) > 3:
        forms[token.lower[:-1]] = None
        if token.lower.endswith("ies"):
            forms[token.lower[:-3] + "y"] = None
        if token.lower.endswith("es"):
            forms[token.lower[:-2]] = None
    return tuple(forms)


def _match(
    frame: Frame, token: Token, sentence: Sentence, forms: tuple[tuple[str, ...], ...]
) -> Match | None:
    if not _right_kind(frame, token, sentence):
        return None
    last = _run(frame, token.i, forms)
    if last is None:
        return None
    need = None
    if frame.needs:
        need = _governed(frame, token, last, sentence, forms)
        if need is None:
            return None
    head = token.i if frame.kind == "verb" else _head(sentence, token.i, last)
    return Match(frame, head, token.i, last, need)


def _right_kind(frame: Frame, token: Token, sentence: Sentence) -> bool:
    if frame.kind == "word":
        return True
    if frame.kind == "verb":
        return token.pos in {"VERB", "AUX"} or token.tag in {"VBN", "VBG"} or (
            token.pos in {"NOUN", "PROPN", "ADJ"} and (sentence.heading or token.dep == "ROOT")
        )
    return token.pos in {"NOUN", "PROPN", "ADJ", "ADV"} or sentence.heading or len(frame.words) > 1


def _run(frame: Frame, start: int, forms: tuple[tuple[str, ...], ...]) -> int | None:
    """The last token of the frame's words from ``start`` on; a particle may stand apart."""
    at = start
    for word in frame.words[1:]:
        if at + 1 < len(forms) and word in forms[at + 1]:
            at += 1
        elif frame.kind == "verb" and word in _PARTICLES:
            apart = next((j for j in range(at + 2, min(at + 2 + _GAP, len(forms))) if word in forms[j]), None)
            if apart is None:
                return None
            at = apart
        else:
            return None
    return at


def _governed(
    frame: Frame, token: Token, last: int, sentence: Sentence, forms: tuple[tuple[str, ...], ...]
) -> int | None:
    """The needed noun: after the verb, or before it as a passive's subject or a participle's noun."""
    right = range(last + 1, min(last + 1 + _REACH, len(forms)))
    found = _first(frame.needs, right, forms)
    if found is not None:
        return found
    for child in token.children:
        if sentence.tokens[child].dep in {"nsubjpass", "dobj"}:
            found = _first(frame.needs, sentence.subtree(child), forms)
            if found is not None:
                return found
    if token.dep in {"acl", "relcl"} or token.tag in {"VBN", "VBD"}:
        return _first(frame.needs, range(max(0, token.i - 4), token.i), forms)
    return None


def _first(
    needs: tuple[tuple[str, ...], ...], places: range, forms: tuple[tuple[str, ...], ...]
) -> int | None:
    for at in places:
        for need in needs:
            if all(at + k < len(forms) and word in forms[at + k] for k, word in enumerate(need)):
                return at + len(need) - 1
    return None


def _head(sentence: Sentence, first: int, last: int) -> int:
    """The token of a run whose own head lies outside the run."""
    for i in range(first, last + 1):
        token = sentence.tokens[i]
        outside = token.head == i or not first <= token.head <= last
        if outside and token.pos not in {"PUNCT", "ADP", "DET", "PART"}:
            return i
    return last
