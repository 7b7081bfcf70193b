"""What the words above a deed make of it: "plans", "denied", "fears", "launched", its own helping verbs.

From the anchor the dependency tree is climbed towards its root. Each word on the way either says something
of the deed (a class of ``data/status.toml``, a modal, a denial), passes on what stands above it ("began to
withdraw", "launched a raid"), or ends the climb, since it tells of the deed as known ("after the raid").
"""

from __future__ import annotations

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.whether.outlook import Outlook, apply, class_of, deny, inside
from standoff.coding.whether.status_words import StatusWords
from standoff.coding.whether.verb_groups import is_verb, verb_group
from standoff.ontology.plover import Status

_CLAUSAL = frozenset({"ccomp", "xcomp", "csubj", "csubjpass"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "dative", "attr", "oprd", "obj"})
_PREDICATES = frozenset({"acomp", "attr", "oprd"})
_LONGEST = 12


def climb(sentence: Sentence, head: int, words: StatusWords) -> Outlook:
    """Read a deed from its anchor's head word up to the root of its sentence."""
    tokens = sentence.tokens
    out = Outlook()
    node = tokens[head]
    carried = True
    for _ in range(_LONGEST):
        out.path.append(node.i)
        if carried:
            inside(sentence, node, out, words)
        step = (
            _verb_step
            if is_verb(node) and node.dep not in {"pobj", "dobj", "amod", "compound"}
            else _noun_step
        )
        above = step(sentence, node, out, words)
        if above is None:
            break
        following, carried = above
        if following == node.i:
            break
        node = tokens[following]
    return out


def _verb_step(sentence: Sentence, node: Token, out: Outlook, words: StatusWords) -> tuple[int, bool] | None:
    tokens = sentence.tokens
    above = tokens[node.head]
    if above.i == node.i:
        return None
    if node.dep == "conj":
        return None if _upper_clause(sentence, node, above) else (above.i, False)
    if node.dep in {"auxpass", "aux"}:
        return above.i, True
    infinitive = any(tokens[k].lower == "to" and tokens[k].dep == "aux" for k in node.children)
    if node.dep in _CLAUSAL or (
        node.dep == "advcl" and infinitive and above.lemma in words.verbs.plan | words.verbs.deny
    ):
        return _under_verb(sentence, node, above, infinitive, out, words)
    if node.dep in {"pcomp", "prep"}:
        return _under_preposition(sentence, above, out, words)
    if node.dep in {"acl", "relcl"}:
        return _under_noun(sentence, node, above, infinitive, out, words)
    if node.dep == "advcl" and infinitive:
        if above.pos == "ADJ":
            return _under_verb(sentence, node, above, infinitive, out, words)
        return None
    if (
        node.dep == "advcl"
        and node.tag in {"VBG", "VBN"}
        and not any(tokens[k].dep == "mark" for k in node.children)
    ):
        return above.i, True
    if node.dep in {"acomp", "attr", "oprd"}:
        return above.i, True
    return None


def _upper_clause(sentence: Sentence, node: Token, above: Token) -> bool:
    """Whether a verb that the parse joins to a subordinate one goes with the verb above it: "denied that it
    had fired and accused the rebels"."""
    tokens = sentence.tokens
    if node.tag not in {"VBD", "VBZ"} or above.dep not in {"ccomp", "xcomp", "pcomp", "advcl", "acl"}:
        return False
    marked = any(tokens[k].dep in {"mark", "nsubj", "nsubjpass", "aux"} for k in node.children)
    return not marked and above.tag != node.tag


def _under_verb(
    sentence: Sentence, node: Token, above: Token, infinitive: bool, out: Outlook, words: StatusWords
) -> tuple[int, bool] | None:
    if above.pos == "ADJ" or (above.tag == "VBN" and above.lower in words.adjectives.plan):
        if kind := class_of(above.lower, words.adjectives, ("plan", "doubt", "deny")):
            apply(out, kind, "adjective")
        return above.i, True
    if above.pos in {"NOUN", "PROPN"}:
        return _under_noun(sentence, node, above, infinitive, out, words)
    nonfinite = infinitive or node.tag == "VBG" or node.dep == "xcomp" or _bare_participle(sentence, node)
    lemma = above.lemma
    if nonfinite:
        kind = class_of(lemma, words.verbs, ("threat", "deny", "plan", "carry", "doubt"))
        if lemma in words.verbs.command and infinitive:
            kind = "plan"
        if lemma == "rule" and not _particle(sentence, above, "out"):
            kind = None
        if lemma in {"stop", "cease", "halt"} and infinitive:
            kind = None
        if kind == "carry" or kind is None:
            return above.i, True
    else:
        kind = class_of(lemma, words.verbs, ("deny", "plan", "doubt"))
        if lemma in words.verbs.say | words.verbs.command or node.i < above.i:
            kind = None
        if lemma == "rule" and not _particle(sentence, above, "out"):
            kind = None
        if lemma in words.verbs.command and _ordered(sentence, node):
            kind = "plan"
        if kind is None:
            if (
                lemma in {"think", "believe", "expect"}
                and verb_group(sentence, above.i, words).denied_by is not None
            ):
                deny(out, "not", 0.6)
            return None
    apply(out, kind, "verb")
    return above.i, True


