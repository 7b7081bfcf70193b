"""Bytes -> Documents: plain text, Markdown and JSON lines, from files or standard input."""

from standoff.sources.dates import parse_date
from standoff.sources.open import STDIN, documents

__all__ = ["STDIN", "documents", "parse_date"]
