"""The version of this package, read by the build and by the coder."""

from __future__ import annotations

VERSION = "0.1.0"
