"""The JSON Schema (draft 2020-12) of the form that ``json_form`` writes.

``python -m standoff.formats.schema`` prints it; ``docs/reference/coding.schema.json`` is a copy that a
test compares.
"""

from __future__ import annotations

import json
import sys
from typing import Any, get_args

from standoff.ontology.plover import MODES, Category, Sector, Status
from standoff.types import PlaceRole, StanceKind

Schema = dict[str, Any]

_ID = "https://standoff.invalid/schema/coding.schema.json"
_STRING: Schema = {"type": "string"}
_NAME: Schema = {"type": ["string", "null"], "minLength": 1}
_MOMENT: Schema = {
    "description": "ISO 8601 day, or moment with its zone",
    "type": ["string", "null"],
    "pattern": "^\\d{4}-\\d{2}-\\d{2}",
}
_NUMBER: Schema = {"type": ["number", "null"]}
_SPAN: Schema = {
    "description": "Half-open pair of code-point offsets into the document's text",
    "type": "array",
    "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}],
    "items": False,
    "minItems": 2,
}
_CUT: Schema = {"text": {"type": "string", "minLength": 1}, "span": {"$ref": "#/$defs/span"}}
_CODE: Schema = {
    "description": "ISO 3166-1 alpha-3, or a PLOVER code such as IGO",
    "type": ["string", "null"],
    "pattern": "^[A-Z]{3}$",
}
_SITE: Schema = {
    "name": {"type": "string", "minLength": 1},
    "country": _CODE,
    "latitude": {"type": ["number", "null"], "minimum": -90, "maximum": 90},
    "longitude": {"type": ["number", "null"], "minimum": -180, "maximum": 180},
    "geonames_id": {"type": ["integer", "null"], "minimum": 1},
}


def coding_schema() -> Schema:
    """The schema of one document object."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _ID,
        "title": "Coding",
        "description": "One document and the political events that were read out of it",
        **_object(
            {
                "id": {"type": "string", "minLength": 1},
                "url": _NAME,
                "headline": _NAME,
                "publisher": _NAME,
                "date_published": _MOMENT,
                "date_modified": _MOMENT,
                "language": {"description": "BCP 47 tag, as the publisher gives it", **_NAME},
                "is_part_of": {"description": "Url of the live page that the text stands on", **_NAME},
                "authors": {"type": "array", "items": {"type": "string", "minLength": 1}},
                "supersedes": {"description": "Id of the version of the text that was read before", **_NAME},
                "text_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "coder": _object({"code": _STRING, "lexicon": _STRING, "parser": _STRING, "model": _NAME}),
                "events": _list("event"),
                "stances": _list("stance"),
                "attributions": _list("attribution"),
                "toponyms": _list("toponym"),
            }
        ),
        "$defs": {
            "span": _SPAN,
            "spans": {"type": "array", "items": {"$ref": "#/$defs/span"}},
            "entity": _object({**_CUT, "code": _CODE, "sector": _one_of(Sector, null=True), "name": _NAME}),
            "place": _object({**_CUT, "role": {"enum": list(get_args(PlaceRole))}, **_SITE}),
            "toponym": _object({**_CUT, **_SITE}),
            "date": _object({**_CUT, "start": _day(), "end": _day()}),
            "quantity": _object({**_CUT, "low": _NUMBER, "high": _NUMBER, "unit": _STRING}),
            "event": _event(),
            "stance": _object(
                {
                    "event": _STRING,
                    "holder": {"$ref": "#/$defs/entity"},
                    "stance": {"enum": list(get_args(StanceKind))},
                    **_CUT,
                }
            ),
            "attribution": _object({key: {"$ref": "#/$defs/spans"} for key in ("source", "cue", "content")}),
        },
    }


def _event() -> Schema:
    event = _object(
        {
            "id": {"type": "string", "minLength": 1},
            "act": _one_of(Category),
            "event": _one_of(Category),
            "mode": {"description": "A mode of the act", "type": ["string", "null"]},
            "status": _one_of(Status),
            "anchor": _object(_CUT),
            "actors": _list("entity"),
            "recipients": _list("entity"),
            "attribution": {"description": "From the outermost reporter to the source", **_list("entity")},
            "places": _list("place"),
            "date": {"anyOf": [{"$ref": "#/$defs/date"}, {"type": "null"}]},
            "quantities": _list("quantity"),
            "same_as": {"description": "Id of the first telling of the same deed", **_NAME},
            "confidence": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        }
    )
    event["allOf"] = [
        {
            "if": {"properties": {"act": {"const": category.value}}},
            "then": {"properties": {"mode": {"enum": [*modes, None]}}},
        }
        for category, modes in MODES.items()
    ]
    return event


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _one_of(kind: type[Category] | type[Status] | type[Sector], *, null: bool = False) -> Schema:
    values: list[str | None] = [member.value for member in kind]
    return {"enum": [*values, None] if null else values}


def _day() -> Schema:
    return {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}


def schema_text() -> str:
    """The schema as the file in ``docs/reference`` holds it."""
    return json.dumps(coding_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
