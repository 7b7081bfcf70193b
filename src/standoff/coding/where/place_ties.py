"""Which nouns of a sentence are tied to an event as its place, and how.

The search runs along the predicate's own branches of the parse: prepositions of place under the predicate,
its object or the empty verb that carries it; objects that are the place ("seized Crimea"); names before a
deed's noun ("Afrin operation"). :func:`wider` tries larger circles: "X, where ..."; phrases of place further
down the clause; the verb that the clause hangs on; a heading such as "Clapham Common: ...".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.where.place_phrases import Scene, is_country, nested_name
from standoff.coding.where.place_words import words
from standoff.ontology.gazetteer import capitals, fold
from standoff.ontology.plover import Category
from standoff.types import PlaceRole

_FROM = frozenset({"from", "off"})
_TO = frozenset({"to", "into", "toward", "towards", "onto"})
_AT = frozenset(
    {"in", "at", "near", "on", "over", "inside", "outside", "around", "across", "throughout", "through"}
    | {"along", "within", "above", "against", "beside", "off"}
)
_SURE = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "throughout"})
_EMPTY_VERBS = frozenset(
    {"launch", "carry", "conduct", "impose", "make", "begin", "start", "come", "take", "hold", "go", "stage"}
    | {"mount", "resume", "hit", "do", "be"}
)
_OBJECTS = frozenset({"dobj", "obj", "nsubjpass", "attr", "oprd"})
_WANTED = frozenset({"removal", "ceasefire"})
_SCENES = frozenset({"scene", "target", "site", "object", "theatre"})
_SPOKEN = frozenset({Category.ACCUSE, Category.REJECT, Category.THREATEN})
_MILD = frozenset(Category) - {
    Category.ASSAULT,
    Category.COERCE,
    Category.MOBILIZE,
    Category.PROTEST,
    Category.RETREAT,
}
_VIOLENT = frozenset({Category.ASSAULT, Category.COERCE, Category.PROTEST})
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "xcomp", "acl", "csubj", "parataxis", "pcomp"})
_HANGS_ON = frozenset({"xcomp", "advcl", "conj", "acl", "pcomp"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A noun, by token index, that is tied to the event, and how."""

    noun: int
    role: PlaceRole
    locative: bool = True


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event's anchor: token indexes, ends included; see ``places.event_places``."""

    first: int
    last: int
    head: int
    others: frozenset[int]
    act: Category | None
    owner: str | None


def ties(scene: Scene, anchor: Anchor) -> Iterator[Tie]:
    """The nouns that stand to the anchor as its places do."""
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
            elif (
                carrier == anchor.head
                and part.dep in {"compound", "nmod", "amod", "npadvmod"}
                and child in scene.named
                and token.pos in {"NOUN", "PROPN"}
                and anchor.act is not Category.CONSULT
            ):
                yield Tie(child, "at")
        if carrier in own:
            yield from _objects(scene, token)
            yield from _under(scene, token)


def _after_preposition(
    scene: Scene, prep: Token, carrier: Token, moving: bool, act: Category | None
) -> Iterator[Tie]:
    tokens = scene.sentence.tokens
    for child in prep.children:
        part = tokens[child]
        if part.dep == "prep":
            # "out of", "from inside"
            for inner in part.children:
                if tokens[inner].dep == "pobj":
                    away = prep.lower in {"out", "from"}
                    yield from coordinated(
                        tokens, inner, "from" if away else _role(part, carrier, moving, act) or "at"
                    )
        if part.dep not in {"pobj", "pcomp"}:
            continue
        if prep.lower == "of":
            if carrier.lemma in words().lists["taker"]:
                yield from coordinated(tokens, child, "at", locative=False)
            continue
        role = _role(prep, carrier, moving, act)
        if role is None:
            continue
        whole = child in scene.named and is_country(scene.named[child])
        if whole and ((role == "from" and not moving) or (role == "to" and act is Category.AID)):
            continue
        if whole and role == "at" and prep.lower not in _SURE and act in _MILD:
            continue
        if role == "to" and child not in scene.named and part.lower not in words().lists["site"]:
            # "adds troops to a force in Lithuania"
            role = "at"
        sure = prep.lower in _SURE or prep.lower in _FROM | _TO
        named = child in scene.named or part.lower in words().lists["site"]
        if not sure and not named and nested_name(scene, part) is None:
            continue
        yield from coordinated(tokens, child, role)


