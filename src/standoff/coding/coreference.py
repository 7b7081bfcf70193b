"""Who is meant: countries of "the ministry", bearers of bare surnames, and what pronouns stand for.

The text is read in order. A name is first looked up among those that the text itself has taught, a
common noun without a country takes that of the same institution before it or of the subject in focus,
a pronoun the best of the mentions before it by number, gender, recency and subjecthood (after the
salience factors of Lappin and Leass, 1994, with weights of our own).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from standoff.coding.denoting import Denotation
from standoff.coding.linking import Linked
from standoff.coding.parse import Sentence
from standoff.ontology.actors import SUPRANATIONAL
from standoff.ontology.nouns import Gender, noun_lexicon
from standoff.ontology.plover import Sector
from standoff.types import Span

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves", "both", "those", "others", "each", "neither", "either"})
_RELATIVE = frozenset({"who", "whom", "whose", "which"})
_PAIRS = frozenset(
    "country side ally nation government neighbour neighbor president leader foe rival state capital minister party "
    "foreign minister power republic army delegation".split()
) | {"foreign minister", "prime minister"}
_COUNTRY_NOUNS = frozenset("country nation kingdom republic state emirate sultanate island superpower homeland capital regime".split())
_BLOCS = {"bloc": {"EUR", "IGO"}, "alliance": {"IGO"}, "union": {"EUR", "IGO"}}
_GROUP_NOUNS = frozenset("group organisation organization movement body faction militia agency front body outfit".split())
_MISSIONS = frozenset({"inspector", "observer", "monitor", "peacekeeper", "sanctions monitor"})
_KOREAS = {"north": "PRK", "south": "KOR"}
_OTHERS = frozenset({"counterpart", "opposite number"})
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "into", "across", "from", "around", "inside", "through", "outside"})
_REACH = 4
_OF_THE_PLACE = frozenset({Sector.CVL, Sector.REB, Sector.OPP, Sector.UAF, Sector.MED, Sector.REF, Sector.BUS, Sector.EDU, Sector.LAB, Sector.REL, Sector.AGR, Sector.CRM, Sector.COP, Sector.JUD, Sector.LEG, Sector.PRM})
STATE = [3.0, 1.5, 2.0, 0.4, 1.0, 1.0, -0.05]
CIVIL = [2.0, 0.5, 1.0, 0.4, 1.5, 0.0, 0.04]
PRON = [2.5, 2.0, 2.0, 2.0, 0.5, -0.5, 0.5, -0.01]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a mention stands for: its referents' codes, one sector, a name; who taught it."""

    codes: tuple[str | None, ...] = ()
    sector: Sector | None = None
    name: str | None = None
    taught_by: Span | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    sentence: int
    at: int
    mention: Denotation
    codes: tuple[str | None, ...]
    sector: Sector | None
    subject: bool
    placed: bool
    inner: bool


@dataclass(frozen=True, slots=True)
class _Person:
    codes: tuple[str | None, ...]
    sector: Sector | None
    name: str
    gender: Gender | None
    span: Span


@dataclass(slots=True)
class _Discourse:
    sentences: Sequence[Sentence]
    linked: Sequence[Linked]
    people: dict[str, _Person] = field(default_factory=dict)
    bodies: dict[str, _Person] = field(default_factory=dict)
    nouns: dict[str, _Seen] = field(default_factory=dict)
    heads: dict[str, _Seen] = field(default_factory=dict)
    sectors: dict[Sector, _Seen] = field(default_factory=dict)
    seen: list[_Seen] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    unions: Counter[str] = field(default_factory=Counter)


def resolve(sentences: Sequence[Sentence], linked: Sequence[Linked]) -> tuple[tuple[Resolved, ...], ...]:
    """For each sentence, what each of its mentions stands for, in the order of ``linked``."""
    discourse = _Discourse(sentences, linked)
    _teach(discourse)
    out = [_resolve_sentence(discourse, k) for k in range(len(sentences))]
    for k, found in enumerate(out):
        for i, one in enumerate(found):
            mention = linked[k].mentions[i]
            if not one.known and mention.person and (person := _bearer(discourse, mention.person)) is not None:
                found[i] = Resolved(person.codes, person.sector, person.name, person.span, known=True)
    return tuple(tuple(found) for found in out)


