"""The fetcher: politely, safely, and only what changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Condition, Event
from types import TracebackType
from typing import Self

import httpx

from standoff.errors import FetchError, RefusedError
from standoff.sources.fetching import headers as said
from standoff.sources.fetching.answers import FOR_GOOD, PAGES, REDIRECTS, no_page
from standoff.sources.fetching.cache import Cache, Entry
from standoff.sources.fetching.decoding import accepted, beginning, decoded, too_big
from standoff.sources.fetching.limits import Limit, current, limited, stopped, wait
from standoff.sources.fetching.network import GuardedBackend, Resolve, resolve
from standoff.sources.fetching.politeness import Turns
from standoff.sources.fetching.robots import MAX_ROBOTS, Robots, RobotsAnswer
from standoff.sources.fetching.secrets import Secrets
from standoff.sources.fetching.targets import Target, target
from standoff.sources.fetching.transport import Transport, raw_body, without_body
from standoff.sources.fetching.values import Fetched, Fetching, Hints, Unchanged, Validators
from standoff.sources.origin import Origin

MAX_REDIRECTS = 10
MAX_ROBOTS_REDIRECTS = 5

_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, "
    "application/ld+json, application/json;q=0.9, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5"
)
_CLOSING = 2.0
_ROBOTS_SECONDS = 20.0


class Fetcher:
    """Fetches pages over HTTP. One serves any number of threads, and knows for all of them whose turn it is.

    Args:
        settings: how pages are fetched.
        stop: when it is set, what is under way ends with a ``StoppedError`` within a second or so, and
            nothing new begins. ``close()`` does the same, from whatever thread.
        resolver: from a host's name to its addresses, for tests.

    Raises:
        StoreError: the cache folder cannot be used.
    """

    def __init__(
        self, settings: Fetching | None = None, *, stop: Event | None = None, resolver: Resolve = resolve
    ) -> None:
        self.settings = settings or Fetching()
        self._stop = stop or Event()
        self._closed = Event()
        self._cache = _cache(self.settings)
        self._turns = Turns()
        self._robots = Robots(self._ask_robots)
        self._transport = Transport(
            GuardedBackend(allow_private=self.settings.allow_private, resolver=resolver)
        )
        self._under_way = 0
        self._idle = Condition()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop what is under way in other threads, wait up to two seconds for it, and free connections."""
        self._closed.set()
        with self._idle:
            if self._idle.wait_for(lambda: not self._under_way, _CLOSING):
                self._transport.close()

    def fetch(
        self, url: str, validators: Validators | None = None, *, headers: Mapping[str, str] | None = None
    ) -> Fetched | Unchanged:
        """Get a page.

        Args:
            url: its address; a user name and password in it are sent to its origin alone.
            validators: what came with the copy that the caller has; then the cache is not used, and the
                answer is ``Unchanged`` if the server says so. Without them it is always ``Fetched``.
            headers: sent to the origin of ``url`` alone, for instance with a token.

        Raises:
            RefusedError: the scheme, the address or the site's robots.txt forbids it.
            StoppedError: the fetcher was closed, or told to stop.
            FetchError: it cannot be had; ``retry_after`` says when to come back, if the site does.
            ConfigError: ``headers`` cannot be sent.
        """
        page = target(url)
        secrets = Secrets(page, headers)
        with self._counted():
            try:
                return self._fetch(page, validators, secrets)
            except FetchError as error:
                raise (error if error.where else error.at(page.url)) from None

    def _fetch(self, page: Target, validators: Validators | None, secrets: Secrets) -> Fetched | Unchanged:
        cache = self._cache if validators is None and not secrets else None
        entry = cache.get(page.url) if cache else None
        if entry and len(entry.data) > self.settings.max_bytes:  # kept when more was allowed
            entry = None
        if entry and entry.fresh(datetime.now(UTC)):
            return _of_entry(entry, page)
        known = entry.validators if entry else validators or Validators()
        with limited(Limit(self.settings.timeout, self._is_stopped)) as limit:
            answer, may_be_kept = self._follow(page, known, secrets, limit)
        if isinstance(answer, Unchanged):
            if entry is None:
                return answer
            entry = replace(
                entry, checked=datetime.now(UTC), max_age=answer.hints.max_age, moved_to=answer.moved_to
            )
            answer = replace(_of_entry(entry, page), hints=answer.hints)
        elif cache:
            entry = _as_entry(page, answer)
        if cache and entry and may_be_kept:
            cache.put(entry)
        return answer

    def _follow(
        self, asked: Target, known: Validators, secrets: Secrets, limit: Limit
    ) -> tuple[Fetched | Unchanged, bool]:
        """From hop to hop, each checked as if it had been asked for; and whether the answer may be kept."""
        page, moved_to, for_good = asked, None, True
        for _ in range(MAX_REDIRECTS + 1):
            conditions = _conditions(known, page)
            try:
                with self._answer(page, {**secrets.send_to(page), **conditions}, limit) as response:
                    if response.status_code not in REDIRECTS or "location" not in response.headers:
                        answer = self._read(asked, page, response, bool(conditions))
                        return replace(answer, moved_to=moved_to), said.storable(response.headers)
                    without_body(response)
                    for_good = for_good and response.status_code in FOR_GOOD
                    page = _next(page, response.headers["location"])
                    moved_to = page.url if for_good else moved_to
            except FetchError as error:
                if page == asked or error.where:
                    raise
                raise error.at(f"{asked.url} (redirected to {page.url})") from None
        raise FetchError(
            f"leads in circles: more than {MAX_REDIRECTS} redirects", remedy="Look at it in a browser."
        )

    @contextmanager
    def _answer(self, page: Target, extra: Mapping[str, str], limit: Limit) -> Iterator[httpx.Response]:
        """The answer of one hop, once its site allows it and it is our turn."""
        with limit.paused():
            delay = self.settings.delay
            if self.settings.obey_robots:
                delay = max(delay, self._robots.delay(page))
            host = page.origin.host
            wait(self._turns.take(host, delay), self._is_stopped)
            while self._turns.resting(host):  # it said so to another thread while this one waited
                wait(self._turns.take(host, delay), self._is_stopped)
        headers = {
            "Accept": _ACCEPT,
            "Accept-Encoding": accepted(),
            "User-Agent": self.settings.user_agent,
            **extra,
        }
        with self._transport.get(page, headers) as response:
            yield response

    def _read(
        self, asked: Target, page: Target, response: httpx.Response, conditional: bool
    ) -> Fetched | Unchanged:
        now = datetime.now(UTC)
        kind, charset = said.media_type(response.headers)
        origin = Origin(asked.url, page.url, kind, charset, now)
        hints = said.hints(response.headers, now)
        if response.status_code == 304 and conditional:
            without_body(response)
            return Unchanged(origin, hints)
        if response.status_code not in PAGES:
            if hints.retry_after is not None and response.status_code in {429, 503}:
                self._turns.rest(page.origin.host, hints.retry_after)
            raise no_page(response.status_code, hints.retry_after)
        limit = self.settings.max_bytes
        length = response.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length[:20]) > limit:
            raise too_big(limit)
        coding = response.headers.get("content-encoding", "")
        data = decoded(raw_body(response), coding, limit, current().check)
        return Fetched(data, origin, said.validators(response.headers, page.url), hints)

    def _ask_robots(self, page: Target) -> RobotsAnswer:
        headers = {"Accept": "text/plain, */*;q=0.5", "User-Agent": self.settings.user_agent}
        headers["Accept-Encoding"] = accepted()
        with limited(Limit(min(self.settings.timeout, _ROBOTS_SECONDS), self._is_stopped)) as limit:
            for _ in range(MAX_ROBOTS_REDIRECTS + 1):
                with self._transport.get(page, headers) as response:
                    if response.status_code in REDIRECTS and "location" in response.headers:
                        page = _next(page, response.headers["location"])
                        continue
                    if response.status_code // 100 != 2:
                        return RobotsAnswer(response.status_code)
                    coding = response.headers.get("content-encoding", "")
                    return RobotsAnswer(
                        response.status_code,
                        beginning(raw_body(response), coding, MAX_ROBOTS, limit.check),
                        said.hints(response.headers, datetime.now(UTC)).max_age,
                    )
        return RobotsAnswer(404)  # RFC 9309, 2.3.1.2: after five redirects it may be taken for missing

    def _is_stopped(self) -> bool:
        return self._stop.is_set() or self._closed.is_set()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._idle:
            if self._is_stopped():
                raise stopped()
            self._under_way += 1
        try:
            yield
        finally:
            with self._idle:
                self._under_way -= 1
                self._idle.notify_all()


