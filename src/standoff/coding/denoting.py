"""What the words of a noun phrase say by themselves of the actor it names.

"US Defense Secretary Lloyd Austin" is USA GOV by its own words and teaches who Austin is; "the
ministry" is GOV of a country that only the text around it can tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from standoff.coding.noun_phrases import NameAt, Run
from standoff.coding.parse import Sentence, Token
from standoff.ontology.actors import SUPRANATIONAL, ActorName
from standoff.ontology.nouns import LONGEST, ActorNoun, Gender, noun_lexicon
from standoff.ontology.plover import Sector
from standoff.types import Span

DenotationKind = Literal["name", "common", "pronoun", "adjective"]

_ARMED = frozenset({Sector.REB, Sector.PRM, Sector.CRM})
_BYSTANDERS = frozenset({Sector.CVL, Sector.REF, Sector.JRN, Sector.SOC, Sector.MED})
_OUTLET_ENDS = frozenset(
    "times post herald tribune gazette news radio television tv telegraph journal press chronicle courier "
    "daily weekly fm broadcasting examiner bulletin inquirer agency".split()
)
_PARTICLES = frozenset("al el bin ibn ben de del della der di da dos du la le van von ter".split())
_FORMER = frozenset({"former", "ex", "ousted", "deposed", "toppled", "sacked", "dismissed", "retired", "then"})
_FOREIGN = frozenset(
    "foreign international western multinational outside neighbouring neighboring gulf arab african asian regional "
    "latin caribbean baltic nordic world global accredited overseas".split()
)
_COMPANY_ENDS = frozenset({"inc", "ltd", "plc", "corp", "co", "llc", "gmbh", "sa", "ag", "airlines", "airways", "bank"})


@dataclass(frozen=True, slots=True)
class Denotation:
    """A noun phrase with what its own words say.

    Token indexes are within the sentence, ends included. ``names`` are the referents' (code, sector);
    more than one for "the Russian and Turkish presidents". ``noun`` is the head noun in the singular if
    it is of the lexicon, ``person`` the words of a personal name, ``alias`` what a name of ours stands
    for. ``owner`` is the index, among the sentence's denotations, of a possessor or an of-complement.
    """

    sentence: int
    first: int
    last: int
    head: int
    span: Span
    kind: DenotationKind
    codes: tuple[str | None, ...] = ()
    sector: Sector | None = None
    name: str | None = None
    noun: ActorNoun | None = None
    person: tuple[str, ...] = ()
    plural: bool = False
    gender: Gender | None = None
    owner: int | None = None
    owner_is_of: bool = False
    definite: bool = False
    place: bool = False
    partitive: bool = False
    known: ActorName | None = None

    @property
    def is_actor(self) -> bool:
        """Whether the words name an actor at all, of whatever country."""
        return bool(self.codes) or self.sector is not None or bool(self.person)


class Phrases:
    """Reads the runs of one sentence."""

    def __init__(self, sentence: Sentence, names: Sequence[NameAt], year: int | None = None) -> None:
        self._sentence = sentence
        self._tokens = sentence.tokens
        self._at: dict[int, NameAt] = {i: n for n in names for i in range(n.first, n.last + 1)}
        self._year = year
        self._nouns = noun_lexicon()

    def read(self, run: Run) -> list[Denotation]:
        """The mentions within a run: inner ones first, the whole phrase last."""
        tokens = self._tokens
        marks = [i for i in range(run.first, run.last) if self._is_possessive(i, run)]
        out: list[Denotation] = []
        begin, owner = run.first, None
        for mark in [*marks, run.last + 1]:
            last = mark - 1
            if begin <= last and tokens[begin].tag in {"PRP$", "WP$"}:
                out.append(pronoun(self._sentence, begin))
                owner = len(out) - 1
                begin += 1
            if begin > last:
                begin = mark + 1
                continue
            out.extend(self._inner(begin, last))
            first = run.first if owner is not None else begin
            whole = self._denote(first, begin, last, None if owner is None else out[owner], owner)
            if whole is not None:
                if not whole.is_actor:
                    out.extend(self._modifiers(begin, last))
                out.append(whole)
                owner = len(out) - 1
            begin = mark + 1
        return out

    def _is_possessive(self, i: int, run: Run) -> bool:
        token = self._tokens[i]
        if i in self._at and self._at[i].first < i <= self._at[i].last:
            return False
        return token.tag == "POS" or (token.text in {"'", "\u2019"} and i > run.first)

    def _inner(self, first: int, last: int) -> list[Denotation]:
        """Names before the head, each a mention of its own."""
        out = []
        i = first
        while i <= last:
            at = self._at.get(i)
            if at is not None and at.last < last:
                best = self._choose(at, before_noun=True)
                kind: DenotationKind = "adjective" if best.kind == "adjective" else "name"
                out.append(self._named(at.first, at, best, kind))
                i = at.last
            i += 1
        return out

    def _modifiers(self, first: int, last: int) -> list[Denotation]:
        """Actors that stand as nouns before a thing: "government" in "Syrian government air raids"."""
        out: list[Denotation] = []
        end = last - 1
        while end >= first:
            found = self._noun(first, end)
            if found is not None and not found[1].weak and found[1].kind != "thing":
                inner = self._denote(first, first, end, None, None)
                if inner is not None and inner.is_actor:
                    out.append(inner)
                end = found[0]
            end -= 1
        return out

    def _named(self, first: int, at: NameAt, best: ActorName, kind: DenotationKind) -> Denotation:
        sentence = self._sentence
        person = tuple(self._words(at.first, at.last).split(" ")) if best.kind == "person" else ()
        plural = best.kind == "people"
        return Denotation(
            sentence.index, first, at.last, at.last, sentence.span(first, at.last), kind,
            codes=(best.code,), sector=best.sector, name=best.name, person=person, plural=plural, known=best,
        )

    def _choose(self, at: NameAt, *, before_noun: bool) -> ActorName:
        """Of several meanings of a name the one that fits: an adjective before a noun, else a noun."""
        names = at.names
        if before_noun:
            return next((n for n in names if n.kind == "adjective"), names[0])
        following = self._tokens[at.last + 1] if at.last + 1 < len(self._tokens) else None
        verb = following is not None and following.tag.startswith("VB")
        order = ("outlet", "people") if verb and not self._tokens[at.first].i == 0 else ("people", "outlet")
        for kind in order:
            for name in names:
                if name.kind == kind and len(names) > 1:
                    return name
        return names[0]

    def _noun(self, first: int, last: int) -> tuple[int, ActorNoun] | None:
        """The longest noun of the lexicon that ends at ``last``, and the token it starts at."""
        tokens = self._tokens
        best: tuple[int, ActorNoun] | None = None
        for start in range(last, max(first, last - 2 * LONGEST) - 1, -1):
            form = self._form(start, last)
            noun = self._nouns.get(form)
            if noun is not None and (start == first or tokens[start - 1].text not in {"-", "\u2013"} or best is None):
                best = (start, noun)
        return best

    def _form(self, first: int, last: int) -> str:
        return self._words(first, last).lower().replace("\u2019", "'")

    def _denote(
        self, first: int, begin: int, last: int, owner: Denotation | None, owner_at: int | None
    ) -> Denotation | None:
        """The phrase from ``first`` to ``last`` whose part after its possessor begins at ``begin``."""
        tokens = self._tokens
        start = self._front(first, last) if first == begin else first
        begin = max(begin, start)
        if begin > last:
            return None
        at = self._at.get(last)
        span = self._sentence.span(start, last)
        base = Denotation(
            self._sentence.index, start, last, last, span, "common", owner=owner_at,
            definite=tokens[start].lower in {"the", "this", "that", "these", "those"} or owner is not None,
            plural=tokens[last].tag in {"NNS", "NNPS"},
        )
        if at is not None and at.last == last and at.first >= begin:
            return self._ends_in_name(base, begin, at, owner)
        found = self._noun(begin, last)
        if found is not None:
            return self._ends_in_noun(base, begin, found, owner)
        tail = self._proper_tail(begin, last)
        if tail is not None:
            return self._ends_in_unknown(base, begin, tail, owner)
        form = tokens[last].lower
        if tokens[last].tag in {"NN", "NNS"} and self._nouns.looks_personal(form):
            noun = ActorNoun(form, Sector.CVL, "person", weak=True, plural=tokens[last].tag == "NNS")
            return self._ends_in_noun(base, begin, (last, noun), owner)
        return replace(base, owner=owner_at)

    def _front(self, first: int, last: int) -> int:
        """The first token that a span keeps: counts and words of quantity go, unless an article leads."""
        tokens = self._tokens
        while first < last and (
            tokens[first].tag in {"CD", "$", "JJS", "JJR", "RBS"} and first not in self._at
            or tokens[first].lower in self._nouns.quantities and tokens[first].lower not in {"any", "no", "some", "both", "all", "each", "every", "half"}
        ):
            first += 1
        return first

    def _ends_in_name(self, base: Denotation, begin: int, at: NameAt, owner: Denotation | None) -> Denotation:
        best = self._choose(at, before_noun=False)
        tokens = self._tokens
        role = self._role_before(begin, at.first - 1)
        code: str | None = best.code
        sector: Sector | None = best.sector
        article = tokens[base.first].lower if base.first < at.first else ""
        lower = {t.lower for t in tokens[begin : at.first]}
        kind: DenotationKind = "name"
        if best.kind in {"adjective", "people"}:
            kind = "common" if article in {"a", "an", "one"} or best.kind == "people" else "adjective"
            if article in {"a", "an"} or best.kind == "people" and article != "the":
                sector = Sector.CVL
            elif article == "the" or best.kind == "adjective":
                sector = Sector.GOV
        if best.kind == "person":
            if lower & _FORMER:
                sector = Sector.ELI
            elif role is not None:
                sector = self._role_sector(begin, role)
            code = self._premodifier_code(begin, at.first - 1) or code
            if self._year is not None and best.since is not None and role is None and self._year < best.since - 1:
                code, sector = None, None
        if best.kind == "seat" and lower & {"northern", "southern", "eastern", "western", "central", "downtown"}:
            return replace(base, kind="name", codes=(best.code,), sector=None, place=True, name=best.name)
        if best.kind == "body" and code not in SUPRANATIONAL and owner is not None and owner.known is not None:
            code = owner.known.code if owner.known.kind == "country" else code
        head = at.last
        person = tuple(self._words(at.first, at.last).split(" ")) if best.kind == "person" else ()
        return replace(
            base, kind=kind, head=head, codes=(code,), sector=sector, name=best.name, person=person,
            known=best, noun=role[1] if role else None, gender=self._gender(begin, at.first),
            plural=best.kind == "people" or article == "the" and best.kind == "adjective",
        )

    def _ends_in_noun(
        self, base: Denotation, begin: int, found: tuple[int, ActorNoun], owner: Denotation | None
    ) -> Denotation:
        start, noun = found
        code = self._premodifier_code(begin, start - 1)
        sector = self._role_sector(begin, found)
        known = self._premodifier_name(begin, start - 1)
        if noun.weak and known is not None and known.kind in {"body", "outlet"}:
            if known.sector is not Sector.GOV or noun.sector is Sector.GOV:
                sector = known.sector
        elif noun.weak and owner is not None and owner.sector is not None and owner.kind != "adjective":
            if owner.sector is not Sector.GOV and noun.kind != "thing" and self._modifier_sector(begin, start - 1) is None:
                sector = owner.sector
        sector = _held(known.sector if known is not None and known.kind == "body" else None, sector)
        if owner is not None and owner.kind == "name":
            sector = _held(owner.sector, sector)
        if noun.word == "gunman" and code is not None:
            sector = Sector.REB
        if noun.kind == "person" and {t.lower for t in self._tokens[begin:start]} & (_FORMER - {"then", "retired"}):
            sector = Sector.ELI if sector is Sector.GOV else sector
        codes: tuple[str | None, ...] = (code,) if code else ()
        if not codes and owner is not None and owner.codes:
            codes = owner.codes
        elif owner is not None and owner.codes and owner.kind != "pronoun":
            codes = owner.codes if noun.word not in {"counterpart", "ally", "rival"} else codes
        if not codes and noun.word != "foreign ministry" and {t.lower for t in self._tokens[begin:start]} & _FOREIGN:
            codes = (None,)
        if not codes and noun.word in {"pope", "pontiff"}:
            codes = ("VAT",)
        titled = self._nouns.titles.get(noun.word)
        return replace(
            base, codes=codes, sector=sector, noun=noun, plural=noun.plural, gender=titled or _gender_of(noun.word),
            kind="common",
        )

    def _ends_in_unknown(self, base: Denotation, begin: int, tail: int, owner: Denotation | None) -> Denotation:
        """A phrase that ends in a capitalised name that no list of ours has."""
        tokens = self._tokens
        words = tuple(self._words(tail, base.last).split(" "))
        role = self._role_before(begin, tail - 1)
        last = tokens[base.last].lower.rstrip(".")
        code = self._premodifier_code(begin, tail - 1)
        known = self._premodifier_name(begin, tail - 1)
        codes: tuple[str | None, ...] = (code,) if code else ()
        if owner is not None and owner.codes and (not codes or owner.kind == "name"):
            codes = owner.codes
        sector: Sector | None = None
        if role is not None:
            sector = self._role_sector(begin, role)
            if role[1].weak and known is not None and known.kind == "body":
                sector = known.sector
            elif role[1].weak and owner is not None and owner.sector not in {None, Sector.GOV}:
                if self._modifier_sector(begin, role[0] - 1) is None:
                    sector = owner.sector
            if {t.lower for t in tokens[begin : role[0]]} & _FORMER:
                sector = Sector.ELI if sector is Sector.GOV else sector
            if role[1].kind in {"body", "thing"}:
                return replace(base, kind="name", codes=codes, sector=sector, name=" ".join(words), noun=role[1])
        elif last in _OUTLET_ENDS and len(words) > 1:
            return replace(base, kind="name", codes=codes, sector=Sector.JRN, name=self._text(base))
        elif last in _COMPANY_ENDS and len(words) > 1:
            return replace(base, kind="name", codes=codes, sector=Sector.BUS, name=" ".join(words))
        elif owner is not None and owner.codes:
            sector = owner.sector
        elif known is not None and known.kind in {"body", "country"}:
            sector = known.sector
        gender = self._gender(begin, tail)
        return replace(
            base, kind="name", codes=codes, sector=sector, person=words, name=" ".join(words),
            noun=role[1] if role else None, gender=gender or (_gender_of(role[1].word) if role else None), plural=False,
        )

    def _text(self, d: Denotation) -> str:
        return self._words(d.first, d.last)

    def _words(self, first: int, last: int) -> str:
        """The tokens from ``first`` to ``last`` as they are written, with single blanks."""
        parts = []
        for i in range(first, last + 1):
            if i > first and self._tokens[i].start > self._tokens[i - 1].end:
                parts.append(" ")
            parts.append(self._tokens[i].text)
        return "".join(parts)

    def _proper_tail(self, begin: int, last: int) -> int | None:
        """Where the capitalised name that ends at ``last`` begins."""
        tokens = self._tokens
        front = self._word_start(begin, last)
        capital = tokens[front].text[0].isupper() or tokens[last].text[0].isupper()
        if not capital or front < last and self._noun(last, last) is not None:
            return None
        start = front
        while start > begin and self._extends_name(start - 1, begin):
            start = self._word_start(begin, start - 1)
        while start < front and not tokens[start].text[0].isalnum():
            start += 1
        if last == 0 and tokens[0].tag not in {"NNP", "NNPS"}:
            return None
        return start

    def _word_start(self, begin: int, i: int) -> int:
        """The first token of the hyphened word that ends at token ``i``."""
        tokens = self._tokens
        while i - 2 >= begin and tokens[i - 1].text in {"-", "\u2013"} and tokens[i].start == tokens[i - 1].end:
            i -= 2
        return i

    def _extends_name(self, i: int, begin: int) -> bool:
        """Whether token ``i``, before a capitalised name, belongs to the name."""
        token = self._tokens[i]
        if token.lower in _PARTICLES or token.text in {"-", "\u2013", "'", "\u2019", "."}:
            return True
        if not self._tokens[self._word_start(begin, i)].text[0].isupper() or token.tag in {"DT", "PRP$"}:
            return False
        at = self._at.get(i)
        if at is not None and at.names[0].kind in {"adjective", "body", "outlet"}:
            return False
        return token.lower.rstrip(".") not in self._nouns.titles and self._noun(i, i) is None

    def _role_before(self, begin: int, last: int) -> tuple[int, ActorNoun] | None:
        return self._noun(begin, last) if last >= begin else None

    def _role_sector(self, begin: int, role: tuple[int, ActorNoun]) -> Sector:
        start, noun = role
        if noun.weak:
            return self._modifier_sector(begin, start - 1) or noun.sector
        return noun.sector

    def _modifier_sector(self, begin: int, last: int) -> Sector | None:
        """The sector of the nearest word before a weak noun that has one."""
        i = last
        while i >= begin:
            at = self._at.get(i)
            if at is not None and at.names[0].kind == "body":
                return at.names[0].sector
            found = self._noun(begin, i) if i not in self._at else None
            if found is not None and not found[1].weak and not found[1].plural:
                return found[1].sector
            if found is not None and found[1].kind == "people":
                return found[1].sector
            sector = self._nouns.modifiers.get(self._tokens[i].lower)
            if sector is not None:
                return sector
            i -= 1
        return None

    def _premodifier_name(self, begin: int, last: int) -> ActorName | None:
        for i in range(begin, last + 1):
            at = self._at.get(i)
            if at is not None and at.first >= begin and at.last <= last:
                return self._choose(at, before_noun=True)
        return None

    def _premodifier_code(self, begin: int, last: int) -> str | None:
        name = self._premodifier_name(begin, last)
        return name.code if name is not None else None

    def _gender(self, begin: int, end: int) -> Gender | None:
        for token in self._tokens[begin:end]:
            gender = self._nouns.titles.get(token.lower.rstrip("."))
            if gender is not None:
                return gender
            if (told := _gender_of(token.lower)) is not None:
                return told
        return None


def _held(owner: Sector | None, own: Sector) -> Sector:
    """The sector of somebody whom an armed group owns: "the Taliban's courts" are REB."""
    return owner if owner in _ARMED and own not in _BYSTANDERS else own


def pronoun(sentence: Sentence, i: int) -> Denotation:
    """Token ``i`` as a mention that says nothing by itself."""
    return Denotation(sentence.index, i, i, i, sentence.span(i, i), "pronoun")


def _gender_of(word: str) -> Gender | None:
    if word.endswith("woman") or word in {"mother", "daughter", "sister", "wife", "widow", "girl", "nun", "actress", "chairwoman"}:
        return "she"
    if word in {"father", "son", "brother", "husband", "boy", "priest", "imam", "bishop", "ayatollah", "pope", "cardinal", "patriarch", "emir", "king"} or word.endswith(("sman", "rman", "wman", "yman")) or word == "man":
        return "he"
    return None
