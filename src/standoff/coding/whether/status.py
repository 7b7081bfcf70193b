"""Did it happen? The status of one deed (codebook, section 3), read from the words around its anchor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.whether.conditions import Condition, find_conditions
from standoff.coding.whether.governors import climb
from standoff.coding.whether.outlook import Outlook
from standoff.coding.whether.status_words import StatusWords, status_words
from standoff.coding.whether.verb_groups import is_verb
from standoff.ontology.plover import SPEECH_ACTS, Category, Status
from standoff.types import Timex

OLD = timedelta(days=60)
"""A deed that is told as past and lies further back is background."""

_UTTERED = frozenset({Category.REQUEST, Category.THREATEN, Category.ACCUSE, Category.REJECT, Category.AGREE})
_BARRING = frozenset({Category.COERCE, Category.SANCTION, Category.PROTEST})
_DEMANDS = frozenset(
    [
        "must",
        "told",
        "tell",
        "tells",
        "ordered",
        "orders",
        "order",
        "until",
        "by",
        "have",
        "has",
        "had",
        "demand",
        "demands",
        "ultimatum",
        "notice",
        "warned",
        "within",
    ]
)
_OPENERS = frozenset({",", ":", '"', "“", "‘", "'", ";", "–", "—"})
_YEAR = re.compile(r"(1[5-9]|20)\d\ds?")
_AHEAD = frozenset({Status.PLANNED, Status.HYPOTHETICAL, Status.CONDITIONAL})


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status, the short name of the rule that decided it, and how sure the rule is, in [0, 1]."""

    status: Status
    rule: str
    certainty: float


def read_status(
    sentence: Sentence,
    first: int,
    last: int,
    head: int,
    act: Category,
    date: Timex | None,
    published: date | None,
) -> StatusReading:
    """The status of the deed of ``act`` whose anchor is tokens ``first`` to ``last`` with head word ``head``.

    ``date`` is the deed's own date and ``published`` the document's day, both ``None`` where unknown.
    """
    words = status_words()
    outlook = climb(sentence, head, words)
    _by_anchor(sentence, first, last, head, act, outlook, words)
    _by_denied_right(first, last, act, outlook)
    _by_condition(sentence, first, last, head, outlook, words)
    if act in _UTTERED:
        _as_utterance(sentence, first, last, head, act, outlook)
    if outlook.status is Status.ACTUAL or outlook.rule == "anchor":
        _by_date(sentence, head, date, published, outlook)
    return StatusReading(outlook.status, outlook.rule, outlook.certainty)


def _by_anchor(
    sentence: Sentence, first: int, last: int, head: int, act: Category, out: Outlook, words: StatusWords
) -> None:
    """Anchors that themselves say that the deed failed or lies ahead: "truce collapsed", "offered"."""
    if out.status is not Status.ACTUAL:
        return
    run = sentence.tokens[first : last + 1]
    lemmas = (
        {t.lemma for t in run} | {t.lower for t in run} | {f"{a.lemma} {b.lemma}" for a, b in pairwise(run)}
    )
    failed = bool(lemmas & words.negated_acts.get(act, frozenset()))
    if failed and act is Category.RETREAT:
        failed = any(t.lemma in words.truces for t in sentence.tokens)
    if failed:
        out.turn(Status.NEGATED, "anchor", 0.85)
    elif lemmas & words.doubted and act not in SPEECH_ACTS:
        out.turn(Status.HYPOTHETICAL, "anchor", 0.6)
    elif lemmas & words.planned_acts.get(act, frozenset()):
        out.ahead = True
        out.turn(Status.PLANNED, "anchor", 0.8)


def _by_denied_right(first: int, last: int, act: Category, out: Outlook) -> None:
    """What one side may not do is what the other does: "may not leave home" is a curfew."""
    inside = out.denied_by is not None and first <= out.denied_by <= last
    if out.status is Status.NEGATED and inside and act in _BARRING:
        if out.ahead:
            out.turn(Status.PLANNED, "barred", 0.5)
        else:
            out.turn(Status.ACTUAL, "barred", 0.5)