def _cache(settings: Fetching) -> Cache | None:
    if settings.cache is None:
        return None
    # What was had from a private network is not handed out where that is not allowed.
    return Cache(settings.cache, settings.max_cache, "private" if settings.allow_private else "")


def _next(page: Target, location: str) -> Target:
    try:
        return target(location, page)
    except RefusedError as error:
        raise RefusedError(
            f"redirects to {error.where}, which {error.what}", remedy="Look at it in a browser."
        ) from None


def _conditions(known: Validators, page: Target) -> dict[str, str]:
    if known.url is not None and known.url != page.url:
        return {}
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in conditions.items() if value is not None}


def _as_entry(page: Target, answer: Fetched) -> Entry:
    moment = answer.origin.retrieved or datetime.now(UTC)
    return Entry(
        url=page.url,
        final_url=answer.origin.url or page.url,
        retrieved=moment,
        checked=moment,
        data=answer.data,
        max_age=answer.hints.max_age,
        media_type=answer.origin.media_type,
        charset=answer.origin.charset,
        validators=answer.validators,
        moved_to=answer.moved_to,
    )


def _of_entry(entry: Entry, page: Target) -> Fetched:
    left = None
    if entry.max_age is not None:
        left = max(0, entry.max_age - int((datetime.now(UTC) - entry.checked).total_seconds()))
    return Fetched(
        entry.data,
        Origin(page.url, entry.final_url, entry.media_type, entry.charset, entry.retrieved),
        entry.validators,
        Hints(max_age=left),
        entry.moved_to,
        cached=True,
    )
