"""What is seen of a mention from an anchor, by name."""

from __future__ import annotations

import pytest

from standoff.coding.what.predicates import Predicate
from standoff.coding.who.mentions import Mention, Referent
from standoff.coding.who.role_features import Candidate, features
from standoff.ontology.plover import Category, Sector
from standoff.types import Span
from tests.coding.handmade import reading, sentence

ONE = sentence(
    "Norway PROPN nsubj 1", "urged VERB ROOT 1", "talks NOUN dobj 1", "with ADP prep 2", "rebels NOUN pobj 3"
)
URGED = Predicate(0, 1, 1, 1, Category.REQUEST, None, 0.9, None)
READ = reading([ONE], roles={(0, 0): {"actor": 2.0}, (0, 4): {"recipient": 9.0}})


def mention(head: int, *referents: Referent, number: int = 0) -> Mention:
    token = ONE.tokens[head]
    return Mention(number, head, head, head, Span(token.start, token.end), "name", referents)


def seen(candidate: Candidate, anchor: Predicate = URGED) -> dict[str, float]:
    return features(candidate, anchor, ONE, READ.roles(0, anchor.head))


def test_a_subject_that_speaks() -> None:
    found = seen(Candidate(mention(0, Referent("NOR", Sector.GOV)), ("actor", 1.0), False, True))
    assert found.pop("actor") == pytest.approx(2.0, abs=1e-4)
    assert found.pop("recipient") == pytest.approx(-6.9, abs=0.1)
    expected = {
        "bias": 1,
        "kind name": 1,
        "act REQUEST": 1,
        "sector GOV": 1,
        "speaker": 1,
        "speaker of speech": 1,
        "grammar actor": 1,
        "grammar actor of verb": 1,
        "far": 0,
        "precedes": 1,
        "dep nsubj": 1,
    }
    assert {name: found.get(name) for name in expected} == expected
    assert not {"nested", "no code", "no grammar", "follows", "speaker of deed"} & set(found)


def test_a_noun_behind_a_preposition_without_a_code() -> None:
    found = seen(Candidate(mention(4, Referent(None, Sector.REB)), None, True, False))
    assert found["recipient"] == pytest.approx(6.9, abs=0.1)
    assert {name for name, value in found.items() if value == 1} >= {
        "bias",
        "kind name",
        "act REQUEST",
        "sector REB",
        "no code",
        "nested",
        "no grammar",
        "follows",
        "dep pobj",
        "after with",
    }
    assert not {"speaker", "precedes", "grammar recipient", "sector GOV"} & set(found)


def test_the_speaker_of_a_deed_is_told_from_that_of_a_speech() -> None:
    raid = Predicate(0, 1, 1, 1, Category.ASSAULT, None, 0.9, None)
    found = seen(Candidate(mention(0, Referent("NOR", Sector.GOV)), None, False, True), raid)
    assert found["speaker of deed"] == 1
    assert "speaker of speech" not in found


@pytest.mark.parametrize(("number", "name"), [(0, "before"), (2, "later")])
def test_other_sentences_are_elsewhere(number: int, name: str) -> None:
    anchor = Predicate(1, 1, 1, 1, Category.ASSAULT, None, 0.9, None)
    found = features(
        Candidate(mention(0, Referent("NOR"), number=number), None, False, False),
        anchor,
        ONE,
        READ.roles(0, 1),
    )
    assert found["elsewhere"] == found[name] == 1
    assert not any(key.startswith(("grammar", "dep")) for key in found)