def _ordered(sentence: Sentence, node: Token) -> bool:
    """Whether a clause has the bare verb of an order: "ordered that launchers be deployed"."""
    tokens = sentence.tokens
    helpers = [tokens[k].tag for k in node.children if tokens[k].dep in {"aux", "auxpass"}]
    return helpers[0] == "VB" if helpers else node.tag == "VB"


def _bare_participle(sentence: Sentence, node: Token) -> bool:
    """Whether a participle has no helper of its own: "see its contracts cut"."""
    return node.tag == "VBN" and not any(sentence.tokens[k].dep in {"aux", "auxpass"} for k in node.children)


def _particle(sentence: Sentence, verb: Token, form: str) -> bool:
    return any(sentence.tokens[k].lower == form for k in verb.children)


def _under_preposition(
    sentence: Sentence, above: Token, out: Outlook, words: StatusWords
) -> tuple[int, bool] | None:
    """A deed under a preposition: "without firing", "plans for", "ready for", "accused of"."""
    tokens = sentence.tokens
    form = above.lower
    lead = {t.lower for t in tokens[max(0, above.i - 4) : above.i]}
    own = any(token.dep == "poss" and token.head > above.i for token in tokens[above.i : above.right + 1])
    if (form == "with" and lead & {"nothing", "anything"} and "do" in lead and not own) or (
        form == "in" and _no_part(sentence, above)
    ):
        deny(out, "no part", 0.8)
        if "anything" not in lead and not lead & {"any"}:
            return None
        out.turn(Status.ACTUAL, "part", 0.5)
    if form == "out" and tokens[above.head].lemma == "rule":
        apply(out, "deny", "verb")
        return above.head, True
    if (
        form == "without"
        or (form == "of" and above.i and tokens[above.i - 1].lower in {"instead", "short"})
        or (form == "than" and above.i and tokens[above.i - 1].lower == "rather")
    ):
        deny(out, "without", 0.8)
        return None
    parent = tokens[above.head]
    if parent.i == above.i:
        return None
    if parent.pos == "ADP" and parent.i != above.i:
        return _under_preposition(sentence, parent, out, words)
    if form in {"after", "before", "since", "by", "during", "despite", "over", "following", "amid", "while"}:
        if form in {"before", "by"} and is_verb(parent):
            group = verb_group(sentence, parent.i, words)
            if group.modal in {"will", "would"}:
                return parent.i, True
        return None
    if parent.pos == "ADJ" or (parent.tag == "VBN" and parent.lower in words.adjectives.plan):
        if kind := class_of(parent.lower, words.adjectives, ("plan", "doubt", "deny")):
            apply(out, kind, "adjective")
            return parent.i, True
        return None
    if is_verb(parent):
        kind = class_of(parent.lemma, words.verbs, ("threat", "deny", "plan", "doubt"))
        if form == "from" and kind == "deny":
            apply(out, "deny", "verb")
            return parent.i, True
        if parent.lemma in words.verbs.carry and form in {
            "to",
            "into",
            "on",
            "in",
            "under",
            "with",
            "out",
            "through",
            "for",
        }:
            if form in {"for"} and kind:
                apply(out, kind, "verb")
            return parent.i, True
        if kind in {"plan", "doubt", "threat"} and form in {"for", "to", "of", "about", "against"}:
            apply(out, kind, "verb")
            return parent.i, True
        return None
    if parent.pos in {"NOUN", "PROPN"} and form in {"of", "for", "about", "on", "over", "to", "against"}:
        if parent.lemma in words.nouns.part:
            return parent.i, True
        kind = class_of(parent.lemma, words.nouns, ("plan", "doubt", "deny"))
        if kind is None:
            return None
        apply(out, kind, "noun")
        return parent.i, True
    if form == "of" and parent.lower == "ahead":
        apply(out, "plan", "noun")
    return None


def _no_part(sentence: Sentence, above: Token) -> bool:
    """Whether "in" hangs on "no part", "no role", "no hand"."""
    tokens = sentence.tokens
    noun = tokens[above.head]
    return noun.lemma in {"part", "role", "hand", "involvement", "share"} and any(
        tokens[k].lower in {"no", "any"} for k in noun.children
    )


