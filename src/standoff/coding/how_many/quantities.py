"""How many: the quantities that belong to an event (codebook, section 6).

``find_quantities`` reads the quantities of a sentence, ``event_quantities`` chooses among them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache

from standoff.coding.how_many.quantity_mentions import QuantityMention, find_quantities, units
from standoff.coding.parsing.parse import Sentence, Token
from standoff.ontology.plover import Category
from standoff.types import Quantity

__all__ = ["QuantityMention", "event_quantities", "find_quantities"]

_VERBAL = frozenset(("VERB", "AUX"))
_ARGUMENTS = frozenset(
    [
        "dobj",
        "nsubjpass",
        "pobj",
        "prep",
        "nummod",
        "compound",
        "amod",
        "nmod",
        "appos",
        "conj",
        "dative",
        "attr",
        "oprd",
        "npadvmod",
        "agent",
        "quantmod",
        "poss",
        "nsubj",
        "acl",
        "relcl",
        "pcomp",
        "dep",
        "advmod",
        "xcomp",
    ]
)
_NO_SUBJECTS = frozenset(
    (Category.AGREE, Category.CONSULT, Category.ACCUSE, Category.THREATEN, Category.SUPPORT, Category.REQUEST)
)
_UNCOUNTED = frozenset((Category.AGREE, Category.CONSULT, Category.SUPPORT))
_THINGS_COUNT = frozenset(
    (Category.AID, Category.MOBILIZE, Category.COERCE, Category.ASSAULT, Category.RETREAT, Category.COOPERATE)
)
_OF_PEOPLE = frozenset(
    (
        Category.ASSAULT,
        Category.COERCE,
        Category.PROTEST,
        Category.SANCTION,
        Category.MOBILIZE,
        Category.RETREAT,
    )
)
_CAUSES = frozenset(
    ["let", "make", "have", "order", "see", "help", "watch", "ask", "tell", "force", "allow", "leave"]
)
_ARMED = frozenset(("troops", "police"))
_UNARMED = frozenset(
    ["people", "person", "civilian", "child", "resident", "refugee", "villager", "woman", "family", "worker"]
)
_AIMED = frozenset((Category.REQUEST, Category.REJECT, Category.THREATEN, Category.ACCUSE))
_OUTLIVED = frozenset(("abduct", "beat", "torture", "sexual"))


def event_quantities(
    sentence: Sentence,
    first: int,
    last: int,
    head: int,
    quantities: Sequence[QuantityMention],
    act: Category,
    mode: str | None,
    taken: Collection[int] = (),
) -> tuple[Quantity, ...]:
    """The quantities in the deed's own arguments, with the unit that they have there.

    Args:
        sentence: the sentence of the event.
        first: first token of the anchor.
        last: last token of the anchor, included.
        head: head token of the anchor.
        quantities: ``find_quantities(sentence)``.
        act: category of the deed.
        mode: mode of the deed, if it has one.
        taken: heads of the other events' anchors in the sentence; what stands under them is theirs, what
            stands under any other verb of the clause may be this event's.
    """
    tokens = sentence.tokens
    found: list[Quantity] = []
    for number, mention in enumerate(quantities):
        if act in _UNCOUNTED and mention.unit not in _monies() and not first <= mention.head <= last:
            continue
        path = _path(tokens, mention.head, first, last, head, act, taken)
        if path is None or (act in _AIMED and len(path) > 3 and mention.unit not in _monies()):
            continue
        if mention.unit is None and number and tokens[mention.first].lower in ("another", "a", "up"):
            mention = replace(mention, unit=quantities[number - 1].unit)
        unit = _unit_here(tokens, mention, path, act, mode)
        if unit is not None:
            found.append(Quantity(mention.span, mention.low, mention.high, unit))
    return tuple(found)


def _path(
    tokens: Sequence[Token], i: int, first: int, last: int, head: int, act: Category, taken: Collection[int]
) -> list[int] | None:
    """The tokens from a quantity up to the anchor, if it stands in the anchor's own arguments."""
    if _is_antecedent(tokens, i, head):
        return [i, head]
    subject_of = _subject_verbs(tokens, head)
    own_verb = tokens[head].head if tokens[head].dep == "dobj" and tokens[head].head not in taken else -1
    path, here = [i], i
    while not (here == head or first <= here <= last):
        token = tokens[here]
        if token.head == here:
            return None
        above = token.head
        if above == own_verb and token.dep not in ("nsubj", "dobj"):
            return [*path, head]
        if token.dep in ("nsubj", "nsubjpass", "csubj") and above != head and above in subject_of:
            return None if act in _NO_SUBJECTS and token.dep == "nsubj" else [*path, head]
        if above == head and token.dep == "nsubj" and act in _NO_SUBJECTS:
            return None
        if here != i and token.pos in _VERBAL:
            caused = token.dep == "ccomp" and tokens[above].lemma in _CAUSES
            if here in taken or (
                not caused and token.dep not in ("xcomp", "advcl", "acl", "conj", "pcomp", "oprd")
            ):
                return None
            if token.dep == "advcl" and token.tag != "VBG":
                return None
        elif token.dep not in _ARGUMENTS:
            return None
        path.append(above)
        here = above
        if here == i:
            return None
    if len(path) == 1 or (tokens[head].dep in ("relcl", "acl") and path[-1] != head):
        return path if first <= i <= last else None
    return path


