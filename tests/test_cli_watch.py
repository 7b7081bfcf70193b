"""``standoff watch`` and ``standoff sources``: what a user sees, over files and over a server of our own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner, Result

from standoff.cli import app

POST = (
    '<article class="live-update" id="u{0}"><time datetime="2031-03-18T{0:02}:00Z">x</time>'
    "<p>{1}</p></article>"
)
HEAD = '<head><title>Karsa live</title><link rel="canonical" href="https://karsa.example/live"></head>'


def page(*updates: tuple[int, str]) -> str:
    body = "".join(POST.format(number, words) for number, words in updates)
    return f'<html lang="en">{HEAD}<body><h1>Karsa live</h1>{body}</body></html>'


ONE = (9, "Ostland closed its border with Velmark on Tuesday, the ministry said.")
TWO = (10, "Velmark protested against the closure and called it illegal under the treaty.")
THREE = (11, "The two neighbours agreed to meet in Karsa on Friday, an envoy said.")
FOUR = (12, "Ostland opened its border again, and the first trains left for Velmark.")
SLOW = "slow"
EDITED = (10, "Velmark protested against the closure and recalled its ambassador from Ostland.")

NAMES = ((ONE, "one"), (TWO, "two"), (EDITED, "edited"), (THREE, "three"), (FOUR, "four"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    Path("sources.toml").write_text('[[source]]\nname = "Karsa"\npath = "page.html"\n')
    Path("page.html").write_text(page(TWO, ONE))
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def watched(*more: str) -> list[dict[str, object]]:
    result = run("watch", "sources.toml", "--once", "--documents", "--format", "jsonl", *more)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_turn_tells_what_changed_since_the_last(folder: Path) -> None:
    first, second = watched()
    assert (first["text"], second["text"]) == (ONE[1], TWO[1])
    time.sleep(1.05)  # the least that passes between two looks at a file
    Path("page.html").write_text(page(THREE, EDITED, ONE))
    edited, new = watched()
    assert (edited["text"], edited["supersedes"]) == (EDITED[1], second["id"])
    assert (new["text"], new["supersedes"]) == (THREE[1], None)
    time.sleep(1.05)
    Path("page.html").write_text(page(EDITED, ONE))
    (gone,) = watched()
    assert (gone["retracted"], gone["is_part_of"]) == (new["id"], new["is_part_of"])


def test_documents_are_coded_unless_told_otherwise(folder: Path) -> None:
    result = run("watch", "--once", "--format", "jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["act"] for record in records for event in record["events"]]
    assert "COERCE" in run("watch", "--once", "--state", "other.sqlite").stdout


def test_sources_are_listed_with_success_failure_and_next_turn(folder: Path) -> None:
    Path("sources.toml").write_text(
        '[[source]]\nname = "Karsa"\npath = "page.html"\n\n[[source]]\nname = "None"\npath = "none.html"\n'
    )
    before = json.loads(run("sources", "--format", "json").stdout)
    assert [row["last_success"] for row in before] == [None, None]
    result = run("watch", "--once", "--documents")
    assert result.exit_code == 1
    assert "None" in result.stderr
    karsa, none = json.loads(run("sources", "--format", "json").stdout)
    assert karsa["last_success"]
    assert karsa["next_turn"]
    assert karsa["failure"] is None
    assert "none.html" in none["failure"]
    assert "Karsa" in run("sources").stdout
    assert run("sources", "--format", "csv").stdout.startswith("name,address,last_success,")


def test_settings_that_are_amiss_and_a_foreign_state_are_named_and_left_alone(folder: Path) -> None:
    result = run("watch", "nothing.toml", "--once")
    assert result.exit_code == 1
    assert "nothing.toml: there is no such file" in result.stderr
    with sqlite3.connect("foreign.sqlite") as foreign:
        foreign.execute("CREATE TABLE theirs (x)")
    foreign.close()
    before = Path("foreign.sqlite").read_bytes()
    result = run("watch", "--once", "--documents", "--state", "foreign.sqlite")
    assert result.exit_code == 1
    assert "foreign.sqlite" in result.stderr
    assert Path("foreign.sqlite").read_bytes() == before


def start(*arguments: str) -> subprocess.Popen[str]:
    program = "from standoff.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, "watch", "--documents", "--format", "jsonl", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(folder: Path, number: signal.Signals) -> None:
    with start() as process:
        assert process.stdout is not None
        lines = [process.stdout.readline(), process.stdout.readline()]
        process.send_signal(number)
        rest, talk = process.communicate(timeout=20)
    assert process.returncode == 0, talk
    assert rest == ""
    assert [json.loads(line)["text"] for line in lines] == [ONE[1], TWO[1]]
    time.sleep(1.05)
    assert watched() == []  # it had remembered both


def test_what_was_handed_on_before_a_kill_is_not_lost_and_the_rest_comes(folder: Path) -> None:
    Path("page.html").write_text(
        page(*((number, f"Report {number}. {ONE[1]}") for number in range(23, 0, -1)))
    )
    with start() as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [process.stdout.readline() for _ in range(3)]
        assert all(lines), process.stderr.read()
        seen = [json.loads(line)["id"] for line in lines]
        process.kill()
        rest = process.stdout.read()  # communicate() loses what was read ahead
    seen += [json.loads(line)["id"] for line in rest.splitlines() if line.endswith("}")]
    time.sleep(2.1)
    later = [record["id"] for record in watched()]
    assert len(set(seen) | set(later)) == 23
    assert len(set(seen) & set(later)) <= 1  # what was in flight may come again


class _Site(BaseHTTPRequestHandler):
    pages: ClassVar[list[tuple[int, str]]] = []
    conditions: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            return self._answer(404, "")
        self.conditions.append(self.headers.get("If-None-Match"))
        status, text = self.pages[0]
        tag = f'"{abs(hash(text))}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            return self._answer(304, "")
        return self._answer(status, text, tag)

    def _answer(self, status: int, text: str, tag: str | None = None) -> None:
        self.send_response(status)
        if tag:
            self.send_header("ETag", tag)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        if text == SLOW:
            self.wfile.write(b"s")
            self.server.ended.wait(20)  # type: ignore[attr-defined]
            return
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    server.ended = threading.Event()  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/live"
    server.ended.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def test_a_served_page_is_asked_for_with_its_validators_and_failures_are_told_once(
    folder: Path, site: str
) -> None:
    Path("sources.toml").write_text(f'[[source]]\nname = "Karsa"\nurl = "{site}"\n')
    _Site.pages, _Site.conditions = [(200, page(TWO, ONE))], []
    assert [record["text"] for record in watched("--allow-private")] == [ONE[1], TWO[1]]
    again = run("watch", "--once", "--documents", "--allow-private")
    assert again.stdout == ""  # not its turn yet, and said so
    assert "Karsa" in again.stderr
    _turn_has_come(folder)
    assert watched("--allow-private") == []
    assert [bool(condition) for condition in _Site.conditions] == [False, True]
    _Site.pages = [(500, "broken")]
    _turn_has_come(folder)
    result = run("watch", "--once", "--documents", "--allow-private")
    assert result.exit_code == 1
    assert "500" in result.stderr


def test_a_served_page_that_changes_in_every_way_is_followed(folder: Path, site: str) -> None:
    Path("sources.toml").write_text(f'[[source]]\nname = "Karsa"\nurl = "{site}"\n')
    texts = {one[1]: name for one, name in NAMES}
    ids: dict[object, str] = {None: ""}
    told = []
    for status, text in [
        (200, page(TWO, ONE)),
        (200, page(ONE, TWO)),  # another order
        (200, page(THREE, TWO, ONE)),
        (503, "busy"),
        (200, "\0\1\2"),
        (200, "<html><body><p>Please accept our cookies.</p></body></html>"[:6]),  # cut off
        (200, page(THREE, TWO, ONE)),  # as if nothing had been
        (200, page(THREE, EDITED, ONE)),
        (200, page(EDITED, ONE)),  # the newest was taken away
        (200, page(THREE, EDITED, ONE)),  # and is back
        (200, page(FOUR, THREE)),  # the rest has scrolled off
        (200, page(FOUR, THREE, TWO, ONE)),  # and is here again, and what was edited is as it was
    ]:
        _Site.pages = [(status, text)]
        _turn_has_come(folder)
        result = run("watch", "--once", "--documents", "--format", "jsonl", "--allow-private")
        assert result.exit_code == (0 if text.startswith("<html lang") else 1)
        changes = []
        for record in map(json.loads, result.stdout.splitlines()):
            if "retracted" in record:
                changes.append(f"-{ids[record['retracted']]}")
            else:
                ids[record["id"]] = texts[record["text"]]
                changes.append(f"{ids[record['id']]}<{ids[record['supersedes']]}")
        told.append(" ".join(changes))
    assert told == [
        "one< two<",
        "",
        "three<",
        "",
        "",
        "",
        "",
        "edited<two",
        "-three",
        "three<three",
        "four<",
        "two<edited",
    ]


def test_private_addresses_are_refused_unless_allowed(folder: Path, site: str) -> None:
    Path("sources.toml").write_text(f'[[source]]\nname = "Karsa"\nurl = "{site}"\n')
    result = run("watch", "--once", "--documents")
    assert result.exit_code == 1
    assert "loopback" in result.stderr


def _turn_has_come(folder: Path) -> None:
    """Let the state, if there is one, believe that its last try was long ago and went well."""
    state = next((folder / "state" / "standoff").glob("*.sqlite"), None)
    if state is None:
        return
    connection = sqlite3.connect(state)
    with connection:
        connection.execute("UPDATE sources SET last_try = NULL, next_turn = NULL, failures = 0")
    connection.close()


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_reads_no_more_does_not_hold_up_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch, unbuffered: str
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    long = [(number, f"Report {number}. " + 400 * ONE[1]) for number in range(23, 0, -1)]
    Path("page.html").write_text(page(*long))  # more than a pipe holds
    with start() as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(0.3)
        process.terminate()
        assert process.wait(timeout=10) == 0
        rest = process.stdout.read()
    seen = [
        json.loads(line)["id"] for line in [first, *rest.splitlines(keepends=True)] if line.endswith("\n")
    ]
    time.sleep(1.05)
    later = [record["id"] for record in watched()]
    assert len(seen) < 23
    assert len(set(seen) | set(later)) == 23
    assert len(set(seen) & set(later)) <= 1


def test_a_page_that_comes_slowly_does_not_hold_up_the_end(folder: Path, site: str) -> None:
    Path("sources.toml").write_text(f'[[source]]\nname = "Karsa"\nurl = "{site}"\n')
    _Site.pages, _Site.conditions = [(200, SLOW)], []
    with start("--allow-private") as process:
        while not _Site.conditions:
            time.sleep(0.02)
        process.terminate()
        _, talk = process.communicate(timeout=10)
    assert (process.returncode, talk) == (0, "")
