"""Sayings made from what was read of a sentence: stretches of tokens in, spans as PolNeAR marks them out."""

from __future__ import annotations

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.said.cues import Cues, VerbCue
from standoff.coding.said.media import Media
from standoff.coding.said.sayings import DASHES, Position, Saying, SayingKind, Stretch, children, phrase
from standoff.types import Span

_DAYS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "tonight",
        "earlier",
        "later",
    ]
)
_NOBODY = frozenset({"we", "i", "nobody", "none", "neither"})


class Maker:
    """Makes the sayings of one sentence."""

    def __init__(self, sentence: Sentence, cues: Cues, media: Media) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.cues = cues
        self.media = media

    def saying(
        self,
        head: int,
        first: int,
        last: int,
        source: Token,
        content: list[Stretch],
        entry: VerbCue,
        *,
        kind: SayingKind = "verb",
        media: tuple[Position, ...] = (),
        edges: Stretch | None = None,
    ) -> Saying | None:
        kept = tuple(span for span in (self._span(*stretch) for stretch in content) if span is not None)
        if not kept:
            return None
        sources: tuple[Span, ...] = ()
        if edges is None:
            sources = (self._source(*phrase(self.sentence, source.i, head)),)
        elif edges[0] >= 0:
            sources = (self.sentence.span(*edges),)
        link = entry.link and not self._untold(head) and source.lower not in _NOBODY
        return Saying(
            source=sources,
            cue=(self.sentence.span(first, self._with_day(last)),),
            content=kept,
            sentence=self.sentence.index,
            cue_head=head,
            speaker=Position(self.sentence.index, source.i),
            media=media or self.media.spoken_to(head, source, content),
            informants=self.media.informants(head, source) if link else (),
            kind=kind,
            link=link,
            act=entry.act,
        )

    def _untold(self, head: int) -> bool:
        """Whether the cue tells that somebody did not say so."""
        verb = self.tokens[head]
        if verb.lemma not in self.cues.untold:
            return False
        above = self.tokens[verb.head]
        return bool(children(self.sentence, head, "neg")) or (
            verb.dep == "xcomp" and above.lemma in {"decline", "refuse"}
        )

    def _with_day(self, last: int) -> int:
        after = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        if after is not None and after.text == ":":
            return last + 1
        return (
            last + 1
            if after is not None and after.lower in _DAYS and after.pos in {"PROPN", "NOUN"}
            else last
        )

    def _source(self, left: int, right: int) -> Span:
        """A source's span; a comma that closes an apposition belongs to it."""
        tokens = self.tokens
        commas = [t.i for t in tokens[left:right] if t.text == ","]
        closes = right + 2 < len(tokens) and tokens[right + 1].text == ","
        listed = any(tokens[i + 1].lower in {"and", "or"} for i in commas)
        if commas and closes and not listed and tokens[right + 2].pos in {"VERB", "AUX", "ADV"}:
            right += 1
        return self.sentence.span(left, right)

    def _span(self, left: int, right: int) -> Span | None:
        """A content's span without outer commas and stops."""
        tokens = self.tokens
        while left <= right and tokens[left].text in {",", ":", ";", "."} | DASHES:
            left += 1
        while right >= left and tokens[right].text in {",", ".", ";", ":", "?", "!", "..."} | DASHES - {"-"}:
            right -= 1
        return self.sentence.span(left, right) if left <= right else None
