"""The table at the widths that people have, and on a pipe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from standoff.formats import table
from tests.formats.sample import CODING, DOCUMENT, PAIRS


@pytest.mark.parametrize("width", [80, 160])
def test_the_table_is_as_recorded(width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"formats/strait.{width}.txt", table.render(PAIRS, width=width, colour=False))


@pytest.mark.parametrize("width", [40, 72, 80, 111, 112, 160, 300])
def test_no_line_is_wider_than_asked(width: int) -> None:
    for line in table.render(PAIRS, width=width, colour=False).splitlines():
        assert cell_len(line) <= width


def test_a_pipe_gets_no_escapes_and_a_terminal_gets_colour() -> None:
    assert "\x1b" not in table.render(PAIRS, width=100, colour=False)
    assert "\x1b[" in table.render(PAIRS, width=100, colour=True)


def test_the_text_cannot_steer_the_terminal() -> None:
    headline = "\x1b]0;owned\x07[bold]Lisbon[/bold]"
    written = table.render([(replace(DOCUMENT, headline=headline), CODING)], width=100, colour=False)
    assert "\x1b" not in written
    assert "[bold]Lisbon[/bold]" in written


def test_status_is_told_by_word() -> None:
    written = table.render(PAIRS, width=160, colour=False)
    for word in ("actual", "planned", "conditional", "hypothetical", "negated", "historical"):
        assert word in written
