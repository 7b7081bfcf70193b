"""Quotations joined to the attributions that they belong to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from standoff.coding.parsing.parse import Sentence
from standoff.coding.said.cues import Cues, load_cues
from standoff.coding.said.quotations import Quotation
from standoff.coding.said.sayings import Position, Saying, cue_of, phrase, subject_of, verb_group
from standoff.types import Span

_RUNNING_ON = frozenset({"he", "she", "they", "one"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_REACH = 30
_MARKS = "\u201c\u201d\u201e\u00ab\u00bb\"\u2018\u2019'` "


def join_quotations(
    text: str,
    sentences: Sequence[Sentence],
    quotations: Sequence[Quotation],
    sayings: Sequence[Saying],
    cues: Cues,
) -> list[Saying]:
    """Contents mended to whole quotations, and the quotations that no content holds given a speaker.

    A quotation that no attribution of its sentence holds goes to the cue beside it; failing that, to
    the last speaker of its block, or of the block before where that one ended in a quotation or colon.
    """
    starts = [quotation.span.start for quotation in quotations]
    out = [_mended(text, saying, quotations, starts) for saying in sayings]
    joined = _Joiner(text, sentences, quotations, out, cues).join()
    inside = [replace(s, listed=s.listed and not _within(s, quotations, starts)) for s in joined]
    return with_media(sentences, inside)


def _within(saying: Saying, quotations: Sequence[Quotation], starts: Sequence[int]) -> bool:
    cue = saying.cue[0]
    at = bisect_right(starts, cue.start) - 1
    return at >= 0 and quotations[at].span.covers(cue)


def with_media(sentences: Sequence[Sentence], sayings: Sequence[Saying]) -> list[Saying]:
    """Speech that runs on ("he added") given the outlet that the speaker spoke to before in its block."""
    out: list[Saying] = []
    media: tuple[Position, ...] = ()
    block = -1
    speaker: str | None = None
    for saying in sorted(sayings, key=lambda s: (s.sentence, s.cue_head)):
        sentence = sentences[saying.sentence]
        if sentence.block != block:
            media, block, speaker = (), sentence.block, None
        head = sentence.tokens[saying.speaker.token] if saying.speaker is not None else None
        if saying.kind in {"verb", "quote"} and head is not None:
            same = head.lower in _RUNNING_ON or head.lower == speaker
            within = any(c.covers(saying.cue[0]) for other in out[-6:] for c in other.content)
            if saying.media:
                media = saying.media
            elif media and same and not within and "clause" in _frames(saying, sentence):
                saying = replace(saying, media=media)
            elif not same and not within:
                media = ()
            if not within and head.lower not in _RUNNING_ON:
                speaker = head.lower
        out.append(saying)
    return out


def _frames(saying: Saying, sentence: Sentence) -> frozenset[str]:
    entry = cue_of(sentence, saying.cue_head, load_cues())
    return entry.frames | {"clause"} if entry is not None and "quote" in entry.frames else frozenset()


def _mended(text: str, saying: Saying, quotations: Sequence[Quotation], starts: Sequence[int]) -> Saying:
    spans = []
    for span in saying.content:
        for at in range(max(0, bisect_right(starts, span.start) - 1), len(quotations)):
            q = quotations[at].span
            if q.end <= span.start:
                continue
            if q.start >= span.end:
                break
            cue = saying.cue[0]
            if q.covers(cue):
                continue
            if q.start <= span.start or span.start < q.start < span.end <= q.end:
                span = Span(min(span.start, q.start), max(span.end, q.end))
        spans.append(span)
    return replace(saying, content=_merged(text, spans))


def _merged(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and (span.start <= out[-1].end or not text[out[-1].end : span.start].strip(" ")):
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


class _Joiner:
    """Gives each quotation of a text, in order, to an attribution that is there or is made for it."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        quotations: Sequence[Quotation],
        sayings: list[Saying],
        cues: Cues,
    ) -> None:
        self.text, self.sentences, self.quotations = text, sentences, quotations
        self.sayings, self.cues = sayings, cues
        self.words = [Position(s.index, t.i) for s in sentences for t in s.tokens]
        self.starts = [t.start for s in sentences for t in s.tokens]
        self.edges: dict[int, Span] = {}
        for sentence in sentences:
            old = self.edges.get(sentence.block)
            self.edges[sentence.block] = Span(old.start if old else sentence.start, sentence.end)
        self.by_cue = {(s.sentence, s.cue_head): i for i, s in enumerate(sayings)}
        self.by_block: dict[int, list[int]] = {}
        for i, saying in enumerate(sayings):
            self.by_block.setdefault(sentences[saying.sentence].block, []).append(i)

    def join(self) -> list[Saying]:
        last: int | None = None
        last_block = -1
        for quotation in self.quotations:
            if not quotation.whole:
                continue
            holder = self._holder(quotation)
            if holder is None:
                made = self._beside(quotation)
                if made is not None:
                    holder = self._take(made)
                elif last is not None and self._runs_on(quotation, last_block):
                    holder = last
                if holder is not None:
                    self._add(holder, quotation)
            if holder is not None:
                last, last_block = holder, quotation.block
        return self.sayings

    def _holder(self, quotation: Quotation) -> int | None:
        """The attribution with the narrowest content that holds the quotation already."""
        span = quotation.span
        near = self.by_block.get(quotation.block, ())
        holding = [i for i in near if any(c.covers(span) for c in self.sayings[i].content)]
        return min(holding, key=lambda i: _size(self.sayings[i]), default=None)

    def _take(self, made: Saying) -> int:
        """The number of the attribution with this cue, which is added if there is none."""
        known = self.by_cue.get((made.sentence, made.cue_head))
        if known is None:
            self.sayings.append(made)
            known = self.by_cue[made.sentence, made.cue_head] = len(self.sayings) - 1
        return known

    def _add(self, i: int, quotation: Quotation) -> None:
        old = self.sayings[i]
        self.sayings[i] = replace(old, content=_merged(self.text, [*old.content, quotation.span]))
        self.by_block.setdefault(quotation.block, []).append(i)

    def _runs_on(self, quotation: Quotation, last_block: int) -> bool:
        """Whether the last speaker goes on: in the same block, or where a quotation fills the next one."""
        if quotation.block == last_block:
            return True
        edge = self.edges[quotation.block]
        fills = quotation.span.start <= edge.start and edge.end - 1 <= quotation.span.end
        return fills and quotation.block == last_block + 1

    def _beside(self, quotation: Quotation) -> Saying | None:
        left = bisect_left(self.starts, quotation.span.start)
        right = bisect_left(self.starts, quotation.span.end)
        return self._cue_after(quotation, right) or self._cue_before(quotation, left)

    def _block_of(self, at: int) -> int:
        return self.sentences[self.words[at].sentence].block

    def _cue_after(self, quotation: Quotation, right: int) -> Saying | None:
        """ "...," the minister said; "..." said the minister."""
        for at in range(right, min(right + _REACH, len(self.words))):
            if self._block_of(at) != quotation.block:
                return None
            position = self.words[at]
            sentence = self.sentences[position.sentence]
            token = sentence.tokens[position.token]
            if token.text in {".", ";", "?", "!"} or token.text in {'"', "\u201c"}:
                return None
            if token.pos in {"VERB", "AUX"}:
                entry = cue_of(sentence, token.i, self.cues)
                if entry is None or "quote" not in entry.frames:
                    if token.dep in {"relcl", "acl", "aux", "auxpass"} or token.tag in {"VBN", "VBG"}:
                        continue
                    if token.pos == "AUX" or not self._ends_in_comma(quotation):
                        return None
                return self._made(quotation, sentence, token.i, after=True, inverted=at <= right + 1)
        return None

    def _ends_in_comma(self, quotation: Quotation) -> bool:
        inner = quotation.span.of(self.text).rstrip(_MARKS)
        after = self.text[quotation.span.end : quotation.span.end + 1]
        return inner.endswith((",", "?", "!")) or after == ","

    def _cue_before(self, quotation: Quotation, left: int) -> Saying | None:
        """The minister said: "..."; he told reporters, "..."; a block that ends in a colon before it."""
        for at in range(left - 1, max(left - _REACH, -1), -1):
            block = self._block_of(at)
            position = self.words[at]
            sentence = self.sentences[position.sentence]
            token = sentence.tokens[position.token]
            if block != quotation.block and not (
                (at == left - 1 and token.text == ":") or (block == quotation.block - 1 and at < left - 1)
            ):
                return None
            if token.text in {".", ";", "?", "!"}:
                return None
            if token.pos in {"VERB", "AUX"}:
                entry = cue_of(sentence, token.i, self.cues)
                if entry is not None and "quote" in entry.frames:
                    return self._made(quotation, sentence, token.i, after=False, inverted=False)
                if token.tag in {"VBN", "VBG"} or token.dep in {"relcl", "acl", "aux"}:
                    continue
                return None
        return None

    def _made(
        self, quotation: Quotation, sentence: Sentence, verb: int, *, after: bool, inverted: bool
    ) -> Saying | None:
        subject = subject_of(sentence, verb)
        tokens = sentence.tokens
        if subject is None and inverted:
            subject = next((t for t in tokens[verb + 1 :] if t.pos in _NOUNS and t.head == verb), None)
        if subject is None and not inverted:
            before = [
                t for t in tokens[:verb] if t.pos in _NOUNS and (not after or t.start >= quotation.span.end)
            ]
            subject = before[-1] if before else None
        if subject is None:
            return None
        if quotation.span.covers(Span(subject.start, subject.end)):
            return None
        first, last = verb_group(sentence, verb)
        left, right = phrase(sentence, subject.i, verb)
        if after and subject.i < verb:
            while left < subject.i and tokens[left].start < quotation.span.end:
                left += 1
        if last + 1 < len(tokens) and tokens[last + 1].text == ":":
            last += 1
        return Saying(
            source=(sentence.span(left, right),),
            cue=(sentence.span(first, last),),
            content=(quotation.span,),
            sentence=sentence.index,
            cue_head=verb,
            speaker=Position(sentence.index, subject.i),
            kind="quote",
        )


def _size(saying: Saying) -> int:
    return sum(span.end - span.start for span in saying.content)
