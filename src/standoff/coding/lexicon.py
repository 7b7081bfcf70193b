"""The predicate lexicon: which words propose which PLOVER act.

The frames are data (``data/frames``, whose README gives their form and ``frames.py`` reads it); here they
are matched. A frame only proposes: the same words may stand in several categories, and what the sentence
around them decides is the business of later steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from standoff.coding.frames import INFINITIVE, Frame, FrameKind, Run, load_frames, read_frames
from standoff.coding.parse import Sentence, Token
from standoff.ontology.plover import Category

__all__ = ["Frame", "FrameKind", "Lexicon", "Match", "read_frames", "weigh"]

Forms = Sequence[tuple[str, ...]]

_PARTICLES = frozenset(
    ["away", "back", "down", "home", "in", "off", "on", "out", "over", "up", "aside", "ablaze", "free", "hostage", "open"]
)
_GAP = 5
"""Tokens that may stand between a verb and its particle: "pull its last two battalions back"."""
_REACH = 10
"""Tokens to the right of a verb in which a needed noun is looked for."""
_CLAUSE_STARTS = frozenset(
    [";", ":", "who", "which", "while", "when", "where", "whose", "because", "after", "before", "although", "until"]
)
"""Words behind which a noun is no longer what the verb governs."""
_ENDINGS = MappingProxyType({"VBD": ("ed",), "VBN": ("ed",), "VBG": ("ing",)})
_LABELS = frozenset({"compound", "amod", "nmod"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


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
    """All frames, and the idioms that only look like frames, indexed by their first word."""

    def __init__(self, frames: Iterable[Frame], version: str, idioms: Iterable[Run] = ()) -> None:
        self.version = version
        self._by_word: dict[str, list[Frame]] = {}
        for frame in frames:
            self._by_word.setdefault(frame.words[0], []).append(frame)
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
        forms = tuple(_forms(token) for token in sentence.tokens)
        idle = self._idle(forms)
        found = []
        for token in sentence.tokens:
            if token.i in idle:
                continue
            for form in forms[token.i]:
                for frame in self._by_word.get(form, ()):
                    match = _match(frame, token, sentence, forms)
                    if match is not None:
                        found.append(match)
        return tuple(_without_shadowed(found))

    def proposals(self, sentence: Sentence) -> dict[int, dict[Category, float]]:
        """For each token that heads a frame, its categories: 1 for the most specific frames, else 0.4."""
        return weigh(self.matches(sentence))

    def _idle(self, forms: Forms) -> frozenset[int]:
        """The tokens that are part of an idiom: "in order to" orders nothing."""
        if not self._idioms:
            return frozenset()
        idle: set[int] = set()
        for at, token_forms in enumerate(forms):
            for form in token_forms:
                for run in self._idioms.get(form, ()):
                    if _stands(run, at, forms):
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


def _forms(token: Token) -> tuple[str, ...]:
    """The forms under which a token is looked up: its lemma, itself, a plain singular, a verb's stems.

    The stems mend the parser's lemmas: it makes "raped" a form of "rap".
    """
    word = token.lower.replace("’", "'")
    forms = {token.lemma: None, word: None}
    if word.endswith("s") and len(word) > 3:
        forms[word[:-1]] = None
        if word.endswith("ies"):
            forms[word[:-3] + "y"] = None
        if word.endswith("es"):
            forms[word[:-2]] = None
    for ending in _ENDINGS.get(token.tag, ()):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            forms[stem] = forms[stem + "e"] = None
            if stem[-1] == stem[-2]:
                forms[stem[:-1]] = None
    return tuple(forms)


def _match(frame: Frame, token: Token, sentence: Sentence, forms: Forms) -> Match | None:
    if not _right_kind(frame, token, sentence):
        return None
    last = _run(frame, token.i, sentence, forms)
    if last is None:
        return None
    need = None
    if frame.needs:
        need = _governed(frame, token, sentence, forms)
        if need is None:
            return None
    if frame.subjects:
        subject = _subject(frame, token, sentence, forms)
        if subject is None:
            return None
        need = subject if need is None else need
    head = token.i if frame.kind == "verb" else _head(sentence, token.i, last)
    return Match(frame, head, token.i, last, need)


def _right_kind(frame: Frame, token: Token, sentence: Sentence) -> bool:
    if frame.kind == "word":
        return True
    if frame.kind == "verb":
        return token.pos in {"VERB", "AUX"} or token.tag in {"VBN", "VBG"} or (
            token.pos in {"NOUN", "PROPN", "ADJ"} and (sentence.heading or token.dep == "ROOT")
        )
    if len(frame.words) > 1:
        return True
    if sentence.heading:
        return token.pos != "VERB" or token.tag in {"VBG", "VBN", "VBZ", "VB"}
    if token.text == "March":
        return False
    return token.pos in {"NOUN", "PROPN", "ADJ", "ADV"} and not _is_label(token, sentence)


def _is_label(token: Token, sentence: Sentence) -> bool:
    """Whether a noun only names the kind of the next: "protest leaders" tells of no protest."""
    above = sentence.tokens[token.head]
    return token.dep in _LABELS and above.i > token.i and above.pos in {"NOUN", "PROPN"}


def _run(frame: Frame, start: int, sentence: Sentence, forms: Forms) -> int | None:
    """The last token of the frame's words from ``start`` on; a particle may stand apart."""
    at = start
    for word in frame.words[1:]:
        if at + 1 < len(forms) and word in forms[at + 1]:
            at += 1
        elif frame.kind == "verb" and word in _PARTICLES:
            apart = next(
                (
                    j
                    for j in range(at + 2, min(at + 2 + _GAP, len(forms)))
                    if word in forms[j] and _is_adverb(sentence.tokens[j], sentence)
                ),
                None,
            )
            if apart is None:
                return None
            at = apart
        else:
            return None
    return at