def _under_noun(
    sentence: Sentence, node: Token, above: Token, infinitive: bool, out: Outlook, words: StatusWords
) -> tuple[int, bool] | None:
    """A clause under a noun: "plans to invade", "reports that they shelled", "a draft that would ban"."""
    tokens = sentence.tokens
    if node.dep == "relcl" and not infinitive and above.lemma not in words.nouns.say:
        if out.would and above.lemma in words.nouns.doubt | {"plan", "deal", "law"}:
            out.turn(Status.HYPOTHETICAL, "noun:doubt", 0.6)
        return None
    if infinitive and above.lemma in words.nouns.term and tokens[above.head].lemma in {"give", "have", "get"}:
        out.ahead = True
        out.turn(Status.PLANNED, "term", 0.7)
        return None
    if (above.lemma in words.nouns.say and not infinitive and node.tag not in {"VBN", "VBG"}) or (
        above.lemma in words.nouns.say and _finite(sentence, node)
    ):
        return above.i, False
    kind = class_of(above.lemma, words.nouns, ("plan", "doubt", "deny"))
    if kind is None:
        return None
    if node.dep == "acl" and not infinitive and node.tag in {"VBN", "VBG"}:
        return None
    apply(out, kind, "noun")
    return above.i, True


def _finite(sentence: Sentence, node: Token) -> bool:
    return any(sentence.tokens[k].dep in {"aux", "auxpass", "mark"} for k in node.children)


def _noun_step(sentence: Sentence, node: Token, out: Outlook, words: StatusWords) -> tuple[int, bool] | None:
    tokens = sentence.tokens
    above = tokens[node.head]
    if above.i == node.i:
        return None
    if node.dep == "conj":
        return above.i, False
    if node.dep == "appos":
        return None
    if node.dep == "pobj" or above.pos == "ADP":
        if node.dep in {"prep", "prt"}:
            return above.i, True
        return _under_preposition(sentence, above, out, words)
    if node.dep in {"prep", "prt", "advmod", "agent"}:
        return (above.i, True) if is_verb(above) else None
    if node.dep in _PREDICATES and is_verb(above):
        return above.i, True
    if node.dep in {"compound", "nmod", "poss", "amod"}:
        if kind := class_of(above.lemma, words.nouns, ("doubt", "deny", "plan")):
            apply(out, kind, "noun")
            return above.i, True
        return None
    if is_verb(above):
        return _argument(sentence, node, above, out, words)
    return None


def _argument(
    sentence: Sentence, node: Token, above: Token, out: Outlook, words: StatusWords
) -> tuple[int, bool] | None:
    """A deed that is the subject or object of a verb."""
    tokens = sentence.tokens
    passive = node.dep == "nsubjpass"
    if node.dep in _OBJECTS:
        if above.lemma == "rule" and _particle(sentence, above, "out"):
            apply(out, "deny", "verb")
            return above.i, True
        order = ("threat", "deny", "plan", "doubt")
        kind = class_of(above.lemma, words.verbs, order)
        if above.lemma in words.verbs.hold and kind == "deny":
            kind = None
        if (above.lemma == "put" and _particle(sentence, above, "off")) or (
            above.lemma == "call" and _particle(sentence, above, "off")
        ):
            kind = "deny"
        elif above.lemma in words.verbs.clausal and not (
            passive and any(tokens[k].dep == "xcomp" for k in above.children)
        ):
            kind = None
        if kind is not None:
            apply(out, kind, "verb")
            return above.i, True
        if above.lemma in words.verbs.carry:
            return above.i, True
        if (
            passive
            and (group := verb_group(sentence, above.i, words)).modal in {"would", "will"}
            and _open(sentence, node, words)
        ):
            out.turn(Status.HYPOTHETICAL, f"open subject of {group.modal}", 0.6)
        return None
    if node.dep == "nsubj" and above.dep == "pcomp":
        return _under_preposition(sentence, tokens[above.head], out, words)
    if node.dep == "nsubj":
        if above.lemma == "be":
            for k in above.children:
                child = tokens[k]
                if child.dep in {"acomp", "xcomp", "attr"} and (
                    kind := class_of(child.lower, words.adjectives, ("plan", "doubt", "deny"))
                ):
                    apply(out, kind, "adjective")
                    return above.i, True
            return above.i, True
        if above.lemma in words.verbs.happen:
            return above.i, True
        if verb_group(sentence, above.i, words).modal in {"would", "will", "could"} and _open(
            sentence, node, words
        ):
            out.turn(Status.HYPOTHETICAL, "open subject", 0.6)
    return None


def _open(sentence: Sentence, node: Token, words: StatusWords) -> bool:
    """Whether a noun names any deed of its kind, not one that is known: "any attack", "a new raid"."""
    tokens = sentence.tokens
    lead = {tokens[k].lower for k in node.children if k < node.i}
    return bool(lead & (words.every | {"a", "an", "more", "new"})) or not lead & {
        "the",
        "this",
        "that",
        "these",
        "its",
        "their",
        "his",
        "’s",
        "'s",
    }
