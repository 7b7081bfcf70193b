"""The JSON form: keys in order, texts that are what the spans cut out, and the schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from standoff.formats.json_form import document_object
from standoff.formats.schema import coding_schema, schema_text
from tests.formats.sample import CODING, DOCUMENT, PAIRS, TEXT

SCHEMA = Path("docs/reference/coding.schema.json")


def cuts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with a span and its text, at any depth."""
    if isinstance(value, dict):
        if "span" in value:
            yield value
        for inner in value.values():
            yield from cuts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from cuts(inner)


def test_the_form_is_as_recorded(golden: Callable[[str, str], None]) -> None:
    written = json.dumps(document_object(DOCUMENT, CODING), ensure_ascii=False, indent=1) + "\n"
    golden("formats/strait.json", written)


def test_every_text_is_what_its_span_cuts_out() -> None:
    found = list(cuts(document_object(DOCUMENT, CODING)))
    assert len(found) > 30
    for cut in found:
        start, end = cut["span"]
        assert cut["text"] == TEXT[start:end]


def test_keys_stand_in_the_order_of_the_contract() -> None:
    written = document_object(DOCUMENT, CODING)
    assert list(written) == [
        "id",
        "url",
        "headline",
        "publisher",
        "date_published",
        "date_modified",
        "language",
        "is_part_of",
        "authors",
        "supersedes",
        "text_sha256",
        "coder",
        "events",
        "stances",
        "attributions",
        "toponyms",
    ]
    assert list(written["events"][0]) == [
        "id",
        "act",
        "event",
        "mode",
        "status",
        "anchor",
        "actors",
        "recipients",
        "attribution",
        "places",
        "date",
        "quantities",
        "same_as",
        "confidence",
    ]


def test_what_is_unknown_is_null() -> None:
    written = document_object(*PAIRS[1])
    assert (written["url"], written["headline"], written["date_published"]) == (None, None, None)
    assert written["events"] == []


@pytest.mark.parametrize("pair", PAIRS)
def test_the_form_keeps_its_schema(pair: Any) -> None:
    jsonschema.Draft202012Validator(coding_schema()).validate(document_object(*pair))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("events", 0, "status"), "done"),
        (("events", 0, "mode"), "aerial"),
        (("events", 0, "actors", 0, "code"), "Portugal"),
        (("events", 0, "actors", 0, "span"), [3]),
        (("events", 3, "date", "start"), "Sunday"),
        (("events", 0, "confidence"), 1.5),
        (("url",), ""),
        (("extra",), 1),
    ],
)
def test_the_schema_refuses_what_breaks_it(path: tuple[str | int, ...], value: object) -> None:
    broken: Any = deepcopy(document_object(DOCUMENT, CODING))
    place = broken
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not jsonschema.Draft202012Validator(coding_schema()).is_valid(broken)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(coding_schema())


def test_the_schema_in_the_reference_is_the_one_of_the_code(root: Path, update: bool) -> None:
    path = root / SCHEMA
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(schema_text(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == schema_text(), "write it anew with pytest --update"
