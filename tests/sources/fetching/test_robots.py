"""robots.txt after RFC 9309, asked by a fake and on a clock of the test's own."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import FetchError, RefusedError
from standoff.sources.fetching.robots import MAX_ROBOTS, Robots, RobotsAnswer
from standoff.sources.fetching.targets import Target, target

DAY = 86400
PAGE = target("https://a.example/live/1?page=2")
FORBID = b"User-agent: *\nDisallow: /live"


class Asked:
    """Answers in turn, the last one again and again; the clock stands until it is moved."""

    def __init__(self, *answers: RobotsAnswer | FetchError) -> None:
        self.answers = list(answers)
        self.urls: list[str] = []
        self.seconds = 0.0
        self.robots = Robots(self.ask, lambda: self.seconds)

    def ask(self, page: Target) -> RobotsAnswer:
        self.urls.append(page.url)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, FetchError):
            raise answer
        return answer


def ok(text: bytes, max_age: int | None = None) -> RobotsAnswer:
    return RobotsAnswer(200, text, max_age)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (b"", True),
        (FORBID, False),
        (b"\xef\xbb\xbf" + FORBID, False),
        (FORBID.replace(b"\n", b"\r\n"), False),
        (b"User-agent: *\nDisallow:", True),
        (b"User-agent: *\nDisallow: /\nAllow: /live", True),
        (b"User-agent: *\nDisallow: /*?page=", False),
        (b"User-agent: *\nDisallow: /live/1$", True),
        (b"User-agent: STANDOFF\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        (b"User-agent: standoff\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        (b"User-agent: Standoff/0.1 # us\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        (b"useragent standoff\nDisallow: /", False),
        (b"User-agent: stand\nDisallow: /", True),
        (b"User-agent: standoffish\nDisallow: /", True),
        (b"User-agent: Other\nUser-agent: Standoff\nDisallow: /", False),
        (b"User-agent: Standoff\nAllow: /\n\nUser-agent: Other\nDisallow: /live", True),
        (b"<html>not found</html>", True),
        (b"\x00\xff\xfe" * 100, True),
    ],
)
def test_rules(text: bytes, allowed: bool) -> None:
    robots = Asked(ok(text)).robots
    if allowed:
        assert robots.delay(PAGE) == 0.0
        return
    with pytest.raises(RefusedError, match="forbidden"):
        robots.delay(PAGE)


@pytest.mark.parametrize(
    ("words", "delay"),
    [("5", 5.0), ("0.5", 0.5), ("-3", 0.0), ("1e300", 86400.0), ("inf", 0.0), ("nan", 0.0), ("x", 0.0)],
)
def test_crawl_delay(words: str, delay: float) -> None:
    assert Asked(ok(f"User-agent: *\nCrawl-delay: {words}".encode())).robots.delay(PAGE) == delay


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_none_allows_all_for_a_day(status: int) -> None:
    asked = Asked(RobotsAnswer(status))
    assert asked.robots.delay(PAGE) == 0.0
    asked.seconds = DAY - 1
    asked.robots.delay(PAGE)
    assert asked.urls == ["https://a.example/robots.txt"]
    asked.seconds = DAY
    asked.robots.delay(PAGE)
    assert len(asked.urls) == 2


@pytest.mark.parametrize("status", [429, 500, 503])
def test_one_that_cannot_be_had_forbids_all_for_a_while(status: int) -> None:
    asked = Asked(RobotsAnswer(status), ok(b""))
    for _ in range(2):
        with pytest.raises(FetchError, match=str(status)) as caught:
            asked.robots.delay(PAGE)
        assert not isinstance(caught.value, RefusedError)
        assert caught.value.retry_after
    assert len(asked.urls) == 1
    asked.seconds += caught.value.retry_after or 0
    assert asked.robots.delay(PAGE) == 0.0


def test_an_older_copy_holds_while_a_new_one_cannot_be_had() -> None:
    asked = Asked(ok(b"User-agent: *\nCrawl-delay: 7"), RobotsAnswer(503))
    assert asked.robots.delay(PAGE) == 7.0
    asked.seconds = DAY + 1
    assert asked.robots.delay(PAGE) == 7.0
    assert len(asked.urls) == 2


@pytest.mark.parametrize(("max_age", "kept"), [(None, DAY), (10, 3600), (7200, 7200), (10 * DAY, DAY)])
def test_how_long_rules_are_kept(max_age: int | None, kept: int) -> None:
    asked = Asked(ok(b"", max_age))
    for seconds, times in ((0, 1), (kept - 1, 1), (kept, 2)):
        asked.seconds = seconds
        asked.robots.delay(PAGE)
        assert len(asked.urls) == times


def test_a_site_that_cannot_be_reached_is_asked_again_next_time() -> None:
    asked = Asked(FetchError("cannot be reached"), ok(b""))
    with pytest.raises(FetchError, match="cannot be reached"):
        asked.robots.delay(PAGE)
    assert asked.robots.delay(PAGE) == 0.0


def test_each_scheme_host_and_port_has_its_own() -> None:
    asked = Asked(ok(b""))
    for url in ("https://a.example/", "http://a.example/", "https://a.example:8443/", "https://b.example/x"):
        asked.robots.delay(target(url))
        asked.robots.delay(target(url))
    assert asked.urls == [
        "https://a.example/robots.txt",
        "http://a.example/robots.txt",
        "https://a.example:8443/robots.txt",
        "https://b.example/robots.txt",
    ]


def test_what_stands_beyond_the_limit_is_ignored() -> None:
    asked = Asked(ok(b"#" * MAX_ROBOTS + b"\n" + FORBID))
    assert asked.robots.delay(PAGE) == 0.0


def test_a_hostile_file_does_not_multiply_names_by_rules() -> None:
    tracemalloc.start()
    text = b"".join(b"User-agent: a%d\n" % number for number in range(1500)) + b"Disallow: /x*y\n" * 1500
    with pytest.raises(RefusedError):
        Asked(ok(text + b"\n" + FORBID)).robots.delay(PAGE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 << 20


def test_patterns_are_not_tried_in_every_way() -> None:
    page = target("https://a.example/" + "a" * 2000)
    text = b"User-agent: *\nDisallow: /" + b"*a" * 60 + b"*b$\n"
    assert Asked(ok(text)).robots.delay(page) == 0.0
    assert Asked(ok(b"User-agent: *\nDisallow: /" + b"*a" * 200_000 + b"*b$")).robots.delay(page) == 0.0


def _pages() -> st.SearchStrategy[str]:
    return st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30).map(
        lambda path: f"https://a.example/{path}"
    )


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.binary(max_size=40),
            st.sampled_from([b"User-agent: *", b"Disallow: /*a*b*$", b"Allow: %zz", b"Crawl-delay: 1e9"]),
        ),
        max_size=8,
    ).map(b"\n".join),
    _pages(),
)
def test_any_file_is_obeyed_or_ignored(text: bytes, url: str) -> None:
    delay: Callable[[Target], float] = Asked(ok(text)).robots.delay
    try:
        seconds = delay(target(url))
    except RefusedError:
        return
    assert 0.0 <= seconds < float("inf")
