"""PLOVER 2.0 as the codebook uses it: categories, modes, sectors, status and the fold."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType


class Category(StrEnum):
    """The 16 PLOVER event categories."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    REJECT = "REJECT"
    ACCUSE = "ACCUSE"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether it happened (codebook, section 3)."""

    ACTUAL = "actual"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"
    HISTORICAL = "historical"


class Sector(StrEnum):
    """PLOVER sectors, with those that the codebook and its gold add (ELI, SOC, LAB)."""

    GOV = "GOV"
    MIL = "MIL"
    COP = "COP"
    LEG = "LEG"
    JUD = "JUD"
    SPY = "SPY"
    REB = "REB"
    PRM = "PRM"
    PTY = "PTY"
    OPP = "OPP"
    CVL = "CVL"
    BUS = "BUS"
    JRN = "JRN"
    REF = "REF"
    CRM = "CRM"
    MED = "MED"
    UAF = "UAF"
    REL = "REL"
    LAB = "LAB"
    EDU = "EDU"
    ELI = "ELI"
    SOC = "SOC"
    AGR = "AGR"
    SET = "SET"
    UNK = "UNK"


MODES: MappingProxyType[Category, tuple[str, ...]] = MappingProxyType(
    {
        Category.AGREE: (),
        Category.CONSULT: ("visit", "third-party", "multilateral", "phone"),
        Category.SUPPORT: (),
        Category.CONCEDE: (),
        Category.COOPERATE: (),
        Category.AID: (),
        Category.RETREAT: ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
        Category.REQUEST: ("assist", "change", "yield", "meet"),
        Category.REJECT: ("assist", "change", "yield", "meet"),
        Category.ACCUSE: ("disapprove", "investigate", "allege"),
        Category.THREATEN: ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        Category.PROTEST: ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
        Category.SANCTION: ("convict", "expel", "withdraw", "discontinue"),
        Category.MOBILIZE: ("troops", "weapons", "police", "militia"),
        Category.COERCE: (
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ),
        Category.ASSAULT: (
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ),
    }
)

_PROMISED_COOPERATION = frozenset({Category.CONSULT, Category.SUPPORT, Category.COOPERATE, Category.AID})
_HELD_OUT = frozenset(
    {Category.SANCTION, Category.MOBILIZE, Category.COERCE, Category.ASSAULT, Category.PROTEST}
)

SPEECH_ACTS = frozenset(
    {
        Category.REQUEST,
        Category.THREATEN,
        Category.ACCUSE,
        Category.REJECT,
        Category.AGREE,
        Category.SUPPORT,
    }
)
"""Categories that are done by being uttered (codebook, section 3)."""


def fold(act: Category, status: Status) -> Category:
    """The category of an event once PLOVER's folding of promised deeds is applied (codebook, section 2)."""
    if status is Status.PLANNED and act in _PROMISED_COOPERATION:
        return Category.AGREE
    if status is Status.PLANNED and act is Category.RETREAT:
        return Category.CONCEDE
    if status is Status.CONDITIONAL and act in _HELD_OUT:
        return Category.THREATEN
    return act
