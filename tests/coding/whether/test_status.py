"""Status of a deed. The sentences are our own; the anchor stands in brackets."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser
from standoff.coding.whether.status import StatusReading, read_status
from standoff.ontology.plover import Category, Status
from standoff.types import Span, Timex

PUBLISHED = date(2031, 5, 13)


@cache
def parser() -> Parser:
    return Parser.load()


def read(
    marked: str, act: str, when: tuple[str, str] | None = None, published: date | None = PUBLISHED
) -> StatusReading:
    start = marked.index("[")
    end = marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    for sentence in parser()(text):
        if sentence.start <= start < sentence.end:
            inside = [t for t in sentence.tokens if t.start < end and t.end > start]
            first, last = inside[0].i, inside[-1].i
            head = next(t.i for t in inside if not first <= t.head <= last or t.head == t.i)
            timex = when and Timex(Span(0, 1), date.fromisoformat(when[0]), date.fromisoformat(when[1]))
            return read_status(sentence, first, last, head, Category(act), timex or None, published)
    raise AssertionError(marked)


@pytest.mark.parametrize(
    ("marked", "act", "status"),
    [
        ("Rebels [shelled] the harbour on Monday.", "ASSAULT", "actual"),
        ("Marines have [landed] on the island.", "MOBILIZE", "actual"),
        ("Norland [recalls] its envoy", "SANCTION", "actual"),
        ("The minister [urged] both sides to pull back.", "REQUEST", "actual"),
        ("The general said the border [must be reopened].", "REQUEST", "actual"),
        ("The junta [will respond] with force, its leader said.", "THREATEN", "actual"),
        ("After [shelling] the port, the ships sailed away.", "ASSAULT", "actual"),
        ("The president rejected the [demand] as an insult.", "REQUEST", "actual"),
        ("The foreign minister will [visit] Dakar on Friday.", "CONSULT", "planned"),
        ("Foreign minister to [visit] Dakar", "CONSULT", "planned"),
        ("The envoy is due to [meet] rebel leaders.", "CONSULT", "planned"),
        ("The government agreed to [release] the sailors.", "RETREAT", "planned"),
        ("Ankara announced the [closure] of its consulate.", "SANCTION", "planned"),
        ("The army confirmed a planned [pullback] from the valley.", "RETREAT", "planned"),
        ("The diplomats were given three days to [leave].", "SANCTION", "planned"),
        ("The [talks] are expected to begin in June.", "CONSULT", "planned"),
        ("We will [cut] the pipeline if a single soldier crosses the river.", "COERCE", "conditional"),
        ("Unless the hostages are freed, the army will [storm] the school.", "ASSAULT", "conditional"),
        ("Should the truce collapse, the bloc would [send] troops.", "MOBILIZE", "conditional"),
        ("Anyone who enters the zone will be [shot].", "ASSAULT", "conditional"),
        ("The rebels threatened to [march] on the capital.", "MOBILIZE", "conditional"),
        ("Leave the island by Friday or be [shot], the rebels said.", "ASSAULT", "conditional"),
        ("If they arm the rebels, we [close] the border.", "COERCE", "conditional"),
        ("If a war breaks out, the pipeline [would not open].", "SANCTION", "conditional"),
        ("A curfew means that [nobody may leave home].", "COERCE", "actual"),
        ("We will cut the pipeline if a single soldier [crosses] the river.", "MOBILIZE", "hypothetical"),
        ("Unless the hostages are [freed], the army will storm the school.", "RETREAT", "hypothetical"),
        ("Should the truce [collapse], the bloc would send troops.", "RETREAT", "hypothetical"),
        ("Villagers fear a new [attack] by the militia.", "ASSAULT", "hypothetical"),
        ("Fears of an [invasion] are growing.", "ASSAULT", "hypothetical"),
        ("The navy could [blockade] the strait.", "COERCE", "hypothetical"),
        ("Reporters asked whether the army had [bombed] the clinic.", "ASSAULT", "hypothetical"),
        ("The cabinet is considering [sanctions] on the banks.", "SANCTION", "hypothetical"),
        ("The fighting will go on until the generals [resign].", "RETREAT", "hypothetical"),
        ("A wave of [strikes] is possible.", "ASSAULT", "hypothetical"),
        ("Nobody may [leave] home after dark.", "RETREAT", "negated"),
        ("The army has not [entered] the town.", "MOBILIZE", "negated"),
        ("No aid has [reached] the camp.", "AID", "negated"),
        ("Nobody was [arrested].", "COERCE", "negated"),
        ("The ministry denied any [raid] on the village.", "ASSAULT", "negated"),
        ("Baku denied that its drones had [crossed] the border.", "MOBILIZE", "negated"),
        ("Belgrade rejected claims that its troops had [fired] first.", "ASSAULT", "negated"),
        ("The union has no plans to [strike].", "PROTEST", "negated"),
        ("The militia refused to [withdraw].", "RETREAT", "negated"),
        ("The premier ruled out [talks] with the rebels.", "CONSULT", "negated"),
        ("They left the city without [firing] a shot.", "ASSAULT", "negated"),
        ("The truce has [collapsed].", "RETREAT", "negated"),
    ],
)
def test_status(marked: str, act: str, status: str) -> None:
    reading = read(marked, act)
    assert (reading.status, reading.rule) == (Status(status), reading.rule)


@pytest.mark.parametrize(
    ("marked", "when", "published", "status"),
    [
        ("The army [seized] the port in 2019.", ("2019-01-01", "2019-12-31"), PUBLISHED, "historical"),
        ("The army [seized] the port in 2019.", ("2019-01-01", "2019-12-31"), None, "actual"),
        ("The army [seized] the port on Monday.", ("2031-05-12", "2031-05-12"), PUBLISHED, "actual"),
        ("The army did not [seize] the port in 2019.", ("2019-01-01", "2019-12-31"), PUBLISHED, "negated"),
        ("In 2019 the army shelled the port and [seized] it.", None, PUBLISHED, "historical"),
        ("The envoy [flies] to Dakar on Friday.", ("2031-05-16", "2031-05-16"), PUBLISHED, "planned"),
        ("The army has [besieged] the port since 2029.", ("2029-01-01", "2031-05-13"), PUBLISHED, "actual"),
    ],
)
def test_dates_and_years(
    marked: str, when: tuple[str, str] | None, published: date | None, status: str
) -> None:
    assert read(marked, "COERCE", when, published).status is Status(status)


def test_the_same_words_name_their_rule_and_a_certainty() -> None:
    reading = read("Baku denied that its drones had [crossed] the border.", "MOBILIZE")
    assert reading.rule == "verb:deny"
    assert 0 < reading.certainty <= 1
    assert read("Baku denied that its drones had [crossed] the border.", "MOBILIZE") == reading
