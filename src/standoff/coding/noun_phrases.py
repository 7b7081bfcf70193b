"""Runs of words that are noun phrases, told by their parts of speech and by known names.

The small parser hangs names on the wrong heads, so a phrase is a pattern of tags here, and the tree
is asked only where tags leave a choice (is "returned" before a noun an adjective?).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from standoff.coding.parse import Sentence, Token
from standoff.ontology.actors import ActorName, actor_names
from standoff.ontology.nouns import noun_lexicon

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INNER = _NOUNS | {"JJ", "JJR", "JJS", "CD", "POS", "HYPH", "FW", "AFX", "$"}
_OPENERS = frozenset({"DT", "PDT", "PRP$", "WP$"})
_BEFORE_DETERMINER = frozenset({"all", "both", "half", "such", "quite"})
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august "
    "september october november december yesterday today tomorrow tonight overnight".split()
)
_NEVER = frozenset({"mr", "that", "so", "there", "then", "etc", "no"})
_GIVEN_NAMES = frozenset({"Chad", "Jordan", "Georgia", "Israel", "Paris", "Sofia", "Francis", "Ban"})
_COMMON_WORDS = frozenset(
    "Trend Dawn Beta Saba Standard Monitor Guardian Observer Independent Punch Vanguard Petra Amal Labour "
    "Commons Capitol Inquirer Tigers Diet Solidarity Shell Visa Fana Vice Walla Milenio Kurir Danas Report "
    "Ban Abe Sharon Rice Kan Time Mirror Nation Globe Dogan Semana Excelsior Contras Labor Vance Hollande "
    "Castro Bennett Marcos Chavez Medvedev Akar Fidan Alliance Republicans Meduza Telex Jang Commonwealth".split()
)
_COMPASS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"})


@dataclass(frozen=True, slots=True)
class NameAt:
    """Known names on tokens ``first`` to ``last`` of a sentence."""

    first: int
    last: int
    names: tuple[ActorName, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A noun phrase without what follows its head: tokens ``first`` to ``last``, the last is the head."""

    first: int
    last: int


def names_in(sentence: Sentence) -> tuple[NameAt, ...]:
    """The known names of a sentence, longest first at each place, not overlapping."""
    text, starts, ends = _flat(sentence)
    lexicon = actor_names()
    shouted = text.isupper() and len(sentence.tokens) > 2
    found: list[NameAt] = []
    i = 0
    while i < len(sentence.tokens):
        token = sentence.tokens[i]
        step = 1
        if not token.text[0].islower() or "-" in text[starts[i] : starts[i] + 14] or token.lower in {"al", "the", "red", "blue", "peshmerga", "shabiha", "basij", "colectivos", "eurozone", "euro", "mujahideen", "mujahedin", "janjaweed", "von", "de", "bin", "papal", "dpa", "actualité.cd", "swissinfo", "ynet", "taz", "bdnews24", "anti"}:
            for end, names in lexicon.at(text, starts[i], shouted=shouted):
                last = ends.get(end)
                if last is not None and _plausible(sentence, i, last, names):
                    found.append(NameAt(i, last, names))
                    step = last - i + 1
                    break
        i += step
    return tuple(found)


def _flat(sentence: Sentence) -> tuple[str, list[int], dict[int, int]]:
    """The sentence with straight apostrophes and single blanks; offsets of token starts; end -> token."""
    parts: list[str] = []
    starts: list[int] = []
    ends: dict[int, int] = {}
    at, previous = 0, None
    for token in sentence.tokens:
        if previous is not None and token.start > previous:
            parts.append(" ")
            at += 1
        starts.append(at)
        parts.append(token.text)
        at += len(token.text)
        ends[at] = token.i
        previous = token.end
    return "".join(parts).replace("\u2019", "'"), starts, ends


def _plausible(sentence: Sentence, first: int, last: int, names: Sequence[ActorName]) -> bool:
    """Whether the words are the name here, rather than a common word or a part of a person's name."""
    tokens = sentence.tokens
    token = tokens[first]
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    before = tokens[first - 1] if first else None
    if first == last and token.text in _COMMON_WORDS:
        if before is None or sentence.heading or token.pos not in {"PROPN", "NOUN"}:
            return after is not None and after.tag.startswith("VB") and token.pos == "PROPN"
        return True
    if first == last and token.text in _GIVEN_NAMES:
        if after is not None and after.tag == "NNP" and after.text[0].isupper() and after.lower not in _TITLE_LIKE:
            return False
        if before is not None and before.tag == "NNP" and before.lower not in _TITLE_LIKE | _COMPASS:
            return False
    return not (after is not None and after.text == "-" and first == last and _hyphened(sentence, last))


_TITLE_LIKE = frozenset(
    "president minister prime foreign defence defense interior king government ministry premier chancellor "
    "army police parliament the a secretary general embassy in to from of".split()
)
_LABELS = frozenset({"backed", "sponsored", "controlled", "made", "held", "flagged", "born", "speaking", "run", "occupied", "trained", "funded", "owned", "allied", "based", "brokered", "mediated", "supplied", "imposed", "installed", "appointed", "aligned", "linked", "friendly", "style", "era", "bound"})


