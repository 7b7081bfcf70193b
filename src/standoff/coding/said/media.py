"""Outlets that carry what somebody says, and sources that a source cites in its turn."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.said.cues import Cues
from standoff.coding.said.sayings import TIMES, Position, children
from standoff.ontology.gazetteer import Kind, fold, gazetteer

Stretch = tuple[int, int]
_SPOKEN_TO = frozenset({"to", "with", "on", "by", "via", "through", "over", "in"})
_NO_NEWS = frozenset(
    {"spy", "intelligence", "space", "relief", "aid", "security", "police", "power", "travel"}
)
_WEIGHTY = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.AREA, Kind.WATER, Kind.ISLAND, Kind.CONTINENT})
_FEWEST_PEOPLE = 40_000
_METROPOLIS = 300_000


def names_a_place(words: str, fewest: int = _FEWEST_PEOPLE) -> bool:
    """Whether a name is that of a country, region or town of at least ``fewest`` people."""
    key = fold(words)
    places = gazetteer()
    if not key or not places.has(key):
        return False
    return any(
        site.main and (site.kind in _WEIGHTY or site.own or site.population >= fewest)
        for site in places.find(key)
        if site.kind is not Kind.QUARTER
    )


class Media:
    """Finds the outlets and informants of one sentence.

    ``outlets`` and ``known`` are the head tokens of mentions that are outlets or other actors,
    ``repeated`` the names that the document has more than once, as it has those of its people.
    """

    def __init__(
        self,
        sentence: Sentence,
        cues: Cues,
        outlets: frozenset[int],
        known: frozenset[int],
        repeated: frozenset[str] = frozenset(),
    ) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.cues = cues
        self.outlets = outlets
        self.known = known
        self.repeated = repeated

    def is_outlet(self, i: int) -> bool:
        """Whether the noun phrase at ``i`` names an outlet or ends in a word for one."""
        token = self.tokens[i]
        if token.lower in self.cues.hearers or token.lower in self.cues.platforms:
            return False
        if i in self.outlets and token.lemma not in self.cues.remarks:
            return True
        if token.lower in self.cues.outlets and token.pos in {"PROPN", "NOUN", "NUM"}:
            return not any(t.lower in _NO_NEWS for t in self._modifiers(i))
        words = [t for t in self._modifiers(i) if t.dep in {"compound", "nmod", "nummod"}]
        if token.pos == "PROPN" and any(w.lower in self.cues.outlets and w.pos == "PROPN" for w in words):
            return True
        return any(t.lower in self.cues.outlets and t.dep == "appos" for t in self._modifiers(i))

    def _modifiers(self, i: int) -> list[Token]:
        return [self.tokens[c] for c in self.tokens[i].children]

    def _may_be_outlet(self, i: int) -> bool:
        """Whether a hearer that no list knows may be one: a name without title that is no place or actor."""
        token = self.tokens[i]
        if token.pos != "PROPN" or i in self.known or token.lower in TIMES:
            return False
        if token.lower in self.cues.platforms or token.lower in self.cues.hearers:
            return False
        words = [*(t for t in self._modifiers(i) if t.i < i), token]
        if any(t.lower in self.cues.titles or t.dep == "poss" for t in words):
            return False
        if any(t.pos == "NUM" for t in self._modifiers(i)):
            return True
        return not names_a_place(" ".join(t.text for t in words if t.pos == "PROPN"), _METROPOLIS)

    def _may_hear(self, i: int, trails: bool) -> bool:
        """A name that a content follows is often a person's; people are named more than once."""
        return self._may_be_outlet(i) and (trails or self.tokens[i].text not in self.repeated)

    def _hearer(self, verb: Token) -> int | None:
        """The name directly behind "told", whatever the parse makes of it."""
        i = verb.i + 1
        if (
            verb.lemma not in self.cues.telling
            or i >= len(self.tokens)
            or not self.tokens[i].text[:1].isupper()
        ):
            return None
        token = self.tokens[i]
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        closes = after is None or after.text in {".", ",", ";", ":"} or after.lower in {"on", "that", "in"}
        if not closes or token.pos == "PRON" or token.lower in self.cues.hearers | self.cues.platforms:
            return None
        return None if i in self.known or names_a_place(token.text, _METROPOLIS) else i

    def spoken_to(self, head: int, source: Token, content: Sequence[Stretch]) -> tuple[Position, ...]:
        """The outlet that the source at the cue ``head`` spoke to or on, outside of what it said."""
        verb = self.tokens[head]
        trails = bool(content) and content[0][1] < head
        inside = range(min(verb.left, source.left), max(verb.right, source.right) + 1)
        for i in inside:
            if i == source.i or any(a <= i <= b for a, b in content):
                continue
            token = self.tokens[i]
            parent = self.tokens[token.head]
            if token.dep in {"dobj", "dative", "iobj", "oprd"} and parent.i == head:
                if self.is_outlet(i) or (verb.lemma in self.cues.telling and self._may_hear(i, trails)):
                    return (Position(self.sentence.index, i),)
            elif token.dep == "pobj" and parent.lower in _SPOKEN_TO:
                carrying = self.tokens[parent.head].lemma in self.cues.carrying
                if (
                    parent.head != head
                    and not carrying
                    and self.tokens[parent.head].lemma not in self.cues.remarks
                ):
                    continue
                near = parent.head == head and parent.lower in {"to", "on"} and trails
                if self.is_outlet(i) or ((carrying or near) and self._may_be_outlet(i)):
                    if source.left <= i <= source.right and not carrying:
                        continue
                    return (Position(self.sentence.index, i),)
        hearer = self._hearer(verb) if trails else None
        return self._obtained_by(source) if hearer is None else (Position(self.sentence.index, hearer),)

    def _obtained_by(self, source: Token) -> tuple[Position, ...]:
        """The outlet of "a schedule that NHK has obtained"."""
        for clause in children(self.sentence, source.i, "relcl"):
            if clause.lemma in self.cues.carrying:
                for own in children(self.sentence, clause.i, "nsubj"):
                    if self.is_outlet(own.i) or (not own.tag.startswith("W") and self._may_be_outlet(own.i)):
                        return (Position(self.sentence.index, own.i),)
        return ()

    def informants(self, head: int, source: Token) -> tuple[Position, ...]:
        """Whom the source cites: "A, citing B, said", "A, which quoted B", "A learnt from B"."""
        verb = self.tokens[head]
        if verb.lemma in {"learn", "understand", "hear"}:
            for prep in children(self.sentence, head, "prep"):
                if prep.lower == "from" and (inner := children(self.sentence, prep.i, "pobj")):
                    return (Position(self.sentence.index, inner[0].i),)
        for token in self.tokens:
            if token.lower not in {"citing", "quoting", "quoted", "cited"} or token.i == head:
                continue
            tail = self.tokens[token.i + 1 : token.right + 1]
            if any(t.tag == "VBG" and self.tokens[t.i - 1].lower == "as" for t in tail):
                continue
            objects = [t for t in children(self.sentence, token.i, "dobj") if t.i > token.i]
            if not objects:
                continue
            if token.lower in {"quoted", "cited"}:
                if token.dep == "relcl" and token.head == source.i:
                    return (Position(self.sentence.index, objects[0].i),)
            elif self._governs(head, token, source):
                return (Position(self.sentence.index, objects[0].i),)
        return ()

    def _governs(self, head: int, token: Token, source: Token) -> bool:
        if token.head in {head, source.i} or (token.head == self.tokens[head].head and token.head != token.i):
            return True
        return 0 < token.i - head <= 6 or (self.tokens[token.head].head == head and token.i > head)
