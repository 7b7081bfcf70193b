"""The form of frame files, and that those we ship keep it."""

from __future__ import annotations

from collections import Counter

import pytest

from standoff.coding.what.frames import Frame, load_frames, read_classes, read_frames, read_idioms
from standoff.errors import LexiconError
from standoff.ontology.plover import MODES, Category

CLASSES = {"ships": ("frigate", "patrol boat")}


def one(entry: str, kind: str = "verbs") -> Frame:
    (frame,) = read_frames(f'category = "MOBILIZE"\n[weapons]\n{kind} = ["{entry}"]', "M.toml", CLASSES)
    return frame


@pytest.mark.parametrize(
    ("entry", "words", "needs", "subjects"),
    [
        ("put to sea", ("put", "to", "sea"), (), ()),
        ("send + frigate|patrol boat", ("send",), (("frigate",), ("patrol", "boat")), ()),
        ("send + @ships|jet", ("send",), (("frigate",), ("patrol", "boat"), ("jet",)), ()),
        ("sail < @ships", ("sail",), (), (("frigate",), ("patrol", "boat"))),
        ("enter < @ships + strait", ("enter",), (("strait",),), (("frigate",), ("patrol", "boat"))),
        ("test-fire", ("test", "-", "fire"), (), ()),
        ("Sail", ("sail",), (), ()),
    ],
)
def test_reads(
    entry: str,
    words: tuple[str, ...],
    needs: tuple[tuple[str, ...], ...],
    subjects: tuple[tuple[str, ...], ...],
) -> None:
    frame = one(entry)
    assert (frame.words, frame.needs, frame.subjects) == (words, needs, subjects)
    assert (frame.category, frame.mode, frame.kind) == (Category.MOBILIZE, "weapons", "verb")


def test_cannot_is_two_words() -> None:
    assert one("cannot sail", "words").words == ("can", "not", "sail")


def test_none_is_no_mode() -> None:
    (frame,) = read_frames('category = "AID"\n[none]\nnouns = ["airlift"]', "AID.toml")
    assert (frame.mode, frame.kind) == (None, "noun")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("category = ", "no TOML"),
        ("[none]\nverbs = []", "category"),
        ('category = "FLIRT"', "FLIRT"),
        ('category = "AID"\n[loans]\nverbs = ["lend"]', "loans"),
        ('category = "AID"\n[none]\nadverbs = ["kindly"]', "verbs, nouns and words"),
        ('category = "AID"\nnone = ["lend"]', "verbs, nouns and words"),
        ('category = "AID"\n[none]\nverbs = "lend"', "no list"),
        ('category = "AID"\n[none]\nverbs = [7]', "no list"),
        ('category = "AID"\n[none]\nverbs = [" "]', "no list"),
        ('category = "AID"\n[none]\nverbs = ["lend + @gold"]', "@gold"),
        ('category = "AID"\n[none]\nnouns = ["loan + gold"]', "no verb"),
    ],
)
def test_says_what_is_wrong_and_where(text: str, what: str) -> None:
    with pytest.raises(LexiconError) as caught:
        list(read_frames(text, "AID.toml"))
    assert what in str(caught.value)
    assert "AID.toml" in str(caught.value)


def test_reads_classes_and_idioms() -> None:
    assert read_classes('ships = ["frigate"]', "classes.toml") == {"ships": ("frigate",)}
    assert read_idioms('phrases = ["in order to", "on-board"]', "idioms.toml") == (
        ("in", "order", "to"),
        ("on", "-", "board"),
    )
    with pytest.raises(LexiconError):
        read_classes('ships = "frigate"', "classes.toml")


def test_no_frame_stands_twice_in_a_mode() -> None:
    frames, _, _ = load_frames()
    counted = Counter((f.category, f.mode, f.kind, f.words, f.needs, f.subjects) for f in frames)
    assert [str(key) for key, times in counted.items() if times > 1] == []


def test_every_category_and_mode_has_frames() -> None:
    frames, idioms, _ = load_frames()
    told = {(frame.category, frame.mode) for frame in frames}
    assert {(category, mode) for category, modes in MODES.items() for mode in modes} <= told
    assert {frame.category for frame in frames} == set(Category)
    assert ("in", "order", "to") in idioms
