"""One look at a source: what is read anew, what is skipped, and what goes wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from standoff.errors import FetchError, RefusedError
from standoff.sources.fetching import Fetched, Hints, Unchanged, Validators
from standoff.sources.origin import Origin
from standoff.types import Document
from standoff.watch import polling
from standoff.watch.pace import Advice
from standoff.watch.polling import Missed, Read, Task, Unaltered, look
from standoff.watch.source import Source

NOW = datetime(2031, 3, 18, 6, 0, tzinfo=UTC)
URL = "https://post.example/feed"
WEB = Source("Post", url=URL)
VALIDATORS = Validators('"a1"', None, URL)
FEED = """<rss version="2.0"><channel><title>Post</title><ttl>10</ttl>
<item><title>Border closed</title><link>https://post.example/1</link>
<description>Ostland closed its border with Velmark.</description></item>
<item><title>Envoy recalled</title><link>https://post.example/2</link>
<description>Velmark recalled its envoy.</description></item></channel></rss>"""


class Site:
    """Answers as it is told, and remembers what it was asked with."""

    def __init__(self, answer: Fetched | Unchanged | FetchError) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Validators | None, Mapping[str, str] | None]] = []

    def __call__(
        self, url: str, validators: Validators | None = None, *, headers: Mapping[str, str] | None = None
    ) -> Fetched | Unchanged:
        self.asked.append((url, validators, headers))
        if isinstance(self.answer, FetchError):
            raise self.answer
        return self.answer


def fetched(text: str = FEED, kind: str = "application/rss+xml") -> Fetched:
    origin = Origin(URL, URL, kind, None, NOW)
    return Fetched(text.encode(), origin, VALIDATORS, Hints(max_age=30))


def looked(task: Task, site: Site) -> polling.Look:
    return look(task, site, lambda: NOW)


def test_a_page_is_read_with_what_was_said_of_it() -> None:
    site = Site(fetched())
    found = looked(Task(WEB, headers={"X-Key": "k"}), site)
    assert isinstance(found, Read)
    assert site.asked == [(URL, None, {"X-Key": "k"})]
    assert [here.document.url for here in found.page] == ["https://post.example/1", "https://post.example/2"]
    assert (found.validators, found.failures, found.at) == (VALIDATORS, (), NOW)
    assert found.advice == Advice(max_age=30, period=600)


def test_a_server_that_says_unchanged_is_believed() -> None:
    site = Site(Unchanged(Origin(URL), Hints(max_age=60)))
    found = looked(Task(WEB, VALIDATORS, "c0ffee"), site)
    assert found == Unaltered(WEB, NOW, Advice(max_age=60), VALIDATORS)
    assert site.asked == [(URL, VALIDATORS, None)]


def test_the_same_bytes_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = looked(Task(WEB), Site(fetched()))
    assert isinstance(first, Read)
    monkeypatch.setattr(polling, "documents_in", None)
    again = looked(Task(WEB, None, first.content), Site(fetched()))
    assert again == Unaltered(WEB, NOW, Advice(max_age=30, period=600), VALIDATORS)


@pytest.mark.parametrize(
    ("error", "refused", "advice"),
    [
        (FetchError("is broken", where=URL), False, None),
        (RefusedError("robots.txt forbids it", where=URL), True, None),
        (FetchError("has too many visitors", where=URL), False, 90),
    ],
)
def test_what_cannot_be_had_is_a_value(error: FetchError, refused: bool, advice: int | None) -> None:
    error.retry_after = advice
    found = looked(Task(WEB), Site(error))
    assert isinstance(found, Missed)
    assert (found.refused, found.advice.retry_after, found.failure.what) == (refused, advice, error.what)


@pytest.mark.parametrize(
    "text", ["", "\0\1\2\3", "<rss><channel></channel></rss>", "<html></html>", "%PDF-1.7"]
)
def test_what_holds_no_document_has_failed(text: str) -> None:
    assert isinstance(looked(Task(WEB), Site(fetched(text, "text/html"))), Missed)


def test_what_the_settings_say_of_a_source_is_said_of_its_documents() -> None:
    day = NOW.date() - timedelta(days=1)
    found = looked(Task(Source("P", url=URL, publisher="Karsa Post", published=day)), Site(fetched()))
    assert isinstance(found, Read)
    assert {here.document.date_published for here in found.page} == {day}
    text = '{"text": "Oslo recalled its envoy.", "publisher": "NRK"}\n{"text": "Oslo closed its border."}\n'
    found = looked(Task(Source("P", url=URL, publisher="Karsa Post")), Site(fetched(text, "text/plain")))
    assert isinstance(found, Read)
    assert [here.document.publisher for here in found.page] == ["NRK", "Karsa Post"]


def test_times_that_name_no_day_are_meant_in_the_zone_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    origins: list[Origin] = []

    def read(stream: object, origin: Origin, **more: object) -> list[Document]:
        origins.append(origin)
        return []

    monkeypatch.setattr(polling, "documents_in", read)
    looked(Task(Source("P", url=URL, zone=ZoneInfo("Asia/Manila"))), Site(fetched()))
    retrieved = origins[0].retrieved
    assert retrieved == NOW
    assert retrieved.utcoffset() == timedelta(hours=8)


def test_no_source_is_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "MOST_DOCUMENTS", 1)
    found = looked(Task(WEB), Site(fetched()))
    assert isinstance(found, Read)
    assert len(found.page) == 1
    assert "left out" in str(found.failures[0])


def never(
    url: str, validators: Validators | None = None, *, headers: Mapping[str, str] | None = None
) -> Fetched:
    raise AssertionError("a file is not fetched")


def test_a_folder_is_read_again_when_a_file_in_it_changes(tmp_path: Path) -> None:
    source = Source("F", path=tmp_path)
    empty = look(Task(source), never, lambda: NOW)
    assert isinstance(empty, Read)
    assert (empty.page, empty.failures) == ((), ())
    (tmp_path / "a.txt").write_text("Oslo recalled its envoy.")
    (tmp_path / ".hidden").write_text("Nobody looks here.")
    first = look(Task(source, None, empty.content), never, lambda: NOW)
    assert isinstance(first, Read)
    assert [here.document.text for here in first.page] == ["Oslo recalled its envoy."]
    assert isinstance(look(Task(source, None, first.content), never, lambda: NOW), Unaltered)
    (tmp_path / "b.bin").write_bytes(b"\0\1")
    second = look(Task(source, None, first.content), never, lambda: NOW)
    assert isinstance(second, Read)
    assert (len(second.page), len(second.failures)) == (1, 1)
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    assert isinstance(look(Task(source, None, second.content), never, lambda: NOW), Read)


def test_a_file_that_is_not_there_has_failed(tmp_path: Path) -> None:
    found = look(Task(Source("F", path=tmp_path / "none.txt")), never, lambda: NOW)
    assert isinstance(found, Missed)
    assert "no such file" in str(found.failure)