def _by_condition(
    sentence: Sentence, first: int, last: int, head: int, out: Outlook, words: StatusWords
) -> None:
    tokens = sentence.tokens
    conditions = find_conditions(sentence, words)
    for condition in conditions:
        if condition.first <= head <= condition.last and not (first < condition.first):
            if condition.asked:
                out.turn(Status.HYPOTHETICAL, "asked", 0.8)
                return
            if not condition.pending or _main_ahead(sentence, condition, head):
                out.turn(Status.HYPOTHETICAL, "condition", 0.85 if not condition.pending else 0.65)
                return
    if _open_clause(sentence, out, words):
        out.turn(Status.HYPOTHETICAL, "whoever", 0.7)
        return
    if _or_else(sentence, head, out):
        out.turn(Status.CONDITIONAL, "or else", 0.8)
        return
    if not out.ahead and out.status is not Status.HYPOTHETICAL:
        _by_present(sentence, head, conditions, out)
        return
    if out.status not in {Status.PLANNED, Status.CONDITIONAL, Status.HYPOTHETICAL} or out.rule == "asked":
        return
    for condition in conditions:
        if condition.asked or condition.first <= head <= condition.last:
            continue
        strict = condition.pending and not _waits(sentence, condition)
        if strict or not _belongs(sentence, condition, head, out):
            continue
        if out.status is Status.HYPOTHETICAL and not (out.rule.startswith("modal") or out.ahead):
            continue
        out.turn(Status.CONDITIONAL, "consequence", 0.8)
        return
    if out.would or out.rule == "modal:will":
        verb = next((i for i in out.path if is_verb(tokens[i])), None)
        if verb is not None and _any_subject(sentence, verb, words):
            out.turn(Status.CONDITIONAL, "whoever", 0.6)


def _by_present(sentence: Sentence, head: int, conditions: Sequence[Condition], out: Outlook) -> None:
    """ "If they arm them, we shut the border": a present tense that a condition hangs on."""
    if out.status is Status.ACTUAL and out.tense == "present":
        for condition in conditions:
            if not condition.pending and not condition.asked and condition.main == head:
                out.turn(Status.CONDITIONAL, "consequence", 0.6)


def _or_else(sentence: Sentence, head: int, out: Outlook) -> bool:
    """Whether the deed is held out after a demand: "leave by Sunday or be shot", "pull back, or we fire"."""
    tokens = sentence.tokens
    verb = next((i for i in out.path if is_verb(tokens[i])), head)
    if out.status not in {Status.ACTUAL, Status.PLANNED}:
        return False
    for i in range(verb - 1, max(-1, verb - 7), -1):
        token = tokens[i]
        if token.lower in {"or", "and"} and token.dep == "cc":
            lead = tokens[max(0, i - 25) : i]
            if token.lower == "and" and not (out.ahead and _imperative(tokens, i)):
                return False
            demand = any(t.lower in _DEMANDS for t in lead) or _imperative(tokens, i)
            bare = tokens[verb].tag in {"VB", "VBP"} or any(
                tokens[k].tag == "VB" for k in tokens[verb].children
            )
            return demand and (bare or out.ahead)
        if is_verb(token) and token.dep not in {"aux", "auxpass"}:
            return False
    return False


def _imperative(tokens: Sequence[Token], stop: int) -> bool:
    """Whether a segment before ``stop`` opens with a bare verb, as an order does."""
    for i in range(stop - 1, -1, -1):
        if i == 0 or tokens[i - 1].text in _OPENERS:
            bare = tokens[i].tag in {"VB", "VBP"} and not any(
                tokens[k].dep in {"nsubj", "aux", "nsubjpass"} and k < i for k in tokens[i].children
            )
            if bare:
                return True
            if tokens[i - 1].text != ",":
                return False
    return False


def _main_ahead(sentence: Sentence, condition: Condition, head: int) -> bool:
    """Whether the clause that waits for a pending condition lies in the future."""
    tokens = sentence.tokens
    word = tokens[condition.first].lower
    if not _waits(sentence, condition):
        return False
    main = condition.main
    if main is None:
        return False
    modals = [tokens[k].lower for k in tokens[main].children if tokens[k].tag == "MD"]
    infinitive = any(tokens[k].lower == "to" for k in tokens[main].children)
    if word == "after":
        return bool(modals)
    return bool(modals) or infinitive or tokens[main].pos == "ADJ"


def _waits(sentence: Sentence, condition: Condition) -> bool:
    """Whether a word of time makes a condition: "until" and "once" do, "after" only behind "only"."""
    tokens = sentence.tokens
    word = tokens[condition.first].lower
    if word in {"when", "where", "while", "before"}:
        return False
    return word != "after" or any(
        t.lower == "only" for t in tokens[max(0, condition.first - 2) : condition.first]
    )


