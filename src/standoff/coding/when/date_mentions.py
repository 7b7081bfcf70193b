"""The dates that a sentence names (codebook, sections 6 and 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.when.calendar_words import Stretch
from standoff.coding.when.days import Days, read_days, triggers
from standoff.types import Span

_PREPOSITIONS = frozenset(
    [
        "on",
        "in",
        "at",
        "by",
        "since",
        "until",
        "till",
        "from",
        "before",
        "after",
        "over",
        "during",
        "through",
        "throughout",
        "for",
        "of",
        "to",
        "within",
        "around",
        "about",
        "as",
    ]
)
_ADVERBS = frozenset(["late", "early", "earlier", "later", "sometime", "just", "only", "again", "shortly"])
_PARTS_OF = frozenset(
    ["morning", "afternoon", "evening", "night", "hours", "noon", "midnight", "dawn", "dusk"]
)
_FUTURE_AUX = frozenset(
    [
        "will",
        "'ll",
        "’ll",
        "wo",
        "shall",
        "would",
        "may",
        "might",
        "could",
        "can",
        "should",
        "must",
        "'d",
        "’d",
    ]
)
_LOOKS_AHEAD = frozenset(("by", "until", "till", "before", "from"))
_MONTH_LIKE = frozenset(("may", "march"))
VERBAL = frozenset(("VERB", "AUX"))


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that fix days, from their preposition to their last word.

    ``first`` and ``last`` are token indexes, ends included. ``governor`` is the token that the words
    modify. ``start`` and ``end`` follow the tense of the sentence; ``past`` and ``ahead`` are the
    readings of words that leave the direction open ("on Friday"), equal where they do not. ``label``:
    the words stand before a noun and date that alone ("Friday's launch", "the June 25 marches").
    """

    span: Span
    first: int
    last: int
    governor: int
    start: date
    end: date
    past: Stretch
    ahead: Stretch
    label: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    core: int
    lead: str
    label: bool
    days: Days


def find_dates(sentence: Sentence, day: date | None, told: date | None = None) -> tuple[DateMention, ...]:
    """The dates of a sentence, in text order.

    Args:
        sentence: the parsed sentence.
        day: the document's day, from which dates are reckoned; without it only words that name their
            year are read.
        told: the last day that the text named before this sentence, from which "the next day" and "a
            week earlier" are reckoned; the document's day if there is none.
    """
    tokens = sentence.tokens
    if not any(
        token.lower in triggers() or token.text[:2] in ("19", "20") or token.lower[-2:] == "th"
        for token in tokens
    ):
        return ()
    starts, line = _line(tokens)
    chosen: list[_Found] = []
    for days in sorted(read_days(line, day), key=lambda d: (d.start - d.end, d.start)):
        if days.start not in starts:
            continue
        first, last = starts[days.start], _token_at(starts, days.end)
        if any(first <= other.last and other.core <= last for other in chosen):
            continue
        if _is_no_date(tokens, first, last, line[days.start : days.end]):
            continue
        label = _is_label(tokens, first, last)
        begin, lead = (first, "") if label else _lead(tokens, first)
        chosen.append(_Found(begin, last, first, lead, label, days))
    chosen.sort(key=lambda found: found.first)
    chosen = [found for found in _moments_joined(tokens, chosen) if found.days.grain != "moment"]
    mentions: list[DateMention] = []
    for found in chosen:
        anchor = mentions[-1].start if mentions else told
        mention = _mention(sentence, found, day, anchor)
        if mention is not None:
            mentions.append(mention)
    mentions = _ranges(sentence, mentions)
    return tuple(mentions + _since_clauses(sentence, mentions, day))


def _line(tokens: Sequence[Token]) -> tuple[dict[int, int], str]:
    starts, parts, at = {}, [], 0
    for token in tokens:
        starts[at] = token.i
        parts.append(token.lower.replace("\u2019", "'"))
        at += len(token.lower) + 1
    return starts, " ".join(parts)


