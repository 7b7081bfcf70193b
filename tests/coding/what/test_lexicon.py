"""What frames propose for whom. The sentences are our own; the head of the act stands in brackets."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.what.frames import Frame
from standoff.coding.what.lexicon import Lexicon, Match, weigh
from standoff.ontology.plover import Category


@cache
def parser() -> Parser:
    return Parser.load()


@cache
def lexicon() -> Lexicon:
    return Lexicon.load()


def at_mark(marked: str) -> tuple[Sentence, int]:
    """The sentence and the token that starts at the bracket."""
    start = marked.index("[")
    for sentence in parser()(marked.replace("[", "").replace("]", "")):
        for token in sentence.tokens:
            if token.start == start:
                return sentence, token.i
    raise AssertionError(marked)


def proposed(marked: str) -> set[str]:
    sentence, i = at_mark(marked)
    return {str(category) for category in lexicon().proposals(sentence).get(i, {})}


@pytest.mark.parametrize(
    ("marked", "category"),
    [
        # ACCUSE
        ("The ministry [summoned] the Norlandian ambassador over the remark.", "ACCUSE"),
        ("Ostria [called] the raids an act of piracy.", "ACCUSE"),
        ("Prosecutors [opened] an inquiry into the sinking.", "ACCUSE"),
        ("The premier [blamed] smugglers for the fire.", "ACCUSE"),
        # AGREE
        ("The junta [agreed] to a recount.", "AGREE"),
        ("Kestria is [ready] to talk, its envoy said.", "AGREE"),
        # AID
        ("Two ships [delivered] flour to the island.", "AID"),
        ("Doctors [treated] forty patients in tents.", "AID"),
        ("The fund [disbursed] a second tranche.", "AID"),
        # ASSAULT
        ("Shells [fell] on the market at noon.", "ASSAULT"),
        ("Gunmen [kidnapped] a bishop near the lake.", "ASSAULT"),
        ("The navy [shot] down a drone over the bay.", "ASSAULT"),
        ("Police [fired] tear gas at the marchers.", "ASSAULT"),
        ("The troops [raped] and looted, villagers said.", "ASSAULT"),
        # COERCE
        ("The army [imposed] a blockade on the enclave.", "COERCE"),
        ("Customs officers [impounded] the trawler.", "COERCE"),
        ("Officers [arrested] the editor at dawn.", "COERCE"),
        ("The regulator [blocked] three websites.", "COERCE"),
        ("The governor [declared] martial law.", "COERCE"),
        ("The junta ordered a night [curfew].", "COERCE"),
        # CONCEDE
        ("The council [lifted] the curfew on Friday.", "CONCEDE"),
        ("The emir [pardoned] nine poets.", "CONCEDE"),
        # CONSULT
        ("The two ministers [met] in Lisbon.", "CONSULT"),
        ("The envoy [arrived] in Tarn for talks.", "CONSULT"),
        ("The bishop offered to [mediate] in the quarrel.", "CONSULT"),
        # COOPERATE
        ("The fleets [held] a joint exercise off the cape.", "COOPERATE"),
        ("The two services [share] intelligence.", "COOPERATE"),
        # MOBILIZE
        ("Ostria [sent] two battalions to the frontier.", "MOBILIZE"),
        ("Its jets [violated] Kestrian airspace twice.", "MOBILIZE"),
        ("The north [tested] a missile on Sunday.", "MOBILIZE"),
        ("Reservists were [called] up in three provinces.", "MOBILIZE"),
        # PROTEST
        ("Thousands [marched] through the capital.", "PROTEST"),
        ("Dockers went on [strike] over pay.", "PROTEST"),
        ("Farmers [blocked] the highway with tractors.", "PROTEST"),
        ("The inmates began a hunger [strike].", "PROTEST"),
        # REJECT
        ("The general [denied] the charge.", "REJECT"),
        ("The party [refused] to sit with the junta.", "REJECT"),
        # REQUEST
        ("The bloc [urged] both sides to stop.", "REQUEST"),
        ("The mayor [told] the miners to go home.", "REQUEST"),
        ("Bishops [called] for a ceasefire.", "REQUEST"),
        # RETREAT
        ("The rebels [laid] down their arms.", "RETREAT"),
        ("The last soldiers [pulled] out of the valley.", "RETREAT"),
        ("The truce [took] effect at midnight.", "RETREAT"),
        ("The minister [resigned] over the leak.", "RETREAT"),
        ("Guerrillas [freed] two hostages.", "RETREAT"),
        # SANCTION
        ("Kestria [recalled] its ambassador from Tarn.", "SANCTION"),
        ("A court [sentenced] the colonel to nine years.", "SANCTION"),
        ("The union [suspended] aid to the junta.", "SANCTION"),
        ("Ostria [expelled] two diplomats.", "SANCTION"),
        # SUPPORT
        ("The pope [praised] the mediators.", "SUPPORT"),
        ("The senate [ratified] the treaty.", "SUPPORT"),
        # THREATEN
        ("The admiral [threatened] to sink any tanker.", "THREATEN"),
        ("The army will not [hesitate] to strike, he said.", "THREATEN"),
    ],
)
def test_proposes(marked: str, category: str) -> None:
    assert category in proposed(marked)


@pytest.mark.parametrize(
    ("marked", "category"),
    [
        ("They came in [order] to see the harbour.", "REQUEST"),
        ("The fair opens in [March].", "PROTEST"),
        ("Protest [leaders] slept.", "PROTEST"),
        ("The inmates began a hunger [strike].", "ASSAULT"),
        ("The minister gave a press [conference].", "CONSULT"),
        ("The clerk [sent] a parcel home.", "MOBILIZE"),
        ("Prices [fell] in the market.", "ASSAULT"),
    ],
)
def test_does_not_propose(marked: str, category: str) -> None:
    assert category not in proposed(marked)


@pytest.mark.parametrize(
    ("frame", "marked", "need"),
    [
        (
            Frame(Category.RETREAT, None, "verb", ("pull", "back")),
            "They [pulled] their last tanks back.",
            None,
        ),
        (
            Frame(Category.MOBILIZE, None, "verb", ("send",), (("troop",),)),
            "Ostria [sent] more troops.",
            "troops",
        ),
        (
            Frame(Category.MOBILIZE, None, "verb", ("send",), (("troop",),)),
            "Troops were [sent] there.",
            "Troops",
        ),
        (
            Frame(Category.MOBILIZE, None, "verb", ("send",), (("troop",),)),
            "Troops [sent] north froze.",
            "Troops",
        ),
        (
            Frame(Category.ASSAULT, None, "verb", ("fall",), (), (("shell",),)),
            "Shells whistled and [fell] on the quay.",
            "Shells",
        ),
        (
            Frame(Category.REQUEST, None, "verb", ("tell",), (("infinitive",),)),
            "The mayor [told] the drivers to wait.",
            "to",
        ),
        (
            Frame(Category.CONSULT, None, "verb", ("hold",), (("round", "table"),)),
            "They [held] a round table.",
            "table",
        ),
    ],
)
def test_finds_particles_and_needed_nouns(frame: Frame, marked: str, need: str | None) -> None:
    sentence, i = at_mark(marked)
    matches = Lexicon([frame], "test").matches(sentence)
    assert [match.head for match in matches] == [i]
    found = matches[0].need
    assert (None if found is None else sentence.tokens[found].text) == need


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        (Frame(Category.CONSULT, None, "verb", ("stop", "in")), "The navy stopped the boats in the strait."),
        (
            Frame(Category.MOBILIZE, None, "verb", ("send",), (("troop",),)),
            "He sent a letter, which troops read.",
        ),
        (Frame(Category.ASSAULT, None, "verb", ("fall",), (), (("shell",),)), "He fell over a shell."),
        (Frame(Category.REQUEST, None, "verb", ("tell",), (("infinitive",),)), "She told us a story."),
        (Frame(Category.PROTEST, None, "noun", ("protest",)), "The protest leaders slept."),
    ],
)
def test_keeps_away(frame: Frame, text: str) -> None:
    (sentence,) = parser()(text)
    assert Lexicon([frame], "test").matches(sentence) == ()


def test_a_particle_hides_the_bare_verb() -> None:
    frames = [
        Frame(Category.ASSAULT, "firearms", "verb", ("shoot",)),
        Frame(Category.ASSAULT, "destroy", "verb", ("shoot", "down")),
    ]
    (sentence,) = parser()("The gunners shot down a balloon.")
    assert [match.frame.mode for match in Lexicon(frames, "test").matches(sentence)] == ["destroy"]


def test_nothing_is_sought_in_an_idiom() -> None:
    (sentence,) = parser()("The crowd came in order to sing.")
    frames = [Frame(Category.REQUEST, None, "noun", ("order",))]
    assert Lexicon(frames, "test").matches(sentence)
    assert Lexicon(frames, "test", [("in", "order", "to")]).matches(sentence) == ()


def test_the_most_specific_frame_weighs_most() -> None:
    bare = Frame(Category.RETREAT, None, "verb", ("stop",))
    needy = Frame(Category.SANCTION, None, "verb", ("stop",), (("aid",),))
    matches = [Match(bare, 3, 3, 3, None), Match(needy, 3, 3, 3, 5)]
    assert weigh(matches) == {3: {Category.RETREAT: 0.4, Category.SANCTION: 1.0}}


def test_version_follows_the_files() -> None:
    assert len(Lexicon.load().version) == 8
    assert Lexicon.load().version == lexicon().version


_WORDS = """
the a troops army rebels minister they sent pulled called shot fired blocked held told said not will to for
back down off talks aid border missile on in , . ; who after hunger strike ceasefire Ostria
"""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=25))
def test_matches_lie_in_the_sentence(words: list[str]) -> None:
    for sentence in parser()(" ".join(words)):
        matches = lexicon().matches(sentence)
        size = len(sentence.tokens)
        for match in matches:
            assert 0 <= match.first <= match.head <= match.last < size
            assert match.need is None or 0 <= match.need < size
            assert (match.need is not None) == bool(match.frame.needs or match.frame.subjects)
        assert set(lexicon().proposals(sentence)) == {match.head for match in matches}
        assert matches == lexicon().matches(sentence)
