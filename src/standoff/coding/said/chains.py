"""The chain of sources behind one event, from the outermost reporter to the innermost source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.said.cues import load_cues
from standoff.coding.said.sayings import Position, Saying, cue_of, is_passive, subject_of, token_at
from standoff.ontology.plover import Category, Status

_FIRST_PERSON = frozenset({"we", "i"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "which", "that"}) | _FIRST_PERSON
_ASIDES = frozenset({"which", "who", "whom"})
Same = Callable[[Position, Position], bool]


class Chains:
    """The sayings of one document, sorted so that the chain of an event is found without a search."""

    def __init__(self, sentences: Sequence[Sentence], sayings: Sequence[Saying]) -> None:
        self._sentences = sentences
        self._near: dict[int, list[Saying]] = {}
        starts = [sentence.start for sentence in sentences]
        for saying in sayings:
            reached = {saying.sentence}
            for span in saying.content:
                first = bisect_right(starts, span.start) - 1
                reached.update(range(max(first, 0), bisect_left(starts, span.end)))
            for number in reached:
                self._near.setdefault(number, []).append(saying)

    def of(
        self,
        anchor: Position,
        *,
        utterance: bool | None = None,
        utterer: Position | None = None,
        background: bool = False,
        same: Same | None = None,
    ) -> tuple[Position, ...]:
        """As :func:`chain`."""
        near = self._near.get(anchor.sentence, ())
        return chain(
            anchor,
            self._sentences,
            near,
            utterance=utterance,
            utterer=utterer,
            background=background,
            same=same,
        )


def chain(
    anchor: Position,
    sentences: Sequence[Sentence],
    sayings: Sequence[Saying],
    *,
    utterance: bool | None = None,
    utterer: Position | None = None,
    background: bool = False,
    same: Same | None = None,
) -> tuple[Position, ...]:
    """The heads of the sources of the event at ``anchor``, outermost first (codebook sections 5 and 8).

    Args:
        anchor: the head token of the event's anchor.
        utterance: whether the event is its actor's own utterance, as :func:`utters` tells; ``None`` is
            true where an utterer is given.
        utterer: the head of the actor of an utterance; it ends the chain unless the chain ends in it
            already. Without it the subject of the verb is taken, if the lexicon marks that as an act.
            Words that are no verb of speech ("a removal is needed") are their speaker's own, and the
            utterer is a source only if nobody but an outlet is said to say them.
        background: true for a deed told as past long since; what a relative clause says of such a deed
            is the writer's own.
        same: tells whether two heads stand for one actor; without it only a pronoun within what
            somebody says is taken for that speaker.
    """
    sentence = sentences[anchor.sentence]
    token = sentence.tokens[anchor.token]
    spoken = utterance if utterance is not None else utterer is not None
    around = [s for s in sayings if s.link and _holds(s, anchor, token, sentence, background)]
    around.sort(key=lambda s: (-_size(s), s.sentence, s.cue_head))
    links: list[Position] = []
    for saying in around:
        if saying.kind == "noun" and _stands_after(sentences, saying):
            links.clear()
        for link in saying.links:
            _append(links, link, sentences, same, own=saying.media)
    for saying in sayings:
        if saying.kind in {"verb", "quote"} and saying.link and _is_cue(saying, anchor, token):
            for medium in saying.media:
                if spoken:
                    _append(links, medium, sentences, same)
    own = _actor_of_speech(sentence, token)
    if utterer is not None and (own is not None or all(_is_outlet(sentences, link) for link in links)):
        own = utterer
    if own is not None and spoken:
        _append(links, own, sentences, same)
    return tuple(links)


def utters(act: Category, status: Status, lemmas: Iterable[str]) -> bool:
    """Whether an event is an utterance of its actor, by the lemmas of its anchor's words.

    Asking, accusing and the like are, once uttered; signing, voting and refusing by deed are not
    (codebook section 8).
    """
    if status != "actual":
        return False
    cues = load_cues()
    words = frozenset(lemmas)
    if act == "SUPPORT":
        return bool(words & cues.voiced)
    return act in cues.spoken and not words & cues.silent


def _actor_of_speech(sentence: Sentence, token: Token) -> Position | None:
    """Who utters a verb or noun of speech: the subject of "accused", the owner of "demand"."""
    if token.pos == "NOUN" and token.lemma in load_cues().issued:
        owner = next((c for c in token.children if sentence.tokens[c].dep == "poss"), None)
        return Position(sentence.index, owner) if owner is not None else None
    if token.pos != "VERB":
        return None
    entry = cue_of(sentence, token.i, load_cues())
    if entry is None or not entry.act:
        return None
    if is_passive(sentence, token.i):
        by = next((c for c in token.children if sentence.tokens[c].dep == "agent"), None)
        inner = (
            [c for c in sentence.tokens[by].children if sentence.tokens[c].dep == "pobj"]
            if by is not None
            else []
        )
        return Position(sentence.index, inner[0]) if inner else None
    subject = subject_of(sentence, token.i)
    return Position(sentence.index, subject.i) if subject is not None else None


def _is_outlet(sentences: Sequence[Sentence], position: Position) -> bool:
    sentence = sentences[position.sentence]
    token = sentence.tokens[position.token]
    words = [
        token,
        *(sentence.tokens[c] for c in token.children if sentence.tokens[c].dep in {"compound", "appos"}),
    ]
    return any(word.lower in load_cues().outlets for word in words)


def _append(
    links: list[Position],
    link: Position,
    sentences: Sequence[Sentence],
    same: Same | None,
    own: Sequence[Position] = (),
) -> None:
    """Put a link at the end, unless it is there or is a pronoun for the one before. ``own`` are outlets."""
    if link in links:
        return
    if links and links[-1] not in own:
        last, word = links[-1], token_at(sentences, link).lower
        if same is not None and any(same(old, link) for old in links):
            return
        if word in _FIRST_PERSON or (word in _PRONOUNS and link.sentence == last.sentence):
            return
    links.append(link)


def _is_cue(saying: Saying, anchor: Position, token: Token) -> bool:
    if saying.sentence != anchor.sentence:
        return False
    return saying.cue_head == anchor.token or any(
        c.start <= token.start and token.end <= c.end for c in saying.cue
    )


def _holds(saying: Saying, anchor: Position, token: Token, sentence: Sentence, background: bool) -> bool:
    if _is_cue(saying, anchor, token):
        return False
    if not any(c.start <= token.start and token.end <= c.end for c in saying.content):
        return False
    return saying.sentence != anchor.sentence or not _aside(sentence, anchor.token, saying, background)


def _aside(sentence: Sentence, i: int, saying: Saying, background: bool) -> bool:
    """Whether the token stands in a clause that the writer adds to what is said.

    Such are a relative clause behind a comma, and ", as ..." of what goes on meanwhile.
    """
    tokens = sentence.tokens
    token = tokens[i]
    for _ in tokens:
        if token.head == token.i or token.i == saying.cue_head:
            return False
        first = tokens[token.left]
        comma = first.text == "," or (first.i > 0 and tokens[first.i - 1].text in {",", "("})
        inside = any(c.start <= first.start for c in saying.content)
        if token.dep == "relcl" and inside and first.i > 0:
            named = any(
                tokens[c].lower in _ASIDES for c in range(token.left, min(token.left + 3, token.i + 1))
            )
            if (comma and named) or background:
                return True
        if token.dep == "advcl" and comma and first.lower == "as" and token.left > saying.cue_head:
            return True
        token = tokens[token.head]
    return False


def _stands_after(sentences: Sequence[Sentence], saying: Saying) -> bool:
    """Whether an issued noun follows "after": "was needed after a report that"."""
    sentence = sentences[saying.sentence]
    noun = sentence.tokens[saying.cue_head]
    return noun.dep == "pobj" and sentence.tokens[noun.head].lower == "after"


def _size(saying: Saying) -> int:
    return sum(span.end - span.start for span in saying.content)
