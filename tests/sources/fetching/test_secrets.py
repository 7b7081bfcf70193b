"""Secrets: sent to one origin, never shown, never again after a detour."""

from __future__ import annotations

import pytest

from standoff.errors import ConfigError
from standoff.sources.fetching.secrets import Secrets
from standoff.sources.fetching.targets import target

PAGE = target("https://reader:hunter2@a.example/live")
BASIC = "Basic cmVhZGVyOmh1bnRlcjI="


def test_a_user_name_and_password_become_a_header() -> None:
    secrets = Secrets(PAGE)
    assert secrets
    assert secrets.send_to(PAGE) == {"Authorization": BASIC}
    assert Secrets(target("https://token@a.example/")).send_to(target("https://a.example/")) == {
        "Authorization": "Basic dG9rZW46"
    }
    assert not Secrets(target("https://a.example/"))


def test_a_header_of_the_user_comes_before_the_address() -> None:
    assert Secrets(PAGE, {"authorization": " Bearer t0ken "}).send_to(PAGE) == {
        "Authorization": "Bearer t0ken"
    }


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/live",
        "https://a.example:8443/live",
        "https://b.example/live",
        "https://www.a.example/live",
        "https://a.example.b.example/live",
    ],
)
def test_another_origin_gets_nothing_and_the_first_no_more_after_it(url: str) -> None:
    secrets = Secrets(PAGE, {"X-Api-Key": "topsecret"})
    assert len(secrets.send_to(target("https://a.example:443/other"))) == 2
    assert secrets.send_to(target(url)) == {}
    assert secrets.send_to(PAGE) == {}


def test_what_they_say_is_not_shown() -> None:
    shown = repr(Secrets(PAGE, {"X-Api-Key": "topsecret"}))
    assert "X-Api-Key" in shown
    assert not {"topsecret", "hunter2", BASIC} & set(shown.replace("(", " ").replace(")", " ").split())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X Api Key", "topsecret"),
        ("X-Api-Key:", "topsecret"),
        ("", "topsecret"),
        ("Host", "topsecret.example"),
        ("transfer-encoding", "topsecret"),
        ("X-Api-Key", "topsecret\r\nHost: b.example"),
        ("X-Api-Key", "topsecret\N{EURO SIGN}"),
    ],
)
def test_a_header_that_cannot_be_sent(name: str, value: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Secrets(PAGE, {name: value})
    assert "topsecret" not in str(caught.value)
    assert caught.value.remedy