def _teach(discourse: _Discourse) -> None:
    """What the text says anywhere of the people in it, and which countries it speaks of."""
    for linked in discourse.linked:
        for mention in linked.mentions:
            for code in mention.codes:
                if code in SUPRANATIONAL and code is not None:
                    discourse.unions[code] += 1
                elif code is not None and mention.sector is not Sector.JRN:
                    discourse.counts[code] += 1
            if mention.place and mention.name and len(mention.name) == 3:
                discourse.counts[mention.name] += 1
            if mention.person and mention.codes and mention.sector is not None:
                _learn(discourse, mention, mention.codes, mention.sector)
        for a, b in linked.same:
            one, two = linked.mentions[a], linked.mentions[b]
            if two.person:
                one, two = two, one
            if one.person and not one.codes and two.codes and two.sector is not None:
                _learn(discourse, one, two.codes, two.sector)


def _learn(
    discourse: _Discourse, mention: Denotation, codes: tuple[str | None, ...], sector: Sector | None
) -> None:
    words = mention.person
    person = _Person(codes, sector, " ".join(words), mention.gender, mention.span)
    for key in {words[-1].lower(), " ".join(words).lower()}:
        old = discourse.people.get(key)
        titled = mention.noun is not None and mention.known is None
        if old is None or old.sector is None or titled and old.span.start > mention.span.start:
            discourse.people[key] = person


def _bearer(discourse: _Discourse, words: tuple[str, ...]) -> _Person | None:
    full = " ".join(words).lower()
    found = discourse.people.get(full)
    if found is None and (len(words) == 1 or not words[0].isupper()):
        found = discourse.people.get(words[-1].lower())
        if found is not None and len(words) > 1 and " " in found.name and not _compatible(found.name, words):
            return None
    return found


def _compatible(name: str, words: tuple[str, ...]) -> bool:
    """Whether two full names may be one: "Gen. Ali Reza Sadri", "Ali Sadri"; not "Ivan" and "Oleh Kozak"."""
    return bool(set(name.lower().split()[:-1]) & {w.lower() for w in words[:-1]})


def _resolve_sentence(discourse: _Discourse, k: int) -> list[Resolved]:
    sentence, linked = discourse.sentences[k], discourse.linked[k]
    found: list[Resolved] = []
    for i, mention in enumerate(linked.mentions):
        if mention.kind == "pronoun":
            one = _pronoun(discourse, sentence, mention)
        elif mention.owner is not None and mention.owner > i:
            one = _resolve(discourse, sentence, mention, None)
        else:
            one = _resolve(discourse, sentence, mention, found[mention.owner] if mention.owner is not None else None)
        found.append(one)
        if mention.place and mention.name and len(mention.name) == 3:
            discourse.seen.append(_note(sentence, mention, Resolved((mention.name,))))
        elif one.codes or one.sector is not None or mention.person:
            discourse.seen.append(_note(sentence, mention, one))
    for i, mention in enumerate(linked.mentions):
        if mention.owner is not None and mention.owner > i and not found[i].codes and (mention.is_actor or mention.partitive):
            found[i] = _resolve(discourse, sentence, mention, found[mention.owner])
    _join(discourse, sentence, linked, found)
    for i, mention in enumerate(linked.mentions):
        if mention.kind == "pronoun" and not found[i].codes and found[i].sector is None:
            found[i] = _ahead(discourse, sentence, mention)
    for mention, one in zip(linked.mentions, found, strict=True):
        _remember(discourse, sentence, mention, one)
    return found


def _note(sentence: Sentence, mention: Denotation, one: Resolved) -> _Seen:
    head = sentence.tokens[mention.head]
    before = sentence.tokens[mention.first - 1] if mention.first else None
    subject = head.dep in _SUBJECTS or head.dep == "conj" and sentence.tokens[head.head].dep in _SUBJECTS
    return _Seen(
        sentence.index, mention.head, mention, one.codes, one.sector, subject,
        placed=mention.place or before is not None and before.lower in _PLACE_PREPOSITIONS,
        inner=mention.kind == "adjective" or head.dep in {"amod", "compound", "nmod"},
    )