def _hyphened(sentence: Sentence, last: int) -> bool:
    """Whether the name is the first half of a label: "US-backed" names no actor (codebook, section 1)."""
    tokens = sentence.tokens
    return last + 2 < len(tokens) and tokens[last + 2].lower in _LABELS


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
            found.append(Run(_front(tokens, i, last), last))
        i = j + 1
    return tuple(found)


def _opens(sentence: Sentence, i: int, named: Mapping[int, NameAt]) -> bool:
    token = sentence.tokens[i]
    if i in named:
        return True
    if token.lower in _TIMES or token.tag in {"POS", "HYPH"} or token.text in {"-", "/", "&"}:
        return False
    if token.tag in _OPENERS:
        return token.lower not in _NEVER and token.dep not in {"mark", "nsubj", "nsubjpass", "dobj"} or (
            token.dep in {"nsubj", "dobj"} and token.lower in {"both", "all", "some", "the"}
        )
    return _nominal(sentence, i)


def _nominal(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    if token.tag in _INNER:
        return token.lower not in _NEVER or token.lower == "mr"
    if token.text[0].isupper() and i and not sentence.heading and token.pos in {"PROPN", "ADJ", "NOUN", "X", "INTJ"}:
        return True
    if token.tag in {"VBN", "VBG"}:
        following = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
        return token.dep in {"amod", "compound"} and following is not None and following.tag in _INNER
    return False


def _goes_on(sentence: Sentence, first: int, i: int, named: Mapping[int, NameAt]) -> bool:
    """Whether token ``i`` belongs to the run that began at ``first``."""
    tokens = sentence.tokens
    token, before = tokens[i], tokens[i - 1]
    if i in named:
        return named.get(i - 1) is named[i] or not _relative(before, named[i], i)
    if token.lower in _TIMES:
        return False
    if token.tag == "NNS" and before.tag == "NN" and tokens[first].lower in {"a", "an"} and not _noun_follows(tokens, i):
        return False
    if i - 1 in named and tokens[first].lower in {"a", "an"} and noun_lexicon().get(token.lower) is not None:
        return True
    if token.tag in _OPENERS:
        return before.lower in _BEFORE_DETERMINER
    if token.tag == "POS" or (token.text in {"'", "\u2019"} and before.end == token.start and before.text.endswith("s")):
        return before.tag in _NOUNS or i - 1 in named or before.lower.endswith("s")
    if token.text in {"-", "\u2013", "/", "&"}:
        return before.end == token.start and i + 1 < len(tokens) and tokens[i + 1].start == token.end or token.text == "&"
    if before.text in {"-", "/"} and before.end == token.start and token.start == before.end:
        return True
    if token.tag == "CD":
        return before.tag not in {"NN", "NNS", "NNP", "NNPS"} or before.tag in {"NNP"} and i + 1 < len(tokens) and tokens[i + 1].tag not in _NOUNS
    if token.tag in {"RB", "RBR", "RBS"} and before.tag in _OPENERS:
        return i + 1 < len(tokens) and tokens[i + 1].tag in {"JJ", "VBN", "VBG", "CD"}
    if token.tag in {"VBN", "VBG"} and token.dep != "ROOT" and before.tag in _OPENERS | {"JJ", "POS", "RB"}:
        return i + 1 < len(tokens) and (tokens[i + 1].tag in _INNER)
    if token.text in {'"', "\u201c", "\u201d", "'", "\u2018", "\u2019", "[", "]"}:
        return False
    return _nominal(sentence, i)


def _noun_follows(tokens: Sequence[Token], i: int) -> bool:
    """Whether a common noun comes next: "a sports club", against "a coalition targets"."""
    return i + 1 < len(tokens) and tokens[i + 1].tag in {"NN", "NNS"}


def _relative(before: Token, name: NameAt, i: int) -> bool:
    """Whether a clause without "that" begins here: "a term Turkey uses"."""
    bare = before.tag in {"NN", "NNS"} and before.text.islower()
    return bare and i == name.first and all(n.kind in {"country", "seat"} for n in name.names)


def _may_end(tokens: Sequence[Token], first: int, last: int, named: Mapping[int, NameAt]) -> bool:
    token = tokens[last]
    if last in named:
        return True
    if token.tag in _NOUNS or token.tag == "FW":
        return True
    if token.text[0].isupper() and last > first and token.tag not in {"POS", "HYPH"}:
        return True
    if last == first:
        return False
    if token.tag == "JJ" and noun_lexicon().get(token.lower) is not None:
        return True
    return token.tag in {"JJ", "CD", "JJR", "JJS", "VBN"} and tokens[first].lower in {"the", "these", "those"} and last - first <= 2


def _front(tokens: Sequence[Token], first: int, last: int) -> int:
    """The first token without "all" before a determiner."""
    while first < last and tokens[first].tag == "PDT":
        first += 1
    return first
