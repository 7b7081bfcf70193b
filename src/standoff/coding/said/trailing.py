"""A reporting clause behind what it reports, read from the order of words where the parse has lost it."""

from __future__ import annotations

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.said.sayings import QUOTES

_LONGEST_SOURCE = 16
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_EDGES = frozenset({",", ";", "\u2014", "\u2013", "--"}) | QUOTES
_ENDS = frozenset({".", ",", ";", ":", "\u2014", "\u2013", "--", "!", "?"}) | QUOTES


def trailing_source(sentence: Sentence, verb: int, first: int, last: int) -> tuple[int, int] | None:
    """Where the source of ", SOURCE said." begins, and its head word; ``None`` if the words do not stand so.

    ``first`` and ``last`` are the edges of the verb group. The source is what lies between the last
    comma, dash or quotation mark and the verb; an apposition in commas is stepped over.
    """
    tokens = sentence.tokens
    if tokens[verb].tag not in _FINITE | {"VBN"} or not _closes(sentence, verb, last):
        return None
    found = _apposed(tokens, first - 1) if tokens[first - 1].text == "," else _plain(tokens, first)
    if found is None:
        return None
    start, head = found
    if not any(t.tag in _FINITE or t.pos == "VERB" for t in tokens[: start - 1]):
        return None
    return start, head


def _plain(tokens: tuple[Token, ...], first: int) -> tuple[int, int] | None:
    start = _segment(tokens, first)
    head = _head(tokens, start, first) if start is not None else None
    return None if start is None or head is None else (start, head)


def _apposed(tokens: tuple[Token, ...], comma: int) -> tuple[int, int] | None:
    """A source with a name or a clause in commas: ", an envoy, Ana Lopez," or ", bishops, who ...,"."""
    inner = _segment(tokens, comma)
    if inner is None or tokens[inner].pos != "PROPN":
        relatives = range(comma - 1, max(comma - _LONGEST_SOURCE, 2), -1)
        inner = next((i for i in relatives if tokens[i].lower == "who" and tokens[i - 1].text == ","), None)
    if inner is None or inner < 3 or tokens[inner - 1].text != ",":
        return None
    return _plain(tokens, inner - 1)


def _closes(sentence: Sentence, verb: int, last: int) -> bool:
    """Whether only hearers, days and phrases follow the verb before the clause ends."""
    tokens = sentence.tokens
    for token in tokens[last + 1 : last + 25]:
        if token.text in _ENDS:
            return True
        if token.tag in _FINITE or token.lower in {"that", "if", "whether"}:
            return False
    return last + 1 >= len(tokens) or last + 25 >= len(tokens)


def _segment(tokens: tuple[Token, ...], stop: int) -> int | None:
    """The first token of the stretch before ``stop`` that holds no verb and follows a comma or the like."""
    for i in range(stop - 1, max(stop - _LONGEST_SOURCE, 0), -1):
        token = tokens[i]
        if token.text in _EDGES and token.tag != "POS":
            return i + 1 if i + 1 < stop else None
        if token.tag in {"VBD", "MD"} or token.pos == "AUX" or token.tag.startswith("W"):
            return None
        if (
            token.lower in {"and", "but", "or", "because", "if"}
            and i + 1 < stop
            and tokens[i - 1].text in _EDGES
        ):
            return None
    return None


def _head(tokens: tuple[Token, ...], start: int, stop: int) -> int | None:
    head = None
    for token in tokens[start:stop]:
        if head is not None and (token.pos == "ADP" or token.text == ","):
            break
        if token.pos in _NOUNS or token.tag in {"NNS", "VBZ"}:
            head = token.i
    return head
