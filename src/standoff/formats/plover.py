"""PLOVER 2.0 records, one an event (PLOVER manual, chapter "Data Fields").

Fields and their names are the manual's; what it has no field for stands under ``standoff``. Of the
fields that it makes optional we write those that we know. The record's date is the event's, or else the
day of publication; ``standoff.date`` tells which. Its four special contexts carry the status, except
where the category already says that the deed is only promised ("the coder should always return the
single event category, not a category+context").
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from standoff.formats.json_form import (
    date_object,
    entity_object,
    iso,
    place_object,
    quantity_object,
)
from standoff.ontology.plover import MODES, Category, Status
from standoff.types import Coding, Document, Entity, Event, Place

CODEBOOK = "plover-2.0"

QUADS: MappingProxyType[Category, int] = MappingProxyType(
    {
        Category.AGREE: 1,
        Category.CONSULT: 1,
        Category.SUPPORT: 1,
        Category.CONCEDE: 1,
        Category.COOPERATE: 2,
        Category.AID: 2,
        Category.RETREAT: 2,
        Category.REQUEST: 3,
        Category.ACCUSE: 3,
        Category.REJECT: 3,
        Category.THREATEN: 3,
        Category.PROTEST: 4,
        Category.SANCTION: 4,
        Category.MOBILIZE: 4,
        Category.COERCE: 4,
        Category.ASSAULT: 4,
    }
)
"""1 verbal and 2 material cooperation, 3 verbal and 4 material conflict, as the manual's sections on the
categories have them (its summary table puts SANCTION into 3, its section into 4)."""

_CONTEXTS = MappingProxyType(
    {
        Status.PLANNED: "future",
        Status.CONDITIONAL: "hypothetical",
        Status.HYPOTHETICAL: "hypothetical",
        Status.NEGATED: "negation",
        Status.HISTORICAL: "historical",
    }
)
_SIZES = MappingProxyType({"killed": "dead", "wounded": "injured"})


def records(document: Document, coding: Coding) -> Iterator[dict[str, Any]]:
    """The PLOVER records of one document, in the order of its events."""
    for event in coding.events:
        yield record(document, coding, event)


def record(document: Document, coding: Coding, event: Event) -> dict[str, Any]:
    """The PLOVER record of one event."""
    text = document.text
    told = event.date
    day = told.start if told else document.day_published
    fields: dict[str, Any] = {
        "id": _name(document, event.id),
        "has_event": True,
        "date": iso(day),
        "enddate": iso(told.end) if told and told.end - told.start >= timedelta(1) else None,
        "source": [_actor(text, entity) for entity in event.actors],
        "recipient": [_actor(text, entity) for entity in event.recipients],
        "event": [event.event.value],
        "event_loc": _location(event),
        "event_text": [event.anchor.of(text)],
        "quad_code": QUADS[event.event],
        "mode": [event.mode] if event.mode in MODES[event.event] else [],
        "context": _contexts(event),
        "size": _size(event),
        "link": _name(document, event.same_as or event.id),
        "cite_info": _cite(document, coding),
        "coder": f"standoff {coding.coder.code}",
        "standoff": {
            "document": document.id,
            "event": event.id,
            "act": event.act.value,
            "act_mode": event.mode,
            "status": event.status.value,
            "anchor": [event.anchor.start, event.anchor.end],
            "actors": [entity_object(text, entity) for entity in event.actors],
            "recipients": [entity_object(text, entity) for entity in event.recipients],
            "attribution": [entity_object(text, entity) for entity in event.attribution],
            "places": [place_object(text, place) for place in event.places],
            "date": date_object(text, told),
            "quantities": [quantity_object(text, quantity) for quantity in event.quantities],
            "same_as": event.same_as,
            "confidence": event.confidence,
        },
    }
    required = ("date", "source", "recipient", "mode", "context")
    return {key: value for key, value in fields.items() if value is not None or key in required}


def _name(document: Document, event: str) -> str:
    return f"{document.id}-{event}"


def _actor(text: str, entity: Entity) -> dict[str, Any]:
    known = {
        "code": entity.code,
        "sector": entity.sector.value if entity.sector else None,
        "actor_text": entity.span.of(text),
        "identifier_text": entity.name,
    }
    return {key: value for key, value in known.items() if value is not None}


def _location(event: Event) -> dict[str, Any] | None:
    """The manual has room for one place: where it happened, else where it leads, else where it starts."""
    order = ("at", "to", "from")
    places: list[Place] = sorted(event.places, key=lambda place: order.index(place.role))
    if not places:
        return None
    place = places[0]
    known = {
        "geonameid": place.geonames_id,
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "cc3": place.country,
    }
    return {key: value for key, value in known.items() if value is not None}


def _contexts(event: Event) -> list[str]:
    folded = event.act is not event.event
    return [] if folded or event.status not in _CONTEXTS else [_CONTEXTS[event.status]]


def _size(event: Event) -> dict[str, int | float] | None:
    """Dead and injured; of a range its lower end, of "up to" the upper one: the full range is ours."""
    size: dict[str, int | float] = {}
    for quantity in event.quantities:
        bound = quantity.low if quantity.low is not None else quantity.high
        if quantity.unit in _SIZES and bound is not None:
            size[_SIZES[quantity.unit]] = bound
    return size or None


def _cite(document: Document, coding: Coding) -> dict[str, str]:
    known = {
        "citation": document.id,
        "url": document.url,
        "title": document.headline,
        "language": document.language,
        "publication": document.publisher,
        "coder": f"standoff {coding.coder.code}, lexicon {coding.coder.lexicon}, {coding.coder.parser}",
        "codebook": CODEBOOK,
    }
    return {key: value for key, value in known.items() if value is not None}
