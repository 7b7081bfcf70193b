"""Who "we" and "I" are: the innermost source of what they stand in."""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.parsing.parse import Sentence
from standoff.coding.said.chains import Chains
from standoff.coding.said.sayings import Position, Saying
from standoff.coding.who.mentions import FIRST_PERSON, Mention, MentionIndex, spoken_by


def resolve_speakers(
    mentions: Sequence[Mention], sentences: Sequence[Sentence], sayings: Sequence[Saying]
) -> tuple[Mention, ...]:
    """The mentions, with the first person standing for its speaker where the text tells who speaks."""
    index, chains = MentionIndex(mentions), Chains(sentences, sayings)
    return tuple(_resolved(mention, index, sentences, chains) for mention in mentions)


def _resolved(
    mention: Mention, index: MentionIndex, sentences: Sequence[Sentence], chains: Chains
) -> Mention:
    tokens = sentences[mention.sentence].tokens
    words = tokens[mention.first : mention.last + 1]
    first_person = next((t.i for t in words if t.lower in FIRST_PERSON), None)
    if mention.referents or first_person is None:
        return mention
    found = chains.of(Position(mention.sentence, first_person))
    speaker = index.at(found[-1].sentence, found[-1].token) if found else None
    if speaker is None or not speaker.referents:
        return mention
    return spoken_by(mention, speaker)
