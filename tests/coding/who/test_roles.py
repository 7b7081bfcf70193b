"""Who plays which role, once every mention has been weighed: by weights and readings made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from standoff.coding.what.predicates import Predicate
from standoff.coding.who import roles as module
from standoff.coding.who.mentions import Mention, MentionIndex, MentionKind, Referent
from standoff.coding.who.roles import (
    ACTOR,
    LAST_RESORT,
    RECIPIENT,
    Roles,
    candidates,
    find_roles,
    load_weights,
)
from standoff.errors import LexiconError
from standoff.ontology.plover import Category, Sector
from standoff.types import Span
from tests.coding.handmade import reading, sentence

ROWS = (
    "Norway PROPN nsubj 1",
    "attacked VERB ROOT 1",
    "Belarus PROPN dobj 1",
    "with ADP prep 1",
    "Sweden PROPN pobj 3",
)
ONE = sentence(*ROWS)
NEXT = sentence("They PRON nsubj 1", "left VERB ROOT 1", index=1, start=60)
ANCHOR = Predicate(0, 1, 1, 1, Category.ASSAULT, None, 0.9, None)


@pytest.fixture(autouse=True)
def by_the_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing count but the encoder's log-odds of each role."""
    weights: Mapping[str, Mapping[str, float]] = {"actor": {"actor": 1.0}, "recipient": {"recipient": 1.0}}
    monkeypatch.setattr(module, "load_weights", lambda: weights)


def mention(
    first: int,
    code: str | None,
    *,
    last: int | None = None,
    sector: Sector | None = Sector.GOV,
    kind: MentionKind = "name",
    number: int = 0,
) -> Mention:
    one = (ONE, NEXT)[number]
    last = first if last is None else last
    span = Span(one.tokens[first].start, one.tokens[last].end)
    referents = (Referent(code, sector),) if code or sector else ()
    return Mention(number, first, last, last, span, kind, referents)


def chosen(mentions: list[Mention], odds: dict[int, dict[str, float]]) -> Roles:
    read = reading([ONE], roles={(0, token): of for token, of in odds.items()})
    return find_roles(ANCHOR, [ONE], MentionIndex(mentions), read)


def codes(found: Roles) -> tuple[str, str]:
    actors, recipients = (
        " ".join(r.code or "?" for filler in side for r in filler.mention.referents)
        for side in (found.actors, found.recipients)
    )
    return actors, recipients


NOR, BLR, SWE = mention(0, "NOR"), mention(2, "BLR"), mention(4, "SWE")
SURE = 3.0


@pytest.mark.parametrize(
    ("odds", "actors", "recipients"),
    [
        ({0: {"actor": SURE}, 2: {"recipient": SURE}}, "NOR", "BLR"),
        ({4: {"actor": SURE + 1}, 0: {"actor": SURE}, 2: {"recipient": SURE}}, "NOR SWE", "BLR"),
        ({0: {"actor": SURE, "recipient": SURE - 2}}, "NOR", ""),
        ({0: {"actor": SURE - 2, "recipient": SURE}, 2: {"actor": SURE}}, "BLR", "NOR"),
        ({0: {"actor": ACTOR + 0.1}, 2: {"actor": ACTOR - 0.1}}, "NOR", ""),
        ({0: {"actor": LAST_RESORT + 0.2}, 2: {"actor": LAST_RESORT + 0.1}}, "NOR", ""),
        ({0: {"actor": LAST_RESORT - 0.1}}, "", ""),
        ({0: {"actor": SURE}, 2: {"recipient": RECIPIENT - 0.1}}, "NOR", ""),
        ({}, "", ""),
    ],
)
def test_each_mention_has_the_role_that_fits_it_if_one_is_likely(
    odds: dict[int, dict[str, float]], actors: str, recipients: str
) -> None:
    assert codes(chosen([NOR, BLR, SWE], odds)) == (actors, recipients)


@pytest.mark.parametrize(
    ("act", "code", "odds", "recipients"),
    [
        (Category.ACCUSE, "BLR", module.LAST_RECIPIENT + 0.1, "BLR"),
        (Category.ACCUSE, "BLR", module.LAST_RECIPIENT - 0.1, ""),
        (Category.ACCUSE, "NOR", module.LAST_RECIPIENT + 0.1, ""),  # not oneself
        (Category.RETREAT, "BLR", module.LAST_RECIPIENT + 0.1, ""),
    ],
)
def test_an_act_aimed_at_somebody_takes_the_best_recipient(
    act: Category, code: str, odds: float, recipients: str
) -> None:
    anchor = Predicate(0, 1, 1, 1, act, None, 0.9, None)
    read = reading([ONE], roles={(0, 0): {"actor": SURE}, (0, 2): {"recipient": odds}})
    found = find_roles(anchor, [ONE], MentionIndex([NOR, mention(2, code)]), read)
    assert codes(found) == ("NOR", recipients)


