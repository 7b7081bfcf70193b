"""The harness: gold scored against itself is perfect, misses are told by cause, floors hold."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from eval import gold, public, run
from eval.figures import AIMS, Figure
from eval.shared import Record, Shared

SHARED = Shared(Path(__file__).resolve().parents[3] / "shared")
needs_shared = pytest.mark.skipif(not SHARED.has("tools"), reason="the evaluation texts are not here")


def _entity(text: str, start: int, code: str | None) -> Record:
    return {"text": text, "span": [start, start + len(text)], "code": code, "sector": "GOV"}


@pytest.fixture
def record() -> Record:
    return {
        "id": "made-up",
        "events": [
            {
                "id": "e1",
                "act": "ACCUSE",
                "event": "ACCUSE",
                "mode": None,
                "status": "actual",
                "anchor": {"text": "accused", "span": [10, 17]},
                "actors": [_entity("Oslo", 0, "NOR")],
                "recipients": [_entity("Minsk", 20, "BLR")],
                "attribution": [_entity("Oslo", 0, "NOR")],
            }
        ],
    }


@needs_shared
def test_gold_against_itself_is_perfect() -> None:
    records = [record for record, _ in SHARED.gold()]
    scorer = SHARED.tool("score")
    pairs = [(record, record) for record in records]
    figures = {figure.name: figure for figure in gold.figures(pairs, scorer)}
    assert len(records) == 8
    assert {figure.value for name, figure in figures.items() if name != "gold calibration"} == {1.0}
    assert gold.misses(pairs, scorer) == []


@needs_shared
def test_the_text_of_every_gold_span_is_in_its_document() -> None:
    for record, document in SHARED.gold():
        for event in record["events"]:
            start, end = event["anchor"]["span"]
            assert document.text[start:end] == event["anchor"]["text"]


@needs_shared
@pytest.mark.parametrize(
    ("change", "cause", "detail"),
    [
        ({"event": "REJECT"}, "category", "ACCUSE coded REJECT"),
        ({"actors": []}, "actor", "NOR coded none"),
        ({"recipients": []}, "recipient", "BLR coded none"),
        ({"status": "planned"}, "status", "actual coded planned"),
        ({"attribution": []}, "chain", "NOR coded none"),
        ({"anchor": {"text": "x", "span": [900, 901]}, "event": "AID"}, "not found", "ACCUSE"),
        ({}, None, None),
    ],
)
def test_misses_are_told_by_their_first_cause(
    record: Record, change: Record, cause: str | None, detail: str | None
) -> None:
    coded = deepcopy(record)
    coded["events"][0].update(change)
    found = gold.misses([(record, coded)], SHARED.tool("score"))
    assert [miss.cause for miss in found][:1] == ([cause] if cause else [])
    if cause:
        assert found[0].detail == detail
        assert cause in gold.report(found)


@needs_shared
def test_reliability_counts_right_events_by_confidence(record: Record) -> None:
    coded = deepcopy(record)
    coded["events"][0]["confidence"] = 0.9
    coded["events"].append({**deepcopy(record["events"][0]), "confidence": 0.3, "id": "e2"})
    low, high = gold.reliability([(record, coded)], SHARED.tool("score"))
    assert (low.events, low.confidence, low.right) == (1, 0.3, 0.0)
    assert (high.events, high.confidence, high.right) == (1, 0.9, 1.0)


def test_roles_are_spans_that_overlap() -> None:
    rows = [
        {
            "id": "r",
            "tokens": ["Oslo", "police", "fined", "a", "bank"],
            "tags": ["B-S", "I-S", "O", "B-T", "I-T"],
        }
    ]
    events = [{"actors": [{"span": [5, 11]}], "recipients": [{"span": [0, 4]}]}]
    figures = public.SETS["roles"].score(rows, {"r": {"events": events}}, None)
    assert [(figure.name, figure.value) for figure in figures] == [
        ("roles actor", 1.0),
        ("roles recipient", 0.0),
    ]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("gold event", 0.4, ["gold event is 0.400, below its floor of 0.500"]),
        ("gold event", 0.5, []),
        ("gold calibration", 0.2, ["gold calibration is 0.200, above its ceiling of 0.100"]),
        ("gold calibration", 0.1, []),
        ("other", 0.0, []),
    ],
)
def test_breaches(monkeypatch: pytest.MonkeyPatch, name: str, value: float, words: list[str]) -> None:
    monkeypatch.setattr(run, "floors", lambda: {"gold event": 0.5, "gold calibration": 0.1})
    assert run.breaches([Figure(name, value)]) == words


def test_recording_keeps_the_other_sets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    monkeypatch.setattr(run, "RESULTS", path)
    run._record([Figure("gsr both", 0.25, (0.2, 0.3))], ["gsr"])
    run._record([Figure("kyiv event", 0.5), Figure("gold event", 0.4)], ["gold"])
    sets: dict[str, Any] = json.loads(path.read_text())["sets"]
    assert list(sets) == ["gsr", "gold"]
    assert sets["gsr"]["figures"] == {"gsr both": {"value": 0.25, "interval": [0.2, 0.3]}}
    assert list(sets["gold"]["figures"]) == ["kyiv event", "gold event"]


def test_floors_are_of_figures_that_are_measured() -> None:
    assert set(run.floors()) <= set(AIMS)


@needs_shared
def test_accuracy_does_not_fall() -> None:
    figures = run.measure(SHARED, ["gold", "gsr"])
    assert run.breaches(figures) == []


def test_without_the_texts_it_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run.main(["--shared", str(tmp_path)]) == 2
    assert "no evaluation texts" in capsys.readouterr().err
