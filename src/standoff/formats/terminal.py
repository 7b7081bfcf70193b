"""What all forms for a person at a terminal share."""

from __future__ import annotations

from io import StringIO

from rich.console import Console

LEAST = 40
"""Columns below which nothing is laid out."""


def console(width: int, colour: bool) -> Console:
    """A console to be captured.

    Args:
        width: columns; ``LEAST`` where there are fewer.
        colour: whether to use the terminal's colours; without them the text has no escapes.
    """
    return Console(
        file=StringIO(),
        width=max(width, LEAST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        soft_wrap=False,
    )
