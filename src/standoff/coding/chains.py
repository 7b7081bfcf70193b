"""The chain of sources behind one event, from the outermost reporter to the innermost source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from standoff.coding.parse import Sentence, Token
from standoff.coding.sayings import Position, Saying, token_at

_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that"})
_ASIDES = frozenset({"which", "who", "whom", "where", "whose"})
Same = Callable[[Position, Position], bool]


def chain(
    anchor: Position,
    sentences: Sequence[Sentence],
    sayings: Sequence[Saying],
    *,
    utterer: Position | None = None,
    same: Same | None = None,
) -> tuple[Position, ...]:
    """The heads of the sources of the event at ``anchor``, outermost first (codebook sections 5 and 8).

    Args:
        anchor: the head token of the event's anchor.
        utterer: the head of the event's actor, where the event is that actor's own utterance; it ends
            the chain unless the chain ends in it already.
        same: tells whether two heads stand for one actor; without it only a pronoun within what
            somebody says is taken for that speaker.
    """
    token = token_at(sentences, anchor)
    around = [s for s in sayings if s.link and _holds(s, anchor, token, sentences)]
    around.sort(key=lambda s: (-_size(s), s.sentence, s.cue_head))
    links: list[Position] = []
    for saying in around:
        for link in saying.links:
            _append(links, link, sentences, same)
    own = [s for s in sayings if s.act and s.kind == "verb" and _is_cue(s, anchor, token)]
    for saying in own:
        if saying.speaker is not None:
            if not around:
                for medium in saying.media:
                    _append(links, medium, sentences, same)
            _append(links, saying.speaker, sentences, same)
    if utterer is not None:
        _append(links, utterer, sentences, same)
    return tuple(links)


def _append(links: list[Position], link: Position, sentences: Sequence[Sentence], same: Same | None) -> None:
    if link in links:
        return
    if links:
        last = links[-1]
        if same is not None and same(last, link):
            return
        if token_at(sentences, link).lower in _PRONOUNS - {"who"} and link.sentence == last.sentence:
            return
    links.append(link)


def _is_cue(saying: Saying, anchor: Position, token: Token) -> bool:
    return saying.sentence == anchor.sentence and (
        saying.cue_head == anchor.token
        or any(c.start <= token.start and token.end <= c.end for c in saying.cue)
    )


def _holds(saying: Saying, anchor: Position, token: Token, sentences: Sequence[Sentence]) -> bool:
    if _is_cue(saying, anchor, token):
        return False
    if not any(c.start <= token.start and token.end <= c.end for c in saying.content):
        return False
    return saying.sentence != anchor.sentence or not _aside(sentences[anchor.sentence], anchor.token, saying)


def _aside(sentence: Sentence, i: int, saying: Saying) -> bool:
    """Whether the token stands in a relative clause that the writer adds to what is said."""
    return False


def _size(saying: Saying) -> int:
    return sum(span.end - span.start for span in saying.content)
