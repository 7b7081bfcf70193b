"""Which nouns a verb has as its object or subject, as far as frames ask for them.

The parser errs where news is dense, so an object is sought in the words after the verb up to the end
of its clause, not only among its children in the tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.what.frames import INFINITIVE, Run

Forms = Sequence[tuple[str, ...]]
"""For each token of a sentence, the forms under which it is looked up."""

_REACH = 10
"""Tokens to the right of a verb in which its object is looked for."""
_BEFORE = 4
"""Tokens to the left of a verb in which the subject of a passive or a clipped headline is looked for."""
_CLAUSE_STARTS = frozenset({";", ":", "who", "which", "while", "when", "where", "whose"}) | frozenset(
    {"because", "after", "before", "although", "until"}
)
"""Words behind which a noun is no longer what the verb governs."""
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_STEPS = 3
"""Verbs that are climbed in search of a subject: "landed and exploded"."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Nouns of which one is sought: single words, and runs of words with the first words of these."""

    words: frozenset[str]
    runs: tuple[Run, ...]
    openers: frozenset[str]
    infinitive: bool

    @classmethod
    def of(cls, nouns: Sequence[Run]) -> Wanted:
        runs = tuple(noun for noun in nouns if len(noun) > 1)
        return cls(
            frozenset(noun[0] for noun in nouns if len(noun) == 1 and noun != INFINITIVE),
            runs,
            frozenset(run[0] for run in runs),
            INFINITIVE in nouns,
        )

    def among(self, places: Sequence[int], forms: Forms) -> int | None:
        """The last token of the first wanted noun that starts in one of ``places``."""
        for at in places:
            if not self.openers.isdisjoint(forms[at]):
                for run in self.runs:
                    if stands(run, at, forms):
                        return at + len(run) - 1
            if not self.words.isdisjoint(forms[at]):
                return at
        return None


class Governed:
    """The places around one verb in which its nouns are sought, found once for all frames of the verb."""

    def __init__(self, verb: Token, sentence: Sentence, forms: Forms) -> None:
        self._forms = forms
        self._objects = _object_places(verb, sentence)
        self._subjects = _subject_places(verb, sentence)
        self._infinitive = _infinitive(verb, sentence)
        self._near = frozenset(form for at in self._objects for form in forms[at])

    def object(self, wanted: Wanted) -> int | None:
        """The last token of a wanted noun that the verb governs, or the "to" of a governed infinitive."""
        if wanted.infinitive and self._infinitive is not None:
            return self._infinitive
        if wanted.words.isdisjoint(self._near) and wanted.openers.isdisjoint(self._near):
            return None
        return wanted.among(self._objects, self._forms)

    def subject(self, wanted: Wanted) -> int | None:
        """The last token of a wanted noun in the verb's subject."""
        return wanted.among(self._subjects, self._forms)


def stands(run: Run, at: int, forms: Forms) -> bool:
    """Whether the words of ``run`` stand one after another from token ``at`` on."""
    return at + len(run) <= len(forms) and all(word in forms[at + k] for k, word in enumerate(run))


def _object_places(verb: Token, sentence: Sentence) -> tuple[int, ...]:
    """After the verb; then its objects' words; then those before a passive or a participle."""
    places = list(range(verb.i + 1, _clause_end(verb.i, sentence)))
    for child in verb.children:
        if sentence.tokens[child].dep in _OBJECTS:
            places.extend(_phrase(child, sentence))
    if verb.dep in {"acl", "relcl"} or verb.tag in {"VBN", "VBD"}:
        places.extend(range(max(0, verb.i - _BEFORE), verb.i))
    return tuple(places)


def _phrase(head: int, sentence: Sentence) -> range:
    """A noun phrase without the clauses that hang on it."""
    whole = sentence.subtree(head)
    starts = (i for i in range(head + 1, whole.stop) if sentence.tokens[i].lower in _CLAUSE_STARTS)
    return range(whole.start, next(starts, whole.stop))


def _clause_end(start: int, sentence: Sentence) -> int:
    end = min(start + 1 + _REACH, len(sentence.tokens))
    return next((i for i in range(start + 2, end) if sentence.tokens[i].lower in _CLAUSE_STARTS), end)


def _infinitive(token: Token, sentence: Sentence) -> int | None:
    """The "to" of an infinitive that a verb governs, also over its object: "told the miners to go"."""
    for i in range(token.i + 1, min(token.i + 1 + _REACH, len(sentence.tokens))):
        if sentence.tokens[i].tag == "TO":
            verb = sentence.tokens[sentence.tokens[i].head]
            above = sentence.tokens[verb.head]
            return i if token.i in (verb.head, above.head) else None
    return None


def _subject_places(token: Token, sentence: Sentence) -> Sequence[int]:
    """The words of a verb's subject, which may be that of the verb it is joined to."""
    verb = token
    for _ in range(_STEPS):
        for child in verb.children:
            if sentence.tokens[child].dep in _SUBJECTS and sentence.tokens[child].pos != "PRON":
                return _phrase(child, sentence)
        above = sentence.tokens[verb.head]
        if verb.dep in {"acl", "relcl"}:
            return range(max(above.left, above.i - _BEFORE + 1), above.i + 1)
        if verb.dep not in {"conj", "xcomp", "advcl"}:
            break
        verb = above
    if sentence.heading or verb.dep == "ROOT":
        return range(max(0, token.i - _BEFORE), token.i)
    return ()
