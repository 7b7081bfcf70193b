"""What "he", "it", "they", "who" and "both" stand for.

The best of the mentions before, by number, gender, recency and subjecthood, after the salience factors
of Lappin and Leass (1994), with weights of our own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from standoff.coding.parsing.parse import Sentence
from standoff.coding.who.arguments import subject_of
from standoff.coding.who.denotation import Denotation
from standoff.coding.who.discourse import SUBJECTS, Discourse, Resolved, Seen
from standoff.ontology.nouns import Gender

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset(
    ["they", "them", "their", "theirs", "themselves", "both", "those", "others", "each", "neither", "either"]
)
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "each"})
_RELATIVE = frozenset({"who", "whom", "whose", "which"})
_BELOW = frozenset({"prep", "pobj", "dobj", "dative"})
"""How an object hangs below the verb of its clause."""
_SINGULAR_CROWDS = frozenset({"army", "military", "police", "navy", "air force", "opposition", "leadership"})

# Found by coordinate search over the training passages.
_DISTANCE: Final = 3.0
_SUBJECT: Final = 2.0
_PLACED: Final = 2.0
_INNER: Final = 2.0
_PARALLEL: Final = 0.5
_COMMON: Final = 0.5
_PRONOUN: Final = 0.5
_UNEXPLAINED: Final = 2.0
_SAME_SENTENCE: Final = 1.0
_EARLY: Final = 0.01
_AUTHOR: Final = 3.0


def resolve_pronoun(discourse: Discourse, sentence: Sentence, mention: Denotation) -> Resolved:
    """The referents of a pronoun of the third person; empty for the first and second."""
    word = sentence.tokens[mention.head].lower
    if word in _RELATIVE:
        best = _relative(discourse, sentence, mention)
    else:
        fits = _fit(discourse, word)
        best = _best(discourse, sentence, mention, fits) if fits is not None else None
    return best.resolved() if best is not None else Resolved()


def resolve_ahead(discourse: Discourse, sentence: Sentence, mention: Denotation) -> Resolved:
    """A pronoun before its noun: "Asked whether he would go, Defence Minister X shook his head"."""
    fits = _fit(discourse, sentence.tokens[mention.head].lower)
    for seen in discourse.seen:
        if fits is None or seen.sentence != sentence.index or seen.at <= mention.head or not seen.subject:
            continue
        if seen.codes and fits(seen):
            return seen.resolved(known=False)
    return Resolved()


def _fit(discourse: Discourse, word: str) -> Callable[[Seen], bool] | None:
    if word in _HE:
        return lambda seen: _fits_person(discourse, seen, "he")
    if word in _SHE:
        return lambda seen: _fits_person(discourse, seen, "she")
    if word in _IT:
        return _fits_it
    return _fits_they if word in _THEY else None


def _relative(discourse: Discourse, sentence: Sentence, mention: Denotation) -> Seen | None:
    """The mention that ends nearest before a relative pronoun."""
    best: Seen | None = None
    for seen in reversed(discourse.seen):
        if seen.sentence != sentence.index:
            break
        if seen.mention.last >= mention.first or seen.inner:
            continue
        if best is None or seen.mention.last > best.mention.last:
            best = seen
    return best


def _fits_person(discourse: Discourse, seen: Seen, gender: Gender) -> bool:
    mention = seen.mention
    if mention.kind == "pronoun":
        word = discourse.sentences[seen.sentence].tokens[seen.at].lower
        return word in (_HE if gender == "he" else _SHE)
    told = mention.gender
    if mention.person:
        person = discourse.bearer(mention.person)
        told = told or (person.gender if person is not None else None)
        return told in {None, gender}
    single = mention.noun is not None and mention.noun.kind == "person" and not mention.plural
    return single and told in {None, gender}


def _fits_it(seen: Seen) -> bool:
    mention = seen.mention
    if mention.place or mention.kind == "pronoun" or mention.person or len(seen.codes) > 1:
        return False
    if mention.noun is None or mention.kind == "name":
        return not mention.plural
    if mention.noun.kind == "people":
        return mention.noun.word in _SINGULAR_CROWDS
    return mention.noun.kind in {"body", "thing"} and not mention.plural


def _is_bloc(seen: Seen) -> bool:
    """Whether a name stands for several states: "the West", an alliance."""
    return seen.mention.kind == "name" and seen.codes in {(None,), ("IGO",)}


def _fits_they(seen: Seen) -> bool:
    mention = seen.mention
    if len(seen.codes) > 1 and mention.kind != "pronoun":
        return True
    if mention.kind == "pronoun" or mention.person or mention.place:
        return False
    if mention.plural or _is_bloc(seen):
        return True
    return mention.noun is not None and mention.noun.kind in {"people", "body"}


def _barred(sentence: Sentence, at: int) -> frozenset[int]:
    """Tokens that the object pronoun at ``at`` cannot stand for: the subject of its own clause.

    Principle B of binding theory (Chomsky 1981): in "police arrested them", "them" are not the police.
    """
    tokens = sentence.tokens
    token = tokens[at]
    if token.lower in _REFLEXIVE or token.dep not in {"dobj", "dative", "pobj"}:
        return frozenset()
    verb = tokens[token.head]
    while verb.pos not in {"VERB", "AUX"} and verb.head != verb.i and verb.dep in _BELOW:
        verb = tokens[verb.head]
    subject = subject_of(sentence, verb) if verb.pos in {"VERB", "AUX"} else None
    if subject is None or subject > at:
        return frozenset()
    return frozenset({subject, *(k for k in tokens[subject].children if tokens[k].dep in {"conj", "appos"})})


def _is_author(sentence: Sentence, seen: Seen, mention: Denotation) -> bool:
    """Whether what the pronoun's clause tells comes from ``seen``: "a promise from the rebels that they"."""
    tokens, last = sentence.tokens, seen.mention.last
    return (
        last == mention.head - 2
        and tokens[last + 1].lower == "that"
        and seen.mention.first > 0
        and tokens[seen.mention.first - 1].lower in {"from", "by"}
    )


def _best(
    discourse: Discourse, sentence: Sentence, mention: Denotation, fits: Callable[[Seen], bool]
) -> Seen | None:
    subject = sentence.tokens[mention.head].dep in SUBJECTS
    barred = _barred(sentence, mention.head)
    best: tuple[float, Seen] | None = None
    for seen in discourse.recent(sentence.index):
        if (not seen.codes and seen.sector is None) or not fits(seen):
            continue
        distance = sentence.index - seen.sentence
        if distance == 0 and seen.at in barred:
            continue
        score = _SUBJECT * seen.subject - _DISTANCE * distance - _PLACED * seen.placed - _INNER * seen.inner
        score += _PARALLEL * (subject and seen.subject)
        score += _COMMON * (seen.mention.kind == "common") + _PRONOUN * (seen.mention.kind == "pronoun")
        if seen.mention.person and discourse.bearer(seen.mention.person) is None:
            score -= _UNEXPLAINED
        if distance == 0:
            score += _AUTHOR * _is_author(sentence, seen, mention)
            score += _SAME_SENTENCE + _EARLY * (mention.head - seen.at)
        if best is None or score > best[0]:
            best = (score, seen)
    return best[1] if best is not None else None
