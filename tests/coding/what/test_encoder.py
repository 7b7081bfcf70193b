"""The encoder: its arrays asked by sentence and token, and the files that it is loaded from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from standoff.coding.parsing.parse import Parser
from standoff.coding.what import encoder as module
from standoff.coding.what.encoder import Encoder, Reading, WindowReading, role_scores
from standoff.coding.what.features import SIZE
from standoff.coding.what.windows import Window
from standoff.errors import ModelError
from standoff.ontology.plover import MODES, Category, Status
from tests.coding.handmade import LABELS, reading, sentence

TEXT = "Rebels shelled the port on Sunday. The port, whose crews had fled, was ablaze by noon."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def test_its_labels_are_those_of_the_codebook(encoder: Encoder) -> None:
    labels = encoder.labels
    assert set(labels.acts[1:]) == set(Category)
    assert set(labels.statuses) == set(Status)
    assert {"actor", "recipient"} <= set(labels.roles)
    modes = {f"{act}.{mode}" for act in Category for mode in (*MODES[act], "-")}
    assert set(labels.act_modes) <= modes


def test_it_reads_distributions_for_every_word(encoder: Encoder, parser: Parser) -> None:
    sentences = parser(TEXT)
    found = encoder.read(sentences, [{} for _ in sentences])
    for one in sentences:
        acts = found.acts(one)
        assert acts.shape == (len(one.tokens), len(encoder.labels.acts))
        np.testing.assert_allclose(acts.sum(axis=1), 1, atol=1e-5)
        assert sum(found.statuses(one.index, 0).values()) == pytest.approx(1, abs=1e-5)
        assert sum(found.modes(one.index, 1, Category.ASSAULT).values()) == pytest.approx(1, abs=1e-5)
        assert 0 <= found.roles(one.index, 1).of("actor", one.index, 0) <= 1


def test_it_reads_the_same_twice(encoder: Encoder, parser: Parser) -> None:
    sentences = parser(TEXT)
    first, second = (encoder.read(sentences, [{} for _ in sentences]) for _ in range(2))
    for one in sentences:
        assert np.array_equal(first.acts(one), second.acts(one))


def test_proposals_are_heard(encoder: Encoder, parser: Parser) -> None:
    sentences = parser(TEXT)
    plain = encoder.read(sentences, [{} for _ in sentences]).acts(sentences[0])
    told = encoder.read(sentences, [{1: {Category.AID: 1.0}}, {}]).acts(sentences[0])
    assert not np.array_equal(plain, told)


def test_nothing_is_read_of_nothing(encoder: Encoder) -> None:
    assert encoder.read((), []).labels is encoder.labels


@pytest.mark.parametrize("missing", ["encoder.onnx", "tokenizer.json", "labels.json"])
def test_files_that_are_missing_are_named(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(module.__file__).parent.parent / "data" / "encoder"
    (tmp_path / "data" / "encoder").mkdir(parents=True)
    for path in home.iterdir():
        if path.name != missing:
            (tmp_path / "data" / "encoder" / path.name).symlink_to(path)
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        Encoder.load()
    assert caught.value.remedy == "Install the package anew"


def window(count: int, *, fits: int) -> WindowReading:
    """A window of one sentence of ``count`` words of which ``fits`` were read, each as ASSAULT."""
    acts = np.zeros((fits, len(LABELS.acts)), dtype=np.float32)
    acts[:, LABELS.acts.index("ASSAULT")] = 1
    modes = np.zeros((fits, len(LABELS.act_modes)), dtype=np.float32)
    modes[:, LABELS.act_modes.index("ASSAULT.aerial")] = 0.3
    modes[:, LABELS.act_modes.index("ASSAULT.-")] = 0.1
    statuses = np.zeros((fits, len(LABELS.statuses)), dtype=np.float32)
    roles = np.full((fits, len(LABELS.roles)), 0.5, dtype=np.float32)
    made = Window(0, 0, (0,), (), tuple(range(fits)))
    return WindowReading(made, acts, modes, statuses, {0: roles})


def test_words_beyond_its_reach_tell_nothing() -> None:
    long = sentence(*("word NOUN dep 0" for _ in range(5)))
    found = Reading(LABELS, [window(5, fits=3)])
    assert found.acts(long)[:, 0].tolist() == [0, 0, 0, 1, 1]
    assert found.roles(0, 0).of("actor", 0, 4) == 0


def test_modes_are_shares_among_those_of_the_act() -> None:
    modes = Reading(LABELS, [window(2, fits=2)]).modes(0, 1, Category.ASSAULT)
    assert modes["aerial"] == pytest.approx(0.75)
    assert modes[None] == pytest.approx(0.25)
    assert set(modes) == {*MODES[Category.ASSAULT], None}


def test_roles_are_products_of_what_the_words_are_as_event_and_as_argument() -> None:
    words = np.arange(12, dtype=np.float32).reshape(3, 4) / np.float32(10)
    scores = role_scores(words[2:], words, np.zeros((3, 2), dtype=np.float32))
    expected = 1 / (1 + np.exp(-(0.8 * 0.4 + 0.9 * 0.5) / np.sqrt(2)))
    assert scores.shape == (1, 3, 2)
    assert scores[0, 1, 0] == pytest.approx(expected, abs=1e-6)


def test_nobody_plays_a_role_around_a_word_that_tells_no_act() -> None:
    found = Reading(LABELS, [window(3, fits=3)])
    assert found.roles(0, 0).of("actor", 0, 2) == 0.5
    assert found.roles(0, 1).of("actor", 0, 2) == 0


def test_roles_are_kept_of_words_that_may_tell_an_act(parser: Parser) -> None:
    sentences = parser(TEXT)
    all_words = Encoder.load(likely=0.0).read(sentences, [{} for _ in sentences])
    some = Encoder.load(likely=0.5).read(sentences, [{} for _ in sentences])
    tokens = range(len(sentences[0].tokens))
    assert sentences[0].tokens[1].text == "shelled"
    np.testing.assert_allclose(all_words.roles(0, 1).scores, some.roles(0, 1).scores, atol=1e-5)
    assert all(all_words.roles(0, i).scores.any() for i in tokens)
    assert not all(some.roles(0, i).scores.any() for i in tokens)


def test_a_window_reads_the_same_in_any_company(encoder: Encoder, parser: Parser) -> None:
    alone = "Nurses in Lagos went on strike for better pay, and the governor threatened to sack them. " * 6
    both = parser(alone + "\n" + (TEXT + " ") * 9)
    own = tuple(one for one in both if one.block == 0)
    first, second = (encoder.read(some, [{} for _ in some]) for some in (own, both))
    sure = own[: first.window(own[-1].index).first]
    assert sure
    for one in sure:
        assert np.array_equal(first.acts(one), second.acts(one))


def test_roles_outside_of_the_window_are_none() -> None:
    pair = (sentence("a NOUN ROOT 0"), sentence("b NOUN ROOT 0", index=1))
    found = reading(pair, roles={(0, 0): {"actor": 2.0}, (1, 0): {"actor": 2.0}})
    assert found.roles(0, 0).of("actor", 0, 0) == pytest.approx(1 / (1 + np.exp(-2)))
    assert found.roles(0, 0).of("actor", 1, 0) == 0
    assert found.window(1).first == 1


def test_the_size_of_features_is_what_the_network_takes(encoder: Encoder) -> None:
    (features,) = [node for node in encoder._session.get_inputs() if node.name == "features"]
    assert features.shape[-1] == SIZE
