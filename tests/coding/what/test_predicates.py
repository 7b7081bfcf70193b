"""Which words anchor an event, by readings made by hand."""

from __future__ import annotations

from math import exp

import pytest

from standoff.coding.parsing.parse import Sentence
from standoff.coding.what.lexicon import Match, read_frames
from standoff.coding.what.predicates import DOUBT, find_predicates, told_modes
from standoff.ontology.plover import Category
from tests.coding.handmade import reading, sentence

LIKELY, UNLIKELY = 0.95, 0.3
RAID = (
    "Rebels NOUN nsubj 1",
    "launched VERB ROOT 1",
    "a DET det 3",
    "raid NOUN dobj 1",
    ", PUNCT punct 1",
    "seizing VERB/VBG advcl 1",
    "boats NOUN dobj 5",
)


def anchors(one: Sentence, told: dict[int, dict[Category, float]]) -> list[tuple[str, str, Category]]:
    """The words of each anchor, its head and its act."""
    found = find_predicates([one], [()], reading([one], {(0, i): acts for i, acts in told.items()}))
    return [
        (
            " ".join(token.text for token in one.tokens[p.first : p.last + 1]),
            one.tokens[p.head].text,
            p.act,
        )
        for p in found
    ]


def test_a_likely_word_is_an_anchor_and_an_unlikely_one_is_none() -> None:
    told = {3: {Category.ASSAULT: LIKELY}, 5: {Category.COERCE: UNLIKELY}}
    assert anchors(sentence(*RAID), told) == [("raid", "raid", Category.ASSAULT)]


def test_likely_acts_count_together_and_the_likeliest_is_taken() -> None:
    told = {5: {Category.COERCE: 0.55, Category.ASSAULT: 0.4}}
    assert anchors(sentence(*RAID), told) == [("seizing", "seizing", Category.COERCE)]


def test_words_of_one_act_of_which_one_governs_the_other_are_one_anchor() -> None:
    told = {1: {Category.ASSAULT: LIKELY}, 3: {Category.ASSAULT: LIKELY}}
    assert anchors(sentence(*RAID), told) == [("launched a raid", "launched", Category.ASSAULT)]


@pytest.mark.parametrize("act", [Category.ASSAULT, Category.COERCE])
def test_a_comma_parts_anchors(act: Category) -> None:
    told = {3: {Category.ASSAULT: LIKELY}, 5: {act: LIKELY}}
    assert [words for words, _, _ in anchors(sentence(*RAID), told)] == ["raid", "seizing"]


def test_and_parts_anchors() -> None:
    one = sentence("troops NOUN nsubj 1", "fired VERB ROOT 1", "and CCONJ cc 1", "shelled VERB conj 1")
    told = {1: {Category.ASSAULT: LIKELY}, 3: {Category.ASSAULT: LIKELY}}
    assert [words for words, _, _ in anchors(one, told)] == ["fired", "shelled"]


@pytest.mark.parametrize(
    "row",
    ["of ADP prep 0", "the DET det 0", ", PUNCT punct 0", "%% NOUN dep 0", "12 NUM nummod 0"],
)
def test_words_without_content_are_no_anchors(row: str) -> None:
    one = sentence("word NOUN ROOT 0", row)
    assert anchors(one, {1: {Category.ASSAULT: 0.99}}) == []


def test_a_number_belongs_to_the_anchor_that_it_counts() -> None:
    one = sentence("12 NUM nummod 1", "killed VERB ROOT 1")
    told = {0: {Category.ASSAULT: LIKELY}, 1: {Category.ASSAULT: 0.99}}
    assert anchors(one, told) == [("12 killed", "killed", Category.ASSAULT)]


def test_predicates_come_in_text_order_with_the_score_of_their_clearest_word() -> None:
    pair = [sentence(*RAID), sentence(*RAID, index=1, start=100)]
    told = {
        (1, 3): {Category.ASSAULT: 0.95},
        (0, 5): {Category.COERCE: 0.98},
        (0, 1): {Category.ASSAULT: 0.95},
        (0, 3): {Category.ASSAULT: 0.97},
    }
    found = find_predicates(pair, [(), ()], reading(pair, told))
    assert [(p.sentence, p.first, p.act) for p in found] == [
        (0, 1, Category.ASSAULT),
        (0, 5, Category.COERCE),
        (1, 3, Category.ASSAULT),
    ]
    assert [p.score for p in found] == [
        pytest.approx(score / (score + (1 - score) * exp(DOUBT))) for score in (0.97, 0.98, 0.95)
    ]


def test_the_most_specific_frame_of_the_act_is_named() -> None:
    text = 'category = "ASSAULT"\n[none]\nverbs = ["launch", "launch + raid"]\nnouns = ["raid"]\n'
    wide, exact, noun = read_frames(text, "ASSAULT.toml")
    one = sentence(*RAID)
    matches = [Match(wide, 1, 1, 1, None), Match(noun, 3, 3, 3, None), Match(exact, 1, 1, 1, 3)]
    (found,) = find_predicates([one], [matches], reading([one], {(0, 3): {Category.ASSAULT: LIKELY}}))
    assert found.match is matches[2]
    (other,) = find_predicates([one], [matches], reading([one], {(0, 3): {Category.AID: LIKELY}}))
    assert other.match is None


def test_the_mode_of_the_frame_counts_if_it_has_one() -> None:
    text = 'category = "ASSAULT"\n[none]\nnouns = ["raid"]\n[aerial]\nnouns = ["air raid"]\n'
    plain, aerial = (Match(frame, 3, 3, 3, None) for frame in read_frames(text, "ASSAULT.toml"))
    one = sentence(*RAID)
    read = reading([one], {(0, 3): {Category.ASSAULT: LIKELY}})
    even = told_modes(one, 3, Category.ASSAULT, None, read)
    assert len(set(even.values())) == 1
    assert told_modes(one, 3, Category.ASSAULT, plain, read) == even
    shares = told_modes(one, 3, Category.ASSAULT, aerial, read)
    assert shares["aerial"] > 0.5
    assert sum(shares.values()) == pytest.approx(1)
    (found,) = find_predicates([one], [(aerial,)], read)
    assert found.mode == "aerial"