def _remember(discourse: _Discourse, sentence: Sentence, mention: Denotation, one: Resolved) -> None:
    if not one.codes or one.codes == (None,):
        return
    seen = _note(sentence, mention, one)
    if mention.noun is not None:
        discourse.nouns[mention.noun.word] = seen
        discourse.heads[mention.noun.word.rpartition(" ")[2]] = seen
    if one.sector is not None and mention.kind != "pronoun":
        discourse.sectors[one.sector] = seen
    if mention.person and one.known:
        _learn(discourse, mention, one.codes, one.sector)
    if mention.kind == "name" and not mention.person and mention.known is None and mention.name:
        discourse.bodies[mention.name.lower()] = _Person(one.codes, one.sector, mention.name, None, mention.span)


def _join(discourse: _Discourse, sentence: Sentence, linked: Linked, found: list[Resolved]) -> None:
    """Appositions and brackets: what one says, the other is told."""
    for a, b in linked.same:
        for one, two in ((a, b), (b, a)):
            mine, theirs = linked.mentions[one], linked.mentions[two]
            source = found[two]
            taught = linked.mentions[two].codes or source.codes
            if not taught or source.sector is None:
                continue
            if not found[one].codes or not found[one].known and theirs.codes and not mine.codes:
                sector = source.sector if mine.person or mine.sector is None else found[one].sector
                found[one] = Resolved(source.codes, sector, found[one].name, theirs.span, known=True)
                if mine.person:
                    _learn(discourse, mine, source.codes, sector)
                elif mine.kind == "name" or mine.sector is None:
                    key = sentence.tokens[mine.head].lower
                    discourse.bodies[key] = _Person(source.codes, sector, key, None, theirs.span)


def _resolve(discourse: _Discourse, sentence: Sentence, mention: Denotation, owner: Resolved | None) -> Resolved:
    word = mention.noun.word if mention.noun is not None else ""
    if mention.place and mention.person and (person := _bearer(discourse, mention.person)) is not None:
        return Resolved(person.codes, person.sector, person.name, person.span, known=True)
    if mention.place:
        return Resolved(name=mention.name)
    if mention.person and (mention.noun is None or not mention.codes):
        person = _bearer(discourse, mention.person)
        if person is not None and mention.noun is None and (mention.known is None or person.span < mention.span):
            if mention.owner is None or not mention.codes:
                return Resolved(person.codes, person.sector, person.name, person.span, known=True)
    if mention.definite and mention.codes and mention.noun is not None and mention.sector is mention.noun.sector:
        before = discourse.heads.get(word)
        if before is not None and before.mention.noun is not None and before.mention.noun.word.endswith(" " + word):
            mention = replace(mention, sector=before.sector)
    if mention.codes and not (word in _OTHERS and mention.codes == (None,)):
        return Resolved(mention.codes, mention.sector, mention.name, None, known=True)
    key = sentence.tokens[mention.head].lower
    if key in _KOREAS and mention.definite and {"PRK", "KOR"} & set(discourse.counts):
        return Resolved((_KOREAS[key],), Sector.GOV, None, None, known=True)
    if mention.sector is None and not mention.person:
        key = sentence.tokens[mention.head].lower
        body = discourse.bodies.get(key)
        if body is not None and sentence.tokens[mention.head].text[0].isupper():
            return Resolved(body.codes, body.sector, body.name, body.span, known=True)
        if mention.partitive and owner is not None:
            return Resolved(owner.codes, owner.sector, owner.name, owner.taught_by, owner.known)
        return Resolved()
    if mention.name and (body := discourse.bodies.get(mention.name.lower())) is not None and not mention.person:
        return Resolved(body.codes, mention.sector or body.sector, body.name, body.span, known=True)
    if mention.sector is None:
        if mention.person and _told(sentence, mention):
            return replace(_in_focus(discourse, sentence, mention, Sector.JRN), known=False)
        if mention.person and _acts(sentence, mention):
            return replace(_in_focus(discourse, sentence, mention, Sector.GOV), known=False)
        return Resolved(name=mention.name)
    if mention.partitive and owner is not None and owner.codes:
        return Resolved(owner.codes, mention.sector, None, owner.taught_by, owner.known)
    if owner is not None and owner.codes:
        if word in _OTHERS:
            return _other(discourse, sentence, mention, owner.codes)
        sector = mention.sector
        if mention.noun is not None and mention.noun.weak and owner.sector not in {None, Sector.GOV} and sector is mention.noun.sector:
            sector = owner.sector
        if owner.sector in {Sector.REB, Sector.PRM} and sector not in {Sector.CVL, Sector.REF, Sector.JRN, Sector.SOC}:
            sector = owner.sector
        return Resolved(owner.codes, sector, mention.name, owner.taught_by, known=owner.known)
    return _inherited(discourse, sentence, mention, word)


