"""When: the date that belongs to an event (codebook, sections 6 and 8).

``find_dates`` reads the dates of a sentence, ``event_date`` chooses among them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.when.date_mentions import (
    VERBAL,
    DateMention,
    find_dates,
    in_noun_phrase,
    looks_ahead,
    verb_above,
)
from standoff.errors import LexiconError
from standoff.ontology.plover import SPEECH_ACTS, Category, Status
from standoff.types import Timex

__all__ = ["DateMention", "event_date", "find_dates"]

_WISHES = frozenset(["must", "should", "shall", "ought"])
_DEADLINES = frozenset(["by", "until", "till", "before", "from", "for", "to"])


@cache
def verbs(kind: str) -> frozenset[str]:
    """One list of lemmas of ``data/date_verbs.toml``."""
    source = files("standoff.coding") / "data" / "date_verbs.toml"
    try:
        return frozenset(map(str, tomllib.loads(source.read_text(encoding="utf-8"))["verbs"][kind]))
    except (KeyError, ValueError, TypeError) as error:
        raise LexiconError(
            f"the table of verbs breaks its schema: {error}",
            where="coding/data/date_verbs.toml",
            remedy="Compare it with the schema in its first lines",
        ) from error


_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_OBJECTS = frozenset(("dobj", "attr", "oprd", "dative"))
_MEANWHILE = frozenset(("as", "when", "while"))


def event_date(
    sentence: Sentence,
    head: int,
    dates: Sequence[DateMention],
    act: Category,
    status: Status | None = None,
) -> Timex | None:
    """The date that belongs to the event whose anchor has its head at token ``head``.

    A date belongs to the event if it modifies the anchor or its clause; one of a reporting verb does
    not, unless the event is itself done by speaking. ``dates`` are ``find_dates(sentence, ...)``. Where
    the event lies ahead, words that leave their direction open are read ahead.
    """
    tokens = sentence.tokens
    best: tuple[int, int, DateMention] | None = None
    for mention in dates:
        rank = _belongs(tokens, head, mention, act, status)
        if rank is None:
            continue
        distance = min(abs(mention.first - head), abs(mention.last - head))
        if best is None or (rank, distance) < best[:2]:
            best = (rank, distance, mention)
    if best is None:
        return None
    rank, _, mention = best
    days = (mention.start, mention.end)
    if status is Status.ACTUAL or status is Status.HISTORICAL:
        days = days if looks_ahead(tokens, mention.governor) else mention.past
    elif status is not None and rank < 2 and not _is_past(tokens, mention.governor):
        days = mention.ahead
    return Timex(mention.span, *days)


def _is_past(tokens: Sequence[Token], governor: int) -> bool:
    verb = tokens[verb_above(tokens, governor)]
    return verb.tag == "VBD" or any(
        tokens[i].lower in ("have", "has", "had", "was", "were") for i in verb.children
    )


def _belongs(
    tokens: Sequence[Token], head: int, mention: DateMention, act: Category, status: Status | None
) -> int | None:
    """How closely a date belongs to the anchor: 0 its own, 1 its clause's, 2 beside it; ``None``: not."""
    governor, anchor = mention.governor, tokens[head]
    uttered = act in SPEECH_ACTS and status in (None, Status.ACTUAL)
    if uttered and mention.past != mention.ahead and tokens[mention.first].lower in _DEADLINES:
        return None
    if governor == head or (mention.first <= head <= mention.last and mention.last - mention.first < 6):
        return 0
    if mention.label:
        return 1 if tokens[governor].head == head and tokens[governor].dep in _SUBJECTS else None
    clause = verb_above(tokens, governor)
    if clause == head:
        return None if act in SPEECH_ACTS and _is_wished(tokens, head) else 0
    own = head
    if anchor.pos not in VERBAL or in_noun_phrase(anchor):
        if _inside(tokens, governor, head) or _told_of(tokens, clause, head):
            return 0
        own = verb_above(tokens, head)
        if own != head and not _carries(tokens, head, own):
            own = -1
        elif clause == own:
            return 1
    if own >= 0 and _one_deed(tokens, own, clause):
        return 1
    if own >= 0 and _beside(tokens, own, clause):
        return 2
    if uttered and not _says_so_itself(tokens, head) and _spoken_in(tokens, head, clause):
        return 2
    if own >= 0 and _coordinate(tokens, own, clause) and status in (None, Status.ACTUAL):
        return 3
    return None


def _inside(tokens: Sequence[Token], governor: int, head: int) -> bool:
    """Whether the date hangs in the noun's own phrase, with no verb between."""
    i = governor
    while i != head and tokens[i].head != i and tokens[i].pos not in VERBAL:
        i = tokens[i].head
    return i == head


