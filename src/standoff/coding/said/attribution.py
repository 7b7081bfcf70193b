"""Who says what: every attribution of a text, from verbs, nouns, fixed phrases, colons and quotations.

Verbs are read from the parse, with the order of words to fall back on where a clause hangs wrong; the
extent of a content is then mended by the quotation marks that it cuts through. Conventions of the
spans follow PolNeAR (Newell, Margolin and Ruths, LREC 2018).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from standoff.coding.parsing.parse import Sentence
from standoff.coding.said.cues import Cues, load_cues
from standoff.coding.said.headlines import colon_sayings
from standoff.coding.said.media import Media
from standoff.coding.said.quotations import find_quotations
from standoff.coding.said.quoted import join_quotations
from standoff.coding.said.reporting import Reader
from standoff.coding.said.sayings import Saying, children, token_at
from standoff.coding.who.mentions import Mention

_VERIFYING = frozenset({"verify", "confirm", "authenticate", "corroborate"})


def find_attributions(
    text: str, sentences: Sequence[Sentence], mentions: Sequence[Mention] = ()
) -> tuple[Saying, ...]:
    """All attributions of ``text`` in the order of their cues.

    ``mentions`` help to tell an outlet that is spoken to from another hearer; without them the
    lexicon's words for outlets decide alone.
    """
    cues = load_cues()
    outlets: dict[int, set[int]] = {}
    actors: dict[int, set[int]] = {}
    for mention in mentions:
        if any(referent.sector == "JRN" for referent in mention.referents):
            outlets.setdefault(mention.sentence, set()).add(mention.head)
        elif mention.referents:
            actors.setdefault(mention.sentence, set()).add(mention.head)
    counts = Counter(t.text for s in sentences for t in s.tokens if t.pos == "PROPN")
    repeated = frozenset(name for name, count in counts.items() if count > 1)
    found: list[Saying] = []
    for sentence in sentences:
        n = sentence.index
        media = Media(sentence, cues, frozenset(outlets.get(n, ())), frozenset(actors.get(n, ())), repeated)
        found += Reader(text, sentence, cues, media).sayings()
    found += colon_sayings(text, sentences, cues, found)
    quotations = find_quotations(text, sentences)
    joined = join_quotations(text, sentences, quotations, found, cues)
    own = _own_voices(sentences, cues)
    if own:
        joined = [_without(saying, sentences, own) for saying in joined]
    return tuple(sorted(joined, key=_order))


def _own_voices(sentences: Sequence[Sentence], cues: Cues) -> frozenset[str]:
    """Names by which the page speaks of itself: whoever "could not verify" or "has not confirmed"."""
    names = set()
    for sentence in sentences:
        for token in sentence.tokens:
            if token.lemma in _VERIFYING and children(sentence, token.i, "neg"):
                for subject in children(sentence, token.i, "nsubj"):
                    if subject.pos == "PROPN" and subject.lower in cues.outlets:
                        names.add(subject.lower)
    return frozenset(names)


def _without(saying: Saying, sentences: Sequence[Sentence], own: frozenset[str]) -> Saying:
    """The saying without the page's own publisher, which is no link of a chain (codebook, section 5)."""
    kept = tuple(medium for medium in saying.media if token_at(sentences, medium).lower not in own)
    return saying if kept == saying.media else replace(saying, media=kept)


def _order(saying: Saying) -> tuple[int, int]:
    return saying.sentence, saying.cue_head
