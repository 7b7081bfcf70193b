"""The helping words of a verb: which modal, whether denied, which tense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.whether.status_words import StatusWords

Tense = Literal["past", "present", "perfect", "pluperfect", "none"]

_MODALS = {
    "will": "will",
    "'ll": "will",
    "’ll": "will",
    "wo": "will",
    "shall": "will",
    "would": "would",
    "'d": "would",
    "’d": "would",
    "can": "can",
    "ca": "can",
    "could": "could",
    "may": "may",
    "might": "may",
    "must": "must",
    "should": "should",
    "ought": "should",
}
_HELPING = frozenset({"aux", "auxpass"})
_FINITE = frozenset({"VBZ", "VBD", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb's helpers. ``modal`` is will, would, can, could, may, must or should; ``denied_by`` is the
    index of the word that denies it; ``bare_to`` marks a to-infinitive, ``is_to`` "is to visit"."""

    modal: str | None
    denied_by: int | None
    tense: Tense
    bare_to: bool
    is_to: bool


def is_verb(token: Token) -> bool:
    """Whether a token heads a clause of its own."""
    return token.tag.startswith("VB") or token.tag == "MD" or token.pos in {"VERB", "AUX"}


def verb_group(sentence: Sentence, verb: int, words: StatusWords) -> VerbGroup:
    """The helpers of ``verb``, those of the verb that it is joined to where it has none."""
    tokens = sentence.tokens
    token = tokens[verb]
    own = _helpers(sentence, verb)
    denied = _denied_by(sentence, verb, words)
    source = verb
    steps = 0
    while not own and tokens[source].dep == "conj" and steps < 4 and not _has_subject(tokens, source):
        head = tokens[source].head
        if not is_verb(tokens[head]) or not _alike(
            token.tag, tokens[head].tag, bool(_helpers(sentence, head))
        ):
            break
        own = [k for k in _helpers(sentence, head) if k < head]
        if denied is None and any(tokens[k].lower in {"or", "nor"} for k in tokens[head].children):
            denied = _denied_by(sentence, head, words)
        source, steps = head, steps + 1
    forms = [tokens[k].lower for k in own]
    modal = next((_MODALS[form] for form in forms if form in _MODALS and not _had(tokens, own, form)), None)
    bare_to = "to" in forms
    above = tokens[tokens[verb].head]
    is_to = bare_to and token.dep in {"xcomp", "ccomp"} and above.lemma == "be" and above.i != verb
    return VerbGroup(modal, denied, _tense(tokens, source, own, forms, token), bare_to, is_to)


def _helpers(sentence: Sentence, verb: int) -> list[int]:
    tokens = sentence.tokens
    return [
        k
        for k in tokens[verb].children
        if tokens[k].dep in _HELPING
        or (tokens[k].tag == "MD" and tokens[k].dep not in {"advcl", "dep"} and k < verb)
    ]


def _had(tokens: tuple[Token, ...], own: list[int], form: str) -> bool:
    """Whether "'d" is "had": a participle follows."""
    if form not in {"'d", "’d"}:
        return False
    at = next(k for k in own if tokens[k].lower == form)
    return tokens[tokens[at].head].tag == "VBN" and "have" not in {tokens[k].lower for k in own}


def _alike(tag: str, other: str, helped: bool) -> bool:
    """Whether a joined verb can share the helpers of the first."""
    if tag in {"VBD", "VBN"} and other in {"VBD", "VBN"}:
        return tag == other or (helped and other == "VBN")
    return tag == other or (helped and tag in {"VB", "VBP"} and other in {"VB", "VBP"})


def _has_subject(tokens: tuple[Token, ...], verb: int) -> bool:
    return any(tokens[k].dep in {"nsubj", "nsubjpass", "expl"} for k in tokens[verb].children)


def _tense(tokens: tuple[Token, ...], source: int, own: list[int], forms: list[str], token: Token) -> Tense:
    if "had" in forms:
        return "pluperfect"
    if "has" in forms or "have" in forms or "'ve" in forms or "’ve" in forms:
        return "perfect"
    finite = [tokens[k].tag for k in own if tokens[k].tag in _FINITE]
    tag = finite[0] if finite else (token.tag if token.tag in _FINITE else tokens[source].tag)
    if tag == "VBD":
        return "past"
    return "present" if tag in {"VBZ", "VBP", "MD"} else "none"


def _denied_by(sentence: Sentence, verb: int, words: StatusWords) -> int | None:
    """The word that denies a verb: an adverb, or a subject or object such as "nobody" or "no troops"."""
    tokens = sentence.tokens
    for k in tokens[verb].children:
        token = tokens[k]
        following = tokens[k + 1].lower if k + 1 < len(tokens) else ""
        if following in {"only", "least", "just", "later", "surprisingly"} and token.lower in {"not", "no"}:
            continue
        if (
            token.dep in {"neg", "advmod", "preconj", "aux", "det", "cc"}
            and token.lower in words.not_verb
            and token.lower != "nor"
        ):
            return k
        if (
            token.dep in {"nsubj", "nsubjpass", "dobj", "attr", "dative"}
            and (at := denying_word(sentence, k, words)) is not None
        ):
            return at
        if token.dep in _HELPING:
            for below in token.children:
                if tokens[below].lower in {"not", "n't", "n’t"}:
                    return below
        if token.dep == "advmod" and token.lower in {"longer", "again"}:
            for below in token.children:
                if tokens[below].lower in {"no", "never"}:
                    return below
    before = tokens[verb - 1].lower if verb else ""
    return verb - 1 if before in {"not", "never", "n't", "n’t"} else None


def denying_word(sentence: Sentence, noun: int, words: StatusWords) -> int | None:
    """The index of "no", "none of" or the like that denies a noun phrase; ``None`` if nothing does."""
    tokens = sentence.tokens
    if tokens[noun].lower in words.not_pair:
        return noun
    for k in tokens[noun].children:
        token = tokens[k]
        follows = tokens[k + 1].lower if k + 1 < len(tokens) else ""
        if (
            k < noun
            and token.lower in words.not_noun
            and token.dep in {"det", "neg", "preconj"}
            and follows not in {"fewer", "less", "more"}
        ):
            return k
        if k < noun and token.lower == "not" and follows in {"a", "one", "any"}:
            return k
    return None
