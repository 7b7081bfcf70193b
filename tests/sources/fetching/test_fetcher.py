"""The fetcher against sites of our own: conditions, codings, redirects, limits, robots.txt, secrets."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import brotli
import pytest

from standoff.errors import ConfigError, FetchError, RefusedError, StoppedError
from standoff.sources.fetching import Fetched, Fetcher, Fetching, Unchanged, Validators
from standoff.sources.fetching.fetcher import MAX_REDIRECTS
from tests.sources.fetching.site import Answer, Asked, Site

PAGE = b"<html><p>Ostland closed the strait.</p></html>"


def fetch(site: Site, here: Fetching, path: str = "/live") -> Fetched:
    with Fetcher(here) as fetcher:
        answer = fetcher.fetch(site.url(path))
    assert isinstance(answer, Fetched)
    return answer


def test_a_page_comes_with_what_the_server_says_of_it(site: Site, here: Fetching) -> None:
    site.routes["/live"] = Answer(PAGE, etag='"a1"', headers={"Cache-Control": "max-age=90"})
    page = fetch(site, here)
    assert page.data == PAGE
    assert (page.origin.media_type, page.origin.charset) == ("text/html", "utf-8")
    assert page.origin.retrieved is not None
    assert page.origin.retrieved.tzinfo is not None
    assert (page.validators.etag, page.hints.max_age) == ('"a1"', 90)
    assert site.asked[0].headers["user-agent"].startswith("Standoff/")
    assert not {"referer", "cookie", "authorization"} & site.asked[0].headers.keys()


@pytest.mark.parametrize(
    "answer",
    [Answer(PAGE, etag='"a1"'), Answer(PAGE, last_modified="Tue, 18 Mar 2031 06:40:00 GMT")],
    ids=["etag", "last-modified"],
)
def test_an_unchanged_page_is_not_sent_again(site: Site, here: Fetching, answer: Answer) -> None:
    site.routes["/live"] = answer
    with Fetcher(here) as fetcher:
        first = fetcher.fetch(site.url("/live"))
        assert isinstance(first, Fetched)
        assert isinstance(fetcher.fetch(site.url("/live"), first.validators), Unchanged)
        site.routes["/live"] = Answer(b"<p>New.</p>", etag='"a2"')
        assert isinstance(fetcher.fetch(site.url("/live"), first.validators), Fetched)


@pytest.mark.parametrize(
    ("coding", "packed"),
    [("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE)), ("br", brotli.compress(PAGE))],
)
def test_codings_are_taken_off(site: Site, here: Fetching, coding: str, packed: bytes) -> None:
    site.routes["/live"] = Answer(packed, headers={"Content-Encoding": coding})
    assert fetch(site, here).data == PAGE


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"x" * 5000),
        Answer(b"x" * 5000, length=False),
        Answer(gzip.compress(b"x" * 50_000_000), headers={"Content-Encoding": "gzip"}),
        Answer(brotli.compress(b"x" * 50_000_000, quality=5), headers={"Content-Encoding": "br"}),
    ],
    ids=["told", "untold", "gzip bomb", "brotli bomb"],
)
def test_a_page_over_the_limit_is_refused_while_it_comes(site: Site, here: Fetching, answer: Answer) -> None:
    site.routes["/live"] = answer
    with pytest.raises(FetchError, match=r"too (?:large|big|long)"):
        fetch(site, replace(here, max_bytes=4000))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b"", 404), "404"),
        (Answer(b"", 410), "410"),
        (Answer(b"", 403), "403"),
        (Answer(b"", 500), "500"),
        (Answer(PAGE, cut=10), ""),
        (Answer(b"not gzip", headers={"Content-Encoding": "gzip"}), ""),
        (Answer(PAGE, headers={"Content-Encoding": "x-unknown"}), ""),
    ],
    ids=["404", "410", "403", "500", "cut off", "not packed", "unknown coding"],
)
def test_what_is_no_page_is_an_error_that_names_the_address_and_a_remedy(
    site: Site, here: Fetching, answer: Answer, words: str
) -> None:
    site.routes["/live"] = answer
    with pytest.raises(FetchError) as caught:
        fetch(site, here)
    assert caught.value.where == site.url("/live")
    assert words in str(caught.value)
    assert caught.value.remedy


def test_a_server_that_drips_is_not_waited_for(site: Site, here: Fetching) -> None:
    site.routes["/live"] = Answer(b"x" * 1000, drip=0.05)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"took longer than 0\.5 seconds"):
        fetch(site, replace(here, timeout=0.5))
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("close", [True, False], ids=["closed", "told to stop"])
def test_a_fetch_under_way_can_be_ended_from_another_thread(site: Site, here: Fetching, close: bool) -> None:
    site.routes["/live"] = Answer(b"x" * 1000, drip=0.05)
    stop = threading.Event()
    fetcher = Fetcher(here, stop=stop)
    caught: list[BaseException] = []

    def run() -> None:
        try:
            fetcher.fetch(site.url("/live"))
        except StoppedError as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while not site.asked:
        time.sleep(0.01)
    if close:
        fetcher.close()
    else:
        stop.set()
    thread.join(5)
    assert not thread.is_alive()
    assert caught
    with pytest.raises(StoppedError):
        fetcher.fetch(site.url("/live"))


def test_those_who_wait_for_a_turn_or_for_robots_txt_end_with_it(site: Site, here: Fetching) -> None:
    site.routes["/live"] = Answer(PAGE)
    site.routes["/robots.txt"] = lambda asked: Answer(b"", pause=0.0 if len(site.asked_robots) < 2 else 30.0)
    fetcher = Fetcher(replace(here, delay=60.0))
    fetcher.fetch(site.url("/live"))
    caught: list[StoppedError] = []

    def run(host: str) -> None:
        try:
            fetcher.fetch(site.url("/live", host=host))
        except StoppedError as error:
            caught.append(error)

    hosts = ["127.0.0.1", "127.0.0.1", "localhost", "localhost", "localhost"]
    threads = [threading.Thread(target=run, args=(host,)) for host in hosts]
    for thread in threads:
        thread.start()
    while len(site.asked_robots) < 2:
        time.sleep(0.01)
    fetcher.close()
    for thread in threads:
        thread.join(5)
    assert len(caught) == len(hosts)
    assert len(site.asked) == 1


def test_many_threads_share_one_fetcher(site: Site, other_site: Site, here: Fetching, tmp_path: Path) -> None:
    found: list[tuple[str, bytes]] = []
    for here_or_there in (site, other_site):
        for number in range(8):
            here_or_there.routes[f"/{number}"] = Answer(f"{number} ".encode() * 3000, etag=f'"{number}"')

    def run(urls: list[str]) -> None:
        for url in urls:
            page = fetcher.fetch(url)
            assert isinstance(page, Fetched)
            found.append((url, page.data))

    urls = [which.url(f"/{number}") for number in range(8) for which in (site, other_site)]
    with Fetcher(replace(here, cache=tmp_path / "pages")) as fetcher:
        threads = [threading.Thread(target=run, args=(urls[turn:] + urls[:turn],)) for turn in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert len(found) == 8 * len(urls)
    assert all(data == f"{url[-1]} ".encode() * 3000 for url, data in found)
    assert len(site.asked_robots) == len(other_site.asked_robots) == 1


def test_an_unchanged_page_leaves_the_connection_open(site: Site, here: Fetching) -> None:
    site.routes["/live"] = Answer(PAGE, etag='"a1"')
    site.redirect("/old", "/live")
    with Fetcher(replace(here, obey_robots=False)) as fetcher:
        page = fetcher.fetch(site.url("/old"))
        assert isinstance(page, Fetched)
        for _ in range(3):
            fetcher.fetch(site.url("/live"), page.validators)
    assert len({asked.client for asked in site.asked}) == 1


def test_redirects_are_followed_and_moves_for_good_are_told(site: Site, here: Fetching) -> None:
    site.redirect("/live", "/next", 301)
    site.redirect("/next", "/last", 308)
    site.routes["/last"] = Answer(PAGE)
    page = fetch(site, here)
    assert (page.data, page.origin.url, page.moved_to) == (PAGE, site.url("/last"), site.url("/last"))
    site.redirect("/next", "/last", 302)
    assert fetch(site, here).moved_to == site.url("/next")


@pytest.mark.parametrize("number", [MAX_REDIRECTS, MAX_REDIRECTS + 1])
def test_ten_redirects_are_followed(site: Site, here: Fetching, number: int) -> None:
    for hop in range(number):
        site.redirect(f"/{hop}", f"/{hop + 1}")
    site.routes[f"/{number}"] = Answer(PAGE)
    if number <= MAX_REDIRECTS:
        assert fetch(site, here, "/0").data == PAGE
        return
    with pytest.raises(FetchError, match="circles"):
        fetch(site, here, "/0")


def test_a_redirect_brings_neither_credentials_nor_cookies(site: Site, here: Fetching) -> None:
    location = site.url("/there", userinfo="mallory:hunter2")
    site.routes["/live"] = Answer(
        status=302, headers={"Location": location, "Set-Cookie": "id=topsecret; Path=/"}
    )
    site.routes["/there"] = Answer(PAGE)
    page = fetch(site, here)
    assert page.origin.url == site.url("/there")
    assert not {"authorization", "cookie", "referer"} & site.asked[-1].headers.keys()


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_a_proxy_of_the_environment_is_not_used(
    site: Site, other_site: Site, here: Fetching, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, other_site.url())
    site.routes["/live"] = Answer(PAGE)
    assert fetch(site, here).data == PAGE
    assert other_site.asked == other_site.asked_robots == []


def test_circles_end(site: Site, here: Fetching) -> None:
    site.redirect("/live", "/live")
    with pytest.raises(FetchError, match="circles"):
        fetch(site, here)
    assert len(site.asked) <= 12


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)"])
def test_a_redirect_to_another_scheme_is_refused(site: Site, here: Fetching, location: str) -> None:
    site.redirect("/live", location)
    with pytest.raises(RefusedError):
        fetch(site, here)


def test_secrets_go_to_their_origin_alone_and_are_not_shown(
    site: Site, other_site: Site, here: Fetching
) -> None:
    site.redirect("/live", other_site.url("/there"))
    other_site.redirect("/there", site.url("/back"))
    site.routes["/back"] = Answer(PAGE)
    with Fetcher(here) as fetcher:
        fetcher.fetch(site.url("/live", userinfo="reader:hunter2"), headers={"X-Api-Key": "topsecret"})
        first, back = site.asked
        assert first.headers["authorization"].startswith("Basic ")
        assert first.headers["x-api-key"] == "topsecret"
        for asked in (*other_site.asked, back, *site.asked_robots, *other_site.asked_robots):
            assert not {"authorization", "x-api-key"} & asked.headers.keys()
        with pytest.raises(FetchError) as caught:
            fetcher.fetch(site.url("/none", userinfo="reader:hunter2"), headers={"X-Api-Key": "topsecret"})
    assert "hunter2" not in str(caught.value)
    assert "topsecret" not in str(caught.value)


@pytest.mark.parametrize(
    ("robots", "status", "allowed"),
    [
        ("User-agent: *\nDisallow: /live", 200, False),
        ("User-agent: *\nDisallow: /other", 200, True),
        ("User-agent: Standoff\nDisallow: /", 200, False),
        ("User-agent: Other\nDisallow: /", 200, True),
        ("", 404, True),
        ("", 403, True),
        ("", 503, False),
    ],
)
def test_robots_txt_is_obeyed(site: Site, here: Fetching, robots: str, status: int, allowed: bool) -> None:
    site.robots(robots, status)
    site.routes["/live"] = Answer(PAGE)
    if allowed:
        assert fetch(site, here).data == PAGE
        return
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetch(site, here)
    assert site.asked == []
    assert fetch(site, replace(here, obey_robots=False)).data == PAGE


def test_robots_txt_is_asked_once(site: Site, here: Fetching) -> None:
    site.robots("User-agent: *\nAllow: /")
    site.routes["/live"] = Answer(PAGE)
    with Fetcher(here) as fetcher:
        for _ in range(3):
            fetcher.fetch(site.url("/live"))
    assert len(site.asked_robots) == 1


def test_a_host_is_given_time_between_requests_of_all_threads(site: Site, here: Fetching) -> None:
    site.routes["/live"] = Answer(PAGE)
    with Fetcher(replace(here, delay=0.3)) as fetcher:
        threads = [threading.Thread(target=fetcher.fetch, args=(site.url("/live"),)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    times = sorted(asked.at for asked in site.asked)
    assert all(later - earlier >= 0.25 for earlier, later in pairwise(times))


def test_a_host_that_asks_for_time_says_when_to_come_back(site: Site, here: Fetching) -> None:
    site.routes["/live"] = Answer(b"", 429, headers={"Retry-After": "120"})
    with pytest.raises(FetchError) as caught:
        fetch(site, here)
    assert caught.value.retry_after == 120


def test_what_is_cached_is_asked_for_only_once_it_is_stale(
    site: Site, here: Fetching, tmp_path: Path
) -> None:
    settings = replace(here, cache=tmp_path / "pages")
    site.routes["/fresh"] = Answer(PAGE, headers={"Cache-Control": "max-age=600"})
    site.routes["/stale"] = Answer(PAGE, etag='"a1"')
    for path in ("/fresh", "/stale"):
        assert not fetch(site, settings, path).cached
        again = fetch(site, settings, path)
        assert again.cached
        assert again.data == PAGE
    assert site.paths() == ["/fresh", "/stale", "/stale"]
    assert "if-none-match" in site.asked[-1].headers


def test_what_was_kept_does_not_go_past_a_lower_limit(site: Site, here: Fetching, tmp_path: Path) -> None:
    settings = replace(here, cache=tmp_path / "pages")
    site.routes["/live"] = Answer(PAGE, etag='"a1"', headers={"Cache-Control": "max-age=600"})
    fetch(site, settings)
    with pytest.raises(FetchError, match="too big"):
        fetch(site, replace(settings, max_bytes=len(PAGE) - 1))
    assert fetch(site, replace(settings, max_bytes=len(PAGE))).cached


def test_a_page_that_moved_is_asked_after_where_it_is_now(site: Site, here: Fetching, tmp_path: Path) -> None:
    settings = replace(here, cache=tmp_path / "pages")
    site.redirect("/live", "/there", 301)
    site.routes["/there"] = Answer(PAGE, etag='"a1"')
    first, again = fetch(site, settings), fetch(site, settings)
    assert (again.cached, again.data, again.moved_to) == (True, PAGE, site.url("/there"))
    assert again.origin == first.origin
    asked = [(asked.path, "if-none-match" in asked.headers) for asked in site.asked]
    assert asked == [("/live", False), ("/there", False), ("/live", False), ("/there", True)]


def test_what_was_had_with_a_secret_or_must_not_be_kept_is_not_kept(
    site: Site, here: Fetching, tmp_path: Path
) -> None:
    site.routes["/live"] = Answer(PAGE, etag='"a1"')
    site.routes["/secret"] = Answer(PAGE, etag='"a1"', headers={"Cache-Control": "no-store"})
    with Fetcher(replace(here, cache=tmp_path / "pages")) as fetcher:
        fetcher.fetch(site.url("/live", userinfo="reader:hunter2"))
        fetcher.fetch(site.url("/live"), headers={"X-Api-Key": "topsecret"})
        fetcher.fetch(site.url("/secret"))
    assert list((tmp_path / "pages").iterdir()) == []


def test_a_host_that_asks_for_time_is_left_alone_by_all_threads(site: Site, here: Fetching) -> None:
    site.routes["/busy"] = Answer(b"", 503, headers={"Retry-After": "600"})
    site.routes["/live"] = Answer(PAGE)
    with Fetcher(here) as fetcher:
        for path in ("/busy", "/live"):
            with pytest.raises(FetchError) as caught:
                fetcher.fetch(site.url(path))
            assert caught.value.retry_after in (599, 600, 601)
    assert site.paths() == ["/busy"]


@pytest.mark.parametrize(
    "change",
    [
        {"timeout": 0.0},
        {"timeout": float("inf")},
        {"timeout": float("nan")},
        {"delay": -1.0},
        {"delay": float("inf")},
        {"delay": float("nan")},
        {"max_bytes": 0},
    ],
    ids=str,
)
def test_settings_without_bounds_are_refused(here: Fetching, change: dict[str, float]) -> None:
    with pytest.raises(ConfigError) as caught:
        Fetching(**change)  # type: ignore[arg-type]
    assert caught.value.remedy


def test_a_damaged_cache_entry_is_as_none(site: Site, here: Fetching, tmp_path: Path) -> None:
    settings = replace(here, cache=tmp_path / "pages")
    site.routes["/live"] = Answer(PAGE, headers={"Cache-Control": "max-age=600"})
    fetch(site, settings)
    (entry,) = (tmp_path / "pages").iterdir()
    entry.write_bytes(entry.read_bytes()[:-3])
    assert not fetch(site, settings).cached
    entry.write_bytes(b"\x00garbage")
    assert fetch(site, settings).data == PAGE


def test_the_cache_is_bounded(site: Site, here: Fetching, tmp_path: Path) -> None:
    settings = replace(here, cache=tmp_path / "pages", max_cache=20_000)

    def large(asked: Asked) -> Answer:
        return Answer(b"x" * 4000, headers={"Cache-Control": "max-age=600"})

    with Fetcher(settings) as fetcher:
        for number in range(12):
            site.routes[f"/{number}"] = large
            fetcher.fetch(site.url(f"/{number}"))
    assert sum(path.stat().st_size for path in (tmp_path / "pages").iterdir()) <= 22_000


def test_a_name_that_resolves_to_a_private_address_is_refused(site: Site, here: Fetching) -> None:
    site.routes["/live"] = Answer(PAGE)
    url = site.url("/live", host="harmless.example")
    with (
        Fetcher(replace(here, allow_private=False), resolver=lambda host: ["127.0.0.1"]) as fetcher,
        pytest.raises(RefusedError, match="loopback"),
    ):
        fetcher.fetch(url)
    with (
        Fetcher(
            replace(here, allow_private=False), resolver=lambda host: ["93.184.216.34", "10.0.0.1"]
        ) as fetcher,
        pytest.raises(RefusedError, match="private"),
    ):
        fetcher.fetch(url)
    assert site.asked == site.asked_robots == []


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(site: Site, here: Fetching) -> None:
    """A resolver that gives another answer each time, as DNS rebinding does, is asked once a connection."""
    site.routes["/live"] = Answer(PAGE)
    answers = []

    def rebinding(host: str) -> list[str]:
        answers.append(host)
        return ["127.0.0.1"] if len(answers) == 1 else ["192.0.2.1"]

    with Fetcher(replace(here, obey_robots=False), resolver=rebinding) as fetcher:
        page = fetcher.fetch(site.url("/live", host="rebinding.example"))
    assert isinstance(page, Fetched)
    assert answers == ["rebinding.example"]
    assert site.asked[0].headers["host"] == f"rebinding.example:{site.port}"


def test_validators_of_another_address_are_not_sent(site: Site, here: Fetching) -> None:
    site.routes["/live"] = Answer(PAGE, etag='"a1"')
    with Fetcher(here) as fetcher:
        answer = fetcher.fetch(site.url("/live"), Validators('"a1"', url=site.url("/else")))
    assert isinstance(answer, Fetched)
