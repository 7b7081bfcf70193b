"""Dates: which days words fix, and which event they belong to. The sentences are our own."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.when.calendar_words import easter
from standoff.coding.when.dates import event_date, find_dates
from standoff.coding.when.days import read_days
from standoff.ontology.plover import Category, Status

TUESDAY = date(2031, 5, 13)


@cache
def parser() -> Parser:
    return Parser.load()


def parsed(text: str) -> Sentence:
    sentences = parser()(text)
    assert len(sentences) == 1, [sentence.start for sentence in sentences]
    return sentences[0]


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("The minister resigned on Tuesday.", "on Tuesday", "2031-05-13", "2031-05-13"),
        ("The minister resigned on Friday.", "on Friday", "2031-05-09", "2031-05-09"),
        ("The minister will resign on Friday.", "on Friday", "2031-05-16", "2031-05-16"),
        ("The cabinet is to meet on Thursday.", "on Thursday", "2031-05-15", "2031-05-15"),
        ("Jets bombed the port overnight.", "overnight", "2031-05-12", "2031-05-13"),
        ("The envoys met last week.", "last week", "2031-05-05", "2031-05-11"),
        ("The port was closed two weeks ago.", "two weeks ago", "2031-04-29", "2031-04-29"),
        ("Nine months ago the king abdicated.", "Nine months ago", "2030-08-01", "2030-08-31"),
        ("The island was annexed in 1998.", "in 1998", "1998-01-01", "1998-12-31"),
        ("Talks broke down last month.", "last month", "2031-04-01", "2031-04-30"),
        ("The truce was signed on April 30.", "on April 30", "2031-04-30", "2031-04-30"),
        ("The truce was signed on 30 April 2029.", "on 30 April 2029", "2029-04-30", "2029-04-30"),
        ("The truce was signed in June 2029.", "in June 2029", "2029-06-01", "2029-06-30"),
        ("Nobody has crossed since Saturday.", "since Saturday", "2031-05-10", "2031-05-13"),
        ("As of Sunday, six villages were cut off.", "As of Sunday", "2031-05-11", "2031-05-11"),
        ("Forty men fell in the last three days.", "in the last three days", "2031-05-10", "2031-05-13"),
        ("Rebels shelled the town early on Monday.", "early on Monday", "2031-05-12", "2031-05-12"),
        ("A bomb went off on Christmas Eve.", "on Christmas Eve", "2030-12-24", "2030-12-24"),
        ("Clashes broke out at the weekend.", "at the weekend", "2031-05-10", "2031-05-11"),
        ("The fleet will sail tomorrow.", "tomorrow", "2031-05-14", "2031-05-14"),
        ("The army seized the post at dawn on Sunday.", "at dawn on Sunday", "2031-05-11", "2031-05-11"),
        ("They fought between 2011 and 2014.", "between 2011 and 2014", "2011-01-01", "2014-12-31"),
        ("They clashed on Sunday, May 4.", "on Sunday, May 4", "2031-05-04", "2031-05-04"),
    ],
)
def test_words_fix_days(text: str, words: str, start: str, end: str) -> None:
    (found,) = find_dates(parsed(text), TUESDAY)
    assert found.span.of(text) == words
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "The talks were held recently.",
        "In recent days the shelling grew worse.",
        "The two sides may sign a deal.",
        "Thousands joined the march through the capital.",
        "The tanks opened up at dawn.",
        "It was a Friday like any other.",
        "The brigade lost 2,014 men.",
    ],
)
def test_vague_words_fix_none(text: str) -> None:
    assert find_dates(parsed(text), TUESDAY) == ()


def test_another_day_is_counted_from_the_one_named_before() -> None:
    text = "Police said on Sunday that the ship had been boarded late the previous evening."
    first, second = find_dates(parsed(text), TUESDAY)
    assert first.start == date(2031, 5, 11)
    assert second.span.of(text) == "late the previous evening"
    assert (second.start, second.end) == (date(2031, 5, 10), date(2031, 5, 10))


def test_another_day_is_counted_from_an_earlier_sentence() -> None:
    (found,) = find_dates(parsed("The ship was freed the next day."), TUESDAY, told=date(2031, 5, 3))
    assert found.start == date(2031, 5, 4)


def test_without_a_day_only_words_with_their_year_are_read() -> None:
    text = "The pact of 2019 was renewed on Friday."
    assert [found.start for found in find_dates(parsed(text), None)] == [date(2019, 1, 1)]


@pytest.mark.parametrize(
    ("text", "anchor", "act", "status", "words"),
    [
        # its own modifier, not that of the reporting verb
        ("Seoul said on Monday that rebels had shelled a port.", "shelled", "ASSAULT", "actual", None),
        ("Seoul said rebels shelled a port on Sunday.", "shelled", "ASSAULT", "actual", "on Sunday"),
        ("On Sunday Seoul announced the deployment of marines.", "deployment", "MOBILIZE", "planned", None),
        # a noun with an empty verb
        ("The navy launched an attack on Sunday.", "attack", "ASSAULT", "actual", "on Sunday"),
        # a deed of speech has the day of speaking
        (
            "Seoul should lift the siege, the envoy told reporters on Sunday.",
            "lift",
            "REQUEST",
            "actual",
            "on Sunday",
        ),
        # what is wanted by a day is not asked on it
        ("The envoy urged rebels to leave by Friday.", "urged", "REQUEST", "actual", None),
        # a participle beside a dated verb
        (
            "The gunmen left the church on Sunday, freeing nine hostages.",
            "freeing",
            "RETREAT",
            "actual",
            "on Sunday",
        ),
        # words before another noun date that noun
        ("Rebels condemned Sunday's summit.", "condemned", "ACCUSE", "actual", None),
    ],
)
def test_the_date_of_an_event(text: str, anchor: str, act: str, status: str, words: str | None) -> None:
    sentence = parsed(text)
    head = next(token.i for token in sentence.tokens if token.text == anchor)
    timex = event_date(sentence, head, find_dates(sentence, TUESDAY), Category(act), Status(status))
    assert (timex and timex.span.of(text)) == words


def test_a_clause_with_since_dates_the_verb_above_it() -> None:
    text = "Since the war broke out in March, shells have killed nine farmers."
    sentence = parsed(text)
    dates = find_dates(sentence, TUESDAY)
    heads = {token.text: token.i for token in sentence.tokens}
    killed = event_date(sentence, heads["killed"], dates, Category.ASSAULT, Status.ACTUAL)
    broke = event_date(sentence, heads["broke"], dates, Category.ASSAULT, Status.ACTUAL)
    assert killed is not None
    assert broke is not None
    assert (killed.start, killed.end) == (date(2031, 3, 1), TUESDAY)
    assert (broke.start, broke.end) == (date(2031, 3, 1), date(2031, 3, 31))


def test_what_lies_ahead_is_read_ahead() -> None:
    text = "The summit opens in Geneva on Friday."
    sentence = parsed(text)
    head = next(token.i for token in sentence.tokens if token.text == "opens")
    dates = find_dates(sentence, TUESDAY)
    timex = event_date(sentence, head, dates, Category.CONSULT, Status.PLANNED)
    assert timex is not None
    assert timex.start == date(2031, 5, 16)


@pytest.mark.parametrize(("year", "day"), [(1999, (4, 4)), (2016, (3, 27)), (2024, (3, 31)), (2038, (4, 25))])
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31)])
def test_days_at_the_edge_of_the_calendar_never_fail(today: date) -> None:
    line = (
        "on monday last week next month in the last 90 years 99 decades ago on february 29 the 31st "
        "next winter by the 31st two years to the day , easter"
    )
    assert all(days.past[0] <= days.past[1] for days in read_days(line, today))