def _told_of(tokens: Sequence[Token], clause: int, noun: int) -> bool:
    """ "A truce that was to start on Friday": a clause that hangs on the noun and tells of it."""
    verb = tokens[clause]
    if verb.dep == "xcomp":
        verb = tokens[verb.head]
    return (
        verb.head == noun
        and verb.dep in ("relcl", "acl", "amod")
        and tokens[clause].lemma in verbs("carriers")
    )


def _carries(tokens: Sequence[Token], noun: int, verb: int) -> bool:
    """Whether the verb over a noun anchor tells the noun's own deed, so that its date is the noun's."""
    lemma = tokens[verb].lemma
    child = noun
    while tokens[child].head != verb:
        child = tokens[child].head
    if tokens[child].dep in _SUBJECTS:
        return lemma not in verbs("reporting")
    if tokens[child].dep == "prep":
        return lemma in verbs("motions")
    return tokens[child].dep in _OBJECTS and lemma in verbs("carriers")


def _one_deed(tokens: Sequence[Token], verb: int, clause: int) -> bool:
    """Whether a date of ``clause`` also dates ``verb``: "began to withdraw", "cleared them of plotting"."""
    below, above = tokens[clause], tokens[verb]
    if below.head == verb and (
        below.dep == "pcomp" or (below.dep == "xcomp" and above.lemma in verbs("helpers"))
    ):
        return True
    if tokens[below.head].dep == "prep" and tokens[below.head].head == verb:
        return below.dep == "pcomp"
    return (
        above.head == clause and above.dep in ("xcomp", "oprd", "ccomp") and below.lemma in verbs("helpers")
    )


def _is_wished(tokens: Sequence[Token], verb: int) -> bool:
    """ "Must leave by Friday": the day is that of what is wanted, not of the wanting."""
    return any(tokens[i].dep == "aux" and tokens[i].lower in _WISHES for i in tokens[verb].children)


def _beside(tokens: Sequence[Token], verb: int, clause: int) -> bool:
    """Whether two clauses tell of one time: "dug in on Friday, blocking", "collapsed as guns fired"."""
    own, dated = tokens[verb], tokens[clause]
    if own.head == clause and own.dep == "advcl":
        marks = {tokens[i].lower for i in own.children if tokens[i].dep in ("mark", "advmod")}
        return (own.tag == "VBG" and not marks) or bool(marks & _MEANWHILE)
    if dated.head == verb and dated.dep == "advcl":
        marks = {tokens[i].lower for i in dated.children if tokens[i].dep in ("mark", "advmod")}
        return bool(marks & _MEANWHILE) and dated.lemma not in verbs("reporting")
    if own.tag == "VBG" and own.dep == "acl":
        noun = own.head
        return tokens[noun].head == clause and tokens[noun].dep in ("dobj", "nsubjpass", "nsubj")
    subject = dated.head
    if dated.dep == "acl" and dated.lemma in verbs("occasions") and tokens[subject].head == verb:
        return tokens[subject].dep in ("nsubj", "nsubjpass")
    return False


def _coordinate(tokens: Sequence[Token], verb: int, clause: int) -> bool:
    """Whether ``verb`` follows a dated verb as its equal and shares its subject: "hosted and demanded"."""
    own = tokens[verb]
    shares = own.dep == "conj" and not any(tokens[i].dep in _SUBJECTS for i in own.children)
    return shares and own.head == clause


def _says_so_itself(tokens: Sequence[Token], head: int) -> bool:
    """A verb of speech with its own speaker: a medium's "reported on Friday" over it is not its day."""
    speaks = tokens[head].lemma in verbs("utterances")
    return speaks and any(tokens[i].dep in _SUBJECTS for i in tokens[head].children)


def _spoken_in(tokens: Sequence[Token], head: int, clause: int) -> bool:
    """Whether ``clause`` is a reporting verb that an uttered deed hangs under, or an adjunct of it."""
    verb = tokens[clause]
    if verb.dep in ("acl", "relcl", "advcl") and verb.lemma not in verbs("reporting"):
        clause = verb_above(tokens, verb.head)
        verb = tokens[clause]
    if verb.lemma not in verbs("reporting"):
        return False
    line = {head, *(token.i for token in _up(tokens, head))}
    return clause in line or (verb.dep in ("ccomp", "parataxis", "conj") and verb.head in line)


def _up(tokens: Sequence[Token], i: int) -> list[Token]:
    above: list[Token] = []
    while tokens[i].head != i:
        i = tokens[i].head
        above.append(tokens[i])
    return above
