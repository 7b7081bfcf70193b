"""What is read of one deed while the words above it are climbed: helpers, modifiers, governors' classes."""

from __future__ import annotations

from dataclasses import dataclass, field

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.whether.status_words import Classes, StatusWords
from standoff.coding.whether.verb_groups import Tense, VerbGroup, denying_word, is_verb, verb_group
from standoff.ontology.plover import Status

_MODIFYING = frozenset({"amod", "compound", "nmod", "advmod"})


@dataclass(slots=True)
class Outlook:
    """What has been read so far of one deed. ``path`` are the tokens climbed; ``ahead`` says that a modal
    or a plan puts the deed in the future; ``tense`` is that of its own clause; ``denied_by`` is the token
    that denies it."""

    status: Status = Status.ACTUAL
    rule: str = "plain"
    certainty: float = 0.93
    ahead: bool = False
    would: bool = False
    tense: Tense = "none"
    denied_by: int | None = None
    path: list[int] = field(default_factory=list)

    def turn(self, status: Status, rule: str, certainty: float) -> None:
        self.status, self.rule, self.certainty = status, rule, certainty


def inside(sentence: Sentence, node: Token, out: Outlook, words: StatusWords) -> None:
    """What a word says of the deed by its own helpers and modifiers."""
    if is_verb(node):
        group = verb_group(sentence, node.i, words)
        if not out.path[1:] or out.tense == "none":
            out.tense = group.tense
        _mood(sentence, node, group, out)
    if not is_verb(node) or node.tag in {"VBG", "NN"}:
        _modifiers(sentence, node, out, words)


def _mood(sentence: Sentence, node: Token, group: VerbGroup, out: Outlook) -> None:
    if group.modal in {"will", "would"}:
        out.ahead = True
        out.would = out.would or group.modal == "would"
        if out.status is Status.ACTUAL:
            out.turn(Status.PLANNED, f"modal:{group.modal}", 0.8 if group.modal == "will" else 0.6)
    elif group.modal in {"could", "may", "can"}:
        out.would = out.would or group.modal == "could"
        able = group.modal in {"can", "could"} and group.denied_by is not None
        if out.status in {Status.ACTUAL, Status.PLANNED} and not able:
            out.turn(Status.HYPOTHETICAL, f"modal:{group.modal}", 0.65 if group.modal != "can" else 0.5)
    elif group.modal in {"must", "should"} and out.status is Status.ACTUAL:
        out.turn(Status.PLANNED, f"modal:{group.modal}", 0.4)
    if group.is_to and out.status is Status.ACTUAL:
        out.ahead = True
        out.turn(Status.PLANNED, "is to", 0.9)
    elif group.bare_to and out.status is Status.ACTUAL and _stands_alone(sentence, node):
        out.ahead = True
        out.turn(Status.PLANNED, "headline to", 0.85)
    if group.denied_by is not None:
        out.denied_by = group.denied_by
        deny(out, "not", 0.85)


def _stands_alone(sentence: Sentence, node: Token) -> bool:
    """Whether a to-infinitive is the finite verb of a clipped headline: "Oslo to send troops"."""
    if node.dep in {"ROOT", "relcl", "acl", "conj", "ccomp"} and sentence.heading:
        tokens = sentence.tokens
        to = next((k for k in node.children if tokens[k].lower == "to"), node.i)
        return not any(is_verb(t) and t.dep != "amod" for t in tokens[:to]) or node.dep in {
            "ROOT",
            "relcl",
            "acl",
        }
    return node.dep == "ROOT"


def deny(out: Outlook, rule: str, certainty: float) -> None:
    if out.status is Status.HYPOTHETICAL and out.rule.startswith(
        ("verb:doubt", "noun:doubt", "adjective:doubt")
    ):
        return
    if out.rule.startswith(("verb:deny", "noun:deny", "adjective:deny")):
        out.turn(Status.HYPOTHETICAL, f"{rule} over {out.rule}", 0.5)
    elif out.status is Status.NEGATED and out.rule.startswith("not"):
        out.turn(Status.ACTUAL, "denied twice", 0.4)
    else:
        out.turn(Status.NEGATED, rule, certainty)


def _modifiers(sentence: Sentence, node: Token, out: Outlook, words: StatusWords) -> None:
    tokens = sentence.tokens
    if (at := denying_word(sentence, node.i, words)) is not None:
        out.denied_by = at
        deny(out, "no", 0.85)
        return
    leading = {k for k in node.children if k < node.i and tokens[k].dep in _MODIFYING}
    k = node.i - 1
    while (
        k >= 0 and tokens[k].pos in {"ADJ", "PROPN", "NOUN", "VERB"} and tokens[k].tag not in {"VBD", "VBZ"}
    ):
        leading.add(k)
        k -= 1
    for k in sorted(leading):
        _apply_word(tokens[k], out, words)
    for k in node.children:
        child = tokens[k]
        if k > node.i and child.dep == "acl" and child.tag == "VBN":
            _apply_word(child, out, words)
        elif (
            k > node.i and child.dep == "relcl" and child.lemma in words.verbs.happen | {"be", "hold", "due"}
        ):
            _mood(sentence, child, verb_group(sentence, child.i, words), out)
            inner = next((t for t in child.children if tokens[t].dep == "xcomp"), None)
            if child.lemma == "be" and inner is not None and out.status is Status.ACTUAL:
                _mood(sentence, tokens[inner], verb_group(sentence, inner, words), out)


def _apply_word(word: Token, out: Outlook, words: StatusWords) -> None:
    """What an adjective or participle makes of its noun."""
    kinds = ("plan", "doubt", "deny")
    if kind := class_of(word.lower, words.adjectives, kinds) or class_of(word.lemma, words.adjectives, kinds):
        apply(out, kind, "adjective")


def apply(out: Outlook, kind: str, source: str) -> None:
    """What a word of a class makes of the deed under it."""
    rule = f"{source}:{kind}"
    if kind == "plan":
        out.ahead = True
        if out.status in {Status.ACTUAL, Status.HISTORICAL}:
            out.turn(Status.PLANNED, rule, 0.5 if source == "noun" else 0.8)
    elif kind == "doubt":
        if out.status is not Status.NEGATED or source == "noun":
            out.turn(Status.HYPOTHETICAL, rule, 0.55)
    elif kind == "threat":
        out.ahead = True
        out.turn(Status.CONDITIONAL, rule, 0.7)
    elif kind == "deny":
        deny(out, rule, 0.85)


def class_of(lemma: str, classes: Classes, order: tuple[str, ...]) -> str | None:
    return next((kind for kind in order if lemma in getattr(classes, kind)), None)
