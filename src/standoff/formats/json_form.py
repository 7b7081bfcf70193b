"""The codebook's JSON form of a document and its coding: fixed keys in a fixed order.

Spans are ``[start, end]`` in code points of the document's text; ``text`` is what they cut out. What is
unknown is ``null``. ``coding.schema.json`` (``standoff.formats.schema``) describes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from standoff.types import (
    Attribution,
    Coding,
    Document,
    Entity,
    Event,
    Place,
    Quantity,
    Span,
    Stance,
    Timex,
    Toponym,
)

Object = dict[str, Any]


def document_object(document: Document, coding: Coding) -> Object:
    """One document with all that was read out of it."""
    text = document.text
    return {
        **_metadata(document),
        "text_sha256": document.text_sha256,
        "coder": {
            "code": coding.coder.code,
            "lexicon": coding.coder.lexicon,
            "parser": coding.coder.parser,
            "model": coding.coder.model,
        },
        "events": [event_object(text, event) for event in coding.events],
        "stances": [_stance(text, stance) for stance in coding.stances],
        "attributions": [_attribution(attribution) for attribution in coding.attributions],
        "toponyms": [_toponym(text, toponym) for toponym in coding.toponyms],
    }


def document_record(document: Document) -> Object:
    """One document with its text, as ``standoff read`` reads it back from JSON lines without loss."""
    return {**_metadata(document), "text": document.text}


def _metadata(document: Document) -> Object:
    return {
        "id": document.id,
        "url": document.url,
        "headline": document.headline,
        "publisher": document.publisher,
        "date_published": iso(document.date_published),
        "date_modified": iso(document.date_modified),
        "language": document.language,
        "is_part_of": document.is_part_of,
        "authors": list(document.authors),
        "supersedes": document.supersedes,
    }


def event_object(text: str, event: Event) -> Object:
    """One event of a document whose text is ``text``."""
    return {
        "id": event.id,
        "act": event.act.value,
        "event": event.event.value,
        "mode": event.mode,
        "status": event.status.value,
        "anchor": _cut(text, event.anchor),
        "actors": [entity_object(text, entity) for entity in event.actors],
        "recipients": [entity_object(text, entity) for entity in event.recipients],
        "attribution": [entity_object(text, entity) for entity in event.attribution],
        "places": [place_object(text, place) for place in event.places],
        "date": date_object(text, event.date),
        "quantities": [quantity_object(text, quantity) for quantity in event.quantities],
        "same_as": event.same_as,
        "confidence": event.confidence,
    }


def entity_object(text: str, entity: Entity) -> Object:
    """An actor, a recipient or a source."""
    return {
        **_cut(text, entity.span),
        "code": entity.code,
        "sector": entity.sector.value if entity.sector else None,
        "name": entity.name,
    }


def place_object(text: str, place: Place) -> Object:
    """A place of an event."""
    return {
        **_cut(text, place.span),
        "role": place.role,
        "name": place.name,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames_id": place.geonames_id,
    }


def date_object(text: str, timex: Timex | None) -> Object | None:
    """The days of an event, ISO 8601, both ends included."""
    if timex is None:
        return None
    return {**_cut(text, timex.span), "start": iso(timex.start), "end": iso(timex.end)}


def quantity_object(text: str, quantity: Quantity) -> Object:
    """A count or amount; an open end is ``null``."""
    cut = _cut(text, quantity.span)
    return {**cut, "low": quantity.low, "high": quantity.high, "unit": quantity.unit}


def iso(day: date | None) -> str | None:
    """ISO 8601 of a day, or of a moment with its zone."""
    return day.isoformat() if day is not None else None


def _cut(text: str, span: Span) -> Object:
    return {"text": span.of(text), "span": _pair(span)}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _stance(text: str, stance: Stance) -> Object:
    return {
        "event": stance.event,
        "holder": entity_object(text, stance.holder),
        "stance": stance.stance,
        **_cut(text, stance.span),
    }


def _attribution(attribution: Attribution) -> Object:
    def pairs(spans: Iterable[Span]) -> list[list[int]]:
        return [_pair(span) for span in spans]

    return {
        "source": pairs(attribution.source),
        "cue": pairs(attribution.cue),
        "content": pairs(attribution.content),
    }


def _toponym(text: str, toponym: Toponym) -> Object:
    return {
        **_cut(text, toponym.span),
        "name": toponym.name,
        "country": toponym.country,
        "latitude": toponym.latitude,
        "longitude": toponym.longitude,
        "geonames_id": toponym.geonames_id,
    }
