"""Attributions within one sentence: reporting verbs, issued nouns, and phrases like "according to"."""

from __future__ import annotations

from dataclasses import replace

from standoff.coding.parsing.parse import Sentence, Token
from standoff.coding.said.contents import (
    argument_content,
    around,
    clause_content,
    clause_end,
    is_finite,
    object_relative,
    with_that,
)
from standoff.coding.said.cues import Cues, VerbCue
from standoff.coding.said.making import Maker
from standoff.coding.said.media import Media
from standoff.coding.said.sayings import (
    DASHES,
    QUOTES,
    Position,
    Saying,
    Stretch,
    children,
    cue_of,
    is_passive,
    phrase,
    subject_of,
    verb_group,
)
from standoff.coding.said.trailing import trailing_source

_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_SAYS = VerbCue(frozenset({"clause"}), frozenset(), link=True, act=False, evidence=False)


class Reader:
    """Reads the attributions of one sentence; made anew for each."""

    def __init__(self, text: str, sentence: Sentence, cues: Cues, media: Media) -> None:
        self.text = text
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.cues = cues
        self.media = media
        self.make = Maker(sentence, cues, media)

    def sayings(self) -> list[Saying]:
        found = (self._read(token) for token in self.tokens)
        return [saying for saying in found if saying is not None]

    def _read(self, token: Token) -> Saying | None:
        if (length := self._opens_phrase(token.i)) > 0:
            return self._phrase(token.i, length)
        if token.tag.startswith("VB") and token.pos in {"VERB", "AUX"}:
            entry = cue_of(self.sentence, token.i, self.cues)
            if entry is None:
                return self._unlisted(token)
            return None if self._is_as_saying(token) else self._verb(token, entry)
        if token.pos == "NOUN" and token.lemma in self.cues.issued:
            return self._noun(token)
        return None

    def _is_as_saying(self, token: Token) -> bool:
        """Whether the word is the tail of "quoted as saying", which is read with its head."""
        if token.tag != "VBG" or token.i < 2 or self.tokens[token.i - 1].lower != "as":
            return False
        return any(t.lemma in {"quote", "cite"} for t in self.tokens[max(0, token.i - 30) : token.i - 1])

    # -- verbs ---------------------------------------------------------------------------------

    def _verb(self, verb: Token, entry: VerbCue) -> Saying | None:
        first, last = verb_group(self.sentence, verb.i)
        passive = is_passive(self.sentence, verb.i)
        if {"clause", "quote"} & entry.frames and not passive:
            trailing = self._trailing(verb, entry, first, last)
            if trailing is not None:
                return trailing
        if verb.lemma in {"quote", "cite"}:
            quoting = self._quoting(verb, first, passive)
            if quoting is not None:
                return quoting
        if passive:
            return self._passive(verb, entry, first, last)
        subject = subject_of(self.sentence, verb.i)
        if subject is None and "quote" in entry.frames:
            subject = self._inverted(verb)
        if subject is None or subject.i == verb.i:
            return None
        content: list[Stretch] = []
        middle = self._put_in(verb, entry, first, subject)
        if middle is not None:
            end = clause_end(self.sentence, verb, middle, last)
            pieces = around(self.sentence, verb, first, end)
            pieces = [*pieces[:1], (end + 2, len(self.tokens) - 1)] if end + 3 < len(self.tokens) else pieces
            return self.make.saying(verb.i, first, last, middle, pieces, entry)
        if "clause" in entry.frames:
            content = clause_content(self.sentence, verb, subject, first, last, plain="quote" in entry.frames)
        if not content:
            content, last = argument_content(self.sentence, verb, entry, last)
        if entry.evidence and not entry.act and "quote" not in entry.frames and not self._document(subject):
            content = [c for c in content if c[0] < verb.i or self.tokens[c[0]].lower == "that"]
        if not content and entry.link:
            content = object_relative(self.sentence, verb)
        if not content:
            return None
        return self.make.saying(verb.i, first, last, subject, content, entry)

    def _put_in(self, verb: Token, entry: VerbCue, first: int, subject: Token) -> Token | None:
        """The source of a clause put in with its verb first: "Minsk, said two aides, would refuse"."""
        if (
            "quote" not in entry.frames
            or first < 2
            or self.tokens[first - 1].text != ","
            or verb.tag == "VBG"
        ):
            return None
        if not subject.right < first or any(
            c > verb.i for c in verb.children if self.tokens[c].dep == "ccomp"
        ):
            return None
        after = [
            self.tokens[c] for c in verb.children if c == verb.i + 1 or self.tokens[c].left == verb.i + 1
        ]
        source = next(
            (t for t in after if t.pos in _NOUNS and t.dep in {"dobj", "nsubj", "attr", "dep"}), None
        )
        closes = source is not None and source.right + 1 < len(self.tokens)
        if source is None or not closes or self.tokens[source.right + 1].text != ",":
            return None
        return source

    def _trailing(self, verb: Token, entry: VerbCue, first: int, last: int) -> Saying | None:
        """A reporting clause at the end whose source the parse gives to something else."""
        own = next((c for c in children(self.sentence, verb.i, "nsubj") if c.i < verb.i), None)
        if (
            children(self.sentence, verb.i, "ccomp")
            and children(self.sentence, verb.i, "ccomp")[-1].i > verb.i
        ):
            return None
        if verb.dep in {"relcl", "acl"} and any(self.tokens[c].tag.startswith("W") for c in verb.children):
            return None
        found = trailing_source(self.sentence, verb.i, first, last)
        if found is None:
            return None
        start, head = found
        if own is not None and verb.dep not in {"relcl", "acl"}:
            apart = own.i < start and is_finite(self.sentence, [(0, own.left - 1)])
            if not apart:
                return None
        source = self.tokens[head]
        content = around(self.sentence, verb, start, clause_end(self.sentence, verb, source, last))
        if not content or content[0][0] >= start:
            return None
        edges = (start, first - 1 if self.tokens[first - 1].text != "," else first - 2)
        return self.make.saying(verb.i, first, last, source, content, entry, edges=edges)

    def _unlisted(self, verb: Token) -> Saying | None:
        """Any verb that closes a sentence over a clause before it: "..., a diplomat sighed"."""
        if (
            verb.tag not in {"VBD", "VBZ", "VBP", "VBN"}
            or verb.pos != "VERB"
            or is_passive(self.sentence, verb.i)
        ):
            return None
        before = [c for c in children(self.sentence, verb.i, "ccomp") if c.i < verb.i]
        subject = next((c for c in children(self.sentence, verb.i, "nsubj") if c.i < verb.i), None)
        if not before or subject is None or before[-1].i > subject.i or subject.left < 2:
            return None
        if self.tokens[subject.left - 1].text not in {",", "\u201d", '"'} | DASHES:
            return None
        first, last = verb_group(self.sentence, verb.i)
        content = around(self.sentence, verb, subject.left, clause_end(self.sentence, verb, subject, last))
        return self.make.saying(verb.i, first, last, subject, content, _SAYS) if content else None

    def _inverted(self, verb: Token) -> Token | None:
        """The noun phrase after a verb at the end of a quotation: "..., said a spokesman"."""
        if verb.i == 0 or self.tokens[verb.i - 1].text not in QUOTES | {",", "?", "!"} | DASHES:
            return None
        after = [self.tokens[c] for c in verb.children if c > verb.i]
        return next((c for c in after if c.pos in _NOUNS and c.dep != "npadvmod"), None)

    def _document(self, subject: Token) -> bool:
        documents = self.cues.documents
        return subject.lemma in documents or subject.lower in documents or subject.pos == "PROPN"

    def _passive(self, verb: Token, entry: VerbCue, first: int, last: int) -> Saying | None:
        by = next((a for a in children(self.sentence, verb.i, "agent") if a.i > verb.i), None)
        inner = children(self.sentence, by.i, "pobj") if by is not None else []
        if by is None or not inner:
            return None
        source = inner[0]
        own = children(self.sentence, verb.i, "nsubjpass", "nsubj")
        content: list[Stretch] = []
        clause = [c for c in children(self.sentence, verb.i, "ccomp", "xcomp", "advcl") if c.i > source.i]
        if verb.lemma in {"tell", "ask", "inform", "assure", "warn"}:
            if clause:
                content = [(clause[0].left, clause[-1].right)]
            elif self._asks(source.right + 1):
                comma = next(
                    (t.i for t in self.tokens[source.right + 1 :] if t.text == ","), len(self.tokens)
                )
                content = [(source.right + 1, comma - 1)]
            elif own and own[0].left > 1:
                content = around(
                    self.sentence, verb, own[0].left, clause_end(self.sentence, verb, source, source.right)
                )
        elif own and {"object", "as", "urge", "clause", "named"} & entry.frames:
            content = [(own[0].left, own[0].right)]
        if not content:
            return None
        media: tuple[Position, ...] = ()
        if own and self.media.is_outlet(own[0].i):
            media = (Position(self.sentence.index, own[0].i),)
        return self.make.saying(
            verb.i, first, by.i if by.i == last + 1 else last, source, content, entry, media=media
        )

    def _asks(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].lower in {"if", "whether", "why", "how", "when"}

    def _quoting(self, verb: Token, first: int, passive: bool) -> Saying | None:
        """ "M cited X as saying that", "X was quoted by M as saying", "was quoted as saying by M"."""
        window = self.tokens[verb.i + 2 : verb.i + 30]
        said = next(
            (t for t in window if t.lower.endswith("ing") and self.tokens[t.i - 1].lower == "as"), None
        )
        if said is None:
            return None
        between = self.tokens[verb.i + 1 : said.i - 1]
        if said.lower == "having" and said.i + 1 < len(self.tokens):
            said = self.tokens[said.i + 1]
        speaker, carrier = None, None
        if passive:
            speaker = next(iter(children(self.sentence, verb.i, "nsubjpass", "nsubj")), None)
            speaker = speaker or subject_of(self.sentence, verb.i)
            near = [t for t in between if t.dep == "pobj" and self.tokens[t.head].lower in {"by", "in", "on"}]
            late = [t for t in self.tokens[said.i + 1 :] if t.dep == "pobj" and self.media.is_outlet(t.i)]
            late = [t for t in late if self.tokens[t.head].lower in {"by", "in", "on"}]
            carrier = next(iter([*near, *late]), None)
        else:
            carrier = subject_of(self.sentence, verb.i)
            direct = [t for t in children(self.sentence, verb.i, "dobj") if t.i < said.i]
            nouns = direct or [t for t in between if t.pos in _NOUNS][-1:]
            speaker = nouns[0] if nouns else None
        if speaker is None and passive and (found := trailing_source(self.sentence, verb.i, first, verb.i)):
            speaker, first_word = self.tokens[found[1]], found[0]
        else:
            first_word = first
        if speaker is None:
            return None
        content = self._after(said)
        start = min(first_word, speaker.left, carrier.left if carrier is not None else first)
        if not content and start > 1:
            content = around(self.sentence, verb, start, clause_end(self.sentence, said, said, said.i))
        if not content:
            return None
        media = () if carrier is None else (Position(self.sentence.index, carrier.i),)
        return self.make.saying(verb.i, first, verb.i, speaker, content, _SAYS, media=media)

    def _after(self, said: Token) -> list[Stretch]:
        inner = [c for c in children(self.sentence, said.i, "ccomp", "dobj", "xcomp") if c.i > said.i]
        if said.i + 2 < len(self.tokens) and self.tokens[said.i + 1].text not in {",", ".", ";"}:
            if inner:
                return [(with_that(self.sentence, inner[0].left, said.i), inner[-1].right)]
            if self.tokens[said.i + 1].lower in {"in", "on", "by", "at"}:
                return []
            return [(said.i + 1, len(self.tokens) - 1)]
        return []

    # -- phrases and nouns -----------------------------------------------------------------------

    def _opens_phrase(self, i: int) -> int:
        """The number of words of a phrase such as "according to" that begins at ``i``, or 0."""
        for words in self.cues.before_source:
            here = self.tokens[i : i + len(words)] if self.tokens[i].lower == words[0] else ()
            if i + len(words) < len(self.tokens) and tuple(t.lower for t in here) == words:
                return len(words)
        return 0

    def _phrase(self, i: int, length: int) -> Saying | None:
        objects = children(self.sentence, i + length - 1, "pobj")
        source = next(iter(objects), None) or next(
            (t for t in self.tokens[i + length :] if t.pos in _NOUNS), None
        )
        if source is None:
            return None
        first, last = phrase(self.sentence, source.i)
        first = max(first, i + length)
        end = len(self.tokens) - 1
        content: list[Stretch] = []
        before = i - 1
        while before > 0 and self.tokens[before].text in {",", "("} | DASHES:
            before -= 1
        if before >= 1:
            starts = [0, *(t.i + 1 for t in self.tokens[:before] if t.text == ";")]
            content.append((starts[-1], before))
        after = next((t.i for t in self.tokens[last + 1 :] if t.text == ","), None)
        if before < 1 and after is None and last + 1 < end:
            after = last
        if after is not None and after + 1 < end and (before < 1 or not is_finite(self.sentence, content)):
            content.append((after + 1, end))
        if not content:
            return None
        return self.make.saying(
            i, i, i + length - 1, source, content, _SAYS, kind="phrase", edges=(first, last)
        )

    def _noun(self, noun: Token) -> Saying | None:
        """ "Ankara's claim that", "a report that", "the warning by X that"."""
        clauses = [
            c for c in children(self.sentence, noun.i, "acl", "ccomp", "relcl") if self._is_that_clause(c)
        ]
        if not clauses:
            return None
        owner = next(iter(children(self.sentence, noun.i, "poss")), None)
        for prep in children(self.sentence, noun.i, "prep") if owner is None else []:
            if prep.lower in {"by", "from"}:
                owner = next(iter(children(self.sentence, prep.i, "pobj")), None)
        content: list[Stretch] = [(clauses[0].left, clauses[-1].right)]
        if owner is None:
            found = self.make.saying(
                noun.i, noun.i, noun.i, noun, content, _SAYS, kind="noun", edges=(-1, -1)
            )
            return replace(found, listed=False) if found is not None else None
        edges = (phrase(self.sentence, owner.i)[0], owner.right)
        return self.make.saying(noun.i, noun.i, noun.i, owner, content, _SAYS, kind="noun", edges=edges)

    def _is_that_clause(self, clause: Token) -> bool:
        """Whether the clause is what a noun says, and not a relative clause about it ("that he made")."""
        opening = self.tokens[clause.left]
        if opening.lower != "that" or opening.i <= clause.head:
            return False
        own = [c for c in children(self.sentence, clause.i, "nsubj", "nsubjpass") if c.i != opening.i]
        return opening.dep == "mark" or (bool(own) and clause.lemma not in self.cues.issuing)
