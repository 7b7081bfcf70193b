"""Who says what: every attribution of a text, from verbs, nouns, fixed phrases, colons and quotations.

Verbs are read from the parse, with the order of words to fall back on where a clause hangs wrong; the
extent of a content is then mended by the quotation marks that it cuts through. Conventions of the
spans follow PolNeAR (Newell, Margolin and Ruths, LREC 2018).
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.cues import load_cues
from standoff.coding.headlines import colon_sayings
from standoff.coding.media import Media
from standoff.coding.mentions import Mention
from standoff.coding.parse import Sentence
from standoff.coding.quotations import find_quotations
from standoff.coding.quoted import join_quotations
from standoff.coding.reporting import Reader
from standoff.coding.sayings import Saying


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
    found: list[Saying] = []
    for sentence in sentences:
        n = sentence.index
        media = Media(sentence, cues, frozenset(outlets.get(n, ())), frozenset(actors.get(n, ())))
        found += Reader(text, sentence, cues, media).sayings()
    found += colon_sayings(text, sentences, cues)
    quotations = find_quotations(text, sentences)
    return tuple(sorted(join_quotations(text, sentences, quotations, found, cues), key=_order))


def _order(saying: Saying) -> tuple[int, int]:
    return saying.sentence, saying.cue_head
