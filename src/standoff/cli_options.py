"""Options that several commands share: said once, so that they read and mean the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private and local addresses too.")
]
Contact = Annotated[
    str | None,
    typer.Option(
        metavar="WHERE",
        help="A page or address where a site's keeper reaches you; sent as part of the User-Agent.",
        show_default=False,
    ),
]
MinConfidence = Annotated[
    float, typer.Option(min=0, max=1, metavar="P", help="Leave out events less likely than this (0 to 1).")
]
Output = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write to FILE, not to standard output.", show_default=False),
]
Pipeline = Annotated[
    str, typer.Option(metavar="PACKAGE", help="The installed package of another spaCy pipeline.")
]
PublishersFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        envvar="STANDOFF_PUBLISHERS",
        help="Outlets and think tanks of your own beside ours, in TOML or CSV.",
        show_default=False,
    ),
]
