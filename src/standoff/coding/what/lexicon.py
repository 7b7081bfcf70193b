"""The predicate lexicon: which words propose which PLOVER act.

The frames are data (``data/frames``, whose README gives their form and ``frames.py`` reads it); here they
are matched. A frame only proposes: the same words may stand in several categories, and what the sentence
around them decides is the business of later steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.what.frames import Frame, FrameKind, Run, load_frames, read_frames
from standoff.coding.what.governed import Forms, Governed, Wanted, stands
from standoff.ontology.plover import Category

__all__ = ["Frame", "FrameKind", "Lexicon", "Match", "read_frames", "weigh"]

_PARTICLES = frozenset(
    {"away", "back", "down", "home", "in", "off", "on", "out", "over", "up", "aside"}
) | frozenset({"ablaze", "free", "hostage", "open"})
_GAP = 5
"""Tokens that may stand between a verb and its particle: "pull its last two battalions back"."""
_ENDINGS = MappingProxyType({"VBD": "ed", "VBN": "ed", "VBG": "ing"})
_LABELS = frozenset({"compound", "amod", "nmod"})


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


@dataclass(frozen=True, slots=True)
class _Sought:
    """A frame made ready for matching."""

    frame: Frame
    objects: Wanted | None
    subjects: Wanted | None

    @classmethod
    def of(cls, frame: Frame) -> _Sought:
        return cls(
            frame,
            Wanted.of(frame.needs) if frame.needs else None,
            Wanted.of(frame.subjects) if frame.subjects else None,
        )


class Lexicon:
    """All frames, and the idioms that only look like frames, indexed by their first words."""

    def __init__(self, frames: Iterable[Frame], version: str, idioms: Iterable[Run] = ()) -> None:
        self.version = version
        self._single: dict[str, list[_Sought]] = {}
        self._paired: dict[str, dict[str, list[_Sought]]] = {}
        self._parted: dict[str, list[_Sought]] = {}
        for frame in frames:
            first, *rest = frame.words
            if not rest:
                self._single.setdefault(first, []).append(_Sought.of(frame))
            elif frame.kind == "verb" and rest[0] in _PARTICLES:
                self._parted.setdefault(first, []).append(_Sought.of(frame))
            else:
                self._paired.setdefault(first, {}).setdefault(rest[0], []).append(_Sought.of(frame))
        self._idioms: dict[str, list[Run]] = {}
        for idiom in idioms:
            self._idioms.setdefault(idiom[0], []).append(idiom)

    @classmethod
    def load(cls) -> Lexicon:
        """Read the frames that the package ships.

        Raises:
            LexiconError: a file breaks the form that ``data/frames/README.md`` gives.
        """
        frames, idioms, version = load_frames()
        return cls(frames, version, idioms)

    def matches(self, sentence: Sentence) -> tuple[Match, ...]:
        """Every frame that the sentence holds, in the order of their first words.

        A frame gives way to a longer run that tells better what the same word means, as "shoot" does to
        "shoot down", and every frame to an idiom.
        """
        forms = tuple(_forms(token.lemma, token.lower, token.tag) for token in sentence.tokens)
        idle = self._idle(forms)
        found: list[Match] = []
        for token in sentence.tokens:
            if token.i not in idle:
                found.extend(_matches(self._candidates(token.i, forms), token, sentence, forms))
        return tuple(_without_shadowed(found))

    def proposals(self, sentence: Sentence) -> dict[int, dict[Category, float]]:
        """For each token that heads a frame, its categories: 1 for the most specific frames, else 0.4."""
        return weigh(self.matches(sentence))

    def _candidates(self, at: int, forms: Forms) -> Iterator[_Sought]:
        """The frames whose first word, and second if it must follow at once, stand at a token."""
        following = forms[at + 1] if at + 1 < len(forms) else ()
        for form in forms[at]:
            yield from self._single.get(form, ())
            yield from self._parted.get(form, ())
            seconds = self._paired.get(form)
            if seconds:
                for second in following:
                    yield from seconds.get(second, ())

    def _idle(self, forms: Forms) -> frozenset[int]:
        """The tokens that are part of an idiom: "in order to" orders nothing."""
        idle: set[int] = set()
        for at, token_forms in enumerate(forms):
            for form in token_forms:
                for run in self._idioms.get(form, ()):
                    if stands(run, at, forms):
                        idle.update(range(at, at + len(run)))
        return frozenset(idle)


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


@lru_cache(maxsize=100_000)
def _forms(lemma: str, lower: str, tag: str) -> tuple[str, ...]:
    """The forms under which a token is looked up: its lemma, itself, a plain singular, a verb's stems.

    The stems mend the parser's lemmas: it makes "raped" a form of "rap".
    """
    word = lower.replace("’", "'")
    forms = {lemma: None, word: None}
    if word.endswith("s") and len(word) > 3:
        forms[word[:-1]] = None
        if word.endswith("ies"):
            forms[word[:-3] + "y"] = None
        if word.endswith("es"):
            forms[word[:-2]] = None
    ending = _ENDINGS.get(tag)
    if ending is not None and word.endswith(ending) and len(word) > len(ending) + 2:
        stem = word[: -len(ending)]
        forms[stem] = forms[stem + "e"] = None
        if stem[-1] == stem[-2]:
            forms[stem[:-1]] = None
    return tuple(forms)


def _matches(
    candidates: Iterable[_Sought], token: Token, sentence: Sentence, forms: Forms
) -> Iterator[Match]:
    """The candidates that hold at a token."""
    governed: Governed | None = None
    is_verb, is_noun = _is_verb(token, sentence), _is_noun(token, sentence)
    for sought in candidates:
        frame = sought.frame
        if frame.kind == "verb" and not is_verb:
            continue
        if frame.kind == "noun" and len(frame.words) == 1 and not is_noun:
            continue
        last = _run(frame, token.i, sentence, forms)
        if last is None:
            continue
        need = None
        if sought.objects is not None or sought.subjects is not None:
            governed = governed or Governed(token, sentence, forms)
            if sought.subjects is not None:
                need = governed.subject(sought.subjects)
                if need is None:
                    continue
            if sought.objects is not None:
                need = governed.object(sought.objects)
                if need is None:
                    continue
        head = token.i if frame.kind == "verb" else _head(sentence, token.i, last)
        yield Match(frame, head, token.i, last, need)


def _is_verb(token: Token, sentence: Sentence) -> bool:
    """Whether a token may be a frame's verb; the parser takes many a headline's verb for a noun."""
    return (
        token.pos in {"VERB", "AUX"}
        or token.tag in {"VBN", "VBG"}
        or (token.pos in {"NOUN", "PROPN", "ADJ"} and (sentence.heading or token.dep == "ROOT"))
    )


def _is_noun(token: Token, sentence: Sentence) -> bool:
    """Whether a token may be a verbal noun by itself: no month, and no label as in "protest leaders"."""
    if sentence.heading:
        return token.pos != "VERB" or token.tag in {"VBG", "VBN", "VBZ", "VB"}
    if token.pos not in {"NOUN", "PROPN", "ADJ", "ADV"} or token.text == "March":
        return False
    above = sentence.tokens[token.head]
    return token.dep not in _LABELS or above.i < token.i or above.pos not in {"NOUN", "PROPN"}


def _run(frame: Frame, start: int, sentence: Sentence, forms: Forms) -> int | None:
    """The last token of the frame's words from ``start`` on; a particle may stand apart."""
    at = start
    for word in frame.words[1:]:
        if at + 1 < len(forms) and word in forms[at + 1]:
            at += 1
        elif frame.kind == "verb" and word in _PARTICLES:
            found = _apart(word, at + 2, sentence, forms)
            if found is None:
                return None
            at = found
        else:
            return None
    return at


