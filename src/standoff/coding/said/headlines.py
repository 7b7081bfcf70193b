"""Sources beside a colon: "Kremlin: no plans to call up reservists", "Raid kills six: witnesses"."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.said.cues import Cues
from standoff.coding.said.media import names_a_place
from standoff.coding.said.sayings import Position, Saying
from standoff.types import Span

_LONGEST_SOURCE = 8
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})


def colon_sayings(
    text: str, sentences: Sequence[Sentence], cues: Cues, found: Sequence[Saying]
) -> list[Saying]:
    """Attributions that a colon makes, at the start of a block or at the end of a heading.

    None is made where somebody else is said to say most of what follows the colon (``found``).
    """
    taken: dict[int, list[Saying]] = {}
    for saying in found:
        taken.setdefault(sentences[saying.sentence].block, []).append(saying)
    blocks: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        blocks.setdefault(sentence.block, []).append(sentence)
    out: list[Saying] = []
    for block in blocks.values():
        made = _before(text, block, cues) or _behind(text, block[-1], cues)
        if made is not None and not _said_by_another(made, taken.get(block[0].block, ())):
            out.append(made)
    return out


def _said_by_another(colon: Saying, others: Sequence[Saying]) -> bool:
    content = colon.content[0]
    first_sentence = [s for s in others if s.sentence == colon.sentence and s.kind in {"verb", "phrase"}]
    shared = sum(
        min(c.end, content.end) - max(c.start, content.start)
        for s in first_sentence
        for c in s.content
        if c.overlaps(content) and s.cue[0].start > c.start
    )
    return shared > 0.4 * (content.end - content.start)


def _before(text: str, block: Sequence[Sentence], cues: Cues) -> Saying | None:
    tokens = block[0].tokens
    at = next((t.i for t in tokens[: _LONGEST_SOURCE + 1] if t.text == ":"), None)
    if at is None or at == 0 or (at == len(tokens) - 1 and len(block) == 1):
        return None
    first = 1 if tokens[0].text in {'"', "\u201c"} and at > 1 else 0
    words = tokens[first:at]
    if any(t.tag in _FINITE for t in words if not t.text[:1].isupper()) or words[0].lower in cues.labels:
        return None
    if words[0].text[:1].islower() or any(
        t.pos == "PUNCT" and t.text not in {"-", ".", "\u2019", "'"} for t in words
    ):
        return None
    if any(t.pos == "NUM" or t.text[:1].isdigit() for t in words) or not _names_a_source(words, cues):
        return None
    cut = next((t.i for t in words if t.lower in {"to", "on"} and t.i > first), at)
    head = _head(tokens, first, cut)
    end = block[-1].tokens[-1]
    start = tokens[at + 1].start if at + 1 < len(tokens) else block[1].start
    content = Span(start, end.end - 1 if end.text == "." else end.end)
    if content.end <= content.start:
        return None
    return Saying(
        source=(block[0].span(first, cut - 1),),
        cue=(block[0].span(cut, at),),
        content=(content,),
        sentence=block[0].index,
        cue_head=at,
        speaker=Position(block[0].index, head),
        kind="colon",
    )


def _names_a_source(words: Sequence[Token], cues: Cues) -> bool:
    """Whether the words before a colon are a name or an office, and no place, topic or label."""
    cut = next((k for k, t in enumerate(words) if t.lower in {"to", "on", "of"} and k > 0), len(words))
    name = words[:cut]
    if any(t.pos in {"ADP", "CCONJ", "VERB", "AUX"} and not t.text[:1].isupper() for t in name):
        return False
    if any(t.lower in cues.speakers or t.lemma in cues.speakers for t in name):
        return True
    if name[-1].pos != "PROPN" and not name[-1].text.isupper():
        return False
    return not names_a_place(" ".join(t.text for t in name)) and not names_a_place(name[0].text)


def _behind(text: str, sentence: Sentence, cues: Cues) -> Saying | None:
    if not sentence.heading:
        return None
    tokens = sentence.tokens
    at = next(
        (
            t.i
            for t in reversed(tokens)
            if t.text in {":", "-", "\u2013", "\u2014", "--"} and 2 < t.i < len(tokens) - 1
        ),
        None,
    )
    while at is not None:
        words = tokens[at + 1 :]
        stop = next((t.i for t in words if t.text in {"-", "\u2013", "\u2014", "--", "|"}), len(tokens))
        words = tokens[at + 1 : stop]
        short = 0 < len(words) <= 5 and not any(t.tag in _FINITE for t in words)
        if short and any(t.lower in cues.speakers for t in words):
            head = _head(tokens, at + 1, stop)
            return Saying(
                source=(sentence.span(at + 1, stop - 1),),
                cue=(sentence.span(at, at),),
                content=(sentence.span(0, at - 1),),
                sentence=sentence.index,
                cue_head=at,
                speaker=Position(sentence.index, head),
                kind="colon",
            )
        at = next(
            (
                t.i
                for t in reversed(tokens[:at])
                if t.text in {":", "-", "\u2013", "\u2014", "--"} and t.i > 2
            ),
            None,
        )
    return None


def _head(tokens: Sequence[Token], first: int, stop: int) -> int:
    """The word that heads the phrase: the last noun before a preposition or comma."""
    head = first
    for token in tokens[first:stop]:
        if token.pos in {"ADP"} or token.text == ",":
            break
        if token.pos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} or token.text.isupper():
            head = token.i
    return head
