"""How many: counts of people, things and money (codebook, section 6)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from standoff.coding.numerals import Numeral, may_start, range_after, read_numeral
from standoff.coding.parse import Sentence, Token
from standoff.errors import LexiconError
from standoff.ontology.plover import Category
from standoff.types import Quantity, Span

Number = int | float

_MONTHS = frozenset(
    "january february march april may june july august september october november december jan. feb. mar. "
    "apr. jun. jul. aug. sep. sept. oct. nov. dec. jan feb apr jun jul aug sep sept oct nov dec".split()
)
_NAMED_BEFORE = frozenset("resolution article chapter section no. number page route highway room boeing airbus".split())
_NOT_COUNTED = frozenset("% ° percent per cent pct am pm a.m. p.m. gmt utc o'clock km kph mph".split())
_CLOCK = frozenset("at before after until till from past since by around to".split())
_OF_WHOM = frozenset("them whom us which these those".split())
_NOUNS = frozenset(("NOUN", "PROPN"))
_VERBAL = frozenset(("VERB", "AUX"))
_MONEY = re.compile(r"(?P<sign>(?:[a-z]{1,3}\.?)?[$€£¥₹₽₴₪₩₱])(?P<n>\d[\d,.]*)(?P<scale>k|m|mn|bn|tn)?")


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number with what it counts: from the words that bound it to the head noun.

    ``first`` and ``last`` are token indexes, ends included; ``head`` is the token by which the phrase
    hangs in the sentence. ``low`` and ``high`` are ``None`` at an open end. ``unit`` is ``None`` where
    no noun stands with the number ("more than a hundred were killed").
    """

    span: Span
    first: int
    last: int
    head: int
    low: Number | None
    high: Number | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class _Units:
    nouns: dict[str, str]
    currencies: dict[str, str]
    skip: frozenset[str]
    bounds: dict[tuple[str, ...], str]
    tolls: dict[str, str]


