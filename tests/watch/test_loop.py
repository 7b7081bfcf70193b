"""The loop: turns, what is handed on, what is said, and that nothing is lost or hammered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import FetchError, OutputError, RecordError, RefusedError
from standoff.failures import Failure
from standoff.types import Document, Retraction
from standoff.watch.loop import Value
from standoff.watch.pace import SPACING, TIRED, Advice
from standoff.watch.polling import Look, Read
from tests.watch.fakes import Answer, Clock, Script, watched, web
from tests.watch.pages import update

FIVE = [update(number) for number in (5, 4, 3, 2, 1)]
BAD = Failure.of(RecordError("has no text", where="live, item 9"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


def ids(values: list[Value]) -> list[str]:
    return [value.id for value in values if isinstance(value, Document)]


def test_what_is_new_is_handed_on_once_oldest_first(path: Path) -> None:
    run = watched(path, [web("A")], lambda name, number: FIVE if number else FIVE[2:])
    assert ids(run.values) == [update(number).id for number in (1, 2, 3, 4, 5)]
    assert len(run.begun) > 3


def test_a_page_with_much_to_hand_on_does_not_hold_up_the_others(path: Path) -> None:
    long = [update(number) for number in range(50, 0, -1)]
    short = [update(99)]
    run = watched(path, [web("A"), web("B")], lambda name, number: long if name == "A" else short, hours=0.01)
    assert update(99).id in ids(run.values)[:3]


def test_a_pace_of_its_own_is_kept(path: Path) -> None:
    run = watched(path, [web("A", every=120)], lambda name, number: None)
    waits = [later - earlier for (earlier, _), (later, _) in pairwise(run.begun)]
    assert all(120 <= wait <= 132 for wait in waits)
    assert len(waits) >= 27


def test_many_sources_at_one_host_come_one_by_one(path: Path) -> None:
    sources = [web(f"S{number}", host="one.example") for number in range(20)]
    run = watched(path, sources, lambda name, number: None, hours=0.05)
    waits = [later - earlier for (earlier, _), (later, _) in pairwise(run.begun)]
    assert len({name for _, name in run.begun}) == 20
    assert min(waits) >= SPACING - 0.001


def test_a_failure_is_said_once_and_so_is_its_end(path: Path) -> None:
    def answers(name: str, number: int) -> Answer:
        return FetchError(f"did not answer within {number} seconds", where=name) if number < 4 else FIVE

    run = watched(
        path, [web("A"), web("B")], lambda name, number: answers(name, number) if name == "A" else FIVE
    )
    assert [line.split(":")[0] for line in run.said] == ["A", "A"]
    assert "did not answer" in run.said[0]
    assert "can be read again" in run.said[1]
    assert len(run.values) == 10


def test_after_repeated_failure_an_hour_passes(path: Path) -> None:
    run = watched(path, [web("A")], lambda name, number: FetchError("is broken"), hours=12)
    waits = [later - earlier for (earlier, _), (later, _) in pairwise(run.begun)]
    assert all(earlier <= later * 1.2 for earlier, later in pairwise(waits))
    assert all(3600 <= wait <= 3960 for wait in waits[TIRED - 1 :])


@pytest.mark.parametrize(("error", "least"), [(RefusedError("forbidden"), 3600), (FetchError("429"), 5000)])
def test_a_refusal_and_a_plea_are_honoured(path: Path, error: FetchError, least: int) -> None:
    error.retry_after = 5000 if least == 5000 else None
    run = watched(path, [web("A", every=30)], lambda name, number: error, hours=3)
    assert all(later - earlier >= least for (earlier, _), (later, _) in pairwise(run.begun))
    assert len(run.begun) > 1


def test_a_start_soon_after_the_end_does_not_look_before_its_time(path: Path) -> None:
    clock = Clock()
    begun = []
    for _ in range(30):
        run = watched(path, [web("A")], lambda name, number: None, clock=clock, hours=10 / 3600)
        begun += run.begun
        clock.pass_(1)
    assert len(begun) <= 4  # of five minutes


def test_a_kill_amid_a_look_does_not_make_the_next_start_hammer(path: Path) -> None:
    class Killed(BaseException):
        pass

    def answers(name: str, number: int) -> Answer:
        raise Killed

    clock = Clock()
    with pytest.raises(Killed):
        watched(path, [web("A")], answers, clock=clock)
    run = watched(path, [web("A")], lambda name, number: FIVE, clock=clock, hours=20 / 3600)
    assert run.begun == []


def test_once_gives_each_source_one_turn_but_not_twice_in_a_moment(path: Path) -> None:
    clock = Clock()
    sources = [web("A"), web("B")]
    first = watched(path, sources, lambda name, number: FIVE, clock=clock, once=True)
    assert sorted(name for _, name in first.begun) == ["A", "B"]
    again = watched(path, sources, lambda name, number: FIVE, clock=clock, once=True)
    assert again.begun == []
    assert len(again.said) == 2
    clock.pass_(31)
    later = watched(path, sources, lambda name, number: FIVE, clock=clock, once=True)
    assert len(later.begun) == 2
    assert later.values == []


def test_a_clock_that_was_set_back_puts_nobody_to_sleep(path: Path) -> None:
    clock = Clock()
    clock.pass_(365 * 86_400)
    watched(path, [web("A")], lambda name, number: None, clock=clock)
    clock.pass_(-365 * 86_400)
    run = watched(path, [web("A")], lambda name, number: FIVE, clock=clock)
    assert len(run.values) == 5


def test_a_clock_that_is_set_back_while_it_runs_puts_nobody_to_sleep(path: Path) -> None:
    clock = Clock()

    def answers(name: str, number: int) -> Answer:
        if number == 3:
            clock.pass_(-30 * 86_400)
        return FIVE if number > 4 else None

    run = watched(path, [web("A")], answers, clock=clock, hours=2)
    assert len(run.values) == 5


def test_what_cannot_be_read_is_said_once_and_nothing_is_taken_for_removed(path: Path) -> None:
    def answers(name: str, number: int) -> Answer:
        return FIVE if number == 0 else [*FIVE[:2], BAD, *FIVE[3:]] if number < 5 else [*FIVE[:2], *FIVE[3:]]

    run = watched(path, [web("A", every=60)], answers)
    assert [line for line in run.said if "item 9" in line] == run.said[:1]
    (gone,) = [value for value in run.values if isinstance(value, Retraction)]
    assert gone.document_id == FIVE[2].id
    assert gone.noticed >= Clock().now + timedelta(seconds=300)


def test_a_text_in_another_language_is_said_once_and_passed_over(path: Path) -> None:
    french = update(6, "Le ministre des affaires étrangères a rappelé son ambassadeur à Karsa mardi soir.")
    run = watched(path, [web("A", every=60)], lambda name, number: [french, *FIVE])
    assert ids(run.values) == ids(list(FIVE[::-1]))
    assert len(run.said) == 1
    assert "French" in run.said[0]
    translated = update(6, "The foreign minister recalled his ambassador to Karsa on Tuesday evening.")
    clock = Clock()
    clock.pass_(7200)
    run = watched(path, [web("A", every=60)], lambda name, number: [translated, *FIVE], clock=clock)
    assert [(value.id, value.supersedes) for value in run.values if isinstance(value, Document)] == [
        (translated.id, None)
    ]


def test_an_update_without_url_that_is_edited_after_an_outage_is_known_again(path: Path) -> None:
    page = [update(number, with_url=False) for number in (3, 2, 1)]
    out_of_order = [Document("n1", "The page is being worked on, says Ostland Post.")]
    edited = update(2, page[1].text + " It was later denied.", with_url=False)
    answers: list[Answer] = [page, out_of_order, page, [page[0], edited, page[2]]]
    run = watched(path, [web("A", every=60.0)], lambda _, look: answers[min(look, 3)], hours=0.1)
    assert ids(run.values) == [*(one.id for one in reversed(page)), "n1", edited.id]
    last = run.values[-1]
    assert isinstance(last, Document)
    assert last.supersedes == page[1].id


def test_a_watch_that_runs_for_months_forgets_what_is_long_gone(path: Path) -> None:
    def page(_: str, look: int) -> Answer:
        return [update(2), update(1)] if look == 0 else [update(3)] if look < 95 else [update(1), update(3)]

    day = 86_400.0
    run = watched(path, [web("A", every=day)], page, hours=120 * 24)
    assert ids(run.values) == [update(number).id for number in (1, 2, 3, 1)]


def test_a_move_for_good_is_said_once(path: Path) -> None:
    class Moving(Script):
        def wait(self, seconds: float | None) -> Look | None:
            look = Script.wait(self, seconds)
            return replace(look, moved_to="https://new.example/") if isinstance(look, Read) else look

    run = watched(path, [web("A", every=60)], lambda name, number: [update(number)], crew=Moving)
    assert len([line for line in run.said if "new.example" in line]) == 1


def test_max_age_is_honoured(path: Path) -> None:
    run = watched(path, [web("A")], lambda name, number: [update(number)], advice=Advice(max_age=600))
    assert all(later - earlier >= 600 for (earlier, _), (later, _) in pairwise(run.begun))
    assert len(run.begun) > 3


def test_a_sink_that_cannot_write_ends_the_watch_and_what_it_refused_comes_again(path: Path) -> None:
    taken: list[Value] = []

    def sink(value: Value) -> None:
        if len(taken) == 2:
            raise OutputError("cannot be written: no space left")
        taken.append(value)

    clock = Clock()
    with pytest.raises(OutputError):
        watched(path, [web("A")], lambda name, number: FIVE, clock=clock, sink=sink)
    clock.pass_(3600)
    run = watched(path, [web("A")], lambda name, number: FIVE, clock=clock)
    assert ids(taken) + ids(run.values) == ids(list(FIVE[::-1]))


class _Kill(BaseException):
    pass


@settings(max_examples=40, deadline=None)
@given(length=st.integers(3, 8), lives=st.lists(st.integers(0, 12), max_size=6))
def test_whenever_it_is_killed_nothing_is_lost_and_only_what_was_in_flight_comes_again(
    length: int, lives: list[int]
) -> None:
    """``lives``: how many values are handed on and remembered before each kill."""
    first = [update(number) for number in range(length, 0, -1)]
    edited = [update(number, f"Update {number} was wrong. It was Velmark.") for number in (3, 2)]
    second = [update(20), *[edited[3 - n] if n in (2, 3) else update(n) for n in range(len(first), 0, -1)]]
    with TemporaryDirectory() as folder:
        clean = watched(Path(folder, "clean"), [web("A", every=60)], lambda name, n: second if n else first)
        clock = Clock()
        got: list[tuple[str, str | None]] = []
        kills = 0
        page = 0
        coming = iter(lives)
        while page < 2:
            last = len(got) + next(coming, 99)

            def sink(value: Value, last: int = last) -> None:
                assert isinstance(value, Document)
                got.append((value.id, value.supersedes))
                if len(got) > last:  # it is out, and the state does not know
                    raise _Kill

            try:
                watched(
                    Path(folder, "killed"),
                    [web("A", every=60)],
                    lambda name, number, page=page: second if page else first,  # type: ignore[misc]
                    clock=clock,
                    once=True,
                    sink=sink,
                )
                page += 1
            except _Kill:
                kills += 1
            clock.pass_(7200)
    wanted = [(value.id, value.supersedes) for value in clean.values if isinstance(value, Document)]
    assert list(dict.fromkeys(got)) == wanted
    assert len(got) <= len(wanted) + kills