def coordinated(tokens: Sequence[Token], noun: int, role: PlaceRole, locative: bool = True) -> Iterator[Tie]:
    pending = [noun]
    while pending:
        at = pending.pop()
        yield Tie(at, role, locative)
        pending.extend(
            child for child in reversed(tokens[at].children) if tokens[child].dep in {"conj", "appos"}
        )


def _role(prep: Token, carrier: Token, moving: bool, act: Category | None) -> PlaceRole | None:
    if prep.lower == "from" or (prep.lower == "off" and moving):
        return "from"
    if prep.lower in _TO:
        if act is Category.ASSAULT:
            return "at" if prep.lower == "into" or moving else None
        if act is Category.CONSULT and not (
            carrier.pos == "VERB" and carrier.lemma in words().lists["motion"]
        ):
            return "at"
        return "to" if moving or prep.lower == "into" else None
    return "at" if prep.lower in _AT else None


def _objects(scene: Scene, token: Token) -> Iterator[Tie]:
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
            yield from coordinated(tokens, child, role, locative=False)
    if token.dep == "relcl" and free:
        yield Tie(token.head, role, locative=False)


def _under(scene: Scene, token: Token) -> Iterator[Tie]:
    """The subject of "is under siege", or what the relative clause "that is under siege" goes with."""
    tokens = scene.sentence.tokens
    if token.dep != "pobj" or tokens[token.head].lower != "under":
        return
    verb = tokens[tokens[token.head].head]
    for child in verb.children:
        if tokens[child].dep in {"nsubj", "nsubjpass"} and tokens[child].tag not in {"WDT", "WP"}:
            yield Tie(child, "at", locative=False)
            return
    if verb.dep == "relcl":
        yield Tie(verb.head, "at", locative=False)


def _carriers(sentence: Sentence, anchor: Anchor) -> list[int]:
    """The tokens whose prepositions place the event: the anchor, its object, the verb that carries it."""
    tokens = sentence.tokens
    head = anchor.head
    found = [head, *(i for i in range(anchor.first, anchor.last + 1) if i != head)]
    token = tokens[head]
    if token.pos in {"VERB", "AUX"}:
        for child in token.children:
            part = tokens[child]
            if (
                part.dep in (_OBJECTS - {"nsubjpass"}) | {"prt", "advmod", "acomp"}
                and child not in anchor.others
            ):
                found.append(child)
    elif token.dep in {"dobj", "nsubjpass", "nsubj", "attr", "pobj"}:
        above = tokens[token.head]
        if above.dep == "prep" and token.dep == "pobj":
            above = tokens[above.head]
        carries = token.dep != "nsubj" or above.lemma in _EMPTY_VERBS
        if above.i not in anchor.others and above.pos in {"VERB", "AUX"} and carries:
            found.append(above.i)
    for i in list(found):
        for child in tokens[i].children:
            part = tokens[child]
            moves = part.dep == "conj" and part.pos == "VERB" and part.lemma in words().lists["motion"]
            if moves and child not in anchor.others:
                found.append(child)
    return list(dict.fromkeys(found))


