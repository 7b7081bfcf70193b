"""Standoff: from live crisis coverage to a sourced ledger of events."""

from standoff.errors import StandoffError
from standoff.failures import Failure
from standoff.reading import Reading, code, read, read_all
from standoff.types import Coding, Document, Entity, Event, Span
from standoff.version import VERSION

__version__ = VERSION

__all__ = [
    "Coding",
    "Document",
    "Entity",
    "Event",
    "Failure",
    "Reading",
    "Span",
    "StandoffError",
    "__version__",
    "code",
    "read",
    "read_all",
]