@pytest.mark.parametrize(
    ("odds", "recipients"), [(module.IN_LIST + 0.1, "BLR SWE"), (module.IN_LIST - 0.1, "BLR")]
)
def test_members_of_a_list_play_one_part(odds: float, recipients: str) -> None:
    rows = [*ROWS[:3], "and CCONJ cc 2", "Sweden PROPN conj 2"]
    one = sentence(*rows)
    read = reading(
        [one], roles={(0, 0): {"actor": SURE}, (0, 2): {"recipient": SURE}, (0, 4): {"recipient": odds}}
    )
    found = find_roles(ANCHOR, [one], MentionIndex([NOR, BLR, SWE]), read)
    assert codes(found) == ("NOR", recipients)


def test_of_mentions_of_one_actor_the_likeliest_is_taken() -> None:
    again = mention(4, "NOR")
    found = chosen([NOR, again], {0: {"actor": 1.0}, 4: {"actor": 2.0}})
    assert [filler.mention for filler in found.actors] == [again]


def test_of_mentions_that_overlap_the_likeliest_is_taken() -> None:
    wide = mention(2, "SWE", last=4)
    found = chosen([BLR, wide], {2: {"recipient": 2.0}, 4: {"recipient": 1.0}})
    assert codes(found) == ("", "BLR")


@pytest.mark.parametrize(("odds", "recipients"), [(module.WITHIN - 0.1, ""), (module.WITHIN + 0.1, "NOR")])
def test_who_acts_on_his_own_side_must_be_said_to(odds: float, recipients: str) -> None:
    found = chosen([NOR, mention(2, "NOR")], {0: {"actor": SURE}, 2: {"recipient": odds}})
    assert codes(found) == ("NOR", recipients)


def test_people_of_unknown_country_may_be_different_people() -> None:
    crowd = mention(2, None, sector=Sector.CVL)
    found = chosen([mention(0, None, sector=Sector.CVL), crowd], {0: {"actor": SURE}, 2: {"recipient": SURE}})
    assert codes(found) == ("?", "?")


def test_fillers_keep_their_log_odds() -> None:
    (actor,) = chosen([NOR], {0: {"actor": SURE}}).actors
    assert actor.odds == pytest.approx(SURE, abs=1e-3)


def test_candidates_are_actors_outside_of_the_anchor() -> None:
    thing = mention(4, None, sector=None)
    inside = mention(1, "CUB")
    read = reading([ONE])
    found = candidates(ANCHOR, [ONE], MentionIndex([NOR, inside, BLR, thing]), read, None)
    assert [candidate.mention for candidate in found] == [NOR, BLR]
    assert [candidate.grammar and candidate.grammar[0] for candidate in found] == ["actor", "recipient"]


def test_candidates_tell_who_is_nested_and_who_speaks() -> None:
    wide = mention(2, "SWE", last=4)
    found = candidates(ANCHOR, [ONE], MentionIndex([NOR, BLR, wide]), reading([ONE]), NOR)
    assert [(c.mention, c.nested, c.speaker) for c in found] == [
        (NOR, False, True),
        (BLR, True, False),
        (wide, False, False),
    ]


def test_what_was_not_read_together_with_the_anchor_is_no_candidate() -> None:
    they = mention(0, "SWE", kind="pronoun", number=1)
    found = candidates(ANCHOR, [ONE, NEXT], MentionIndex([NOR, they]), reading([ONE, NEXT]), None)
    assert [candidate.mention for candidate in found] == [NOR]


def test_the_weights_that_are_shipped_are_for_both_roles() -> None:
    assert set(load_weights()) == {"actor", "recipient"}
    assert load_weights()["actor"]["grammar actor"] > 0
    assert load_weights()["recipient"]["grammar recipient"] > 0


@pytest.mark.parametrize("text", ["[actor]\nbias = 1.0\n", "[actor\n"])
def test_a_broken_table_is_named(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "roles.toml").write_text(text)
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    with pytest.raises(LexiconError, match=r"coding/data/roles\.toml"):
        load_weights.__wrapped__()
