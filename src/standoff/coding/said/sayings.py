"""The value that attribution hands on, and the small readings of a parse that it is made with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.said.cues import Cues, VerbCue, load_cues
from standoff.types import Attribution, Span

Stretch = tuple[int, int]
"""First and last token of a part of a sentence."""
SayingKind = Literal["verb", "noun", "phrase", "colon", "quote"]
_AUXILIARIES = frozenset({"aux", "auxpass", "neg", "advmod"})
DASHES = frozenset({"\u2014", "\u2013", "--", "-"})
QUOTES = frozenset("\"\u201c\u201d\u2018\u2019'`\u00ab\u00bb") | {"''", "``"}
TIMES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "week",
        "month",
        "year",
        "night",
        "morning",
        "evening",
        "afternoon",
    ]
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


class Position(NamedTuple):
    """A token of the document: number of its sentence, index within it."""

    sentence: int
    token: int


@dataclass(frozen=True, slots=True)
class Saying:
    """One attribution of the text.

    ``source``, ``cue`` and ``content`` are spans as PolNeAR marks them: the whole noun phrase, the verb
    group, all that is said. ``sentence`` and ``cue_head`` place the cue's main word. ``speaker`` is the
    head of the source, ``media`` the outlets through which it spoke (outermost first), ``informants``
    those whom it cites in its turn. ``link`` tells whether the source belongs into a chain, ``act``
    whether the cue is an utterance that may itself be coded.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    sentence: int
    cue_head: int
    speaker: Position | None
    media: tuple[Position, ...] = ()
    informants: tuple[Position, ...] = ()
    kind: SayingKind = "verb"
    link: bool = True
    act: bool = False
    listed: bool = True

    @property
    def links(self) -> tuple[Position, ...]:
        """What this saying adds to a chain, outermost first."""
        own = () if self.speaker is None else (self.speaker,)
        return self.media + own + self.informants

    def attribution(self) -> Attribution:
        """The plain spans, as a coding keeps them."""
        return Attribution(self.source, self.cue, self.content)


def children(sentence: Sentence, i: int, *deps: str) -> list[Token]:
    """The children of token ``i`` with one of ``deps``, in text order."""
    tokens = sentence.tokens
    return [tokens[c] for c in tokens[i].children if tokens[c].dep in deps]


