"""Part of speech and lemma, found once for each kind of word.

A spaCy pipeline finds them by rules after it has parsed, for each token anew: as long as parsing takes
itself. But nearly all rules look at one token, and at no more of it than its form, its tag and its
dependency; so what they say of one such kind of word can be remembered. The few rules that look at two
tokens ("let's", "gonna") are tried where a word may begin one, and a text that meets them goes the whole
way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

_OF_ONE_KIND = frozenset({"ORTH", "TEXT", "LOWER", "IS_SPACE", "TAG", "DEP"})
"""What a rule may look at, so that it says the same of all words of one form, tag and dependency."""

Kind = tuple[int, ...]


class Word(NamedTuple):
    """What tokens of one kind share; the fields are those of ``Token``."""

    text: str
    lower: str
    lemma: str
    tag: str
    pos: str
    dep: str


class Morphology:
    """The words of parsed texts, with all that a pipeline says of them."""

    def __init__(self, pipeline: Any) -> None:
        self._strings = pipeline.vocab.strings
        self._finished: dict[Kind, Word] = {}

    @classmethod
    def of(cls, pipeline: Any) -> Morphology:
        """That of a pipeline; its last two steps are taken out of it where they can be done faster."""
        if pipeline.pipe_names[-2:] != ["attribute_ruler", "lemmatizer"]:
            return cls(pipeline)
        ruler, lemmatizer = (pipeline.get_pipe(name) for name in pipeline.pipe_names[-2:])
        if not isinstance(ruler, AttributeRuler) or not isinstance(lemmatizer, Lemmatizer):
            return cls(pipeline)
        looked_at = {
            key for rule in _short(ruler) for run in rule["patterns"] for token in run for key in token
        }
        if not looked_at <= _OF_ONE_KIND:
            return cls(pipeline)
        pipeline.remove_pipe("attribute_ruler")
        pipeline.remove_pipe("lemmatizer")
        return RememberedMorphology(pipeline, ruler, lemmatizer)

    def words(self, doc: Doc) -> Sequence[Word]:
        """One word for each token of a text that has gone through the pipeline."""
        kinds = map(tuple, doc.to_array([ORTH, LEMMA, TAG, POS, DEP]).tolist())
        return [self._finished.get(kind) or self._finish(kind) for kind in kinds]

    def _finish(self, kind: Kind) -> Word:
        text, lemma, tag, pos, dep = (self._strings[number] for number in kind)
        word = self._finished[kind] = Word(text, text.lower(), lemma.lower(), tag, pos, dep)
        return word


class RememberedMorphology(Morphology):
    """Does the work of a pipeline's attribute ruler and lemmatizer, with the same outcome."""

    def __init__(self, pipeline: Any, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        super().__init__(pipeline)
        self._vocab = pipeline.vocab
        self._ruler, self._lemmatizer = ruler, lemmatizer
        self._short = AttributeRuler(self._vocab)
        self._short.add_patterns(_short(ruler))
        self._long, self._openers = Matcher(self._vocab), Matcher(self._vocab)
        for number, rule in enumerate(filter(_is_long, _rules(ruler))):
            self._long.add(str(number), rule["patterns"])
            self._openers.add(str(number), [run[:1] for run in rule["patterns"]])
        self._known: dict[Kind, Word] = {}
        self._opening: set[Kind] = set()

    def words(self, doc: Doc) -> Sequence[Word]:
        """One word for each token of a text that was tagged and parsed."""
        kinds = [tuple(kind) for kind in doc.to_array([ORTH, TAG, DEP]).tolist()]
        new = [kind for kind in dict.fromkeys(kinds) if kind not in self._known]
        if new:
            self._learn(new)
        if not self._opening.isdisjoint(kinds) and self._long(doc, allow_missing=True):
            return super().words(self._lemmatizer(self._ruler(doc)))
        return [self._known[kind] for kind in kinds]

    def _learn(self, kinds: Sequence[Kind]) -> None:
        """Show the rules one word of each kind; they look at each alone, so it is no sentence."""
        text, tag, dep = ([self._strings[number] for number in column] for column in zip(*kinds, strict=True))
        doc = Doc(self._vocab, words=text, tags=tag, deps=dep, heads=list(range(len(text))))
        self._opening.update(kinds[at] for _, at, _ in self._openers(doc, allow_missing=True))
        self._known.update(zip(kinds, super().words(self._lemmatizer(self._short(doc))), strict=True))


def _rules(ruler: AttributeRuler) -> list[dict[str, Any]]:
    return ruler.patterns


def _short(ruler: AttributeRuler) -> list[Any]:
    return [rule for rule in _rules(ruler) if not _is_long(rule)]


def _is_long(rule: dict[str, Any]) -> bool:
    """Whether a rule looks at more than one token."""
    return any(len(run) > 1 or any("OP" in token for token in run) for run in rule["patterns"])