def _open_clause(sentence: Sentence, out: Outlook, words: StatusWords) -> bool:
    """Whether the deed stands in "whoever fires" or "anyone who fires"."""
    tokens = sentence.tokens
    verb = next((i for i in out.path if is_verb(tokens[i])), None)
    if verb is None:
        return False
    if any(tokens[k].lower in {"whoever", "whichever"} and k < verb for k in tokens[verb].children):
        return True
    above = tokens[tokens[verb].head]
    if tokens[verb].dep not in {"relcl", "acl"}:
        return False
    lead = {tokens[k].lower for k in above.children if k < above.i} | {above.lower}
    return bool(lead & words.whoever)


def _belongs(sentence: Sentence, condition: Condition, head: int, out: Outlook) -> bool:
    """Whether the deed at ``head`` is what follows from ``condition``."""
    tokens = sentence.tokens
    if condition.main is not None and condition.main in out.path:
        return True
    low, high = sorted((head, condition.first if condition.first > head else condition.last))
    between = tokens[low + 1 : high]
    return not any(
        t.text in {";", "”", "“"} or (t.lower in {"but"} and t.dep == "cc") for t in between
    ) and not any(t.tag == "VBD" and t.dep in {"conj", "ROOT"} and t.i not in out.path for t in between)


def _any_subject(sentence: Sentence, verb: int, words: StatusWords) -> bool:
    tokens = sentence.tokens
    return any(tokens[k].lower in words.whoever and tokens[k].dep != "neg" for k in sentence.subtree(verb))


def _as_utterance(sentence: Sentence, first: int, last: int, head: int, act: Category, out: Outlook) -> None:
    """Speech acts are done by being uttered: what their own words deny or put ahead is what is said."""
    tokens = sentence.tokens
    inside = range(first, last + 1)
    if out.status is Status.NEGATED:
        if act in {Category.REJECT, Category.ACCUSE, Category.THREATEN} and out.denied_by in inside:
            out.turn(Status.ACTUAL, "uttered", 0.9)
        elif out.rule == "verb:deny" and tokens[head].pos == "NOUN" and _rebuffed(sentence, out):
            out.turn(Status.ACTUAL, "rebuffed", 0.9)
        elif act is Category.REQUEST and any(tokens[i].tag == "MD" for i in inside):
            out.turn(Status.ACTUAL, "uttered", 0.6)
    elif act is Category.THREATEN:
        if out.rule != "condition":
            out.turn(Status.ACTUAL, "uttered", 0.95)
    elif act is Category.AGREE:
        if out.status is Status.PLANNED:
            out.turn(Status.ACTUAL, "uttered", 0.9)
    elif out.status in _AHEAD and any(tokens[i].tag == "MD" for i in inside):
        out.turn(Status.ACTUAL, "uttered", 0.9)
    elif out.status is Status.PLANNED and out.rule == "verb:plan" and act is not Category.REJECT:
        out.turn(Status.ACTUAL, "uttered", 0.5)


def _rebuffed(sentence: Sentence, out: Outlook) -> bool:
    """Whether what is turned down was said all the same: "rejected the demand"."""
    lemmas = {sentence.tokens[i].lemma for i in out.path}
    return bool(lemmas & {"reject", "dismiss", "rebuff", "refute", "refuse", "spurn", "deny"})


def _by_date(sentence: Sentence, head: int, when: Timex | None, published: date | None, out: Outlook) -> None:
    if published is None:
        return
    if when is None:
        if out.status is Status.ACTUAL and out.tense in {"past", "pluperfect", "none"}:
            _by_year(sentence, head, published, out)
        return
    if when.start > published and out.status is Status.ACTUAL:
        out.turn(Status.PLANNED, "date ahead", 0.75)
        return
    if when.end < published - OLD:
        out.turn(Status.HISTORICAL, "old date", 0.95)
    elif when.start < published - OLD and out.tense in {"past", "pluperfect"} and when.end < published:
        out.turn(Status.HISTORICAL, "begun long ago", 0.6)


def _by_year(sentence: Sentence, head: int, published: date, out: Outlook) -> None:
    """A past deed without a date of its own in a clause that an old year dates, or below or beside one."""
    tokens = sentence.tokens
    limit = published - OLD
    for token in tokens:
        if not _YEAR.fullmatch(token.lower) or token.tag not in {"CD", "NNS", "NN"}:
            continue
        if date(int(token.lower[:4]), 12, 31) >= limit or tokens[token.i - 1].lower in {"since", "the", "of"}:
            continue
        dated = next((t.i for t in sentence.ancestors(token.i) if is_verb(t)), None)
        if dated is None or dated == head:
            continue
        above = {t.i for t in sentence.ancestors(head)} | {head}
        if dated in above and tokens[dated].tag in {"VBD", "VBN", "VBG"}:
            out.turn(Status.HISTORICAL, "old year", 0.6)
            return