def _is_antecedent(tokens: Sequence[Token], i: int, head: int) -> bool:
    """Whether the anchor is a relative clause or participle that hangs on the counted noun."""
    verb = tokens[head]
    if verb.dep == "conj" and tokens[verb.head].dep in ("relcl", "acl"):
        verb = tokens[verb.head]
    if verb.dep not in ("relcl", "acl"):
        return False
    noun = tokens[verb.head]
    return noun.i == i or (noun.dep == "pobj" and tokens[noun.head].head == i)


def _subject_verbs(tokens: Sequence[Token], head: int) -> set[int]:
    """Verbs whose subject is the anchor's too: those above it by control or coordination."""
    found: set[int] = set()
    i = head
    while tokens[i].head != i and tokens[i].dep in (
        "xcomp",
        "conj",
        "oprd",
        "attr",
        "acomp",
        "prep",
        "pobj",
        "dobj",
    ):
        if any(tokens[child].dep in ("nsubj", "nsubjpass") for child in tokens[i].children):
            break
        i = tokens[i].head
        found.add(i)
    return found


def _unit_here(
    tokens: Sequence[Token], mention: QuantityMention, path: Sequence[int], act: Category, mode: str | None
) -> str | None:
    unit = mention.unit
    if unit not in (None, *_tabled()) and (act not in _THINGS_COUNT or mention.low == mention.high == 1):
        return None
    if unit is None and act not in _OF_PEOPLE:
        return None
    if unit not in (None, "people", "troops", "police"):
        return unit
    if act is Category.ASSAULT:
        return _toll(tokens, mention, path) or "people" if mode not in _OUTLIVED else "people"
    if mode in _ARMED:
        return unit if unit in _ARMED else mode if tokens[mention.last].lemma not in _UNARMED else "people"
    if unit is None:
        return "troops" if mode in ("troops", "withdraw") else "people"
    if unit == "troops":
        return "people" if mode in ("release", "arrest", "abduct", "convict", "expel", "deport") else "troops"
    if mode == "withdraw" and act is Category.RETREAT and tokens[mention.last].lemma not in _UNARMED:
        return "troops"
    return "people" if unit == "police" and act is not Category.MOBILIZE else unit


def _toll(tokens: Sequence[Token], mention: QuantityMention, path: Sequence[int]) -> str | None:
    """Whether the people counted were killed or wounded, by the nearest word that says so."""
    tolls = units().tolls
    for token in tokens[mention.last + 1 : mention.last + 3]:
        if token.lower in ("killed", "dead", "slain"):
            return "killed"
        if token.lower in ("wounded", "injured", "hurt"):
            return "wounded"
    for i in path:
        if tokens[i].lemma in tolls:
            return tolls[tokens[i].lemma]
        if any(tokens[child].lower == "dead" for child in tokens[i].children):
            return "killed"
    return None


@cache
def _monies() -> frozenset[str]:
    return frozenset(units().currencies.values())


@cache
def _tabled() -> frozenset[str]:
    return frozenset(units().nouns.values()) | _monies()
