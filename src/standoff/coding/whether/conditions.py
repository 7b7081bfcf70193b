"""Conditions of a sentence: where "if", "unless", "should X" open a clause, and how far it goes."""

from __future__ import annotations

from dataclasses import dataclass

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.whether.status_words import StatusWords
from standoff.coding.whether.verb_groups import is_verb

_INVERTED = frozenset({"should", "were", "had"})
_BREAKS = frozenset({",", ";", ":", ".", "—", "–", "--", '"', "”", "“"})
_NOMINAL = frozenset({"PRON", "DET", "NOUN", "PROPN", "ADJ", "NUM"})


@dataclass(frozen=True, slots=True)
class Condition:
    """Tokens ``first`` to ``last`` name a condition. ``main`` is the word that the clause hangs on, if known.

    ``pending`` marks "until", "once" and the like, a condition only of what lies ahead; ``asked`` marks an
    indirect question ("asked whether"), on which nothing follows.
    """

    first: int
    last: int
    main: int | None
    pending: bool = False
    asked: bool = False


def find_conditions(sentence: Sentence, words: StatusWords) -> tuple[Condition, ...]:
    """All conditions of a sentence, in text order."""
    tokens = sentence.tokens
    found: list[Condition | None] = []
    for token in tokens:
        if token.lower in words.marks and (token.lower != "if" or not _idiom(tokens, token.i)):
            found.append(_clause(sentence, token.i, pending=False))
        elif (
            token.lower in words.pending
            and token.dep in {"mark", "advmod", "prep"}
            and token.tag not in {"RB"}
        ):
            found.append(_clause(sentence, token.i, pending=True))
        elif token.lower in _INVERTED and _inverts(tokens, token.i):
            found.append(_inverted(sentence, token.i))
        else:
            for phrase in words.phrases.get(token.lower, ()):
                run = tuple(t.lower for t in tokens[token.i : token.i + len(phrase)])
                if run == phrase and len(phrase) > 1 and _opens(tokens, token.i, phrase):
                    found.append(_run(sentence, token.i, len(phrase)))
                    break
    return tuple(condition for condition in found if condition is not None)


def _idiom(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether "if" belongs to "as if", "even if only", "if not", "if any"."""
    before = tokens[i - 1].lower if i else ""
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    return before == "as" or after in {"not", "any", "anything", "ever"}


def _clause(sentence: Sentence, mark: int, pending: bool) -> Condition | None:
    tokens = sentence.tokens
    verb = tokens[tokens[mark].head]
    if tokens[mark].dep == "prep":
        below = next(
            (k for k in tokens[mark].children if tokens[k].dep == "pcomp" or is_verb(tokens[k])), None
        )
        if below is None:
            return None
        return Condition(mark, tokens[below].right, tokens[mark].head, pending)
    if verb.i <= mark or not (is_verb(verb) or verb.dep in {"advcl", "ccomp"}):
        return None if pending else Condition(mark, _to_break(tokens, mark), None)
    last = _trim(tokens, mark, verb)
    asked = (
        verb.dep in {"ccomp", "xcomp", "pcomp"}
        and tokens[mark].lower in {"if", "whether"}
        and verb.head < mark
    )
    return Condition(mark, last, verb.head if verb.head != verb.i else None, pending, asked)


def _trim(tokens: tuple[Token, ...], mark: int, verb: Token) -> int:
    """The end of the clause of ``verb``: its right edge, or the comma before a clause that has a modal."""
    for i in range(verb.i + 1, verb.right + 1):
        if tokens[i].text in {",", "—", "–"} and any(
            t.tag == "MD" and tokens[t.head].dep != "relcl"
            for t in tokens[i + 1 : min(verb.right, i + 8) + 1]
        ):
            return i - 1
    return verb.right


def _to_break(tokens: tuple[Token, ...], start: int) -> int:
    for i in range(start + 2, len(tokens)):
        if tokens[i].text in _BREAKS:
            return i - 1
    return len(tokens) - 1


def _inverts(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether "should", "were" or "had" stands before its subject at the head of a clause."""
    before = tokens[i - 1] if i else None
    if (
        before is not None
        and before.text not in _BREAKS
        and before.lower not in {"and", "that", "or", "sunday"}
    ):
        word = tokens[i].lower
        lead = before.pos in {"NOUN", "PROPN", "ADV", "ADJ", "VERB", "NUM"}
        if not (word == "should" and lead and _subject_follows(tokens, i) and not _subject_before(tokens, i)):
            return False
    if not _subject_follows(tokens, i):
        return False
    end = tokens[-1].text == "?"
    return (not end and tokens[i].lower != "had") or (tokens[i].lower == "had" and _participle(tokens, i))


def _subject_before(tokens: tuple[Token, ...], i: int) -> bool:
    head = tokens[tokens[i].head]
    return any(tokens[k].dep in {"nsubj", "nsubjpass"} and k < i for k in head.children)


def _subject_follows(tokens: tuple[Token, ...], i: int) -> bool:
    return i + 1 < len(tokens) and (
        tokens[i + 1].pos in _NOMINAL or tokens[i + 1].lower in {"one", "any", "there"}
    )


def _participle(tokens: tuple[Token, ...], i: int) -> bool:
    return any(t.tag == "VBN" for t in tokens[i + 2 : i + 8])


def _inverted(sentence: Sentence, i: int) -> Condition:
    return Condition(i, _to_break(sentence.tokens, i), None)


def _opens(tokens: tuple[Token, ...], i: int, phrase: tuple[str, ...]) -> bool:
    """Whether "another" and the like stand at the head of a clause; other phrases may stand anywhere."""
    if phrase[0] not in {"another", "any", "one"}:
        return True
    return i == 0 or tokens[i - 1].text in _BREAKS


def _run(sentence: Sentence, i: int, length: int) -> Condition:
    tokens = sentence.tokens
    for k in range(i + length, min(i + length + 12, len(tokens))):
        if is_verb(tokens[k]) and tokens[k].dep in {"ccomp", "advcl", "acl", "pcomp", "relcl"}:
            return Condition(
                i, max(tokens[k].right, k), tokens[tokens[i].head].i if tokens[i].head < i else None
            )
        if tokens[k].text in _BREAKS:
            return Condition(i, k - 1, tokens[i].head if tokens[i].head < i else None)
    return Condition(i, _to_break(tokens, i), tokens[i].head if tokens[i].head < i else None)
