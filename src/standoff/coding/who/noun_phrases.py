"""Runs of words that are noun phrases, told by their parts of speech and by known names.

The small parser hangs names on the wrong heads, so a phrase is a pattern of tags here, and the tree
is asked only where tags leave a choice (is "returned" before a noun an adjective?).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.who.names import NameAt
from standoff.ontology.nouns import noun_lexicon

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INNER = _NOUNS | {"JJ", "JJR", "JJS", "CD", "POS", "HYPH", "FW", "AFX", "$"}
_OPENERS = frozenset({"DT", "PDT", "PRP$", "WP$"})
_BEFORE_DETERMINER = frozenset({"all", "both", "half", "such", "quite"})
_NEVER = frozenset({"that", "so", "there", "then", "etc", "no"})
_JOINTS = frozenset({"-", "\u2013", "/", "&"})
_QUOTES = frozenset({'"', "\u201c", "\u201d", "'", "\u2018", "\u2019", "[", "]"})
_ARGUMENTS = frozenset({"mark", "nsubj", "nsubjpass", "dobj"})
_LEADERS = frozenset({"both", "all", "some", "the"})


@dataclass(frozen=True, slots=True)
class Run:
    """A noun phrase without what follows its head: tokens ``first`` to ``last``, the last is the head."""

    first: int
    last: int


def runs_in(sentence: Sentence, names: Sequence[NameAt]) -> tuple[Run, ...]:
    """The noun phrases of a sentence in order, each cut before its post-modifiers and at commas."""
    tokens = sentence.tokens
    named = {i: name for name in names for i in range(name.first, name.last + 1)}
    found: list[Run] = []
    i = 0
    while i < len(tokens):
        if not _opens(sentence, i, named):
            i += 1
            continue
        j = i
        while j + 1 < len(tokens) and _goes_on(sentence, i, j + 1, named):
            j += 1
        last = j
        while last >= i and not _may_end(tokens, i, last, named):
            last -= 1
        if last >= i:
            first = i
            while first < last and tokens[first].tag == "PDT":
                first += 1
            found.append(Run(first, last))
        i = j + 1
    return tuple(found)


def _opens(sentence: Sentence, i: int, named: Mapping[int, NameAt]) -> bool:
    token = sentence.tokens[i]
    if i in named:
        return True
    if token.tag in {"POS", "HYPH"} or token.text in _JOINTS or token.lower in noun_lexicon().words["times"]:
        return False
    if token.tag in _OPENERS:
        if token.dep in _ARGUMENTS:
            return token.lower in _LEADERS
        return token.lower not in _NEVER
    return _nominal(sentence, i)


def _nominal(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    if token.tag in {"NNP", "NNPS"} and token.text.islower() and not _in_a_name(sentence.tokens, i):
        return False  # a verb that the tagger takes for a name: "the premier rang Denmark"
    if token.tag in _INNER:
        return token.lower not in _NEVER
    capital = i > 0 and not sentence.heading and token.text[0].isupper()
    if capital and token.pos in {"PROPN", "ADJ", "NOUN", "X", "INTJ"}:
        return True
    if token.tag in {"VBN", "VBG"} and token.dep in {"amod", "compound"}:
        return i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].tag in _INNER
    return False


def _in_a_name(tokens: Sequence[Token], i: int) -> bool:
    """Whether a small word may be part of a name: a particle, a title, a part after a hyphen or dot."""
    token, lexicon = tokens[i], noun_lexicon()
    joined = i > 0 and tokens[i - 1].end == token.start
    known = token.lower in lexicon.words["particles"] or token.lower in lexicon.titles
    return joined or known or "." in token.text or lexicon.get(token.lower) is not None


def _goes_on(sentence: Sentence, first: int, i: int, named: Mapping[int, NameAt]) -> bool:
    """Whether token ``i`` belongs to the run that began at ``first``."""
    tokens = sentence.tokens
    token, before = tokens[i], tokens[i - 1]
    if i in named:
        return named.get(i - 1) is named[i] or not _begins_clause(before, named[i], i)
    if token.lower in noun_lexicon().words["times"]:
        return False
    following = tokens[i + 1].tag if i + 1 < len(tokens) else ""
    one = tokens[first].lower in {"a", "an"}
    if one and token.tag == "NNS" and before.tag == "NN" and following not in {"NN", "NNS"}:
        return False  # "a coalition targets": a verb that the tagger takes for a noun
    if one and i - 1 in named and noun_lexicon().get(token.lower) is not None:
        return True
    if token.tag in _OPENERS:
        return before.lower in _BEFORE_DETERMINER
    if token.tag == "POS" or (
        token.text in {"'", "\u2019"} and before.end == token.start and before.lower[-1] == "s"
    ):
        return before.tag in _NOUNS or i - 1 in named or before.lower[-1] == "s"
    if token.text in _JOINTS:
        inside = before.end == token.start and i + 1 < len(tokens) and tokens[i + 1].start == token.end
        return inside or token.text == "&"
    if before.text in {"-", "/"} and before.end == token.start:
        return True
    if token.tag == "CD":
        return before.tag not in _NOUNS or (before.tag == "NNP" and following not in _NOUNS)
    if token.tag in {"RB", "RBR", "RBS"} and before.tag in _OPENERS:
        return following in {"JJ", "VBN", "VBG", "CD"}
    if token.tag in {"VBN", "VBG"} and token.dep != "ROOT" and before.tag in _OPENERS | {"JJ", "POS", "RB"}:
        return following in _INNER
    return token.text not in _QUOTES and _nominal(sentence, i)


def _begins_clause(before: Token, name: NameAt, i: int) -> bool:
    """Whether a clause without "that" begins here: "a term Turkey uses"."""
    bare = before.tag in {"NN", "NNS"} and before.text.islower()
    return bare and i == name.first and all(n.kind in {"country", "seat"} for n in name.names)


def _may_end(tokens: Sequence[Token], first: int, last: int, named: Mapping[int, NameAt]) -> bool:
    token = tokens[last]
    if last in named or token.tag in _NOUNS or token.tag == "FW":
        return True
    if last == first:
        return False
    if token.text[0].isupper() and token.tag not in {"POS", "HYPH"}:
        return True
    if token.tag == "JJ" and noun_lexicon().get(token.lower) is not None:
        return True
    short = tokens[first].lower in {"the", "these", "those"} and last - first <= 2
    return short and token.tag in {"JJ", "CD", "JJR", "JJS", "VBN"}