def is_passive(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    if any(sentence.tokens[c].dep in {"auxpass", "nsubjpass", "agent"} for c in token.children):
        return True
    if token.tag != "VBN" or any(sentence.tokens[c].lemma == "have" for c in token.children):
        return False
    if token.dep == "advcl":
        return not any(sentence.tokens[c].dep == "nsubj" for c in token.children)
    return token.dep in {"acl", "amod"}


def cue_of(sentence: Sentence, i: int, cues: Cues) -> VerbCue | None:
    """What the lexicon holds of the verb at token ``i``, with its particle where it has one."""
    token = sentence.tokens[i]
    lemma = "hope" if token.lower in {"hoped", "hoping", "hopes"} else token.lemma
    for c in token.children:
        if sentence.tokens[c].dep == "prt" or sentence.tokens[c].lower in {"out", "on", "upon"}:
            found = cues.verbs.get(f"{lemma} {sentence.tokens[c].lower}")
            if found is not None:
                return found
    return cues.verbs.get(lemma)


def verb_group(sentence: Sentence, i: int) -> tuple[int, int]:
    """First and last token of the verb group at ``i``: auxiliaries, negation and adverbs, then particles.

    A verb under a verb of mere phase or seeming ("continued to call", "declined to say") begins there.
    """
    tokens = sentence.tokens
    first = _group_start(sentence, i)
    head = tokens[tokens[i].head]
    if tokens[i].dep == "xcomp" and head.lemma in load_cues().raising and 0 < first - head.i <= 3:
        first = _group_start(sentence, head.i)
    last = i
    for c in tokens[i].children:
        if tokens[c].dep == "prt" and c == last + 1:
            last = c
    return first, last


def _group_start(sentence: Sentence, i: int) -> int:
    tokens = sentence.tokens
    first = i
    while first > 0:
        before = tokens[first - 1]
        if (
            before.head == i
            and before.dep in _AUXILIARIES
            and before.lower not in {"so", "when", "how", "why", "where"}
        ):
            first -= 1
        else:
            break
    return first


def subject_of(sentence: Sentence, i: int) -> Token | None:
    """The subject of the verb at ``i``: its own, or one shared by coordination or control."""
    tokens = sentence.tokens
    seen = 0
    while seen < 6:
        own = [
            c for c in children(sentence, i, *_SUBJECTS) if c.lower not in {"it", "there"} or c.dep == "nsubj"
        ]
        if own:
            return own[-1] if len(own) > 1 and own[-1].i < i else own[0]
        token = tokens[i]
        if token.dep == "acl" and tokens[token.head].lower not in TIMES:
            return tokens[token.head]
        if token.dep == "acl":
            i, seen = _verb_above(sentence, token.head), seen + 1
            continue
        if token.tag == "VBG" and token.dep in {"advcl", "xcomp"} and i > 0 and tokens[i - 1].text == ",":
            i, seen = _main_verb(sentence, i), seen + 1
            continue
        if token.dep in {"conj", "xcomp", "advcl", "pcomp", "dep", "ccomp", "prep"} and token.head != i:
            if token.dep == "ccomp" and token.tag not in {"VBG", "VB"}:
                return None
            i, seen = token.head, seen + 1
            if (
                token.dep == "xcomp"
                and (objects := children(sentence, i, "dobj"))
                and tokens[i].lemma not in load_cues().raising
            ):
                return objects[0]
            if tokens[i].pos in {"NOUN", "PROPN", "PRON"}:
                return tokens[i]
            continue
        return None
    return None


def _verb_above(sentence: Sentence, i: int) -> int:
    return next((t.i for t in sentence.ancestors(i) if t.pos in {"VERB", "AUX"}), i)


def _main_verb(sentence: Sentence, i: int) -> int:
    """The verb that a participle behind a comma goes with: the highest one with a subject of its own."""
    above = [t for t in sentence.ancestors(i) if t.pos in {"VERB", "AUX"}]
    for verb in reversed(above):
        if any(c.dep in {"nsubj", "nsubjpass"} for c in (sentence.tokens[k] for k in verb.children)):
            return verb.i
    return above[0].i if above else sentence.tokens[i].head


def phrase(sentence: Sentence, head: int, without: int | None = None) -> tuple[int, int]:
    """First and last token of the noun phrase at ``head``, apposition and relative clause included.

    ``without`` is a token (a cue) that the phrase must not reach into.
    """
    tokens = sentence.tokens
    first, last = tokens[head].left, tokens[head].right
    if without is not None:
        if head < without <= last:
            last = _cut(sentence, head, without)
        elif first <= without < head:
            first = without + 1
    for c in tokens[head].children:
        if c > head and tokens[c].lower in {"including", "such"} and head < c <= last:
            last = c - 1
    while first < head and (tokens[first].dep in {"cc", "preconj", "mark"} or tokens[first].pos == "PUNCT"):
        if tokens[first].lower in QUOTES and any(t.lower in QUOTES for t in tokens[first + 1 : last + 1]):
            break
        first += 1
    while last > head and tokens[last].pos in {"PUNCT", "CCONJ"} and tokens[last].lower not in {")", "]"}:
        if tokens[last].lower in QUOTES and any(t.lower in QUOTES for t in tokens[first:last]):
            break
        last -= 1
    return first, last


def _cut(sentence: Sentence, head: int, without: int) -> int:
    """The last token of the phrase at ``head`` before the child that holds ``without``."""
    tokens = sentence.tokens
    i = without
    while tokens[i].head != head and tokens[i].head != i:
        i = tokens[i].head
    return max(head, min(tokens[i].left, without) - 1)


def token_at(sentences: Sequence[Sentence], position: Position) -> Token:
    return sentences[position.sentence].tokens[position.token]
