"""``standoff fetch``: what a user sees, over a site of our own."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from standoff import cli_fetch
from standoff.cli import app
from standoff.sources.fetching import Fetching, politeness, user_agent
from tests.sources.fetching.site import Answer, Site

PAGE = (
    b'<html lang="en"><head><title>Strait closed</title></head><body><article><h1>Strait closed</h1>'
    b"<p>Ostland closed the strait on Tuesday, its ministry of defence said in a statement.</p>"
    b"<p>Velmark called the step a breach of the treaty and recalled its ambassador.</p></article>"
    b"</body></html>"
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = Site()
    found.routes["/live"] = Answer(PAGE, etag='"a1"')
    yield found
    found.close()


def fetch(*arguments: str) -> Result:
    return CliRunner().invoke(
        app, ["fetch", "--allow-private", "--delay", "0", *arguments], catch_exceptions=False
    )


def test_documents_are_whole_and_can_be_read_back(site: Site, tmp_path: Path) -> None:
    result = fetch(site.url("/live"), "--format", "jsonl")
    assert result.exit_code == 0, result.stderr
    record = json.loads(result.stdout)
    assert record["text"].startswith("Strait closed\n\nOstland closed the strait on Tuesday")
    path = tmp_path / "page.jsonl"
    path.write_text(result.stdout, encoding="utf-8")
    coded = json.loads(CliRunner().invoke(app, ["read", str(path), "--format", "jsonl"]).stdout)
    assert (coded["id"], coded["headline"]) == (record["id"], "Strait closed")
    assert coded["events"]


def test_what_cannot_be_had_is_named_and_the_others_come(site: Site) -> None:
    result = fetch(site.url("/none"), site.url("/live"), "ftp://a.example/")
    assert result.exit_code == 1
    assert "Strait closed" in result.stdout
    assert "/none" in result.stderr
    assert "ftp: addresses are not fetched" in result.stderr


def test_raw_is_the_page_as_it_came(site: Site) -> None:
    assert fetch(site.url("/live"), "--format", "raw").stdout_bytes == PAGE
    assert fetch(site.url("/live"), site.url("/live"), "--format", "raw").exit_code == 2


def test_the_second_time_the_page_is_only_asked_after(site: Site) -> None:
    fetch(site.url("/live"))
    fetch(site.url("/live"))
    fetch(site.url("/live"), "--no-cache")
    assert [bool(asked.headers.get("if-none-match")) for asked in site.asked] == [False, True, False]


def test_private_addresses_need_leave(site: Site) -> None:
    result = CliRunner().invoke(app, ["fetch", site.url("/live")])
    assert result.exit_code == 1
    assert "--allow-private" in result.stderr
    assert site.asked == []


def test_who_we_are_is_said_with_a_contact(site: Site) -> None:
    fetch(site.url("/live"), "--contact", "desk@example.org")
    assert "desk@example.org" in site.asked[0].headers["user-agent"]
    assert fetch(site.url("/live"), "--contact", "two\nlines").exit_code == 2


def test_a_file_of_publishers_that_is_amiss_is_named(site: Site, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("[[publisher]\n")
    result = fetch(site.url("/live"), "--publishers", str(own))
    assert result.exit_code == 1
    assert str(own) in result.stderr


def test_without_options_pages_are_fetched_as_by_the_library() -> None:
    options = inspect.signature(cli_fetch.fetch).parameters
    usual = Fetching()
    for name in ("timeout", "max_bytes", "delay", "allow_private"):
        assert options[name].default == getattr(usual, name)
    assert options["ignore_robots"].default is not usual.obey_robots
    assert user_agent(options["contact"].default) == usual.user_agent


def test_robots_txt_is_not_passed_over_in_silence(site: Site) -> None:
    site.robots("User-agent: *\nDisallow: /")
    refused = fetch(site.url("/live"))
    assert refused.exit_code == 1
    assert "robots.txt" in refused.stderr
    allowed = fetch(site.url("/live"), "--ignore-robots")
    assert allowed.exit_code == 0
    assert "robots.txt is not asked" in allowed.stderr
    assert site.asked_robots[1:] == []


def test_documents_come_in_the_order_of_the_urls(site: Site) -> None:
    for number in range(12):
        words = f"Ostland closed the strait on Tuesday for the {number}. time, its ministry of defence said."
        site.routes[f"/{number}"] = Answer(
            words.encode(), media_type="text/plain", pause=0.02 * (12 - number)
        )
    asked = [site.url(f"/{number}", host=("127.0.0.1", "localhost")[number % 2]) for number in range(12)]
    result = fetch(*asked, "--format", "jsonl")
    assert [json.loads(line)["url"] for line in result.stdout.splitlines()] == asked


def test_many_pages_of_a_host_that_asks_for_much_time_all_get_a_turn(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(politeness, "MAX_WAIT", 0.3)
    site.robots("User-agent: *\nCrawl-delay: 0.2")
    assert fetch(*[site.url("/live")] * 5, "--no-cache").exit_code == 0
    assert len(site.asked) == 5


@pytest.mark.parametrize("option", ["--timeout", "--delay"])
@pytest.mark.parametrize("value", ["nan", "inf"])
def test_times_have_an_end(site: Site, option: str, value: str) -> None:
    result = fetch(site.url("/live"), option, value)
    assert result.exit_code == 2
    assert option in result.stderr
    assert site.asked == []


def test_a_password_is_never_printed(site: Site) -> None:
    result = fetch(
        site.url("/live", userinfo="reader:hunter2"),
        site.url("/none", userinfo="reader:hunter2"),
        "--format",
        "jsonl",
    )
    assert result.exit_code == 1
    assert result.stdout
    assert "hunter2" not in result.stdout + result.stderr


def test_a_file_and_a_cache_of_ones_own(site: Site, tmp_path: Path) -> None:
    own, written = tmp_path / "own", tmp_path / "page.jsonl"
    result = fetch(site.url("/live"), "--cache", str(own), "--output", str(written), "--format", "jsonl")
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(written.read_text(encoding="utf-8"))["headline"] == "Strait closed"
    assert len(list(own.iterdir())) == 1
    assert fetch(site.url("/live"), "--cache", str(own), "--no-cache").exit_code == 2
    assert fetch(site.url("/live"), "--cache", str(written)).exit_code == 1


def test_a_home_that_may_not_be_written_to_means_no_cache(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    result = fetch(site.url("/live"))
    assert result.exit_code == 0
    assert "goes on without a cache" in result.stderr
