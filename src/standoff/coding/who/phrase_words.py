"""The words of a noun phrase: listed nouns, names, titles, and what they tell of sector and country."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.parsing.parse import Sentence
from standoff.coding.who.names import NameAt
from standoff.ontology.actors import ActorName
from standoff.ontology.nouns import LONGEST, ActorNoun, Gender, noun_lexicon
from standoff.ontology.plover import Sector

Role = tuple[int, ActorNoun]
"""A noun of the lexicon and the token that it starts at."""

_HYPHENS = frozenset({"-", "\u2013"})


class PhraseWords:
    """Looks up the words of one sentence; token ranges have both ends included."""

    def __init__(self, sentence: Sentence, names: Sequence[NameAt]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.lexicon = noun_lexicon()
        self.at = {i: name for name in names for i in range(name.first, name.last + 1)}

    def text(self, first: int, last: int) -> str:
        """The tokens as they are written, with single blanks."""
        parts = []
        for i in range(first, last + 1):
            if i > first and self.tokens[i].start > self.tokens[i - 1].end:
                parts.append(" ")
            parts.append(self.tokens[i].text)
        return "".join(parts)

    def lower(self, first: int, last: int) -> frozenset[str]:
        """The set of lower-cased words."""
        return frozenset(token.lower for token in self.tokens[first : last + 1])

    def noun(self, first: int, last: int) -> Role | None:
        """The longest noun of the lexicon that ends at token ``last``."""
        best: Role | None = None
        if last < first:
            return None
        form = ""
        for start in range(last, max(first, last - 2 * LONGEST) - 1, -1):
            token = self.tokens[start]
            gap = " " if start < last and token.end < self.tokens[start + 1].start else ""
            form = token.lower.replace("\u2019", "'") + gap + form
            found = (
                self.lexicon.get(form) or ("." in form and self.lexicon.get(form.replace(".", ""))) or None
            )
            if found is not None:
                best = (start, found)
        return best

    def choose(self, at: NameAt, *, before_noun: bool) -> ActorName:
        """Of several meanings of a name the one that fits: an adjective before a noun, else a noun."""
        names = at.names
        if len(names) == 1:
            return names[0]
        if before_noun:
            return next((n for n in names if n.kind == "adjective"), names[0])
        following = self.tokens[at.last + 1] if at.last + 1 < len(self.tokens) else None
        verb = following is not None and following.tag.startswith("VB") and at.first > 0
        order = ("outlet", "people") if verb else ("people", "outlet")
        return min(names, key=lambda n: order.index(n.kind) if n.kind in order else len(order))

    def name_within(self, first: int, last: int) -> ActorName | None:
        """The first known name that lies wholly within the tokens."""
        for i in range(first, last + 1):
            at = self.at.get(i)
            if at is not None and at.first >= first and at.last <= last:
                return self.choose(at, before_noun=True)
        return None

    def sector_of(self, first: int, role: Role) -> Sector:
        """The sector of a noun, with what stands before it from ``first`` on: "rebel" + "leader"."""
        start, noun = role
        if not noun.weak and noun.sector is Sector.BUS:
            told = self.modifier_sector(first, start - 1)
            return told if told in {Sector.MIL, Sector.COP, Sector.SOC, Sector.MED} else noun.sector
        if not noun.weak:
            return noun.sector
        return self.modifier_sector(first, start - 1) or noun.sector

    def modifier_sector(self, first: int, last: int) -> Sector | None:
        """The sector that the nearest telling word gives to a weak noun after it."""
        for i in range(last, first - 1, -1):
            at = self.at.get(i)
            if at is not None:
                if at.names[0].kind == "body":
                    return at.names[0].sector
                continue
            found = self.noun(first, i)
            if found is not None and (
                found[1].kind == "people" or (not found[1].weak and not found[1].plural)
            ):
                return found[1].sector
            if (sector := self.lexicon.modifiers.get(self.tokens[i].lower)) is not None:
                return sector
        return None

    def gender(self, first: int, last: int) -> Gender | None:
        """The gender that a title among the tokens tells."""
        for token in self.tokens[first : last + 1]:
            if (told := self.lexicon.gender(token.lower.rstrip("."))) is not None:
                return told
        return None

    def proper_tail(self, first: int, last: int) -> int | None:
        """Where the capitalised name of no list that ends at ``last`` begins."""
        tokens = self.tokens
        front = self._word_start(first, last)
        capital = tokens[front].text[0].isupper() or tokens[last].text[0].isupper()
        if not capital or (front < last and self.noun(last, last) is not None):
            return None
        start = front
        while start > first and self._extends_name(first, start - 1):
            start = self._word_start(first, start - 1)
        while start < front and not tokens[start].text[0].isalnum():
            start += 1
        if last == 0 and tokens[0].tag not in {"NNP", "NNPS"}:
            return None
        return start

    def _word_start(self, first: int, i: int) -> int:
        """The first token of the hyphened word that ends at token ``i``."""
        tokens = self.tokens
        while i - 2 >= first and tokens[i - 1].text in _HYPHENS and tokens[i].start == tokens[i - 1].end:
            i -= 2
        return i

    def _extends_name(self, first: int, i: int) -> bool:
        """Whether token ``i``, before a capitalised name, belongs to the name."""
        token = self.tokens[i]
        if token.lower in self.lexicon.words["particles"] or token.text in {*_HYPHENS, "'", "\u2019", "."}:
            return True
        if token.tag in {"DT", "PRP$"} or not self.tokens[self._word_start(first, i)].text[0].isupper():
            return False
        at = self.at.get(i)
        if at is not None and at.names[0].kind in {"adjective", "body", "outlet"}:
            return False
        return token.lower.rstrip(".") not in self.lexicon.titles and self.noun(i, i) is None