def _told(sentence: Sentence, mention: Denotation) -> bool:
    """Whether an unexplained name is what somebody speaks to: "told Vremya"; mostly an outlet."""
    head = sentence.tokens[mention.head]
    above = sentence.tokens[head.head]
    platform = " ".join(mention.person).lower() in noun_lexicon().platforms
    return not platform and head.dep in {"dobj", "dative"} and above.lemma == "tell" and head.i > above.i


def _acts(sentence: Sentence, mention: Denotation) -> bool:
    """Whether a name that nobody has explained stands where an actor does."""
    head = sentence.tokens[mention.head]
    if " ".join(mention.person).lower() in noun_lexicon().platforms:
        return False
    return mention.first == mention.head - len(mention.person) + 1 and head.tag in {"NNP", "NNPS"} and head.dep in {
        "nsubj", "nsubjpass", "dobj", "dative", "pobj", "poss", "conj", "appos", "ROOT"
    } and not (mention.first and sentence.tokens[mention.first - 1].lower in _PLACE_PREPOSITIONS)


def _other(discourse: _Discourse, sentence: Sentence, mention: Denotation, codes: tuple[str | None, ...]) -> Resolved:
    """ "His counterpart": the latest country that is not his."""
    for seen in reversed(discourse.seen):
        if seen.sentence < sentence.index - _REACH:
            break
        if seen.codes and seen.codes[0] is not None and seen.codes[0] not in codes and seen.sector is not Sector.JRN:
            return Resolved(seen.codes[:1], mention.sector, mention.name, seen.mention.span)
    return Resolved((), mention.sector, mention.name)