def _token_at(starts: dict[int, int], end: int) -> int:
    return max(i for at, i in starts.items() if at < end)


def _is_no_date(tokens: Sequence[Token], first: int, last: int, words: str) -> bool:
    """Words that only look like a date: "may" the verb, "March" the walk, "Black Friday" is left alone."""
    core = tokens[first]
    if first and tokens[first - 1].lower in ("a", "an", "'s", "’s"):
        return core.lower not in ("early", "late", "mid")
    if words in _MONTH_LIKE and (core.text == core.lower or core.pos in ("VERB", "AUX")):
        return True
    if words in ("spring", "fall") and core.pos == "VERB":
        return True
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if words.startswith("the ") and words[-2:] in ("th", "st", "nd", "rd") and words[4].isdigit():
        return following is not None and following.pos in ("NOUN", "PROPN", "ADJ")
    return False


def _is_label(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the words stand before a noun that they modify: "Friday's launch", "the May election"."""
    governor = _governor(tokens, first, last)
    if governor <= last or tokens[governor].pos not in ("NOUN", "PROPN"):
        return False
    return any(
        tokens[i].head == governor and tokens[i].dep in ("poss", "compound", "nmod", "nummod", "amod")
        for i in range(first, last + 1)
    )


def _lead(tokens: Sequence[Token], first: int) -> tuple[int, str]:
    """The token where the words begin with what stands before them, and the governing preposition."""
    i, lead = first, ""
    while i > 0:
        word = tokens[i - 1].lower
        if not lead and word == "the" and tokens[i].lower not in ("the",):
            break
        if word in _PREPOSITIONS and not lead:
            lead = word
        elif lead == "of" and word == "as":
            lead = "as of"
        elif lead == "of" and word in _PARTS_OF:
            lead = "on"
            if i > 1 and tokens[i - 2].lower in ("the", "early", "late"):
                i -= 1
        elif lead == "on" and word == "the" and tokens[i].lower in _PARTS_OF:
            pass
        elif lead == "as" and word in ("early", "late", "recently", "ago", "long", "as", "soon"):
            lead = "as"
        elif word not in _ADVERBS or tokens[i - 1].pos == "VERB":
            break
        i -= 1
    if lead in ("of", "to", "for", "about", "as") and i < first and tokens[i].lower == lead:
        return (i, lead) if lead != "about" else (i + 1, "")
    return i, lead


def _moments_joined(tokens: Sequence[Token], chosen: list[_Found]) -> list[_Found]:
    """ "At dawn on Saturday": the part of the day is taken into the date beside it."""
    out: list[_Found] = []
    for found in chosen:
        previous = out[-1] if out else None
        if previous is not None and previous.last + 1 >= found.first:
            if previous.days.grain == "moment" and found.days.grain == "day":
                out[-1] = _Found(
                    previous.first, found.last, found.core, previous.lead or found.lead, False, found.days
                )
                continue
            if found.days.grain == "moment" and previous.days.grain == "day":
                out[-1] = _Found(
                    previous.first, found.last, previous.core, previous.lead, False, previous.days
                )
                continue
        out.append(found)
    return out


def _mention(sentence: Sentence, found: _Found, day: date | None, anchor: date | None) -> DateMention | None:
    tokens = sentence.tokens
    governor = _governor(tokens, found.first, found.last)
    days = found.days
    past, ahead = days.past, days.ahead
    if days.base and anchor is not None and day is not None and days.grain != "moment":
        delta = anchor - day
        past = ahead = (past[0] + delta, past[1] + delta)
    lead = found.lead
    if lead == "since":
        if day is None or past[0] > day:
            return None
        past = ahead = (past[0], day)
    elif lead in ("until", "till", "through") and day is not None and ahead[1] >= day:
        ahead = (min(day, ahead[1]), ahead[1])
    elif lead == "before" and day is not None and ahead[0] > day and days.grain == "day":
        ahead = (day, ahead[0] - timedelta(1))
    elif lead == "by" and days.grain == "stretch":
        past, ahead = (past[1], past[1]), (ahead[1], ahead[1])
    forward = past != ahead and looks_ahead(tokens, governor, lead)
    start, end = ahead if forward else past
    span = sentence.span(found.first, found.last)
    return DateMention(span, found.first, found.last, governor, start, end, past, ahead, found.label)


def _governor(tokens: Sequence[Token], first: int, last: int) -> int:
    for i in range(first, last + 1):
        head = tokens[i].head
        if not first <= head <= last:
            return head
        if head == i:
            return i
    return tokens[last].head


def verb_above(tokens: Sequence[Token], i: int) -> int:
    """The token itself if it is a verb, else the nearest verb above it, else the root; no auxiliary."""
    while tokens[i].head != i and (
        tokens[i].pos not in VERBAL or tokens[i].dep in ("aux", "auxpass") or in_noun_phrase(tokens[i])
    ):
        i = tokens[i].head
    return i


def in_noun_phrase(token: Token) -> bool:
    return token.dep in ("amod", "compound", "nmod")


def looks_ahead(tokens: Sequence[Token], governor: int, lead: str = "") -> bool:
    """Whether the clause of ``governor`` lies ahead: will, to, may, must, "is meeting", "opens"."""
    verb = tokens[verb_above(tokens, governor)]
    auxiliaries = {tokens[i].lower for i in verb.children if tokens[i].dep in ("aux", "auxpass")}
    perfect = bool(auxiliaries & {"have", "has", "had", "'ve", "having"})
    if perfect or verb.tag == "VBD":
        return False
    if auxiliaries & _FUTURE_AUX or "to" in auxiliaries:
        return True
    if lead in _LOOKS_AHEAD and verb.tag not in ("VBD", "VBN"):
        return True
    if auxiliaries & {"was", "were", "did"}:
        return False
    if verb.tag == "VBG":
        return bool(auxiliaries & {"is", "are", "'s", "'re", "am"})
    return verb.tag == "VB" and not auxiliaries & {"do", "does"}


def _ranges(sentence: Sentence, mentions: list[DateMention]) -> list[DateMention]:
    """ "Between 2015 and 2018", "from Monday to Thursday": one stretch of two dates."""
    tokens, out = sentence.tokens, list[DateMention]()
    for mention in mentions:
        previous = out[-1] if out else None
        if previous is not None and previous.last + 2 >= mention.first and mention.end > previous.start:
            before = tokens[previous.first - 1].lower if previous.first else ""
            joint = {token.lower for token in tokens[previous.last + 1 : mention.last]}
            opened = tokens[previous.first].lower
            between = "and" in joint and (before == "between" or opened == "between")
            if between or (("to" in joint or "until" in joint) and opened in ("from", "noon", before)):
                first = previous.first - (before in ("between", "from"))
                both = (previous.start, max(mention.end, previous.end))
                span = sentence.span(first, mention.last)
                out[-1] = DateMention(
                    span, first, mention.last, _governor(tokens, first, mention.last), *both, both, both
                )
                continue
        out.append(mention)
    return out


def _since_clauses(
    sentence: Sentence, mentions: Sequence[DateMention], day: date | None
) -> list[DateMention]:
    """ "Since the war broke out in May": for the clause above, May to the document's day."""
    tokens, found = sentence.tokens, list[DateMention]()
    for mention in mentions:
        verb = tokens[verb_above(tokens, mention.governor)]
        marks = [i for i in verb.children if tokens[i].lower == "since" and i < verb.i and i < mention.first]
        if day is None or not marks or not mention.start <= day or tokens[verb.head].pos not in VERBAL:
            continue
        days = (mention.start, day)
        span = sentence.span(marks[0], mention.last)
        found.append(DateMention(span, marks[0], mention.last, verb.head, *days, days, days))
    return found