def wider(scene: Scene, anchor: Anchor) -> Iterator[Tie]:
    """Places further off, for an event that has none of its own."""
    tokens = scene.sentence.tokens
    where = _where(scene, anchor)
    if where is not None:
        yield Tie(where, "at", locative=False)
        return
    scenes = [*_scene_of(scene, anchor)]
    if scenes:
        yield from scenes
        return
    if anchor.act is Category.REQUEST:
        wanted = [*_wanted(scene, anchor)]
        if wanted:
            yield from wanted
            return
    if anchor.act not in _SPOKEN:
        below = [*_below(scene, anchor, anchor.head, 0)]
        if below:
            yield below[0]
            return
    if anchor.act in _VIOLENT:
        held = [*_holding(scene, anchor)]
        if held:
            yield held[0]
            return
    climbed = tokens[anchor.head]
    for _ in range(3):
        if climbed.dep not in _HANGS_ON:
            break
        climbed = tokens[climbed.head]
        upper = Anchor(climbed.i, climbed.i, climbed.i, anchor.others - {climbed.i}, anchor.act, anchor.owner)
        above = [tie for tie in ties(scene, upper) if tie.role == "at" and tie.noun in scene.named]
        if above:
            yield from above
            return
    if len(tokens) > 3 and 0 in scene.named:
        top = scene.named[0]
        end = max(i for i, other in scene.named.items() if other is top) + 1
        if end < len(tokens) and tokens[end].text == ":":
            yield Tie(0, "at")


def _wanted(scene: Scene, anchor: Anchor) -> Iterator[Tie]:
    """The places of the deed that is asked for: "urged it to leave Crimea", "removal from X is needed"."""
    tokens = scene.sentence.tokens
    for child in tokens[anchor.head].children:
        part = tokens[child]
        deed = part.dep in {"ccomp", "xcomp", "acl"} or (
            part.dep in {"nsubj", "nsubjpass"} and part.lemma in words().lists["motion"] | _WANTED
        )
        if deed and child not in anchor.others:
            inner = Anchor(child, child, child, anchor.others, None, anchor.owner)
            yield from ties(scene, inner)


def _scene_of(scene: Scene, anchor: Anchor) -> Iterator[Tie]:
    """ "Aleppo, the scene of a siege", "Aleppo was the target of raids"."""
    tokens = scene.sentence.tokens
    token = tokens[anchor.head]
    prep = tokens[token.head]
    noun = tokens[prep.head]
    if token.dep != "pobj" or prep.lower != "of" or noun.lemma not in _SCENES:
        return
    if noun.dep == "appos":
        yield Tie(noun.head, "at", locative=False)
    elif noun.dep == "attr":
        for child in tokens[noun.head].children:
            if tokens[child].dep == "nsubj":
                yield Tie(child, "at", locative=False)


def _holding(scene: Scene, anchor: Anchor) -> Iterator[Tie]:
    """Towns and regions before the victim or the crowd: "fell on a Kremenchuk store", "Hebron mourners"."""
    tokens = scene.sentence.tokens
    for child in tokens[anchor.head].children:
        part = tokens[child]
        if part.dep not in {"dobj", "nsubjpass", "nsubj"}:
            continue
        for inner in part.children:
            top = scene.named.get(inner)
            if top is None or tokens[inner].dep not in {"compound", "nmod", "poss"} or is_country(top):
                continue
            # a capital before an actor is a government
            if part.dep != "nsubj" or fold(top.name) not in capitals():
                yield Tie(inner, "at")


def _where(scene: Scene, anchor: Anchor) -> int | None:
    """The name before "where", if the anchor stands in the clause that "where" opens."""
    tokens = scene.sentence.tokens
    above = {anchor.head, *(token.i for token in scene.sentence.ancestors(anchor.head))}
    for token in reversed(tokens[: anchor.first]):
        if token.lower == "where" and token.head in above:
            before = [i for i in scene.named if i < token.i and token.i - i <= 4]
            return max(before) if before else None
    return None


def _below(scene: Scene, anchor: Anchor, at: int, depth: int) -> Iterator[Tie]:
    """Names after "in", "at" and the like, deeper in the anchor's own clause."""
    tokens = scene.sentence.tokens
    for child in tokens[at].children:
        part = tokens[child]
        if (
            child in anchor.others
            or part.dep in _CLAUSES
            or (part.dep == "conj" and part.pos in {"VERB", "AUX"})
        ):
            continue
        if part.dep == "prep" and part.lower in _SURE:
            for inner in part.children:
                if inner in scene.named:
                    yield Tie(inner, "at")
        if depth < 4:
            yield from _below(scene, anchor, child, depth + 1)
