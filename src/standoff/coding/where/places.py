"""Where one event took place, started from or led to (codebook, section 6).

:mod:`standoff.coding.where.place_ties` finds the nouns that are tied to the event, and
:mod:`standoff.coding.where.place_phrases` what place each one's phrase names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from standoff.coding.parsing.parse import Sentence
from standoff.coding.where.place_phrases import Phrase, Scene, is_country, phrase_at
from standoff.coding.where.place_ties import Anchor, Tie, coordinated, ties, wider
from standoff.ontology.plover import Category
from standoff.types import Place, PlaceRole, Toponym


def event_places(
    sentence: Sentence,
    first: int,
    last: int,
    head: int,
    toponyms: Sequence[Toponym],
    others: Collection[int] = (),
    act: Category | None = None,
    owner: str | None = None,
) -> tuple[Place, ...]:
    """The places of the event whose anchor is tokens ``first`` to ``last`` (both included) of ``sentence``.

    ``head`` is the anchor's head token, ``toponyms`` all place names of the document in order, ``others``
    the head tokens of the other events in this sentence, at which the search stops, ``act`` the event's
    category and ``owner`` its actor's country, each where known; the owner has "their bases".
    """
    scene = Scene.of(sentence, toponyms)
    anchor = Anchor(first, last, head, frozenset(others), act, owner)
    found = [*_places(scene, anchor, ties(scene, anchor))]
    if not found:
        found = [*_places(scene, anchor, wider(scene, anchor))]
    return _sifted(found)


def _places(scene: Scene, anchor: Anchor, found: Iterator[Tie]) -> Iterator[Place]:
    for tie in found:
        phrase = phrase_at(scene, tie.noun, tie.locative, anchor.owner)
        if phrase is None:
            continue
        yield _place(phrase, tie.role, anchor.owner)
        if phrase.token is not None and phrase.token != tie.noun:
            for other in coordinated(scene.sentence.tokens, phrase.token, tie.role):
                more = phrase_at(scene, other.noun, locative=False) if other.noun in scene.named else None
                if more is not None:
                    yield _place(more, tie.role, anchor.owner)


def _place(phrase: Phrase, role: PlaceRole, owner: str | None) -> Place:
    top = phrase.toponym
    if top is None or top.latitude is None:
        return Place(phrase.span, role, phrase.name, phrase.country or owner)
    return Place(phrase.span, role, phrase.name, phrase.country, top.latitude, top.longitude, top.geonames_id)


def _sifted(places: Sequence[Place]) -> tuple[Place, ...]:
    """Each place once; a country, or a part of it by direction, only where no place inside it is named."""
    kept: list[Place] = []
    for place in places:
        same = any((place.name, place.role) == (other.name, other.role) for other in kept)
        if not same and not any(place.span.overlaps(other.span) for other in kept):
            kept.append(place)
    return tuple(
        place for place in kept if not any(_wraps(place, other) for other in kept if other is not place)
    )


def _wraps(outer: Place, inner: Place) -> bool:
    country = outer.country
    if country is None or country != inner.country or outer.role != inner.role or inner.latitude is None:
        return False
    return _whole(outer) and not _whole(inner)


def _whole(place: Place) -> bool:
    top = Toponym(place.span, place.name.rpartition("ern ")[2], place.country)
    return is_country(top)
