"""Where one event took place, started from or led to (codebook, section 6).

The places tied to an event are looked for along its predicate's own branches of the parse: prepositions
of place under the predicate, its object or the empty verb that carries it; objects that are the place
("seized Crimea"); names before a deed's noun ("Afrin operation"). Where these give none, wider circles
are tried: "X, where ..."; phrases of place further down the clause; the verb that the event's clause
hangs on; a heading such as "Clapham Common: ...".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from standoff.coding.parse import Sentence, Token
from standoff.coding.place_phrases import Phrase, Scene, is_country, phrase_at
from standoff.coding.toponyms import words
from standoff.ontology.plover import SPEECH_ACTS, Category
from standoff.types import Place, PlaceRole, Toponym

_FROM = frozenset({"from", "off"})
_TO = frozenset({"to", "into", "toward", "towards", "onto"})
_AT = frozenset(
    """in at near on over inside outside around across throughout through along within above against
    beside""".split()
)
_SURE = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "throughout", "over"})
_EMPTY_VERBS = frozenset(
    "launch carry conduct impose make begin start come take hold go stage mount resume hit do be".split()
)
_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "attr", "oprd"})
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "xcomp", "acl", "csubj", "parataxis", "pcomp"})
_HANGS_ON = frozenset({"xcomp", "advcl", "conj", "acl", "pcomp"})


@dataclass(frozen=True, slots=True)
class _Tie:
    """A noun, by token index, that is tied to the event, and how."""

    noun: int
    role: PlaceRole
    locative: bool = True


@dataclass(frozen=True, slots=True)
class _Anchor:
    first: int
    last: int
    head: int
    others: frozenset[int]
    act: Category | None
    owner: str | None


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
    anchor = _Anchor(first, last, head, frozenset(others), act, owner)
    found = [*_places(scene, anchor, _ties(scene, anchor))]
    if not found:
        found = [*_places(scene, anchor, _wider(scene, anchor))]
    return _sifted(found)


def _places(scene: Scene, anchor: _Anchor, ties: Iterator[_Tie]) -> Iterator[Place]:
    for tie in ties:
        phrase = phrase_at(scene, tie.noun, tie.locative, anchor.owner)
        if phrase is not None:
            yield _place(phrase, tie.role)


def _place(phrase: Phrase, role: PlaceRole) -> Place:
    top = phrase.toponym
    if top is None:
        return Place(phrase.span, role, phrase.name, phrase.country)
    return Place(phrase.span, role, phrase.name, phrase.country, top.latitude, top.longitude, top.geonames_id)


def _ties(scene: Scene, anchor: _Anchor) -> Iterator[_Tie]:
    tokens = scene.sentence.tokens
    lists = words().lists
    carriers = _carriers(scene.sentence, anchor)
    own = {anchor.head, *range(anchor.first, anchor.last + 1)}
    moving = any(tokens[i].lemma in lists["motion"] for i in (*carriers, *own))
    for carrier in carriers:
        token = tokens[carrier]
        passive_subject = token.dep == "nsubjpass" and carrier not in own
        for child in token.children:
            part = tokens[child]
            if part.dep in {"prep", "agent", "dative"} or (part.tag in {"IN", "TO"} and part.dep != "mark"):
                if passive_subject and part.lower not in _AT:
                    continue
                yield from _after_preposition(scene, part, token, moving, anchor.act)
            elif carrier == anchor.head and part.dep in {"compound", "nmod", "amod", "npadvmod"}:
                if child in scene.named and token.pos in {"NOUN", "PROPN"}:
                    yield _Tie(child, "at")
        if carrier in own:
            yield from _objects(scene, token)


def _after_preposition(
    scene: Scene, prep: Token, carrier: Token, moving: bool, act: Category | None
) -> Iterator[_Tie]:
    tokens = scene.sentence.tokens
    for child in prep.children:
        part = tokens[child]
        if part.dep == "prep":
            # "out of", "from inside"
            for inner in part.children:
                if tokens[inner].dep == "pobj":
                    away = prep.lower in {"out", "from"}
                    yield from _coordinated(tokens, inner, "from" if away else _role(part, moving, act) or "at")
        if part.dep not in {"pobj", "pcomp"}:
            continue
        if prep.lower == "of":
            if carrier.lemma in words().lists["taker"]:
                yield from _coordinated(tokens, child, "at", locative=False)
            continue
        role = _role(prep, moving, act)
        if role is None:
            continue
        if role == "from" and not moving and child in scene.named and is_country(scene.named[child]):
            continue
        if role == "to" and child not in scene.named and part.lower not in words().lists["site"]:
            # "adds troops to a force in Lithuania"
            role = "at"
        yield from _coordinated(tokens, child, role)


def _coordinated(tokens: Sequence[Token], noun: int, role: PlaceRole, locative: bool = True) -> Iterator[_Tie]:
    yield _Tie(noun, role, locative)
    for child in tokens[noun].children:
        if tokens[child].dep in {"conj", "appos"}:
            yield from _coordinated(tokens, child, role, locative)


def _role(prep: Token, moving: bool, act: Category | None) -> PlaceRole | None:
    if prep.lower in _FROM:
        return "from"
    if prep.lower in _TO:
        if act is Category.CONSULT:
            return "at"
        return "to" if moving or prep.lower == "into" else None
    return "at" if prep.lower in _AT else None


def _objects(scene: Scene, token: Token) -> Iterator[_Tie]:
    """Objects that are the place itself: "seized Crimea", "left Kabul", "the town they shelled"."""
    lists = words().lists
    tokens = scene.sentence.tokens
    leaves = token.lemma in lists["leaver"]
    if not leaves and token.lemma not in lists["taker"]:
        return
    role: PlaceRole = "from" if leaves else "at"
    free = True
    for child in token.children:
        part = tokens[child]
        if part.dep in {"dobj", "nsubjpass", "obj"} and part.tag not in {"WDT", "WP"}:
            free = False
            yield from _coordinated(tokens, child, role, locative=False)
    if token.dep == "relcl" and free:
        yield _Tie(token.head, role, locative=False)


def _carriers(sentence: Sentence, anchor: _Anchor) -> list[int]:
    """The tokens whose prepositions place the event: the anchor, its object, the verb that carries it."""
    tokens = sentence.tokens
    head = anchor.head
    found = [head, *(i for i in range(anchor.first, anchor.last + 1) if i != head)]
    token = tokens[head]
    if token.pos in {"VERB", "AUX"}:
        for child in token.children:
            part = tokens[child]
            if part.dep in _OBJECTS | {"prt", "advmod", "acomp"} and child not in anchor.others:
                found.append(child)
    elif token.dep in {"dobj", "nsubjpass", "nsubj", "attr", "pobj"}:
        above = tokens[token.head]
        if above.dep == "prep" and token.dep == "pobj":
            above = tokens[above.head]
        carries = token.dep != "nsubj" or above.lemma in _EMPTY_VERBS
        if above.i not in anchor.others and above.pos in {"VERB", "AUX"} and carries:
            found.append(above.i)
    return list(dict.fromkeys(found))


def _wider(scene: Scene, anchor: _Anchor) -> Iterator[_Tie]:
    tokens = scene.sentence.tokens
    where = _where(scene, anchor)
    if where is not None:
        yield _Tie(where, "at", locative=False)
        return
    if anchor.act not in SPEECH_ACTS:
        below = [*_below(scene, anchor, anchor.head, 0)]
        if below:
            yield below[0]
            return
    climbed = tokens[anchor.head]
    for _ in range(3):
        if climbed.dep not in _HANGS_ON:
            break
        climbed = tokens[climbed.head]
        upper = _Anchor(climbed.i, climbed.i, climbed.i, anchor.others - {climbed.i}, anchor.act, anchor.owner)
        ties = [tie for tie in _ties(scene, upper) if tie.role == "at" and tie.noun in scene.named]
        if ties:
            yield from ties
            return
    if len(tokens) > 3 and 0 in scene.named:
        top = scene.named[0]
        end = max(i for i, other in scene.named.items() if other is top) + 1
        if end < len(tokens) and tokens[end].text == ":":
            yield _Tie(0, "at")


def _where(scene: Scene, anchor: _Anchor) -> int | None:
    """The name before "where", if the anchor stands in the clause that "where" opens."""
    tokens = scene.sentence.tokens
    for token in reversed(tokens[: anchor.first]):
        if token.lower == "where":
            before = [i for i in scene.named if i < token.i and token.i - i <= 4]
            return max(before) if before else None
        if token.dep == "ROOT" or token.text in {";", "."}:
            return None
    return None


def _below(scene: Scene, anchor: _Anchor, at: int, depth: int) -> Iterator[_Tie]:
    """Names after "in", "at" and the like, deeper in the anchor's own clause."""
    tokens = scene.sentence.tokens
    for child in tokens[at].children:
        part = tokens[child]
        if child in anchor.others or part.dep in _CLAUSES or (part.dep == "conj" and part.pos in {"VERB", "AUX"}):
            continue
        if part.dep == "prep" and part.lower in _SURE:
            for inner in part.children:
                if inner in scene.named:
                    yield _Tie(inner, "at")
        if depth < 4:
            yield from _below(scene, anchor, child, depth + 1)


def _sifted(places: Sequence[Place]) -> tuple[Place, ...]:
    """Each place once; a country, or a part of it by direction, only where no place inside it is named."""
    kept: list[Place] = []
    for place in places:
        same = any((place.name, place.role) == (other.name, other.role) for other in kept)
        if not same and not any(place.span.overlaps(other.span) for other in kept):
            kept.append(place)
    return tuple(place for place in kept if not any(_wraps(place, other) for other in kept if other is not place))


def _wraps(outer: Place, inner: Place) -> bool:
    country = outer.country
    if country is None or country != inner.country or outer.role != inner.role or inner.latitude is None:
        return False
    return _whole(outer) and not _whole(inner)


def _whole(place: Place) -> bool:
    top = Toponym(place.span, place.name.rpartition("ern ")[2], place.country)
    return is_country(top)
