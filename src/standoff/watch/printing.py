"""What a watch prints: each value as it comes, as one line of JSON or as a few lines for a person.

JSON lines are those of ``standoff read``, with a retraction as an object of its own kind. PLOVER 2.0 knows
neither corrections nor retractions: the records of a correction name what they supersede under ``standoff``,
and where there is no event to say it with, a record with ``has_event`` false does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from standoff.formats import phrases
from standoff.formats.json_form import document_object, document_record, iso
from standoff.output import Form, rendered
from standoff.reading import Reading
from standoff.types import Document, Retraction
from standoff.watch.loop import Value
from standoff.watch.talk import local

_LEAST = 40


def printed(value: Value, form: Form, *, width: int, colour: bool) -> str:
    """A value as text, with its line end.

    Args:
        form: ``TABLE``, ``JSONL`` or ``PLOVER``; a document without a coding is a line of JSON in both of
            the latter.
        width: columns of a table.
        colour: whether a table may use the terminal's colours.
    """
    if form is Form.TABLE:
        return _for_a_person(value, width, colour)
    return "".join(
        json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"
        for record in _records(value, form)
    )


def _records(value: Value, form: Form) -> Iterator[dict[str, Any]]:
    if isinstance(value, Document):
        yield document_record(value)
    elif form is Form.JSONL:
        yield retraction_object(value) if isinstance(value, Retraction) else document_object(*value)
    elif isinstance(value, Retraction):
        yield {"id": value.document_id, "has_event": False, "standoff": retraction_object(value)}
    else:
        yield from _plover(value)


def retraction_object(retraction: Retraction) -> dict[str, Any]:
    """``noticed`` is ISO 8601 with its zone; unknown is ``None``."""
    return {
        "retracted": retraction.document_id,
        "url": retraction.url,
        "is_part_of": retraction.is_part_of,
        "noticed": iso(retraction.noticed),
    }


def _plover(reading: Reading) -> Iterator[dict[str, Any]]:
    from standoff.formats import plover

    document, _ = reading
    told = False
    for record in plover.records(*reading):
        told = True
        if document.supersedes is not None:
            record["standoff"]["supersedes"] = document.supersedes
        yield record
    if not told and document.supersedes is not None:
        extra = {"document": document.id, "supersedes": document.supersedes}
        yield {"id": document.id, "has_event": False, "standoff": extra}


def _for_a_person(value: Value, width: int, colour: bool) -> str:
    if isinstance(value, Retraction):
        return _retraction(value, colour)
    if isinstance(value, Document):
        return _edited(value, colour) + _line(value, width)
    told = rendered([value], Form.TABLE, width=width, colour=colour)
    return _edited(value.document, colour) + "".join(told)


def _edited(document: Document, colour: bool) -> str:
    if document.supersedes is None:
        return ""
    if document.supersedes == document.id:
        words = f"back again, {document.id}:"
    else:
        words = f"edited, {document.id} supersedes {document.supersedes}:"
    return f"\x1b[1;33m{words}\x1b[0m\n" if colour else f"{words}\n"


def _retraction(value: Retraction, colour: bool) -> str:
    where = phrases.safe(value.url or value.is_part_of or "its page")
    words = f"taken away, {value.document_id}: {where} (noticed {local(value.noticed)})"
    return f"\x1b[1;31m{words}\x1b[0m\n\n" if colour else f"{words}\n\n"


def _line(document: Document, width: int) -> str:
    """Time, publisher, headline or first words, number of words; then the url."""
    when = iso(document.date_published) or ""
    facts = [when.replace("T", " ")[:16], phrases.safe(document.publisher or "")]
    facts.append(phrases.safe(document.headline or document.text[:400]))
    words = "  ".join(fact for fact in facts if fact)
    count = f"  ({len(document.text.split()):,} words)"
    room = max(width, _LEAST) - len(count)
    if len(words) > room:
        words = f"{words[: room - 1].rstrip()}…"
    url = f"    {phrases.safe(document.url)}\n" if document.url else ""
    return f"{words}{count}\n{url}"
