"""Who is meant: countries of "the ministry", bearers of bare surnames, and what pronouns stand for.

The text is surveyed once for whom it explains, then read in order. A name is first looked up among
those that the text itself has taught, a common noun without a country takes that of the same
institution before it or of the subject in focus, a pronoun the best of the mentions before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from standoff.coding.parsing.parse import Sentence
from standoff.coding.who.discourse import Discourse, Resolved, Taught
from standoff.coding.who.inheritance import resolve_noun
from standoff.coding.who.linking import Linked
from standoff.coding.who.pronouns import resolve_ahead, resolve_pronoun


def resolve(sentences: Sequence[Sentence], linked: Sequence[Linked]) -> tuple[tuple[Resolved, ...], ...]:
    """For each sentence, what each of its mentions stands for, in the order of ``linked``."""
    discourse = Discourse(sentences, linked)
    discourse.survey()
    out = [_sentence(discourse, k) for k in range(len(sentences))]
    for found, in_sentence in zip(out, linked, strict=True):
        for i, mention in enumerate(in_sentence.mentions):
            if not found[i].known and mention.person:
                person = discourse.bearer(mention.person)
                found[i] = person.resolved() if person is not None else found[i]
    return tuple(tuple(found) for found in out)


def _sentence(discourse: Discourse, k: int) -> list[Resolved]:
    sentence, linked = discourse.sentences[k], discourse.linked[k]
    found: list[Resolved] = []
    for i, mention in enumerate(linked.mentions):
        if mention.kind == "pronoun":
            one = resolve_pronoun(discourse, sentence, mention)
        else:
            before = mention.owner is not None and mention.owner < i
            owner = found[mention.owner] if before and mention.owner is not None else None
            one = resolve_noun(discourse, sentence, mention, owner)
        found.append(one)
        joint = discourse.joint(sentence, linked.mentions, found)
        if joint is not None:
            discourse.seen.append(joint)
        if mention.place and not one.codes:
            discourse.seen.append(discourse.note(mention, Resolved((mention.country,))))
        elif one.codes or one.sector is not None or mention.person:
            discourse.seen.append(discourse.note(mention, one))
    for i, mention in enumerate(linked.mentions):
        if mention.owner is None or mention.owner < i or mention.codes:
            continue
        if (mention.is_actor and not found[i].codes) or mention.partitive:
            found[i] = resolve_noun(discourse, sentence, mention, found[mention.owner])
    _join(discourse, linked, found)
    for i, mention in enumerate(linked.mentions):
        if mention.kind == "pronoun" and not found[i].codes and found[i].sector is None:
            found[i] = resolve_ahead(discourse, sentence, mention)
    for mention, one in zip(linked.mentions, found, strict=True):
        discourse.remember(mention, one)
    return found


def _join(discourse: Discourse, linked: Linked, found: list[Resolved]) -> None:
    """Appositions and brackets: what one says, the other is told."""
    for a, b in linked.same:
        for mine, theirs in ((a, b), (b, a)):
            mention, other, source = linked.mentions[mine], linked.mentions[theirs], found[theirs]
            if not source.codes or source.sector is None:
                continue
            explained = not found[mine].known and other.codes and not mention.codes
            if found[mine].codes and not explained:
                continue
            sector = source.sector if mention.person or mention.sector is None else found[mine].sector
            found[mine] = Resolved(source.codes, sector, found[mine].name, other.span, known=True)
            if mention.person:
                discourse.learn(mention, source.codes, sector)
            elif mention.kind == "name" or mention.sector is None:
                key = discourse.sentences[mention.sentence].tokens[mention.head].lower
                discourse.bodies[key] = Taught(source.codes, sector, key, None, other.span)
