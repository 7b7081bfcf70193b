"""Models that the tests of the coder share: loaded once in a session."""

from __future__ import annotations

import pytest

from standoff.coding.coder import Coder
from standoff.coding.parsing.parse import Parser
from standoff.coding.what.encoder import Encoder
from standoff.coding.what.lexicon import Lexicon


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The parser that the package names."""
    return Parser.load()


@pytest.fixture(scope="session")
def coder(parser: Parser) -> Coder:
    """The coder with all that the package ships."""
    return Coder(parser, Lexicon.load(), Encoder.load())