def _is_adverb(token: Token, sentence: Sentence) -> bool:
    """Whether a particle governs no noun: "in" of "let the convoy in", not of "stop the boats in port"."""
    return all(sentence.tokens[child].dep != "pobj" for child in token.children)


def _governed(frame: Frame, token: Token, sentence: Sentence, forms: Forms) -> int | None:
    """The needed noun: after the verb, or before it as a passive's subject or a participle's noun."""
    if INFINITIVE in frame.needs:
        to = _infinitive(token, sentence)
        if to is not None:
            return to
    found = _first(frame.needs, range(token.i + 1, _clause_end(token.i, sentence)), forms)
    if found is not None:
        return found
    for child in token.children:
        if sentence.tokens[child].dep in _OBJECTS:
            found = _first(frame.needs, sentence.subtree(child), forms)
            if found is not None:
                return found
    if token.dep in {"acl", "relcl"} or token.tag in {"VBN", "VBD"}:
        return _first(frame.needs, range(max(0, token.i - 4), token.i), forms)
    return None


def _infinitive(token: Token, sentence: Sentence) -> int | None:
    """The "to" of an infinitive that a verb governs, also over its object: "told the miners to go"."""
    for i in range(token.i + 1, min(token.i + 1 + _REACH, len(sentence.tokens))):
        if sentence.tokens[i].tag == "TO":
            verb = sentence.tokens[sentence.tokens[i].head]
            above = sentence.tokens[verb.head]
            return i if token.i in (verb.head, above.head) else None
    return None


def _clause_end(start: int, sentence: Sentence) -> int:
    """One past the last token in which what the verb at ``start`` governs is looked for."""
    end = min(start + 1 + _REACH, len(sentence.tokens))
    return next((i for i in range(start + 2, end) if sentence.tokens[i].lower in _CLAUSE_STARTS), end)


def _subject(frame: Frame, token: Token, sentence: Sentence, forms: Forms) -> int | None:
    """The needed noun in the subject of a verb, which may be that of the verb it is joined to."""
    verb, steps = token, 0
    while steps < 3:
        for child in verb.children:
            if sentence.tokens[child].dep in _SUBJECTS and sentence.tokens[child].pos != "PRON":
                return _first(frame.subjects, sentence.subtree(child), forms)
        above = sentence.tokens[verb.head]
        if verb.dep in {"acl", "relcl"}:
            return _first(frame.subjects, range(max(above.left, above.i - 3), above.i + 1), forms)
        if verb.dep not in {"conj", "xcomp", "advcl"} or above.i == verb.i:
            break
        verb, steps = above, steps + 1
    if sentence.heading or verb.dep == "ROOT":
        return _first(frame.subjects, range(max(0, token.i - 4), token.i), forms)
    return None


def _first(needs: tuple[Run, ...], places: range, forms: Forms) -> int | None:
    for at in places:
        for need in needs:
            if _stands(need, at, forms):
                return at + len(need) - 1
    return None


def _stands(run: Run, at: int, forms: Forms) -> bool:
    return at + len(run) <= len(forms) and all(word in forms[at + k] for k, word in enumerate(run))


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
    if strong.specificity <= weak.specificity or weak.need is not None:
        return False
    if weak.frame.kind == "verb":
        more = strong.frame.words[len(weak.frame.words) :]
        return strong.frame.kind == "verb" and strong.first == weak.first and not _PARTICLES.isdisjoint(more)
    return strong.first < weak.first and weak.last <= strong.last
