"""Bytes -> Documents: files, directories, urls and streams, each read as what it is."""

from standoff.sources.dates import parse_date
from standoff.sources.open import documents, documents_in
from standoff.sources.origin import Origin
from standoff.sources.paths import STDIN
from standoff.sources.tables.columns import Columns, parse_columns

__all__ = ["STDIN", "Columns", "Origin", "documents", "documents_in", "parse_columns", "parse_date"]
