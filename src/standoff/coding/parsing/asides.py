"""Asides between dashes, which lead a parser astray: "will visit Oman – where he meets allies – and Iran".

A sentence with a clause between two dashes is parsed once more with a comma in the clause's place, so
that what the clause parted stands together. The clause keeps its own parse and hangs on the word before.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.parsing.tree import Token

LONGEST = 30
"""Tokens of an aside; dashes further apart are no pair."""
_SPACED = frozenset({"–", "-", "--"})
_UNSPACED = "—"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"where", "who", "whom", "whose", "which", "when"})


def find_aside(tokens: Sequence[Token]) -> range | None:
    """The tokens from the first dash to the second, both included, around a clause; else ``None``.

    A sentence with more or fewer than two dashes has no aside: which of them are a pair is a guess.
    """
    dashes = [token.i for token in tokens if _is_dash(tokens, token)]
    if len(dashes) != 2:
        return None
    first, last = dashes
    inner = tokens[first + 1 : last]
    if not 2 <= len(inner) <= LONGEST or not any(token.tag in _FINITE for token in inner):
        return None
    before, after = tokens[:first], tokens[last + 1 :]
    if not any(token.tag in _FINITE for token in (*before, *after)) or not _has_word(before):
        return None
    return range(first, last + 1) if _has_word(after) else None


def joined(tokens: Sequence[Token], aside: range, outer: Sequence[int]) -> tuple[list[int], list[str]]:
    """Heads and labels of the sentence's tokens, with the aside put back.

    Args:
        tokens: the sentence as it was parsed with its aside.
        aside: the aside's place in it, dashes included.
        outer: the heads of the other parse, in which one comma stands for the whole aside; a root is its
            own head.
    """
    first, last = aside[0], aside[-1]
    gap = last - first  # the comma's place is that of the second dash
    heads = [head if head < first else head + gap for head in outer]
    inner = tokens[first + 1 : last]
    # Tokens of the aside that hang on nothing in it: on what is outside, on a dash, or as the root.
    tops = [token for token in inner if token.head not in range(first + 1, last) or token.head == token.i]
    top = next((token for token in tops if token.pos in {"VERB", "AUX"}), tops[0])
    below = {token.i for token in tops}
    middle = [top.i if token.i in below else token.head for token in inner]
    middle[top.i - first - 1] = first - 1
    labels = [token.dep for token in tokens]
    labels[top.i] = "relcl" if inner[0].lower in _RELATIVE else "parataxis"
    labels[first] = labels[last] = "punct"
    return [*heads[:first], top.i, *middle, top.i, *heads[first + 1 :]], labels


def _is_dash(tokens: Sequence[Token], token: Token) -> bool:
    if token.text == _UNSPACED:
        return True
    if token.text not in _SPACED or not 0 < token.i < len(tokens) - 1:
        return False
    return tokens[token.i - 1].end < token.start and token.end < tokens[token.i + 1].start


def _has_word(tokens: Sequence[Token]) -> bool:
    return any(token.pos not in {"PUNCT", "SYM"} for token in tokens)
