"""The watch itself: sources take turns, what is new is coded and handed on, and then it is remembered.

The order is what keeps things from being lost: a document goes to the sink first and into the state after,
and only when all of a page has been handed on does the state say that the page was seen. Whatever kills the
program in between, the next start hands on again what was in flight, and nothing else; ids and
``supersedes`` are the same then, so that a sink can tell.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from standoff.errors import ModelError, StandoffError
from standoff.failures import Failure
from standoff.reading import Reading
from standoff.sources.fetching.values import Validators
from standoff.sources.language import require_english
from standoff.types import Document, Retraction
from standoff.watch import pace as pacing
from standoff.watch.crew import Crew
from standoff.watch.pace import Outcome, Pace, Waiting
from standoff.watch.polling import Look, Missed, Read, Task
from standoff.watch.source import Source
from standoff.watch.state import State
from standoff.watch.stopping import GivenUp, Stop
from standoff.watch.talk import Talk
from standoff.watch.versions import Change, Comparison, compare

Value = Reading | Document | Retraction
"""What a sink is given: a document with its coding, or alone if nothing is to be coded; or a retraction."""

Sink = Callable[[Value], None]
Code = Callable[[Document], Reading]

_LONGEST_WAIT = 600.0
"""Seconds after which the clock is looked at in any case: it may have been set, or the machine have slept."""


@dataclass(slots=True)
class _Page:
    """A page whose changes are being handed on."""

    look: Read
    comparison: Comparison
    left: deque[Change]
    items: dict[Change, int] = field(default_factory=dict)
    """The numbers in the state of what was handed on."""


class Watch:
    """Polls sources, each at its own pace, until it is told to stop.

    Args:
        sources: at least one; their names are unique.
        state: open to write.
        crew: takes the looks.
        sink: is handed each value once its turn comes; what it raises ends the watch.
        code: what makes a reading of a document; ``None`` hands on the documents as they are.
        now: the moment, with its zone.
        chance: for jitter.
        talk: is told of failures and recoveries.
        headers: of each source's requests, by its name, with their variables filled in.
    """

    def __init__(
        self,
        sources: Iterable[Source],
        state: State,
        crew: Crew,
        sink: Sink,
        *,
        now: Callable[[], datetime],
        chance: Random,
        talk: Talk,
        code: Code | None = None,
        headers: Mapping[str, Mapping[str, str]] | None = None,
        stop: Stop | None = None,
    ) -> None:
        self._sources = {source.name: source for source in sources}
        self._state = state
        self._crew = crew
        self._sink = sink
        self._code = code
        self._now = now
        self._chance = chance
        self._talk = talk
        self._headers = headers or {}
        self._stop = stop or Stop()
        self._stop.wakes(crew.wake)
        self._waiting: dict[str, Waiting] = {}
        self._last_tries: dict[str, datetime] = {}
        self._busy: dict[str, str | None] = {}
        self._started: dict[str, datetime] = {}
        self._pages: deque[_Page] = deque()

    def run(self, *, once: bool = False) -> bool:
        """Poll until ``stop`` is requested; with ``once``, until each source had its turn.

        Returns:
            Whether all that was begun was ended: false if the value in hand was given up, perhaps half
            written; it comes again at the next start.

        Raises:
            StoreError: the state cannot be written.
            ModelError: there is no model to code with.
            OutputError: from a sink that cannot write.
        """
        for source in self._sources.values():
            self._enter(source, once)
        try:
            while not self._stop.requested and (self._waiting or self._busy or not once):
                soonest = self._begin()
                if self._pages:
                    if found := self._crew.wait(0):
                        self._accept(found, once)
                    self._hand_on(self._pages[0], once)
                elif found := self._crew.wait(min(soonest or _LONGEST_WAIT, _LONGEST_WAIT)):
                    self._accept(found, once)
        except GivenUp:
            return False
        return True

    def _enter(self, source: Source, once: bool) -> None:
        """Give a source its first turn: not before its time, also if the program has only just ended."""
        now = self._now()
        known = self._state.source(source.name, source.address)
        last_try, turn = pacing.anchored(now, known.last_try, known.next_turn)
        failing = known.pace is not None and known.pace.failures > 0
        if last_try is not None and not failing:
            if source.every is not None:
                turn = min(turn, last_try + timedelta(seconds=source.every))
            if once:  # whoever runs it once sets the pace
                turn = min(turn, last_try + timedelta(seconds=source.bounds.shortest))
        if once and turn > now:
            self._talk.not_yet(source, turn, known)
            return
        if last_try is not None:
            self._last_tries[source.name] = last_try
        self._waiting[source.name] = Waiting(source.name, turn, source.host)

    def _begin(self) -> float | None:
        """Begin the looks that are due; the seconds until the next is."""
        now = self._now()
        self._state.tidy(now)
        for name, waiting in self._waiting.items():
            last_try, turn = pacing.anchored(now, self._last_tries.get(name), waiting.turn)
            if turn != waiting.turn and last_try is not None:
                self._last_tries[name] = last_try
                self._waiting[name] = replace(waiting, turn=turn)
        busy = {host for host in self._busy.values() if host is not None}
        room = self._crew.room()
        chosen, soonest = pacing.due(now, self._waiting.values(), busy=busy, started=self._started, room=room)
        for name in chosen:
            self._begin_one(self._sources[name], now)
        return soonest

    def _begin_one(self, source: Source, now: datetime) -> None:
        del self._waiting[source.name]
        self._busy[source.name] = source.host
        self._last_tries[source.name] = now
        if source.host is not None:
            self._started[source.host] = now
        known = self._state.source(source.name, source.address)
        settled = known.pace or Pace(source.every or source.bounds.first)
        # Before the look: a program that dies in it must not look again as soon as it is restarted.
        again = now + timedelta(seconds=max(settled.interval, source.bounds.shortest))
        self._state.put(replace(known, last_try=now, next_turn=again, pace=settled))
        validators = Validators(*known.validators)
        self._crew.begin(
            Task(
                source,
                validators if validators.known else None,
                known.content,
                self._headers.get(source.name),
            )
        )

    def _accept(self, look: Look, once: bool) -> None:
        name = look.source.name
        if isinstance(look, Missed):
            self._finish(look, None, {}, once)
        elif not isinstance(look, Read):
            self._talk.moved(look.source, look.moved_to)
            self._finish(look, None, {}, once)
        else:
            self._talk.moved(look.source, look.moved_to)
            self._talk.unreadable(look.source, look.failures)
            before = self._state.page(name)
            known_places = {known.place for known in before}
            known_texts = {known.text_sha256 for known in before}
            earlier = self._state.earlier(
                name,
                {here.place for here in look.page if here.place} - known_places,
                {here.text_sha256 for here in look.page} - known_texts,
                before,
            )
            comparison = compare(
                before,
                look.page,
                look.at,
                earlier=earlier,
                more_failures=len(look.failures) > self._state.source(name, look.source.address).unreadable,
            )
            page = _Page(look, comparison, deque(comparison.changes))
            if page.left:
                self._pages.append(page)
            else:
                self._finish(look, comparison, {}, once)

    def _hand_on(self, page: _Page, once: bool) -> None:
        """Hand on one change of a page, and let the next page have its turn."""
        self._pages.rotate(-1)
        change = page.left.popleft()
        source = page.look.source
        value: Value | None = change.value
        with self._stop.may_give_up():
            if isinstance(value, Document):
                value = self._coded(value, source)
            if value is not None:
                self._sink(value)
        page.items[change] = self._state.record(source.name, change, handed=value is not None)
        if not page.left:
            self._pages.remove(page)
            self._finish(page.look, page.comparison, page.items, once)

    def _coded(self, document: Document, source: Source) -> Reading | Document | None:
        """What is handed on for a document; ``None`` if it cannot be coded."""
        where = document.url or f"{source.address}, document {document.id}"
        try:
            if not source.any_language:
                require_english(document.text, where)
            return self._code(document) if self._code else document
        except ModelError:
            raise  # without a model no document can be coded
        except StandoffError as error:
            self._talk.unreadable(source, [Failure.of(error if error.where else error.at(where))], more=True)
            return None

    def _finish(
        self, look: Look, comparison: Comparison | None, items: Mapping[Change, int], once: bool
    ) -> None:
        """Remember that a look is over, and when the next is due."""
        source = look.source
        now = self._now()
        known = self._state.source(source.name, source.address)
        outcome = _outcome(look, comparison)
        settled, wait = pacing.after(
            known.pace or Pace(source.every or source.bounds.first),
            outcome,
            bounds=source.bounds,
            every=source.every,
            advice=look.advice,
            chance=self._chance.random(),
        )
        turn = look.at + timedelta(seconds=wait)
        changed = outcome is Outcome.CHANGED
        after = replace(
            known, next_turn=turn, pace=settled, last_change=look.at if changed else known.last_change
        )
        if isinstance(look, Missed):
            failure = str(look.failure)
            self._talk.failed(source, failure, known, turn)
            after = replace(after, failure=failure, failing_since=known.failing_since or look.at)
        else:
            self._talk.recovered(source, known)
            after = replace(after, failure=None, failing_since=None, last_success=look.at)
            if look.validators is not None:
                validators = look.validators
                after = replace(after, validators=(validators.etag, validators.last_modified, validators.url))
        if isinstance(look, Read):
            held = comparison is not None and comparison.held
            after = replace(
                after,
                content=None if held else look.content,
                validators=(None, None, None) if held else after.validators,
                unreadable=known.unreadable if held else len(look.failures),
            )
        self._state.finish(after, comparison, items, now)
        del self._busy[source.name]
        if not once:
            self._waiting[source.name] = Waiting(source.name, turn, source.host)


def _outcome(look: Look, comparison: Comparison | None) -> Outcome:
    if isinstance(look, Missed):
        return Outcome.REFUSED if look.refused else Outcome.FAILED
    return Outcome.CHANGED if comparison is not None and comparison.changes else Outcome.UNCHANGED
