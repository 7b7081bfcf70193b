"""Reads a noun phrase: who is named, of which country and sector, as far as its own words tell.

"US Defense Secretary Lloyd Austin" is USA GOV by its own words and teaches who Austin is; "the
ministry" is GOV of a country that only the text around it can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from standoff.coding.parsing.parse import Sentence
from standoff.coding.who.denotation import Denotation, DenotationKind, pronoun
from standoff.coding.who.names import NameAt
from standoff.coding.who.noun_phrases import Run
from standoff.coding.who.phrase_words import PhraseWords, Role
from standoff.ontology.actors import SUPRANATIONAL, ActorName
from standoff.ontology.nouns import ActorNoun
from standoff.ontology.plover import Sector

_ARMED = frozenset({Sector.REB, Sector.PRM, Sector.CRM})
_BYSTANDERS = frozenset({Sector.CVL, Sector.REF, Sector.JRN, Sector.SOC, Sector.MED})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset({"a", "an", "one"})


class Phrases:
    """Reads the runs of one sentence. ``year`` is that of publication, if it is known."""

    def __init__(self, sentence: Sentence, names: Sequence[NameAt], year: int | None = None) -> None:
        self._sentence = sentence
        self._words = PhraseWords(sentence, names)
        self._year = year

    def read(self, run: Run) -> list[Denotation]:
        """The mentions within a run: inner ones first, the whole phrase last."""
        tokens = self._sentence.tokens
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
        at = self._words.at.get(i)
        if at is not None and at.first < i:
            return False
        token = self._sentence.tokens[i]
        return token.tag == "POS" or (token.text in {"'", "\u2019"} and i > run.first)

    def _inner(self, first: int, last: int) -> list[Denotation]:
        """Names before the head, each a mention of its own."""
        out = []
        for i in range(first, last + 1):
            at = self._words.at.get(i)
            if at is None or at.last != i or at.last >= last or at.first < first:
                continue
            best = self._words.choose(at, before_noun=True)
            kind: DenotationKind = "adjective" if best.kind == "adjective" else "name"
            base = Denotation(self._sentence.index, at.first, i, i, self._sentence.span(at.first, i), kind)
            out.append(self._as_named(base, at, best))
        return out

    def _as_named(self, base: Denotation, at: NameAt, best: ActorName) -> Denotation:
        person = tuple(self._words.text(at.first, at.last).split(" ")) if best.kind == "person" else ()
        return replace(
            base, codes=(best.code,), sector=best.sector, name=best.name, known=best, person=person,
            plural=best.kind == "people",
        )  # fmt: skip

    def _modifiers(self, first: int, last: int) -> list[Denotation]:
        """Actors that stand as nouns before a thing: "government" in "Syrian government air raids"."""
        out: list[Denotation] = []
        end = last - 1
        while end >= first:
            found = self._words.noun(first, end)
            if found is not None and not found[1].weak and found[1].kind not in {"thing", "document"}:
                inner = self._denote(first, first, end, None, None)
                if inner is not None and inner.is_actor:
                    out.append(inner)
                end = found[0]
            end -= 1
        return out

    def _denote(
        self, first: int, begin: int, last: int, owner: Denotation | None, owner_at: int | None
    ) -> Denotation | None:
        """The phrase from ``first`` to ``last`` whose part after its possessor begins at ``begin``."""
        tokens, words = self._sentence.tokens, self._words
        start = self._front(first, last) if first == begin else first
        begin = max(begin, start)
        if begin > last:
            return None
        definite = owner is not None or tokens[start].lower in _DEFINITE
        base = Denotation(
            self._sentence.index,
            start,
            last,
            last,
            self._sentence.span(start, last),
            "common",
            owner=owner_at,
            definite=definite,
            plural=tokens[last].tag in {"NNS", "NNPS"},
        )
        at = words.at.get(last)
        if at is not None and at.last == last and at.first >= begin:
            return self._ends_in_name(base, begin, at, owner)
        if (found := words.noun(begin, last)) is not None:
            return self._ends_in_noun(base, begin, found, owner)
        if (tail := words.proper_tail(begin, last)) is not None:
            return self._ends_in_unknown(base, begin, tail, owner)
        form = tokens[last].lower
        if tokens[last].tag in {"NN", "NNS"} and words.lexicon.looks_personal(form):
            noun = ActorNoun(form, Sector.CVL, "person", weak=True, plural=tokens[last].tag == "NNS")
            return self._ends_in_noun(base, begin, (last, noun), owner)
        return base

    def _front(self, first: int, last: int) -> int:
        """The first token that a span keeps: numbers and words of quantity go."""
        tokens, lists = self._sentence.tokens, self._words.lexicon.words
        dropped = lists["quantities"] - lists["kept_quantities"]
        while first < last and first not in self._words.at and (
            tokens[first].tag in {"CD", "$", "JJS", "JJR", "RBS"} or tokens[first].lower in dropped
        ):  # fmt: skip
            first += 1
        return first

    def _ends_in_name(self, base: Denotation, begin: int, at: NameAt, owner: Denotation | None) -> Denotation:
        words = self._words
        best = words.choose(at, before_noun=False)
        before = words.lower(begin, at.first - 1)
        article = self._sentence.tokens[base.first].lower if base.first < at.first else ""
        one = self._as_named(base, at, best)
        one = replace(one, kind="name", gender=words.gender(begin, at.first - 1))
        if best.kind in {"adjective", "people"}:
            return _people(one, best, article, ethnic="ethnic" in before)
        if best.kind == "person":
            return self._titled(one, begin, at, best)
        if best.kind == "seat" and before & {
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
            "downtown",
        }:
            return replace(one, codes=(), sector=None, place=True, country=best.code)
        if (
            best.kind == "body"
            and best.code not in SUPRANATIONAL
            and owner is not None
            and owner.names_country
        ):
            return replace(one, codes=owner.codes)
        return one

    def _titled(self, one: Denotation, begin: int, at: NameAt, best: ActorName) -> Denotation:
        """A listed person, whose own title in the text goes before what the list says."""
        words = self._words
        role = words.noun(begin, at.first - 1)
        if words.lower(begin, at.first - 1) & words.lexicon.words["former"]:
            one = replace(one, sector=Sector.ELI)
        elif role is not None:
            one = replace(one, sector=words.sector_of(begin, role))
        elif self._year is not None and best.since is not None and self._year < best.since - 1:
            one = replace(one, codes=(), sector=None)
        named = words.name_within(begin, at.first - 1)
        if named is not None:
            one = replace(one, codes=(named.code,))
        return replace(one, noun=role[1] if role else None)

    def _ends_in_noun(
        self, base: Denotation, begin: int, found: Role, owner: Denotation | None
    ) -> Denotation:
        words = self._words
        start, noun = found
        named = words.name_within(begin, start - 1)
        before = words.lower(begin, start - 1)
        sector = self._sector(begin, found, named, owner)
        codes: tuple[str | None, ...] = (named.code,) if named is not None else ()
        if "ethnic" in before and named is not None and named.kind == "adjective":
            codes = ()
        if sector is Sector.UAF and noun.weak and codes:
            sector = Sector.REB
        if (
            noun.kind == "person"
            and sector is Sector.GOV
            and before & (words.lexicon.words["former"] - {"then"})
        ):
            sector = Sector.ELI
        other = noun.word in words.lexicon.words["others"] | {"ally", "rival"}
        if owner is not None and owner.codes and not (codes and other):
            codes = owner.codes
        if not codes and before & words.lexicon.words["foreign"]:
            codes = (None,)
        if not codes and noun.word in {"pope", "pontiff"}:
            codes = ("VAT",)
        return replace(
            base,
            codes=codes,
            sector=sector,
            noun=noun,
            plural=noun.plural,
            gender=words.lexicon.gender(noun.word),
        )

    def _sector(self, begin: int, role: Role, named: ActorName | None, owner: Denotation | None) -> Sector:
        """The sector of a noun: its own, a modifier's, or that of the body or group which it belongs to."""
        words = self._words
        start, noun = role
        sector = words.sector_of(begin, role)
        if noun.weak and named is not None and named.kind in {"body", "outlet"}:
            if named.sector is not Sector.GOV or noun.sector is Sector.GOV:
                sector = named.sector
        elif noun.weak and noun.kind != "thing" and owner is not None and owner.sector is not None:
            told = words.modifier_sector(begin, start - 1)
            follower = noun.word in words.lexicon.words["followers"]
            if told is None and owner.kind != "adjective" and (follower or owner.sector is not Sector.GOV):
                sector = owner.sector
        if named is not None and named.kind == "body":
            sector = _held(named.sector, sector)
        if owner is not None and owner.kind == "name":
            sector = _held(owner.sector, sector)
        return sector

    def _ends_in_unknown(
        self, base: Denotation, begin: int, tail: int, owner: Denotation | None
    ) -> Denotation:
        """A phrase that ends in a capitalised name that no list of ours has."""
        words = self._words
        lists = words.lexicon.words
        name = words.text(tail, base.last)
        before = tail - 1
        while before >= begin and self._sentence.tokens[before].lower.rstrip(".") in words.lexicon.titles:
            if words.noun(begin, before) is not None:
                break
            before -= 1
        role = words.noun(begin, before)
        named = words.name_within(begin, tail - 1)
        codes: tuple[str | None, ...] = (named.code,) if named is not None else ()
        if owner is not None and owner.codes and (not codes or owner.kind == "name"):
            codes = owner.codes
        one = replace(base, kind="name", codes=codes, name=name, plural=False)
        if role is not None:
            sector = self._sector(begin, role, named, owner)
            if sector is Sector.GOV and words.lower(begin, role[0] - 1) & lists["former"]:
                sector = Sector.ELI
            one = replace(one, sector=sector, noun=role[1])
            if role[1].kind in {"body", "thing"}:
                return one
        elif (
            " " in name
            and (end := self._sentence.tokens[base.last].lower.rstrip(".")) in lists["outlet_ends"]
        ):
            return replace(one, sector=Sector.JRN, name=words.text(base.first, base.last))
        elif " " in name and end in lists["company_ends"]:
            return replace(one, sector=Sector.BUS)
        elif owner is not None and owner.codes:
            one = replace(one, sector=owner.sector)
        elif named is not None and named.kind in {"body", "country"}:
            one = replace(one, sector=named.sector)
        gender = words.gender(begin, tail - 1)
        return replace(one, person=tuple(name.split(" ")), gender=gender)


def _people(one: Denotation, best: ActorName, article: str, *, ethnic: bool) -> Denotation:
    """ "The Russians" are their state, "a Russian" or "Russians" people of that country."""
    if ethnic:
        return replace(one, kind="common", codes=(), sector=Sector.CVL, plural=True)
    kind: DenotationKind = "common" if best.kind == "people" or article in _INDEFINITE else "adjective"
    private = article in {"a", "an"} or (best.kind == "people" and article != "the")
    plural = best.kind == "people" or article == "the"
    return replace(one, kind=kind, sector=Sector.CVL if private else Sector.GOV, plural=plural)


def _held(owner: Sector | None, own: Sector) -> Sector:
    """The sector of somebody whom an armed group owns: "the Taliban's courts" are REB."""
    return owner if owner in _ARMED and own not in _BYSTANDERS else own