@cache
def units() -> _Units:
    """The table ``data/units.toml``."""
    source = files("standoff.coding") / "data" / "units.toml"
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        return _Units(
            nouns={noun: unit for unit, nouns in table["units"].items() for noun in nouns},
            currencies={sign: code for code, signs in table["currencies"].items() for sign in signs},
            skip=frozenset(table["skip"]["nouns"]),
            bounds={tuple(words.split()): end for end, all_ in table["bounds"].items() for words in all_},
            tolls={lemma: unit for unit, lemmas in table["tolls"].items() for lemma in lemmas},
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise LexiconError(
            f"the table of units breaks its schema: {error}",
            where="coding/data/units.toml",
            remedy="Compare it with the schema in its first lines",
        ) from error


def find_quantities(sentence: Sentence) -> tuple[QuantityMention, ...]:
    """The quantities of a sentence, in text order; dates, ages, shares and clock times are none."""
    tokens, found = sentence.tokens, list[QuantityMention]()
    i = 0
    while i < len(tokens):
        if not (may_start(tokens[i]) or tokens[i].text[-1].isdigit() or tokens[i].text[-2:-1].isdigit()):
            i += 1
            continue
        sign, numeral = _number(tokens, i)
        if numeral is None:
            i += 1
            continue
        i = numeral.last + 1
        mention = _mention(sentence, numeral, sign)
        if mention is not None:
            found.append(mention)
            i = max(i, mention.last + 1) if mention.unit is None else i
    return tuple(_without_twins(tokens, found))


def _number(tokens: Sequence[Token], i: int) -> tuple[str | None, Numeral | None]:
    """The numeral at token ``i`` and the currency sign that is written with it."""
    glued = _MONEY.fullmatch(tokens[i].lower)
    if glued and glued["sign"] in units().currencies:
        bare = tokens[i]
        figures = f"{glued['n']}{glued['scale'] or ''}"
        again = Token(
            bare.i, bare.start, bare.end, figures, figures, bare.lemma, bare.tag, bare.pos, bare.dep, bare.head,
            bare.left, bare.right, bare.children,
        )  # fmt: skip
        return glued["sign"], read_numeral([*tokens[:i], again, *tokens[i + 1 :]], i)
    numeral = read_numeral(tokens, i) if may_start(tokens[i]) else None
    if numeral is None:
        return None, None
    sign = tokens[numeral.first - 1].lower if numeral.first else None
    joiners = frozenset(("to", "or"))
    if numeral.first > (1 if sign in units().currencies else 0):
        opener = tokens[numeral.first - (2 if sign in units().currencies else 1)].lower
        joiners = frozenset(("and",)) if opener == "between" else joiners
    longer = range_after(tokens, numeral, joiners)
    return (sign if sign in units().currencies else None), longer or numeral


def _mention(sentence: Sentence, numeral: Numeral, sign: str | None) -> QuantityMention | None:
    tokens = sentence.tokens
    first = numeral.first - (1 if sign is not None and tokens[numeral.first].text[0].isdigit() else 0)
    if sign is not None and tokens[numeral.first].text[0] not in "0123456789":
        first = numeral.first
    if _is_named(tokens, numeral):
        return None
    noun = None if sign else _counted(tokens, numeral)
    low: Number | None = numeral.low
    high: Number | None = numeral.high
    first, end = _bounds(tokens, first)
    last = numeral.last
    after = [token.lower for token in tokens[last + 1 : last + 3]]
    if after in (["or", "more"], ["and", "more"]):
        end, last = "low", last + 2
    elif after == ["or", "so"]:
        last += 2
    if low == high:
        low, high = (low, None) if end == "low" else (None, high) if end == "high" else (low, high)
    head = _top(tokens, numeral)
    if sign is not None:
        return QuantityMention(sentence.span(first, last), first, last, head, low, high, units().currencies[sign])
    if noun is None:
        if numeral.low == 1 or tokens[numeral.first].pos == "PRON":
            return None
        return QuantityMention(sentence.span(first, last), first, last, head, low, high, None)
    unit = unit_of(tokens, noun)
    if unit is None:
        return None
    if noun > last:
        head = noun if _is_below(tokens, numeral, noun) else head
    return QuantityMention(sentence.span(first, max(last, noun)), first, max(last, noun), head, low, high, unit)


def _is_named(tokens: Sequence[Token], numeral: Numeral) -> bool:
    """Numbers that count nothing: years, days of the month, ages, clock times, names with a number."""
    before = tokens[numeral.first - 1] if numeral.first else None
    after = tokens[numeral.last + 1] if numeral.last + 1 < len(tokens) else None
    text = tokens[numeral.first].text
    if before is not None and (before.lower in _MONTHS or before.lower in _NAMED_BEFORE or before.text == "#"):
        return True
    if before is not None and before.pos == "PROPN" and not _followed(after) and text.isdigit():
        return True
    if after is not None:
        if after.lower in _NOT_COUNTED or (after.lower in _MONTHS and after.text != after.lower):
            return True
        if after.text in ("-", "/", ":") and numeral.last + 2 < len(tokens) and after.start == tokens[numeral.last].end:
            return True
    if before is not None and before.lower in _CLOCK and numeral.low < 2400 and not _followed(after):
        return True
    if before is not None and before.lower == "between" and 1900 <= numeral.low < numeral.high <= 2099:
        return True
    if text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2099 and numeral.first == numeral.last:
        return after is None or after.pos not in _NOUNS or after.tag != "NNS"
    return False


def _followed(after: Token | None) -> bool:
    """Whether something that may be counted stands after a number."""
    return after is not None and (after.pos in ("NOUN", "PROPN", "ADJ", "NUM") or after.tag in ("VBN", "SYM", "$"))


def _bounds(tokens: Sequence[Token], first: int) -> tuple[int, str]:
    """The first token of the words that bound the number, and the end that they leave open."""
    kinds = ""
    while first > 0:
        for size in (4, 3, 2, 1):
            words = tuple(token.lower for token in tokens[max(0, first - size) : first])
            end = units().bounds.get(words)
            if end is not None:
                first -= len(words)
                kinds = kinds or (end if end != "both" else "")
                break
        else:
            if tokens[first - 1].lower == "between":
                first -= 1
            break
    return first, kinds


def _top(tokens: Sequence[Token], numeral: Numeral) -> int:
    """The token of the numeral that the rest of it hangs on."""
    inside = range(numeral.first, numeral.last + 1)
    return next((i for i in inside if tokens[i].head not in inside), numeral.last)


def _is_below(tokens: Sequence[Token], numeral: Numeral, noun: int) -> bool:
    i = _top(tokens, numeral)
    while tokens[i].head != i and i != noun:
        i = tokens[i].head
    return i == noun


def _counted(tokens: Sequence[Token], numeral: Numeral) -> int | None:
    """The noun that is counted: the head of the phrase, or the noun after "of" ("two of its planes")."""
    top = tokens[_top(tokens, numeral)]
    noun = top.head
    if noun > numeral.last and tokens[noun].pos in _NOUNS and top.dep not in ("nsubj", "dobj", "pobj", "conj"):
        between = tokens[numeral.last + 1 : noun]
        if all(token.pos not in ("VERB", "AUX", "ADP", "PUNCT", "CCONJ") or token.tag in ("VBN", "VBG", "HYPH", "CC")
               for token in between):  # fmt: skip
            return noun
    j = numeral.last + 1
    if j + 1 < len(tokens) and tokens[j].lower == "of":
        return _noun_after(tokens, j + 1, skip_determiners=True)
    return _noun_after(tokens, j, skip_determiners=False)


def _noun_after(tokens: Sequence[Token], j: int, *, skip_determiners: bool) -> int | None:
    noun = None
    start = j
    while j < len(tokens) and j < start + 7:
        token = tokens[j]
        if token.pos in _NOUNS or (noun is None and token.lemma in units().nouns and token.pos != "VERB"):
            noun = j
        elif noun is not None or not (
            token.pos in ("ADJ", "NUM")
            or (token.tag in ("VBN", "VBG") and tokens[token.head].i > j)
            or (skip_determiners and (token.pos in ("DET", "PRON") and token.lower not in _OF_WHOM))
            or token.tag == "HYPH"
        ):
            break
        j += 1
    return noun


def unit_of(tokens: Sequence[Token], noun: int) -> str | None:
    """The unit of a head noun: from the table, by its compound first; ``None`` where it counts nothing."""
    table = units()
    token = tokens[noun]
    lemma = token.lemma if token.lemma not in ("", "-") else token.lower
    if lemma in table.skip or token.lower in table.skip:
        return None
    if noun:
        pair = f"{tokens[noun - 1].lemma} {lemma}"
        if pair in table.nouns:
            return table.nouns[pair]
    for form in (lemma, token.lower, token.lower.removesuffix("s")):
        if form in table.currencies:
            return table.currencies[form]
        if form in table.nouns:
            return table.nouns[form]
    if _is_person(token):
        return "people"
    return token.lower if token.tag in ("NNS", "NNPS") or token.lower.endswith("s") else _plural(token.lower)


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


_PERSON = re.compile(
    r".*(?:men|women|ers|ors|ists|ians|eans|ents|ees|iots|mates|kin|folk|cits|ites|ans|ese|ings?|ners)$"
)
_THINGS = re.compile(
    r".*(?:tainers?|letters?|orders?|tankers?|boosters?|papers?|waters?|numbers?|centers?|tractors?|reactors?|"
    r"generators?|sectors?|documents?|agreements?|payments?|shipments?|consignments?|settlements?|regiments?|"
    r"deployments?|apartments?|statements?|amendments?|incidents?|events?|tents|cents|patents|loans|plans|vans|"
    r"bans|cans|clans|scans|ings?|propellers?|launchers?|towers?|chambers?|borders?|quarters?|headquarters|"
    r"computers?|servers?|boilers?|freighters?|choppers?|helicopters?|bombers?|fighters jets?|destroyers?|"
    r"cruisers?|rollers?|crates|factors?|harbou?rs?|rivers?|corridors?|doors?|floors?|motors?|transmitters?)$"
)


def _is_person(token: Token) -> bool:
    """Nouns of agents and peoples that the table does not list: "climbers", "Palestinians", "Roma"."""
    if token.pos == "PROPN" or token.text[:1].isupper():
        return True
    return bool(_PERSON.match(token.lower)) and not _THINGS.match(token.lower)


def _without_twins(tokens: Sequence[Token], found: list[QuantityMention]) -> list[QuantityMention]:
    """ "32 of 35 drones": only the first number counts the deed."""
    kept: list[QuantityMention] = []
    for mention in found:
        if kept and mention.first <= kept[-1].last:
            continue
        previous = kept[-1] if kept else None
        if previous is not None and previous.unit is None and mention.first - previous.last in (2, 3):
            between = {token.lower for token in tokens[previous.last + 1 : mention.first]}
            if between <= {"of", "the"} and tokens[mention.first - 1].lower in ("of", "the"):
                kept[-1] = replace(previous, unit=mention.unit)
                continue
        kept.append(mention)
    return kept


_ARGUMENTS = frozenset(
    "dobj nsubjpass pobj prep nummod compound amod nmod appos conj dative attr oprd npadvmod agent quantmod poss "
    "nsubj acl relcl pcomp dep advmod xcomp".split()
)
_NO_SUBJECTS = frozenset(
    (Category.AGREE, Category.CONSULT, Category.ACCUSE, Category.THREATEN, Category.SUPPORT, Category.REQUEST)
)
_UNCOUNTED = frozenset((Category.AGREE, Category.CONSULT, Category.SUPPORT))
_THINGS_COUNT = frozenset(
    (Category.AID, Category.MOBILIZE, Category.COERCE, Category.ASSAULT, Category.RETREAT, Category.COOPERATE)
)
_OF_PEOPLE = frozenset(
    (Category.ASSAULT, Category.COERCE, Category.PROTEST, Category.SANCTION, Category.MOBILIZE, Category.RETREAT)
)
_CAUSES = frozenset("let make have order see help watch ask tell force allow leave".split())
_ARMED = frozenset(("troops", "police"))
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
        if act in _UNCOUNTED and mention.unit not in set(units().currencies.values()) and not first <= mention.head <= last:
            continue
        path = _path(tokens, mention.head, first, last, head, act, taken)
        if path is None:
            continue
        if mention.unit is None and number and tokens[mention.first].lower in ("another", "a", "up"):
            mention = replace(mention, unit=quantities[number - 1].unit)
        unit = _unit_here(tokens, mention, path, act, mode)
        if unit is not None:
            found.append(Quantity(mention.span, mention.low, mention.high, unit))
    return tuple(found)


@cache
def _known() -> frozenset[str]:
    return frozenset((*units().nouns.values(), *units().currencies.values()))


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
            if here in taken or not caused and token.dep not in ("xcomp", "advcl", "acl", "conj", "pcomp", "oprd"):
                return None
            if token.dep == "advcl" and token.tag != "VBG":
                return None
        elif token.dep not in _ARGUMENTS:
            return None
        path.append(above)
        here = above
        if here == i:
            return None
    if len(path) == 1 or tokens[head].dep in ("relcl", "acl") and path[-1] != head:
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
    while tokens[i].head != i and tokens[i].dep in ("xcomp", "conj", "oprd", "attr", "acomp", "prep", "pobj", "dobj"):
        if any(tokens[child].dep in ("nsubj", "nsubjpass") for child in tokens[i].children):
            break
        i = tokens[i].head
        found.add(i)
    return found


def _unit_here(
    tokens: Sequence[Token], mention: QuantityMention, path: Sequence[int], act: Category, mode: str | None
) -> str | None:
    unit = mention.unit
    if unit not in (None, *_known()) and (act not in _THINGS_COUNT or mention.low == mention.high == 1):
        return None
    if unit is None and act not in _OF_PEOPLE:
        return None
    if unit not in (None, "people", "troops", "police"):
        return unit
    if act is Category.ASSAULT:
        return _toll(tokens, mention, path) or "people" if mode not in _OUTLIVED else "people"
    if mode in ("troops", "police") and (unit is None or unit in _ARMED or tokens[mention.last].lemma == "man"):
        return mode
    if unit is None:
        return "troops" if mode in ("troops", "withdraw") else "people"
    if unit == "troops":
        return "people" if mode in ("release", "arrest", "abduct", "convict", "expel", "deport") else "troops"
    if mode == "withdraw" and tokens[mention.last].lemma == "man":
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
    return None
