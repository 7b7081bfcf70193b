"""What JSON-LD tells of updates, completed by what the page shows of them."""

from __future__ import annotations

import pytest

from standoff.sources.pages.live_blog import with_shown
from standoff.sources.pages.updates import Update

LONG = "Ostland recalled its envoy from Velmark City, and Velmark recalled its own from Harl. " * 5


@pytest.mark.parametrize(
    ("told", "shown", "body"),
    [
        (Update("", headline="A day"), Update("Body.", headline="A Day"), "Body."),
        (Update("", url="/live#u1"), Update("Body.", anchor="u1"), "Body."),
        (Update("", anchor="u1"), Update("Body.", url="https://n.example/x#u1"), "Body."),
        (Update("", headline="A day"), Update("Body.", headline="Another"), ""),
        (Update("Told.", anchor="u1"), Update("Shown and longer.", anchor="u1"), "Told."),
        (Update("Told so f…", anchor="u1"), Update("Told so far.", anchor="u1"), "Told so far."),
        (
            Update(LONG, anchor="u1"),
            Update(LONG.replace(". ", ".\n\n"), anchor="u1"),
            LONG.replace(". ", ".\n\n"),
        ),
        (Update(LONG, anchor="u1"), Update("Read more", anchor="u1"), LONG),
    ],
)
def test_the_better_body_is_taken(told: Update, shown: Update, body: str) -> None:
    assert with_shown([told], [shown])[0].body == body


def test_what_json_ld_leaves_out_follows_where_the_markup_is_of_the_same_page() -> None:
    told = [Update(f"Told {n}.", anchor=f"u{n}") for n in (3, 2)]
    shown = [Update(f"Shown {n}.", anchor=f"u{n}") for n in (3, 2, 1)]
    assert [update.body for update in with_shown(told, shown)] == ["Told 3.", "Told 2.", "Shown 1."]
    assert with_shown(told, [Update("Other.", anchor="x"), Update("Things.", anchor="y")]) == told
    assert with_shown([], shown) == shown
