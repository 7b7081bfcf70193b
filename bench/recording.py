"""What all benches share: figures on the screen, figures in a file, a process's peak memory."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path


def table(figures: Mapping[str, float], marks: Mapping[str, str]) -> None:
    """Print each figure with its mark, if it has one."""
    for name, value in figures.items():
        mark = f"  ({marks[name]})" if name in marks else ""
        print(f"{name:<28} {value:>12,.2f}{mark}")


def record(figures: Mapping[str, float], path: Path) -> None:
    """Write the figures to ``path``, with date, commit and machine."""
    described = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    written = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": described.stdout.strip() or "unknown",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        **{name: round(value, 2) for name, value in figures.items()},
    }
    path.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def megabytes(usage: resource.struct_rusage) -> float:
    """The peak memory of a process that has ended."""
    return usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
