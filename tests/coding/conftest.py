"""Models that the tests of the coder share: loaded once in a session."""

from __future__ import annotations

import pytest

from standoff.coding.coder import Coder
from standoff.coding.encoder import Encoder
from standoff.coding.lexicon import Lexicon
from standoff.coding.parse import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parser that the package names."""
    return Parser.load()


@pytest.fixture(scope="session")
def coder(parser: Parser) -> Coder:
    """The coder with all that the package ships."""
    return Coder(parser, Lexicon.load(), Encoder.load())
