"""What has been told so far: mentions seen, people and bodies taught, countries in focus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from standoff.coding.parsing.parse import Sentence
from standoff.coding.who.arguments import first_conjunct
from standoff.coding.who.denotation import Denotation
from standoff.coding.who.linking import Linked
from standoff.ontology.actors import SUPRANATIONAL
from standoff.ontology.nouns import Gender
from standoff.ontology.plover import Sector
from standoff.types import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "into", "across", "from", "around", "inside", "through", "outside"}
)
REACH = 4
"""How many sentences back an antecedent may lie."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a mention stands for. ``known`` is false for a guess from what the text is about."""

    codes: tuple[str | None, ...] = ()
    sector: Sector | None = None
    name: str | None = None
    taught_by: Span | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention already resolved, with its place in its sentence.

    ``at`` is the head token; ``placed`` tells that it follows a preposition of place, ``inner`` that it
    only modifies another noun.
    """

    sentence: int
    at: int
    mention: Denotation
    codes: tuple[str | None, ...]
    sector: Sector | None
    subject: bool
    placed: bool
    inner: bool

    @property
    def country(self) -> str | None:
        """The country it stands for, if it stands for one and is no outlet."""
        code = self.codes[0] if self.codes else None
        return None if code in SUPRANATIONAL or self.sector is Sector.JRN else code

    def resolved(self, *, known: bool = True) -> Resolved:
        """The same referents for another mention."""
        return Resolved(self.codes, self.sector, self.mention.name, self.mention.span, known)


@dataclass(frozen=True, slots=True)
class Taught:
    """A person or body that the text itself has explained."""

    codes: tuple[str | None, ...]
    sector: Sector | None
    name: str
    gender: Gender | None
    span: Span

    def resolved(self) -> Resolved:
        """Its referents for a mention of the name alone."""
        return Resolved(self.codes, self.sector, self.name, self.span, known=True)


@dataclass(slots=True)
class Discourse:
    """The state of one reading; it lives no longer than ``resolve``.

    ``nouns`` has the last bearer of each noun, ``heads`` of its last word ("plant" of "military plant"),
    ``sectors`` of each sector. ``countries`` and ``unions`` count codes over the whole text.
    """

    sentences: Sequence[Sentence]
    linked: Sequence[Linked]
    people: dict[str, Taught] = field(default_factory=dict)
    bodies: dict[str, Taught] = field(default_factory=dict)
    nouns: dict[str, Seen] = field(default_factory=dict)
    heads: dict[str, Seen] = field(default_factory=dict)
    sectors: dict[Sector, Seen] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)
    unions: Counter[str] = field(default_factory=Counter)

    def survey(self) -> None:
        """Read the whole text once for the people it explains and the countries it speaks of."""
        for linked in self.linked:
            for mention in linked.mentions:
                self._count(mention)
                if mention.person and mention.codes and mention.sector is not None:
                    self.learn(mention, mention.codes, mention.sector)
            for a, b in linked.same:
                one, two = linked.mentions[a], linked.mentions[b]
                if two.person:
                    one, two = two, one
                if one.person and not one.codes and two.codes and two.sector is not None:
                    self.learn(one, two.codes, two.sector)

    def _count(self, mention: Denotation) -> None:
        if mention.place and mention.country is not None:
            self.countries[mention.country] += 1
        for code in mention.codes:
            if code in SUPRANATIONAL and code is not None:
                self.unions[code] += 1
            elif code is not None and mention.sector is not Sector.JRN:
                self.countries[code] += 1

    def learn(self, mention: Denotation, codes: tuple[str | None, ...], sector: Sector | None) -> None:
        """Remember a person by full name and surname; the first titled mention goes before others."""
        words = mention.person
        person = Taught(codes, sector, " ".join(words), mention.gender, mention.span)
        titled = mention.noun is not None and mention.known is None
        for key in (words[-1].lower(), " ".join(words).lower()):
            old = self.people.get(key)
            if old is None or old.sector is None or (titled and old.span.start > mention.span.start):
                self.people[key] = person

    def bearer(self, words: tuple[str, ...]) -> Taught | None:
        """Who bears a name: by the full name, or by the surname if the given names do not clash."""
        found = self.people.get(" ".join(words).lower())
        if found is not None:
            return found
        found = self.people.get(words[-1].lower())
        if found is not None and len(words) > 1 and " " in found.name:
            given = {word.lower() for word in words[:-1]}
            return found if given & set(found.name.lower().split()[:-1]) else None
        return found

    def note(self, mention: Denotation, one: Resolved) -> Seen:
        """The mention as one that later mentions may go back to."""
        sentence = self.sentences[mention.sentence]
        head = sentence.tokens[mention.head]
        before = sentence.tokens[mention.first - 1].lower if mention.first else ""
        joined = head.dep == "conj" and sentence.tokens[head.head].dep in SUBJECTS
        return Seen(
            mention.sentence, mention.head, mention, one.codes, one.sector,
            subject=head.dep in SUBJECTS or joined,
            placed=mention.place or before in PLACE_PREPOSITIONS,
            inner=mention.kind == "adjective" or head.dep in {"amod", "compound", "nmod"},
        )  # fmt: skip

    def joint(
        self, sentence: Sentence, mentions: Sequence[Denotation], found: Sequence[Resolved]
    ) -> Seen | None:
        """The list that ends in the last mention found, as one: "Estonia and Latvia"."""
        last = mentions[len(found) - 1]
        if any(sentence.tokens[k].dep == "conj" for k in sentence.tokens[last.head].children):
            return None  # the list goes on
        top = first_conjunct(sentence, last.head)
        if top == last.head:
            return None
        members = [
            (mention, one)
            for mention, one in zip(mentions, found, strict=False)
            if first_conjunct(sentence, mention.head) == top
        ]
        codes = tuple(dict.fromkeys(code for _, one in members for code in one.codes if code is not None))
        first, one = members[0]
        if len(codes) < 2 or first.head != top:
            return None
        whole = replace(first, kind="name", name=None, person=(), place=False, plural=True)
        return self.note(whole, Resolved(codes, one.sector))

    def remember(self, mention: Denotation, one: Resolved) -> None:
        """Keep who last bore a noun, a sector or a name."""
        if not one.codes or one.codes == (None,):
            return
        seen = self.note(mention, one)
        if mention.noun is not None:
            self.nouns[mention.noun.word] = seen
            self.heads[mention.noun.word.rpartition(" ")[2]] = seen
        if one.sector is not None and mention.kind != "pronoun":
            self.sectors[one.sector] = seen
        if mention.person and one.known:
            self.learn(mention, one.codes, one.sector)
        if mention.kind == "name" and not mention.person and mention.known is None and mention.name:
            self.bodies[mention.name.lower()] = Taught(
                one.codes, one.sector, mention.name, None, mention.span
            )

    def recent(self, sentence: int) -> Iterator[Seen]:
        """Mentions within reach of a sentence, the latest first."""
        for seen in reversed(self.seen):
            if seen.sentence < sentence - REACH:
                return
            yield seen

    def two_countries(self) -> tuple[str | None, ...]:
        """The two countries told last, in the order of the text."""
        codes: list[str | None] = []
        for seen in reversed(self.seen):
            if seen.sector is Sector.JRN:
                continue
            codes.extend(code for code in seen.codes if code is not None and code not in codes)
            if len(codes) >= 2:
                break
        return tuple(reversed(codes[:2]))
