"""A clock that runs only while everybody waits, sources that answer by a script, and a watch over both."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from standoff.errors import FetchError, RefusedError
from standoff.failures import Failure
from standoff.types import Document
from standoff.watch.loop import Sink, Value, Watch
from standoff.watch.pace import NO_ADVICE, Advice
from standoff.watch.polling import Look, Missed, Read, Task, Unaltered
from standoff.watch.source import Source
from standoff.watch.state import State
from standoff.watch.stopping import Stop
from standoff.watch.talk import Talk
from standoff.watch.versions import located

START = datetime(2031, 3, 18, 6, 0, tzinfo=UTC)

Answer = Sequence[Document | Failure] | FetchError | None
"""What a source answers: what its page holds, why it cannot be had, or that nothing has changed."""


@dataclass(slots=True)
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(slots=True)
class Script:
    """A crew whose looks end at once. ``answers`` gives what a source says at its n-th look, from 0."""

    clock: Clock
    answers: Callable[[str, int], Answer]
    stop: Stop = field(default_factory=Stop)
    ends: datetime = START + timedelta(hours=1)
    advice: Advice = NO_ADVICE
    begun: list[tuple[float, str]] = field(default_factory=list)
    """Seconds since the start, and the name of the source, of each look."""
    _looks: deque[Look] = field(default_factory=deque)

    def room(self) -> int:
        return 8 - len(self._looks)

    def begin(self, task: Task) -> None:
        name = task.source.name
        number = sum(known == name for _, known in self.begun)
        self.begun.append(((self.clock.now - START).total_seconds(), name))
        self._looks.append(self._look(task.source, self.answers(name, number)))

    def _look(self, source: Source, answer: Answer) -> Look:
        at = self.clock.now
        if answer is None:
            return Unaltered(source, at, self.advice)
        if isinstance(answer, FetchError):
            advice = Advice(retry_after=answer.retry_after)
            return Missed(source, at, Failure.of(answer), advice, isinstance(answer, RefusedError))
        good = [item for item in answer if isinstance(item, Document)]
        bad = tuple(item for item in answer if isinstance(item, Failure))
        return Read(source, at, tuple(located(good)), bad, self.advice)

    def wait(self, seconds: float | None) -> Look | None:
        if self._looks:
            return self._looks.popleft()
        if seconds:
            self.clock.pass_(min(seconds, (self.ends - self.clock.now).total_seconds()))
            if self.clock.now >= self.ends:
                self.stop.request()
        return None

    def wake(self) -> None:
        pass


def web(name: str, *, every: float | None = None, host: str | None = None) -> Source:
    return Source(name, url=f"https://{host or f'{name.lower()}.example'}/live", every=every)


@dataclass(slots=True)
class Run:
    """What a watch did: what it handed on, what it said, and when it looked."""

    values: list[Value] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    begun: list[tuple[float, str]] = field(default_factory=list)


def watched(
    path: Path,
    sources: Sequence[Source],
    answers: Callable[[str, int], Answer],
    *,
    clock: Clock | None = None,
    hours: float = 1.0,
    once: bool = False,
    sink: Sink | None = None,
    advice: Advice = NO_ADVICE,
    crew: type[Script] = Script,
) -> Run:
    """A watch of some hours over a state file, in no time."""
    clock = clock or Clock()
    run = Run()
    script = crew(clock, answers, ends=clock.now + timedelta(hours=hours), advice=advice)
    run.begun = script.begun
    with State.writing(path) as state:
        Watch(
            sources,
            state,
            script,
            sink or run.values.append,
            now=clock,
            chance=Random(7),
            talk=Talk(run.said.append),
            stop=script.stop,
        ).run(once=once)
    return run