def _inherited(discourse: _Discourse, sentence: Sentence, mention: Denotation, word: str) -> Resolved:
    sector = mention.sector
    tokens = {t.lower for t in sentence.tokens[mention.first : mention.head + 1]}
    if mention.plural and word in _PAIRS and tokens & {"two", "both", "the", "their"} and (
        tokens & {"two", "both"} or word in {"side"}
    ):
        two = _last_two(discourse, sentence)
        if len(two) == 2:
            return Resolved(two, sector, None, None, known=True)
    if tokens & {"both"} and mention.plural:
        two = _last_two(discourse, sentence)
        if len(two) == 2:
            return Resolved(two, sector)
    if word in _BLOCS and mention.definite and not mention.plural:
        for seen in reversed(discourse.seen):
            if seen.codes and seen.codes[0] in _BLOCS[word]:
                return Resolved(seen.codes, sector, seen.mention.name, seen.mention.span, known=True)
        known = [code for code, _ in discourse.unions.most_common() if code in _BLOCS[word]]
        return Resolved((known[0] if known else "EUR" if word == "bloc" else "IGO",), sector)
    if word in _MISSIONS and discourse.unions and mention.plural:
        best = max((code for code in discourse.unions if code in {"UNO", "IGO", "EUR"}), key=lambda c: discourse.unions[c], default=None)
        if best is not None:
            return Resolved((best,), sector)
    if word in {"peacekeeper", "blue helmets"}:
        return Resolved(("UNO",), sector)
    if sector is Sector.SOC and not mention.definite:
        return Resolved(("NGO",), sector)
    if sector is Sector.REF or sector is Sector.JRN and mention.noun is not None and mention.noun.kind != "body":
        return Resolved((), sector)
    if sector is Sector.UNK:
        return Resolved((), sector)
    if mention.plural and word in {"neighbour", "neighbor"}:
        return Resolved((), sector)
    if word in {"officer", "unit", "squad"} and sector is Sector.MIL:
        latest = max((discourse.sectors[s] for s in (Sector.MIL, Sector.COP) if s in discourse.sectors), key=lambda s: (s.sentence, s.at), default=None)
        sector = latest.sector if latest is not None else sector
    if word in _GROUP_NOUNS and mention.definite and not mention.plural:
        for seen in reversed(discourse.seen):
            if seen.codes and seen.mention.kind == "name" and not seen.mention.person and seen.sector not in {Sector.GOV} or (
                seen.codes and seen.codes[0] in SUPRANATIONAL and not seen.mention.person
            ):
                return Resolved(seen.codes, seen.sector, seen.mention.name, seen.mention.span, known=True)
    if word in _COUNTRY_NOUNS and mention.definite and not mention.plural:
        for inner in (False, True):
            for seen in reversed(discourse.seen):
                code = seen.codes[0] if seen.codes else None
                fits = code is not None and code not in SUPRANATIONAL and seen.sector is not Sector.JRN
                if fits and (inner or not seen.inner and seen.mention.kind == "name"):
                    return Resolved(seen.codes[:1], sector, None, seen.mention.span, known=True)
    same = discourse.nouns.get(word)
    if same is None and mention.definite:
        same = discourse.heads.get(word)
        if same is not None and same.sector is not None:
            sector = same.sector
    if same is not None and same.codes:
        taken = same.sector if mention.noun is not None and mention.noun.weak and mention.sector is mention.noun.sector else sector
        return Resolved(same.codes, taken, mention.name, same.mention.span, known=mention.definite)
    return _in_focus(discourse, sentence, mention, sector)


def _last_two(discourse: _Discourse, sentence: Sentence) -> tuple[str, ...]:
    codes: list[str] = []
    for seen in reversed(discourse.seen):
        if seen.sector is Sector.JRN:
            continue
        for code in seen.codes:
            if code is not None and code not in codes:
                codes.append(code)
        if len(codes) >= 2:
            break
    return tuple(reversed(codes[:2]))


def _in_focus(discourse: _Discourse, sentence: Sentence, mention: Denotation, sector: Sector | None) -> Resolved:
    """The country in focus: that of the best mention before by recency and subjecthood."""
    best: tuple[float, _Seen] | None = None
    for seen in _recent(discourse, sentence):
        code = seen.codes[0] if seen.codes else None
        if code is None or code in SUPRANATIONAL or seen.sector is Sector.JRN:
            continue
        distance = sentence.index - seen.sentence
        w = CIVIL if sector in _OF_THE_PLACE else STATE
        score = -w[0] * distance + w[1] * seen.subject + w[2] * (seen.sector is sector) + w[3] * discourse.counts[code]
        score += w[4] * seen.placed - w[5] * seen.inner
        if distance == 0:
            score += 0.5 - w[6] * (mention.head - seen.at)
        if best is None or score >= best[0]:
            best = (score, seen)
    if best is not None:
        return Resolved(best[1].codes[:1], sector, mention.name, best[1].mention.span)
    if discourse.counts:
        code = max(sorted(discourse.counts), key=lambda c: discourse.counts[c])
        return Resolved((code,), sector, mention.name)
    return Resolved((), sector, mention.name)


def _recent(discourse: _Discourse, sentence: Sentence) -> Iterable[_Seen]:
    for seen in reversed(discourse.seen):
        if seen.sentence < sentence.index - _REACH:
            return
        yield seen


