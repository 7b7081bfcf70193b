"""Where in a sentence the content of a reporting verb lies: before, around or after it, or an argument."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.said.cues import VerbCue, load_cues
from standoff.coding.said.sayings import DASHES, QUOTES, Stretch, children

_BREAKS = frozenset({",", "?", "!", ";"}) | DASHES | QUOTES
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})
_PLAIN = frozenset({"say", "tell", "add", "claim", "write", "warn", "insist", "report"})
_FRONTED = frozenset({"VBN", "VBG"})
_CONDITIONS = frozenset({"provided", "unless", "if", "because", "once"})
_GO_ON = frozenset({"unless", "if", "provided", "were", "should", "by", "until", "because"})
_TERMS = frozenset({"finding", "figure", "term", "move", "step"})
_TAILS = frozenset({"adding", "saying", "alluding", "citing", "quoting", "referring", "telling", "noting"})


def clause_content(
    sentence: Sentence, verb: Token, subject: Token, first: int, last: int, *, plain: bool
) -> list[Stretch]:
    """Stretches of a content that is a clause. ``first`` and ``last`` are the edges of the verb group.

    ``plain`` is true for verbs that report whatever stands beside them, even where no clause hangs on
    them in the parse.
    """
    tokens = sentence.tokens
    start = clause_start(sentence, verb, subject, first)
    clauses = children(sentence, verb.i, "ccomp")
    after = [c for c in clauses if c.i > verb.i and c.i != subject.i]
    closed = last + 1 < len(tokens) and tokens[last + 1].text in {",", ";"}
    behind = start > 1 and tokens[start - 1].text in _BREAKS and is_finite(sentence, [(0, start - 1)])
    if closed and (behind or any(c.i < first for c in clauses)):
        after = [c for c in after if tokens[last + 2].text in QUOTES and tokens[last + 1].text == ","]
    if after:
        right = after[-1].right
        if any(t.lower in _CONDITIONS for t in tokens[right + 1 : right + 3]) and right < verb.right:
            right = verb.right
        return [_without_tail(sentence, with_that(sentence, after[0].left, last), right)]
    that = _that_after(sentence, verb, last)
    if that is not None:
        right = max(verb.right, that)
        if right <= that + 1:
            right = len(tokens) - 1
        return [_without_tail(sentence, that, right)]
    if verb.dep == "parataxis" and verb.head > last + 1 and tokens[last + 1].text not in _BREAKS | {".", ":"}:
        return [(last + 1, tokens[verb.head].right)]
    if start > 0 and tokens[start - 1].lower in {"as", "so"}:
        start -= 1
    if start > 1 and tokens[start - 1].text in _BREAKS and _trails(sentence, verb, start):
        pieces = around(sentence, verb, start, clause_end(sentence, verb, subject, last))
        if pieces:
            return pieces
    if plain and last < len(tokens) - 1 and verb.lemma in _PLAIN:
        return _loose_object(sentence, verb, last)
    return []


def clause_start(sentence: Sentence, verb: Token, subject: Token, first: int) -> int:
    if verb.dep == "relcl" and subject.i < verb.i and subject.head == verb.i:
        # a parser that makes ", the envoy Ana Lopez said," a relative clause cuts the name in two
        start = subject.left
        while start > 1 and sentence.tokens[start - 1].pos in {"NOUN", "PROPN", "ADJ", "DET", "PART"}:
            start -= 1
        return start
    if subject.i > verb.i or (subject.head != verb.i and not subject.left <= verb.i <= subject.right):
        return first
    return min([first, subject.left, *(c.left for c in children(sentence, verb.i, "nsubj") if c.i < verb.i)])


def clause_end(sentence: Sentence, verb: Token, subject: Token, last: int) -> int:
    """The last token of a reporting clause that stands after or within what it reports."""
    end = max(last, subject.right if subject.i > verb.i else last)
    for i in range(end + 1, len(sentence.tokens)):
        if sentence.tokens[i].text in _BREAKS or sentence.tokens[i].text in {".", ":"}:
            return i - 1
    return len(sentence.tokens) - 1


def with_that(sentence: Sentence, left: int, last: int) -> int:
    return left - 1 if left - 1 > last and sentence.tokens[left - 1].lower == "that" else left


def _that_after(sentence: Sentence, verb: Token, last: int) -> int | None:
    """A "that" which opens a clause soon after the verb, with no other verb between."""
    for token in sentence.tokens[last + 1 : last + 10]:
        if token.lower == "that" and token.tag in {"IN", "WDT"}:
            return token.i if token.head != token.i and token.dep == "mark" else None
        if token.pos in {"VERB", "AUX"} or token.text in {".", ";", ":"}:
            return None
    return None


def _without_tail(sentence: Sentence, left: int, right: int) -> Stretch:
    """The stretch up to ", adding that ..." or ", a claim that ...", which are not what is said."""
    tokens, issued = sentence.tokens, load_cues().issued
    for i in range(left + 3, right):
        if tokens[i].text != ",":
            continue
        noun = tokens[i + 2] if tokens[i + 1].lower in {"a", "an"} and i + 2 <= right else None
        if tokens[i + 1].lower in _TAILS or (
            noun is not None and (noun.lemma in issued or noun.lower in _TERMS)
        ):
            return left, i - 1
    return left, right


def _trails(sentence: Sentence, verb: Token, start: int) -> bool:
    if verb.tag == "VBG":
        return False
    if verb.dep == "relcl":
        after = sentence.tokens[verb.i + 1] if verb.i + 1 < len(sentence.tokens) else None
        if after is None or after.text not in {",", "."} or sentence.tokens[start].tag.startswith("W"):
            return False
    elif verb.dep not in {"ROOT", "parataxis", "ccomp", "conj", "advcl", "dep", "appos", "amod", "acl"}:
        return False
    return any(t.pos in {"VERB", "AUX", "NOUN", "PROPN"} for t in sentence.tokens[:start])


def around(sentence: Sentence, verb: Token, start: int, end: int) -> list[Stretch]:
    """What stands before a reporting clause, and after it where the clause is put into the middle."""
    tokens = sentence.tokens
    before = [c for c in children(sentence, verb.i, "ccomp") if c.i < start]
    bound = 0
    if verb.head != verb.i:
        if verb.dep in {"parataxis", "advcl", "ccomp"}:
            bound = tokens[verb.head].left
        elif verb.dep == "conj" and verb.left > verb.head:
            joined = any(t.dep == "cc" for t in tokens[max(start - 2, 0) : start])
            bound = verb.left if joined else tokens[verb.head].left
    bound = min(bound, start - 1)
    if before:
        bound = before[0].left
        if bound > verb.left and verb.head == verb.i:
            bound = verb.left
        head = tokens[verb.head]
        if verb.dep == "conj" and head.left < bound and not _has_cue(sentence, head.left, bound):
            bound = head.left
    bound = max([bound, *(t.i + 1 for t in tokens[bound : start - 1] if t.text == ";")])
    left_last = start - 1
    while left_last >= bound and tokens[left_last].text in {",", ";"} | DASHES:
        left_last -= 1
    while bound < left_last and tokens[bound].dep == "cc" and tokens[bound].text[:1].islower():
        bound += 1
    pieces: list[Stretch] = [(bound, left_last)] if left_last >= bound else []
    finite = any(t.tag in _FINITE for t in tokens[bound : left_last + 1])
    goes_on = end + 2 < len(tokens) and tokens[end + 1].text in {","} | DASHES
    if goes_on:
        hangs_right = verb.dep in {"parataxis", "advcl", "ccomp"} and verb.head > end
        if hangs_right or not finite or tokens[end + 2].text in QUOTES:
            pieces.append((end + 2, len(tokens) - 1))
            if not finite and tokens[bound].tag in _FRONTED:
                pieces = pieces[1:]
        elif tokens[end + 2].lower in _GO_ON or (
            tokens[end + 2].lower in {"and", "but"} and not _has_cue(sentence, end + 2)
        ):
            pieces.append((end + 2, len(tokens) - 1))
    return pieces


def _has_cue(sentence: Sentence, start: int, stop: int | None = None) -> bool:
    verbs = load_cues().verbs
    return any(t.pos == "VERB" and t.lemma in verbs for t in sentence.tokens[start:stop])


def object_relative(sentence: Sentence, verb: Token) -> list[Stretch]:
    """The noun phrase before a relative clause without an object: "the strike that X reported"."""
    if verb.dep != "relcl" or verb.left <= verb.head:
        return []
    own = children(sentence, verb.i, "nsubj")
    if not own or own[0].tag.startswith("W") or own[0].i > verb.i:
        return []
    noun = sentence.tokens[verb.head]
    last = verb.left - 1
    while last > noun.i and sentence.tokens[last].text == ",":
        last -= 1
    return [(noun.left, last)]


def _loose_object(sentence: Sentence, verb: Token, last: int) -> list[Stretch]:
    deps = ["xcomp", "oprd", "acomp", "attr"]
    if verb.lemma != "tell":
        deps.append("dobj")
    if verb.lemma in {"say", "tell"}:
        deps.append("advcl")
    rest = [c for c in children(sentence, verb.i, *deps) if c.i > last]
    rest = [c for c in rest if c.dep != "advcl" or sentence.tokens[c.left - 1].text != ","]
    if not rest:
        return []
    left, right = rest[0].left, rest[-1].right
    if verb.lemma == "tell" and rest[0].dep == "xcomp":
        left = min([left, *(c.left for c in children(sentence, verb.i, "dobj") if c.i > last)])
    if sentence.heading:
        right = len(sentence.tokens) - 1
    return [(with_that(sentence, left, last), right)]


def argument_content(sentence: Sentence, verb: Token, entry: VerbCue, last: int) -> tuple[list[Stretch], int]:
    """Stretches of a content that is an object, an infinitive or a phrase after a preposition.

    The second value is the cue's last token: a preposition before the content belongs to the cue.
    """
    found, last = _argument(sentence, verb, entry, last)
    if found and sentence.heading and found[-1][1] < verb.right:
        found = [*found[:-1], (found[-1][0], verb.right)]
    return found, last


def _argument(sentence: Sentence, verb: Token, entry: VerbCue, last: int) -> tuple[list[Stretch], int]:
    frames = entry.frames
    direct = [c for c in children(sentence, verb.i, "dobj", "dative") if c.i > verb.i]
    wanted = [c for c in children(sentence, verb.i, "xcomp", "ccomp", "advcl") if c.i > verb.i]
    infinitives = [c for c in wanted if _is_infinitive(sentence, c)]
    preps = children(sentence, verb.i, "prep")
    preps += [p for d in direct for p in children(sentence, d.i, "prep") if p.lower == "of"]
    for prep in preps:
        inner = children(sentence, prep.i, "pobj", "pcomp")
        if prep.lower in entry.prepositions and prep.i > verb.i and inner:
            right = max([inner[-1].right, *(x.right for x in infinitives if x.i > inner[0].i)])
            return [(prep.i + 1, right)], prep.i
    if "urge" in frames and infinitives and direct and direct[0].i < infinitives[0].i:
        return [(direct[0].left, infinitives[-1].right)], last
    if {"urge", "infinitive"} & frames and infinitives and infinitives[0].left > last:
        return [(infinitives[0].left, infinitives[-1].right)], last
    if "gerund" in frames:
        gerunds = [c for c in wanted if c.dep != "advcl" and (c.tag == "VBG" or _after_having(sentence, c))]
        if gerunds:
            return [(gerunds[0].left, gerunds[-1].right)], last
    if "named" in frames:
        named = [c for c in children(sentence, verb.i, "oprd", "xcomp", "ccomp", "attr") if c.i > verb.i]
        if named:
            return [(min([named[0].left, *(d.left for d in direct)]), named[-1].right)], last
        if direct and not entry.prepositions & {sentence.tokens[c].lower for c in verb.children}:
            return [(direct[0].left, direct[-1].right)], last
    if direct and {"object", "as"} & frames:
        right = direct[-1].right
        for prep in children(sentence, verb.i, "prep"):
            if prep.lower in {"as", "for", "to"} and prep.i > direct[-1].i and prep.left == right + 1:
                right = prep.right
        return [(direct[0].left, right)], last
    return [], last


def _is_infinitive(sentence: Sentence, token: Token) -> bool:
    return any(sentence.tokens[c].lower == "to" and sentence.tokens[c].dep == "aux" for c in token.children)


def _after_having(sentence: Sentence, token: Token) -> bool:
    return any(sentence.tokens[c].lower == "having" for c in token.children)


def is_finite(sentence: Sentence, stretches: Sequence[Stretch]) -> bool:
    return any(t.tag in _FINITE for a, b in stretches for t in sentence.tokens[a : b + 1])
