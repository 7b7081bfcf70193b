"""Third parties that confirm, doubt or deny what the document tells elsewhere (codebook section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.said.cues import Cues, load_cues
from standoff.coding.said.sayings import Position, children, is_passive, subject_of
from standoff.ontology.plover import Category
from standoff.types import Span, StanceKind

_FARTHEST = 4
_UNABLE = frozenset({"unable", "impossible", "decline", "refuse", "fail", "hard", "difficult"})
_SPEECH = frozenset({"REQUEST", "REJECT", "ACCUSE", "THREATEN", "AGREE"})


@dataclass(frozen=True, slots=True)
class Told:
    """What a stance can be about: an event by its place in the text and those who did it.

    ``actors`` are country or PLOVER codes. ``same_as`` is the id of the event's first telling.
    """

    id: str
    sentence: int
    act: Category
    anchor: Span
    actors: frozenset[str] = frozenset()
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class StanceFound:
    """A stance whose holder is still a place in the text: the head of a noun phrase."""

    event: str
    holder: Position
    stance: StanceKind
    span: Span


def find_stances(
    sentences: Sequence[Sentence], events: Sequence[Told], holders: Iterable[tuple[Position, str]] = ()
) -> tuple[StanceFound, ...]:
    """The stances of a document, in text order.

    A stance is taken to be about the first telling of the event in its own clause, if that was told
    before, or else about the event told last before it, where its object is a word such as "the
    report" or "it". ``holders`` gives the code of actors by their head words: who denies its own deed is
    party to it, not a third one.
    """
    cues = load_cues()
    codes = dict(holders)
    tellings = _Tellings(events)
    found: list[StanceFound] = []
    for sentence in sentences:
        for token in sentence.tokens:
            if token.pos != "VERB":
                continue
            stance = _kind(sentence, token, cues)
            if stance is None:
                continue
            holder = _holder(sentence, token)
            if holder is None or holder.lower in {"i", "we", "you"}:
                continue
            position = Position(sentence.index, holder.i)
            event = _about(sentence, token, tellings, cues)
            if event is None or (stance == "denies" and codes.get(position) in event.actors):
                continue
            first, last = min(holder.left, token.left), token.right
            while last > token.i and sentence.tokens[last].pos == "PUNCT":
                last -= 1
            found.append(StanceFound(event.same_as or event.id, position, stance, sentence.span(first, last)))
    return tuple(found)


def _kind(sentence: Sentence, token: Token, cues: Cues) -> StanceKind | None:
    lemma = token.lemma
    above = sentence.tokens[token.head]
    negated = bool(children(sentence, token.i, "neg")) or above.lemma in _UNABLE
    if negated:
        return "doubts" if lemma in cues.stances["unconfirmed"] else None
    if lemma == "cast":
        return "doubts" if any(c.lemma == "doubt" for c in children(sentence, token.i, "dobj")) else None
    if lemma in cues.stances["confirms"]:
        return "confirms"
    if lemma in cues.stances["denies"]:
        return "denies"
    return "doubts" if lemma in cues.stances["doubts"] else None


def _holder(sentence: Sentence, token: Token) -> Token | None:
    if is_passive(sentence, token.i):
        agents = children(sentence, token.i, "agent")
        inner = children(sentence, agents[0].i, "pobj") if agents else []
        return inner[0] if inner else None
    return subject_of(sentence, token.i)


class _Tellings:
    """The events of a document, found by where and by what they tell."""

    def __init__(self, events: Sequence[Told]) -> None:
        self._by_sentence: dict[int, list[Told]] = {}
        self._by_id: dict[str, Told] = {}
        self._by_deed: dict[tuple[Category, frozenset[str]], Told] = {}
        for event in events:
            self._by_sentence.setdefault(event.sentence, []).append(event)
            self._by_id[event.id] = event
            self._by_deed.setdefault((event.act, event.actors), event)

    def within(self, first: int, last: int) -> list[Told]:
        """Those of sentences ``first`` to ``last``, both included, in text order."""
        return [event for number in range(first, last + 1) for event in self._by_sentence.get(number, ())]

    def first_of(self, event: Told) -> Told | None:
        """What an earlier sentence tells of the same deed: by its link, or by act and actors."""
        if event.same_as is not None:
            found = self._by_id.get(event.same_as)
        else:
            found = self._by_deed.get((event.act, event.actors)) if event.actors else None
        return found if found is not None and found.sentence < event.sentence else None


def _about(sentence: Sentence, token: Token, tellings: _Tellings, cues: Cues) -> Told | None:
    tokens = sentence.tokens
    inside = [
        event
        for event in tellings.within(sentence.index, sentence.index)
        if tokens[token.i].end <= event.anchor.start and event.anchor.end <= tokens[token.right].end
    ]
    for event in (e for e in inside if e.act not in _SPEECH):
        earlier = tellings.first_of(event)
        if earlier is not None:
            return earlier
    if inside:
        return None
    objects = children(sentence, token.i, "dobj", "nsubjpass", "pobj")
    for prep in children(sentence, token.i, "prep"):
        objects += children(sentence, prep.i, "pobj")
    objects += [
        c
        for noun in list(objects)
        for prep in children(sentence, noun.i, "prep")
        for c in children(sentence, prep.i, "pobj")
    ]
    if not any(c.lemma in cues.stances["told"] or c.lower in cues.stances["told"] for c in objects):
        return None
    near = tellings.within(sentence.index - _FARTHEST, sentence.index - 1)
    deeds = [event for event in near if event.act not in _SPEECH]
    return deeds[-1] if deeds else None