def _pronoun(discourse: _Discourse, sentence: Sentence, mention: Denotation) -> Resolved:
    token = sentence.tokens[mention.head]
    word = token.lower
    if word in _RELATIVE:
        best = _relative(discourse, sentence, mention)
    elif word in _HE | _SHE:
        best = _best(discourse, sentence, mention, lambda s: _fits_person(discourse, s, "he" if word in _HE else "she"))
    elif word in _IT:
        best = _best(discourse, sentence, mention, _fits_it)
    elif word in _THEY:
        best = _best(discourse, sentence, mention, _fits_they)
    else:
        return Resolved()
    if best is None:
        return Resolved()
    return Resolved(best.codes, best.sector, best.mention.name, best.mention.span, known=True)


def _ahead(discourse: _Discourse, sentence: Sentence, mention: Denotation) -> Resolved:
    """A pronoun before its noun: "Asked whether he would go, Defence Minister X shook his head"."""
    word = sentence.tokens[mention.head].lower
    for seen in discourse.seen:
        if seen.sentence != sentence.index or seen.at <= mention.head or not seen.subject:
            continue
        fits = (
            word in _HE and _fits_person(discourse, seen, "he")
            or word in _SHE and _fits_person(discourse, seen, "she")
            or word in _IT and _fits_it(seen)
            or word in _THEY and _fits_they(seen)
        )
        if fits and seen.codes:
            return Resolved(seen.codes, seen.sector, seen.mention.name, seen.mention.span)
    return Resolved()


def _relative(discourse: _Discourse, sentence: Sentence, mention: Denotation) -> _Seen | None:
    best: _Seen | None = None
    for seen in reversed(discourse.seen):
        if seen.sentence != sentence.index:
            break
        if seen.mention.last < mention.first and not seen.inner and (best is None or seen.mention.last > best.mention.last):
            best = seen
    return best


def _fits_person(discourse: _Discourse, seen: _Seen, gender: Gender) -> bool:
    mention = seen.mention
    if mention.kind == "pronoun":
        word = mention_word(discourse, seen)
        return word in (_HE if gender == "he" else _SHE)
    told = mention.gender
    if mention.person:
        person = _bearer(discourse, mention.person)
        told = told or (person.gender if person is not None else None)
        return told in {None, gender}
    person_noun = mention.noun is not None and mention.noun.kind == "person" and not mention.plural
    return person_noun and told in {None, gender}


def mention_word(discourse: _Discourse, seen: _Seen) -> str:
    """The pronoun that a mention is."""
    return discourse.sentences[seen.sentence].tokens[seen.at].lower


def _fits_it(seen: _Seen) -> bool:
    mention = seen.mention
    if mention.place or mention.noun is not None and mention.noun.kind == "document":
        return False
    if mention.kind == "pronoun" or mention.person or len(seen.codes) > 1:
        return False
    if mention.noun is not None and mention.kind != "name":
        return mention.noun.kind in {"body", "thing"} and not mention.plural or mention.noun.word in {
            "army", "military", "police", "navy", "air force", "opposition", "leadership"
        }
    return not mention.plural


def _fits_they(seen: _Seen) -> bool:
    mention = seen.mention
    if mention.kind == "pronoun":
        return False
    if mention.person:
        return False
    if len(seen.codes) > 1 or mention.plural:
        return True
    return mention.noun is not None and mention.noun.kind in {"people", "body"} and not mention.place


def _best(discourse: _Discourse, sentence: Sentence, mention: Denotation, fits: object) -> _Seen | None:
    assert callable(fits)
    token = sentence.tokens[mention.head]
    best: tuple[float, _Seen] | None = None
    for seen in _recent(discourse, sentence):
        if not fits(seen) or not seen.codes and seen.sector is None:
            continue
        distance = sentence.index - seen.sentence
        w = PRON
        score = -w[0] * distance + w[1] * seen.subject - w[2] * seen.placed - w[3] * seen.inner
        if token.dep in _SUBJECTS and seen.subject:
            score += w[4]
        if seen.mention.kind == "common":
            score -= w[5]
        if seen.mention.kind == "pronoun":
            score += w[6]
        if seen.mention.person and _bearer(discourse, seen.mention.person) is None:
            score -= 2.0
        if distance == 0:
            score += 0.5 - w[7] * (mention.head - seen.at)
        if best is None or score > best[0]:
            best = (score, seen)
    return best[1] if best is not None else None