def _apart(particle: str, start: int, sentence: Sentence, forms: Forms) -> int | None:
    """A particle that governs no noun: "in" of "let the convoy in", not of "stop the boats in port"."""
    for at in range(start, min(start + _GAP, len(forms))):
        children = sentence.tokens[at].children
        if particle in forms[at] and all(sentence.tokens[child].dep != "pobj" for child in children):
            return at
    return None


def _head(sentence: Sentence, first: int, last: int) -> int:
    """The token of a run whose own head lies outside the run."""
    for i in range(first, last + 1):
        token = sentence.tokens[i]
        outside = token.head == i or not first <= token.head <= last
        if outside and token.pos not in {"PUNCT", "ADP", "DET", "PART"}:
            return i
    return last


def _without_shadowed(found: list[Match]) -> Iterator[Match]:
    by_head: dict[int, list[Match]] = {}
    for match in found:
        by_head.setdefault(match.head, []).append(match)
    for match in found:
        if not any(_shadows(other, match) for other in by_head[match.head]):
            yield match


def _shadows(strong: Match, weak: Match) -> bool:
    """Whether ``strong``, of the same head, tells that ``weak`` reads too little of the sentence.

    A verb is told better by its particle, a noun by what stands before it ("hunger strike").
    """
    if len(strong.frame.words) < 2 or weak.need is not None or strong.specificity <= weak.specificity:
        return False
    if strong.frame.kind != weak.frame.kind:
        return False
    if weak.frame.kind == "verb":
        more = strong.frame.words[len(weak.frame.words) :]
        return strong.first == weak.first and not _PARTICLES.isdisjoint(more)
    return strong.first < weak.first and weak.last <= strong.last
