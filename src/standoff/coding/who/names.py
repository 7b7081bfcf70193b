"""Known names of actors in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from standoff.coding.parsing.parse import Sentence, Token
from standoff.ontology.actors import ActorName, ActorNames, actor_names
from standoff.ontology.nouns import noun_lexicon


@dataclass(frozen=True, slots=True)
class NameAt:
    """A known name on tokens ``first`` to ``last`` of a sentence, with all that it may stand for."""

    first: int
    last: int
    names: tuple[ActorName, ...]


def names_in(sentence: Sentence, lexicon: ActorNames | None = None) -> tuple[NameAt, ...]:
    """The names of ``lexicon``, else ours, in a sentence: the longest at each place, not overlapping."""
    text, starts, ends = _flat(sentence)
    lexicon = actor_names() if lexicon is None else lexicon
    shouted = len(sentence.tokens) > 2 and text.isupper()
    found: list[NameAt] = []
    i = 0
    while i < len(sentence.tokens):
        step = 1
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
    """Whether the words are the name here, and no common word, label, or part of a person's name."""
    tokens, words = sentence.tokens, noun_lexicon().words
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    before = tokens[first - 1] if first else None
    if (
        before is not None
        and before.text == "-"
        and first > 1
        and tokens[first - 2].lower in words["against"]
    ):
        return False
    if last + 2 < len(tokens) and tokens[last + 1].text == "-" and tokens[last + 2].lower in words["labels"]:
        return False
    if first < last:
        return True
    token = tokens[first]
    if token.lower in words["common_words"]:
        if before is None or sentence.heading or token.pos not in {"PROPN", "NOUN"}:
            return after is not None and after.tag.startswith("VB") and token.pos == "PROPN"
    elif token.lower in words["given_names"]:
        return not (_is_name_part(after, words["title_like"]) or _is_name_part(before, words["title_like"]))
    return True


def _is_name_part(token: Token | None, titles: frozenset[str]) -> bool:
    if token is None or token.tag != "NNP" or not token.text[0].isupper():
        return False
    return token.lower not in titles and token.lower not in noun_lexicon().words["times"]
