"""Common nouns and bare names: which country's ministry, whose army, which side."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, NamedTuple

from standoff.coding.parsing.parse import Sentence
from standoff.coding.who.denotation import Denotation
from standoff.coding.who.discourse import PLACE_PREPOSITIONS, Discourse, Resolved, Seen
from standoff.ontology.actors import SUPRANATIONAL
from standoff.ontology.nouns import noun_lexicon
from standoff.ontology.plover import Sector

_BLOCS: Final = {
    "bloc": ("EUR", "IGO"),
    "alliance": ("IGO",),
    "union": ("EUR", "IGO"),
}
_KOREAS: Final = {"north": "PRK", "south": "KOR"}
_ARMED = frozenset({Sector.REB, Sector.PRM})
_BYSTANDERS = frozenset({Sector.CVL, Sector.REF, Sector.JRN, Sector.SOC})
_OF_THE_STATE = frozenset({Sector.GOV, Sector.MIL, Sector.SPY, Sector.PTY, Sector.JRN, Sector.ELI})
_BUILT = frozenset({"thing", "body"})
_NAME_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "poss", "conj", "appos", "ROOT"})
_OTHER_COUNTRY_REACH = 4


class _Weights(NamedTuple):
    """How much counts for a country in focus. Found by coordinate search over the training passages."""

    distance: float
    subject: float
    sector: float
    told: float
    placed: float
    inner: float
    near: float


_STATE = _Weights(distance=3.0, subject=1.5, sector=2.0, told=0.4, placed=1.0, inner=1.0, near=-0.05)
_PLACE = _Weights(distance=2.0, subject=0.5, sector=1.0, told=0.4, placed=1.5, inner=0.0, near=0.04)


def resolve_noun(
    discourse: Discourse, sentence: Sentence, mention: Denotation, owner: Resolved | None
) -> Resolved:
    """What a name or common noun stands for. ``owner`` is what its possessor or complement stands for."""
    words = noun_lexicon().words
    if mention.place or (mention.person and (mention.noun is None or not mention.codes)):
        person = discourse.bearer(mention.person) if mention.person else None
        earlier = person is not None and (mention.known is None or person.span < mention.span)
        if person is not None and (mention.place or (mention.noun is None and earlier and not mention.codes)):
            return person.resolved()
        if person is not None and earlier and mention.noun is None and mention.owner is None:
            return person.resolved()
        if mention.place:
            return Resolved(name=mention.name)
    mention = _with_earlier_sector(discourse, mention)
    if mention.codes and not (mention.noun_word in words["others"] and mention.codes == (None,)):
        return Resolved(mention.codes, mention.sector, mention.name, known=True)
    key = sentence.tokens[mention.head].lower
    if key in _KOREAS and mention.definite and not {"PRK", "KOR"}.isdisjoint(discourse.countries):
        return Resolved((_KOREAS[key],), Sector.GOV, known=True)
    if mention.sector is None and not mention.person:
        body = discourse.bodies.get(key) or discourse.people.get(key)
        if body is not None and sentence.tokens[mention.head].text[0].isupper():
            return body.resolved()
        return owner if mention.partitive and owner is not None else Resolved()
    if (
        mention.name
        and not mention.person
        and (body := discourse.bodies.get(mention.name.lower())) is not None
    ):
        return replace(body.resolved(), sector=mention.sector or body.sector)
    if mention.sector is None:
        return _unexplained(discourse, sentence, mention)
    if owner is not None and owner.codes:
        return _owned(discourse, sentence, mention, owner)
    return _inherited(discourse, sentence, mention)


def _with_earlier_sector(discourse: Discourse, mention: Denotation) -> Denotation:
    """ "The plant" after "a military plant" is military."""
    word = mention.noun_word
    if not mention.definite or mention.noun is None or mention.sector is not mention.noun.sector:
        return mention
    before = discourse.heads.get(word)
    built = before is not None and before.mention.noun is not None and before.mention.noun.kind in _BUILT
    if before is not None and (built or before.mention.noun_word.endswith(" " + word)):
        return replace(mention, sector=before.sector)
    return mention


def _unexplained(discourse: Discourse, sentence: Sentence, mention: Denotation) -> Resolved:
    """A name that nobody explains: by where it stands an outlet or an official of the country in focus."""
    head = sentence.tokens[mention.head]
    above = sentence.tokens[head.head]
    if not mention.person or " ".join(mention.person).lower() in noun_lexicon().words["platforms"]:
        return Resolved(name=mention.name)
    if above.lemma == "tell" and head.dep in {"dobj", "dative"} and head.i > above.i:
        return in_focus(discourse, sentence, mention, Sector.JRN)
    before = sentence.tokens[mention.first - 1].lower if mention.first else ""
    bare = mention.person == tuple(token.text for token in sentence.tokens[mention.first : mention.head + 1])
    proper = head.tag in {"NNP", "NNPS"} and head.dep in _NAME_PLACES
    if bare and proper and before not in PLACE_PREPOSITIONS:
        return in_focus(discourse, sentence, mention, Sector.GOV)
    return Resolved(name=mention.name)


def _owned(discourse: Discourse, sentence: Sentence, mention: Denotation, owner: Resolved) -> Resolved:
    """ "Its forces", "his counterpart", "some of the troops"."""
    if mention.partitive:
        return Resolved(owner.codes, mention.sector, None, owner.taught_by, owner.known)
    if mention.noun_word in noun_lexicon().words["others"]:
        return _other_country(discourse, sentence, mention, owner.codes)
    sector = mention.sector
    weak = mention.noun is not None and mention.noun.weak and sector is mention.noun.sector
    follower = mention.noun_word in noun_lexicon().words["followers"]
    if owner.sector is not None and weak and (follower or owner.sector is not Sector.GOV):
        sector = owner.sector
    if owner.sector in _ARMED and sector not in _BYSTANDERS:
        sector = owner.sector
    return Resolved(owner.codes, sector, mention.name, owner.taught_by, owner.known)


def _other_country(
    discourse: Discourse, sentence: Sentence, mention: Denotation, codes: tuple[str | None, ...]
) -> Resolved:
    """ "His counterpart": the latest country that is not his."""
    for seen in discourse.recent(sentence.index):
        if seen.codes and seen.codes[0] not in {None, *codes} and seen.sector is not Sector.JRN:
            return Resolved(seen.codes[:1], mention.sector, mention.name, seen.mention.span)
    return Resolved((), mention.sector, mention.name)


def _inherited(discourse: Discourse, sentence: Sentence, mention: Denotation) -> Resolved:
    """A noun with no country of its own: by its meaning, its last bearer, or the country in focus."""
    words, word = noun_lexicon().words, mention.noun_word
    told = {token.lower for token in sentence.tokens[mention.first : mention.head + 1]}
    both = "both" in told or (
        word in words["pairs"] and ("two" in _before(sentence, mention) or word == "side")
    )
    if mention.plural and both and len(two := discourse.two_countries()) == 2:
        return Resolved(two, mention.sector, known=True)
    if mention.definite and not mention.plural:
        found = _by_the(discourse, mention, word)
        if found is not None:
            return found
    if (settled := _by_kind(discourse, mention, word)) is not None:
        return settled
    same, sector = discourse.nouns.get(word), mention.sector
    if word in {"officer", "unit", "squad"} and sector is Sector.MIL:
        rivals = [discourse.sectors[s] for s in (Sector.MIL, Sector.COP) if s in discourse.sectors]
        sector = max(rivals, key=lambda s: (s.sentence, s.at)).sector if rivals else sector
    if same is None and mention.definite and (same := discourse.heads.get(word)) is not None:
        sector = same.sector
    if same is not None and same.codes:
        weak = mention.noun is not None and mention.noun.weak and mention.sector is mention.noun.sector
        return Resolved(
            same.codes, same.sector if weak else sector, mention.name, same.mention.span, mention.definite
        )
    return in_focus(discourse, sentence, mention, sector)


def _before(sentence: Sentence, mention: Denotation) -> set[str]:
    """The words of the phrase and the two before it, which hold the numbers that a span drops."""
    return {token.lower for token in sentence.tokens[max(0, mention.first - 2) : mention.head + 1]}


def _by_the(discourse: Discourse, mention: Denotation, word: str) -> Resolved | None:
    """ "The country", "the bloc", "the group": what was told last of that kind."""
    words = noun_lexicon().words
    if word in _BLOCS:
        for seen in reversed(discourse.seen):
            if seen.codes and seen.codes[0] in _BLOCS[word]:
                return replace(seen.resolved(), sector=mention.sector)
        known = [code for code, _ in discourse.unions.most_common() if code in _BLOCS[word]]
        return Resolved((known[0] if known else _BLOCS[word][0],), mention.sector)
    if word in words["groups"]:
        for seen in reversed(discourse.seen):
            body = seen.mention.kind == "name" and seen.sector is not Sector.GOV
            if seen.codes and not seen.mention.person and (body or seen.codes[0] in SUPRANATIONAL):
                return seen.resolved()
    if word in words["countries"]:
        for inner in (False, True):
            for seen in reversed(discourse.seen):
                if seen.country is not None and (inner or (not seen.inner and seen.mention.kind == "name")):
                    return Resolved(seen.codes[:1], mention.sector, None, seen.mention.span, known=True)
    return None


def _by_kind(discourse: Discourse, mention: Denotation, word: str) -> Resolved | None:
    """Nouns that have no country unless they name one: peacekeepers, aid workers, refugees, reporters."""
    sector = mention.sector
    if mention.plural and word in noun_lexicon().words["missions"]:
        senders = [code for code in discourse.unions if code in {"UNO", "IGO", "EUR"}]
        if senders:
            return Resolved((max(senders, key=lambda code: discourse.unions[code]),), sector)
    if word in {"peacekeeper", "blue helmets"}:
        return Resolved(("UNO",), sector)
    if sector is Sector.SOC and not mention.definite:
        return Resolved(("NGO",), sector)
    reporters = sector is Sector.JRN and mention.noun is not None and mention.noun.kind != "body"
    neighbours = mention.plural and word in {"neighbour", "neighbor"}
    if reporters or neighbours or sector in {Sector.REF, Sector.UNK}:
        return Resolved((), sector)
    return None


def in_focus(
    discourse: Discourse, sentence: Sentence, mention: Denotation, sector: Sector | None
) -> Resolved:
    """A guess: the country of the best mention before by recency, subjecthood and place."""
    weights = _STATE if sector in _OF_THE_STATE else _PLACE
    best: tuple[float, Seen] | None = None
    for seen in discourse.recent(sentence.index):
        if seen.country is None:
            continue
        distance = sentence.index - seen.sentence
        score = (
            weights.subject * seen.subject
            + weights.sector * (seen.sector is sector)
            + weights.told * discourse.countries[seen.country]
            + weights.placed * seen.placed
            - weights.inner * seen.inner
            - weights.distance * distance
        )
        if distance == 0:
            score += 0.5 - weights.near * (mention.head - seen.at)
        if best is None or score >= best[0]:
            best = (score, seen)
    if best is not None:
        return Resolved(best[1].codes[:1], sector, mention.name, best[1].mention.span)
    if discourse.countries:
        code = max(sorted(discourse.countries), key=lambda c: discourse.countries[c])
        return Resolved((code,), sector, mention.name)
    return Resolved((), sector, mention.name)
