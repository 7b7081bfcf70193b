"""When: the dates of a sentence, and the one that belongs to an event (codebook, sections 6 and 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from standoff.coding.days import Days, Stretch, read_days, triggers
from standoff.coding.parse import Sentence, Token
from standoff.ontology.plover import SPEECH_ACTS, Category, Status
from standoff.types import Span, Timex

_PREPOSITIONS = frozenset(
    "on in at by since until till from before after over during through throughout for of to within around "
    "about as".split()
)
_ADVERBS = frozenset("late early earlier later sometime just only again shortly".split())
_PARTS_OF = frozenset("morning afternoon evening night hours noon midnight dawn dusk".split())
_FUTURE_AUX = frozenset("will 'll ’ll wo shall would may might could can should must 'd ’d".split())
_LOOKS_AHEAD = frozenset(("by", "until", "till", "before", "from"))
_MONTH_LIKE = frozenset(("may", "march"))
_VERBAL = frozenset(("VERB", "AUX"))


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
        tokens[i].pos not in _VERBAL or tokens[i].dep in ("aux", "auxpass") or _in_noun_phrase(tokens[i])
    ):
        i = tokens[i].head
    return i


def _in_noun_phrase(token: Token) -> bool:
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
            if between or ("to" in joint or "until" in joint) and opened in ("from", "noon", before):
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
        if day is None or not marks or not mention.start <= day or tokens[verb.head].pos not in _VERBAL:
            continue
        days = (mention.start, day)
        span = sentence.span(marks[0], mention.last)
        found.append(DateMention(span, marks[0], mention.last, verb.head, *days, days, days))
    return found


_REPORTING = frozenset(
    "say tell report announce add state declare note quote cite write claim insist stress warn confirm "
    "reveal disclose explain reiterate comment remark argue describe testify speak suggest acknowledge admit "
    "recall believe know think promise vow assure resolve make call".split()
)
_EMPTY_VERBS = frozenset(
    "launch conduct carry stage hold begin start mount make take impose sign reach sustain suffer continue "
    "resume open deliver commit perform run wage pay give issue place set come end go enter be see have do "
    "get put face lift renew extend order send join attend host receive pass adopt fire stop halt mark "
    "lead bring find let fall kill leave injure hit strike win lose exchange trade file hand".split()
)
_ASPECT = frozenset(
    "begin start stop continue resume cease finish try seek manage fail help let make go come move keep "
    "prepare proceed attempt get have need force allow report need be".split()
)
_MOTIONS = frozenset("go come enter be begin put get".split())
_WISHES = frozenset("must should shall ought".split())
_DEADLINES = frozenset("by until till before from for to".split())
_OCCASIONS = frozenset(
    "make issue hold meet gather speak address release publish pass adopt pin send read".split()
)
_UTTERS = frozenset(
    "call urge accuse ask demand blame condemn warn threaten reject deny appeal request plead criticise criticize "
    "denounce summon investigate charge lodge propose invite praise back beg tell order refuse".split()
)
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
    if governor == head or mention.first <= head <= mention.last and mention.last - mention.first < 6:
        return 0
    if mention.label:
        return 1 if tokens[governor].head == head and tokens[governor].dep in _SUBJECTS else None
    clause = verb_above(tokens, governor)
    if clause == head:
        return None if act in SPEECH_ACTS and _is_wished(tokens, head) else 0
    own = head
    if anchor.pos not in _VERBAL or _in_noun_phrase(anchor):
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
    while i != head and tokens[i].head != i and tokens[i].pos not in _VERBAL:
        i = tokens[i].head
    return i == head


def _told_of(tokens: Sequence[Token], clause: int, noun: int) -> bool:
    """ "A truce that was to start on Friday": a clause that hangs on the noun and tells of it."""
    verb = tokens[clause]
    if verb.dep == "xcomp":
        verb = tokens[verb.head]
    return verb.head == noun and verb.dep in ("relcl", "acl", "amod") and tokens[clause].lemma in _EMPTY_VERBS


def _carries(tokens: Sequence[Token], noun: int, verb: int) -> bool:
    """Whether the verb over a noun anchor tells the noun's own deed, so that its date is the noun's."""
    lemma = tokens[verb].lemma
    child = noun
    while tokens[child].head != verb:
        child = tokens[child].head
    if tokens[child].dep in _SUBJECTS:
        return lemma not in _REPORTING
    if tokens[child].dep == "prep":
        return lemma in _MOTIONS
    return tokens[child].dep in _OBJECTS and lemma in _EMPTY_VERBS


def _one_deed(tokens: Sequence[Token], verb: int, clause: int) -> bool:
    """Whether a date of ``clause`` also dates ``verb``: "began to withdraw", "cleared them of plotting"."""
    below, above = tokens[clause], tokens[verb]
    if below.head == verb and (below.dep == "pcomp" or below.dep == "xcomp" and above.lemma in _ASPECT):
        return True
    if tokens[below.head].dep == "prep" and tokens[below.head].head == verb:
        return below.dep == "pcomp"
    return above.head == clause and above.dep in ("xcomp", "oprd", "ccomp") and below.lemma in _ASPECT


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
        return bool(marks & _MEANWHILE) and dated.lemma not in _REPORTING
    if own.tag == "VBG" and own.dep == "acl":
        noun = own.head
        return tokens[noun].head == clause and tokens[noun].dep in ("dobj", "nsubjpass", "nsubj")
    subject = dated.head
    if dated.dep == "acl" and dated.lemma in _OCCASIONS and tokens[subject].head == verb:
        return tokens[subject].dep in ("nsubj", "nsubjpass")
    return False


def _coordinate(tokens: Sequence[Token], verb: int, clause: int) -> bool:
    """Whether ``verb`` follows a dated verb as its equal and shares its subject: "hosted and demanded"."""
    own = tokens[verb]
    shares = own.dep == "conj" and not any(tokens[i].dep in _SUBJECTS for i in own.children)
    return shares and own.head == clause


def _says_so_itself(tokens: Sequence[Token], head: int) -> bool:
    """A verb of speech with its own speaker: a medium's "reported on Friday" over it is not its day."""
    speaks = tokens[head].lemma in _UTTERS
    return speaks and any(tokens[i].dep in _SUBJECTS for i in tokens[head].children)


def _spoken_in(tokens: Sequence[Token], head: int, clause: int) -> bool:
    """Whether ``clause`` is a reporting verb that an uttered deed hangs under, or an adjunct of it."""
    verb = tokens[clause]
    if verb.dep in ("acl", "relcl", "advcl") and verb.lemma not in _REPORTING:
        clause = verb_above(tokens, verb.head)
        verb = tokens[clause]
    if verb.lemma not in _REPORTING:
        return False
    line = {head, *(token.i for token in _up(tokens, head))}
    return clause in line or (verb.dep in ("ccomp", "parataxis", "conj") and verb.head in line)


def _up(tokens: Sequence[Token], i: int) -> list[Token]:
    above: list[Token] = []
    while tokens[i].head != i:
        i = tokens[i].head
        above.append(tokens[i])
    return above
