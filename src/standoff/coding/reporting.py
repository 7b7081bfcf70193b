"""Attributions within one sentence: reporting verbs, issued nouns, and phrases like "according to"."""

from __future__ import annotations

from standoff.coding.cues import Cues, VerbCue
from standoff.coding.parse import Sentence, Token
from standoff.coding.sayings import (
    Position,
    Saying,
    SayingKind,
    children,
    cue_of,
    is_passive,
    phrase,
    subject_of,
    verb_group,
)
from standoff.types import Span

Stretch = tuple[int, int]
_QUOTES = frozenset("\"\u201c\u201d\u2018\u2019'`\u00ab\u00bb") | {"''", "``"}
_COMMAS = frozenset({",", "\u2014", "\u2013", "--", "-", "?", "!", ";"}) | _QUOTES
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight earlier later".split()
)
_MEDIUM_PREPOSITIONS = frozenset({"to", "with", "on", "by", "in", "from"})
_SPEECHLESS = frozenset({"infinitive", "object", "named", "gerund", "as"})


class Reader:
    """Reads the attributions of one sentence; made anew for each."""

    def __init__(self, text: str, sentence: Sentence, cues: Cues, outlets: frozenset[int]) -> None:
        self.text = text
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.cues = cues
        self.outlets = outlets

    def sayings(self) -> list[Saying]:
        found = []
        for token in self.tokens:
            saying = None
            if token.pos in {"VERB", "AUX"} and token.tag.startswith("VB"):
                entry = cue_of(self.sentence, token.i, self.cues)
                if token.lower == "according":
                    saying = self._according(token)
                elif entry is not None:
                    saying = self._verb(token, entry)
            elif token.lower == "according":
                saying = self._according(token)
            elif token.pos == "NOUN" and token.lemma in self.cues.issued:
                saying = self._noun(token)
            if saying is not None:
                found.append(saying)
        return found

    # -- verbs ---------------------------------------------------------------------------------

    def _verb(self, verb: Token, entry: VerbCue) -> Saying | None:
        first, last = verb_group(self.sentence, verb.i)
        passive = is_passive(self.sentence, verb.i)
        if verb.lemma in {"quote", "cite"}:
            quoting = self._quoting(verb, first, passive)
            if quoting is not None:
                return quoting
        if passive:
            return self._passive(verb, entry, first, last)
        subject = subject_of(self.sentence, verb.i) or self._inverted(verb)
        if subject is None or subject.i == verb.i:
            return None
        if entry.evidence and not entry.act and "quote" not in entry.frames and not self._document(subject):
            return None
        clause, last = self._clause(verb, entry, subject, first, last)
        if clause:
            content = clause
        else:
            content, last = self._arguments(verb, entry, last)
        if not content:
            return None
        return self._saying(verb.i, first, last, subject, content, entry)

    def _inverted(self, verb: Token) -> Token | None:
        """The noun phrase after a verb at the end of a quotation: "..., said a spokesman"."""
        for c in verb.children:
            if (
                c > verb.i
                and self.tokens[c].pos in {"NOUN", "PROPN", "PRON"}
                and self.tokens[c].dep != "npadvmod"
            ):
                before = self.tokens[verb.i - 1] if verb.i else None
                return self.tokens[c] if before is not None and before.text in _COMMAS else None
        return None

    def _document(self, subject: Token) -> bool:
        return (
            subject.lemma in self.cues.documents
            or subject.lower in self.cues.documents
            or subject.pos == "PROPN"
        )

    def _clause(
        self, verb: Token, entry: VerbCue, subject: Token, first: int, last: int
    ) -> tuple[list[Stretch], int]:
        """Stretches of a content that is a clause, before, around or after the verb."""
        if not {"clause", "quote"} & entry.frames:
            return [], last
        start = min(first, self.tokens[subject.i].left) if subject.i < verb.i else first
        if subject.head != verb.i and subject.i < verb.i:
            start = first
        after = [c for c in children(self.sentence, verb.i, "ccomp") if c.i > verb.i and c.i != subject.i]
        after = [c for c in after if c.pos in {"VERB", "AUX", "ADJ", "NOUN", "PROPN", "PRON", "ADV", "NUM"}]
        if after:
            left, right = after[0].left, after[-1].right
            left = self._with_that(left, last)
            return [(left, right)], last
        end = self._clause_end(verb, subject, last)
        if start > 0 and self.tokens[start - 1].lower == "as":
            start -= 1
        if start > 1 and self.tokens[start - 1].text in _COMMAS and self._trails(verb, start):
            pieces = self._around(verb, start, end)
            if pieces:
                return pieces, last
        if last < len(self.tokens) - 1 and verb.lemma in {
            "say",
            "tell",
            "add",
            "claim",
            "write",
            "warn",
            "insist",
        }:
            rest = [
                c
                for c in children(self.sentence, verb.i, "dobj", "xcomp", "oprd", "acomp", "attr", "advcl")
                if c.i > last
            ]
            if verb.lemma == "tell":
                rest = [c for c in rest if c.dep != "dobj"]
            if rest and not (rest[0].dep == "advcl" and verb.lemma not in {"say", "tell"}):
                return [(self._with_that(rest[0].left, last), rest[-1].right)], last
        return [], last

    def _with_that(self, left: int, last: int) -> int:
        return left - 1 if left - 1 > last and self.tokens[left - 1].lower == "that" else left

    def _clause_end(self, verb: Token, subject: Token, last: int) -> int:
        """The last token of a reporting clause that stands after or within what it reports."""
        end = max(last, subject.right if subject.i > verb.i else last)
        for i in range(end + 1, len(self.tokens)):
            if self.tokens[i].text in _COMMAS or self.tokens[i].text in {".", ":"}:
                return i - 1
        return len(self.tokens) - 1

    def _trails(self, verb: Token, start: int) -> bool:
        if verb.dep in {"ROOT", "parataxis", "ccomp", "conj", "advcl", "dep", "appos"}:
            return any(t.pos in {"VERB", "AUX", "NOUN", "PROPN"} for t in self.tokens[:start])
        return False

    def _around(self, verb: Token, start: int, end: int) -> list[Stretch]:
        tokens = self.tokens
        bound = 0
        if verb.dep in {"conj", "parataxis", "advcl", "ccomp"} or verb.head != verb.i:
            head = tokens[verb.head]
            bound = head.left if verb.dep in {"parataxis", "advcl", "ccomp"} else 0
            if verb.dep == "conj" and verb.left > head.i:
                bound = verb.left
        bound = min(bound, start - 1)
        if any(c.i < start for c in children(self.sentence, verb.i, "ccomp")):
            bound = min(c.left for c in children(self.sentence, verb.i, "ccomp") if c.i < start)
            if bound > verb.left and verb.head == verb.i:
                bound = verb.left
        left_last = start - 1
        while left_last >= bound and tokens[left_last].text in {",", "\u2014", "\u2013", "--", "-", ";"}:
            left_last -= 1
        pieces: list[Stretch] = []
        if left_last >= bound:
            pieces.append((bound, left_last))
        finite = any(t.tag in {"VBZ", "VBD", "VBP", "MD"} for t in tokens[bound : left_last + 1])
        goes_on = end + 1 < len(tokens) - 1 and tokens[end + 1].text in {",", "\u2014", "\u2013", "--"}
        if goes_on:
            hangs_left = (
                verb.dep in {"parataxis", "advcl", "ccomp"} and verb.head != verb.i and verb.head > end
            )
            quoted = tokens[end + 2].text in _QUOTES
            if hangs_left or not finite or quoted:
                pieces.append((end + 2, len(tokens) - 1))
        return pieces

    def _arguments(self, verb: Token, entry: VerbCue, last: int) -> tuple[list[Stretch], int]:
        """Stretches of a content that is an object, an infinitive or a phrase after a preposition."""
        frames = entry.frames
        direct = [c for c in children(self.sentence, verb.i, "dobj", "dative") if c.i > verb.i]
        for prep in children(self.sentence, verb.i, "prep"):
            if prep.lower in entry.prepositions and prep.i > verb.i:
                inner = children(self.sentence, prep.i, "pobj", "pcomp")
                if inner:
                    right = max(inner[-1].right, inner[0].right)
                    for x in children(self.sentence, verb.i, "xcomp"):
                        if x.i > inner[0].i:
                            right = max(right, x.right)
                    return [(prep.i + 1, right)], prep.i
        infinitives = [c for c in children(self.sentence, verb.i, "xcomp", "ccomp", "advcl") if c.i > verb.i]
        infinitives = [c for c in infinitives if self._is_infinitive(c)]
        if "urge" in frames and infinitives and direct and direct[0].i < infinitives[0].i:
            return [(direct[0].left, infinitives[-1].right)], last
        if "urge" in frames and infinitives and infinitives[0].left > last:
            return [(infinitives[0].left, infinitives[-1].right)], last
        if "infinitive" in frames and infinitives:
            return [(infinitives[0].left, infinitives[-1].right)], last
        if "gerund" in frames:
            gerunds = [
                c
                for c in children(self.sentence, verb.i, "xcomp", "ccomp")
                if c.tag == "VBG" and c.i > verb.i
            ]
            if gerunds:
                return [(gerunds[0].left, gerunds[-1].right)], last
        if "named" in frames:
            named = [
                c for c in children(self.sentence, verb.i, "oprd", "xcomp", "ccomp", "attr") if c.i > verb.i
            ]
            if named:
                left = min([named[0].left, *(d.left for d in direct)])
                return [(left, named[-1].right)], last
        if direct and {"object", "as"} & frames:
            right = direct[-1].right
            for prep in children(self.sentence, verb.i, "prep"):
                if prep.lower in {"as", "for", "to"} and prep.i > direct[-1].i and prep.left == right + 1:
                    right = prep.right
            return [(direct[0].left, right)], last
        return [], last

    def _is_infinitive(self, token: Token) -> bool:
        return any(self.tokens[c].lower == "to" and self.tokens[c].dep == "aux" for c in token.children)

    def _passive(self, verb: Token, entry: VerbCue, first: int, last: int) -> Saying | None:
        agents = children(self.sentence, verb.i, "agent")
        by = next((a for a in agents if a.i > verb.i), None)
        source = None
        if by is not None:
            inner = children(self.sentence, by.i, "pobj")
            source = inner[0] if inner else None
        clause = [c for c in children(self.sentence, verb.i, "ccomp", "xcomp") if c.i > verb.i]
        own = children(self.sentence, verb.i, "nsubjpass")
        if source is None or by is None:
            return None
        content: list[Stretch] = []
        if clause and not own:
            content = [(clause[0].left, clause[-1].right)]
        elif own and {"object", "as", "urge", "clause", "named"} & entry.frames:
            content = [(own[0].left, own[0].right)]
        if not content:
            return None
        return self._saying(verb.i, first, by.i if by.i == last + 1 else last, source, content, entry)

    def _quoting(self, verb: Token, first: int, passive: bool) -> Saying | None:
        """ "M cited X as saying that", "X was quoted by M as saying", "was quoted as saying by M"."""
        said = next(
            (
                t
                for t in self.tokens[verb.i + 1 : verb.right + 1]
                if t.tag == "VBG"
                and t.i > 0
                and self.tokens[t.i - 1].lower == "as"
                and t.lemma in self.cues.verbs
            ),
            None,
        )
        if said is None:
            return None
        carrier, speaker = None, None
        if passive:
            own = children(self.sentence, verb.i, "nsubjpass", "nsubj")
            speaker = own[0] if own else subject_of(self.sentence, verb.i)
            carriers = [
                t
                for t in self.tokens[verb.i + 1 : verb.right + 1]
                if t.dep == "pobj"
                and self.tokens[t.head].lower in {"by", "in", "on"}
                and (t.i < said.i or self._is_outlet(t.i))
            ]
            carrier = carriers[0] if carriers else None
        else:
            carrier = subject_of(self.sentence, verb.i)
            direct = [t for t in children(self.sentence, verb.i, "dobj") if t.i < said.i]
            if direct:
                speaker = direct[0]
            else:
                between = [t for t in self.tokens[verb.i + 1 : said.i] if t.pos in {"NOUN", "PROPN", "PRON"}]
                speaker = between[-1] if between else None
        if speaker is None:
            return None
        content = self._after(said)
        if not content:
            start = min(speaker.left, first)
            content = self._around(verb, start, self._clause_end(said, speaker, said.i)) if start > 1 else []
        if not content:
            return None
        media = () if carrier is None else (Position(self.sentence.index, carrier.i),)
        entry = VerbCue(frozenset({"clause"}), frozenset(), True, False, False)
        return self._saying(verb.i, first, verb.i, speaker, content, entry, media=media)

    def _after(self, said: Token) -> list[Stretch]:
        inner = [c for c in children(self.sentence, said.i, "ccomp", "dobj", "xcomp") if c.i > said.i]
        if inner:
            return [(self._with_that(inner[0].left, said.i), inner[-1].right)]
        rest = [t for t in self.tokens[said.i + 1 :] if t.pos not in {"PUNCT"}]
        following = self.tokens[said.i + 1] if said.i + 1 < len(self.tokens) else None
        if rest and following is not None and following.text not in {",", ".", ";"}:
            return [(said.i + 1, len(self.tokens) - 1)]
        return []

    # -- phrases and nouns -----------------------------------------------------------------------

    def _according(self, token: Token) -> Saying | None:
        i = token.i
        if i + 2 >= len(self.tokens) or self.tokens[i + 1].lower != "to":
            return None
        objects = (
            children(self.sentence, i + 1, "pobj")
            or [t for t in self.tokens[i + 2 :] if t.pos in {"NOUN", "PROPN", "PRON"}][:1]
        )
        if not objects:
            return None
        source = objects[0]
        first, last = phrase(self.sentence, source.i)
        first = max(first, i + 2)
        end = len(self.tokens) - 1
        content: list[Stretch] = []
        before = i - 1
        if before >= 0 and self.tokens[before].text == ",":
            before -= 1
        if before >= 1:
            content.append((self._bound(i), before))
        after = next((t.i for t in self.tokens[last + 1 :] if t.text == ","), None)
        if before < 1 and after is None and last + 1 < end:
            after = last
        if after is not None and after + 1 < end and (before < 1 or not self._finite(content)):
            content.append((after + 1, end))
        if not content:
            return None
        entry = VerbCue(frozenset({"clause"}), frozenset(), True, False, False)
        return self._saying(i, i, i + 1, source, content, entry, kind="phrase", edges=(first, last))

    def _finite(self, stretches: list[Stretch]) -> bool:
        return any(t.tag in {"VBZ", "VBD", "VBP", "MD"} for a, b in stretches for t in self.tokens[a : b + 1])

    def _bound(self, i: int) -> int:
        for j in range(i - 1, 0, -1):
            if self.tokens[j].text in {";"}:
                return j + 1
        return 0

    def _noun(self, noun: Token) -> Saying | None:
        """ "Ankara's claim that", "a report that", "the warning by X that"."""
        clauses = [
            c
            for c in children(self.sentence, noun.i, "acl", "ccomp", "relcl")
            if c.i > noun.i and self._that(c)
        ]
        if not clauses:
            return None
        owner = next(iter(children(self.sentence, noun.i, "poss")), None)
        if owner is None:
            for prep in children(self.sentence, noun.i, "prep"):
                if prep.lower in {"by", "from"}:
                    owner = next(iter(children(self.sentence, prep.i, "pobj")), None)
        content = [(clauses[0].left, clauses[-1].right)]
        entry = VerbCue(frozenset({"clause"}), frozenset(), True, False, False)
        edges = None
        if owner is None:
            return self._saying(noun.i, noun.i, noun.i, noun, content, entry, kind="noun", edges=(-1, -1))
        if owner.dep == "poss":
            edges = (phrase(self.sentence, owner.i)[0], owner.right)
        return self._saying(noun.i, noun.i, noun.i, owner, content, entry, kind="noun", edges=edges)

    def _that(self, clause: Token) -> bool:
        start = self.tokens[clause.left]
        return start.lower == "that" and start.dep == "mark"

    # -- making the value ------------------------------------------------------------------------

    def _saying(
        self,
        head: int,
        first: int,
        last: int,
        source: Token,
        content: list[Stretch],
        entry: VerbCue,
        *,
        kind: SayingKind = "verb",
        media: tuple[Position, ...] = (),
        edges: Stretch | None = None,
    ) -> Saying | None:
        spans = [self._span(*stretch) for stretch in content]
        kept = tuple(span for span in spans if span is not None)
        if not kept:
            return None
        sources: tuple[Span, ...] = ()
        if edges is None:
            left, right = phrase(self.sentence, source.i, head)
            sources = (self._source(left, right),)
        elif edges[0] >= 0:
            sources = (self.sentence.span(*edges),)
        last = self._with_day(last)
        position = Position(self.sentence.index, source.i)
        return Saying(
            source=sources,
            cue=(self.sentence.span(first, last),),
            content=kept,
            sentence=self.sentence.index,
            cue_head=head,
            speaker=position,
            media=media or self._media(head, source, content),
            informants=self._informants(head) if entry.link else (),
            kind=kind,
            link=entry.link,
            act=entry.act,
        )

    def _with_day(self, last: int) -> int:
        following = self.tokens[last + 1] if last + 1 < len(self.tokens) else None
        return (
            last + 1
            if following is not None and following.lower in _DAYS and following.pos in {"PROPN", "NOUN"}
            else last
        )

    def _source(self, left: int, right: int) -> Span:
        """A source's span; a comma that closes an apposition belongs to it."""
        tokens = self.tokens
        inside = any(t.text == "," for t in tokens[left:right])
        closes = right + 1 < len(tokens) and tokens[right + 1].text == ","
        if inside and closes and right + 2 < len(tokens) and tokens[right + 2].pos in {"VERB", "AUX", "ADV"}:
            commas = [t.i for t in tokens[left:right] if t.text == ","]
            if not any(tokens[i + 1].lower in {"and", "or"} for i in commas if i + 1 < len(tokens)):
                right += 1
        return self.sentence.span(left, right)

    def _span(self, left: int, right: int) -> Span | None:
        """A content's span without outer commas and stops; marks of quotation stay in pairs."""
        tokens = self.tokens
        while left <= right and tokens[left].text in {",", ":", ";", "\u2014", "\u2013", "--", "-", "."}:
            left += 1
        while right >= left and tokens[right].text in {
            ",",
            ".",
            ";",
            ":",
            "\u2014",
            "\u2013",
            "--",
            "?",
            "!",
            "...",
        }:
            right -= 1
        if right < left:
            return None
        return self.sentence.span(left, right)

    def _is_outlet(self, i: int) -> bool:
        if i in self.outlets:
            return True
        token = self.tokens[i]
        if token.lower in self.cues.hearers or token.lower in self.cues.platforms:
            return False
        words = [
            token,
            *(
                self.tokens[c]
                for c in token.children
                if self.tokens[c].dep in {"compound", "nmod", "amod", "nummod"}
            ),
        ]
        return any(w.lower in self.cues.outlets and (w.pos in {"PROPN", "NOUN", "NUM"}) for w in words)

    def _media(self, head: int, source: Token, content: list[Stretch]) -> tuple[Position, ...]:
        """Outlets that the speaker spoke to or on, outside of what it said."""
        verb = self.tokens[head]
        for i in range(max(verb.left, head + 1), verb.right + 1):
            if any(a <= i <= b for a, b in content) or source.left <= i <= source.right:
                continue
            token = self.tokens[i]
            if token.dep in {"dobj", "dative", "pobj", "iobj", "nsubj", "compound"} and self._is_outlet(i):
                parent = self.tokens[token.head]
                if (token.dep in {"dobj", "dative"} and parent.i == head) or (
                    token.dep == "pobj" and parent.lower in _MEDIUM_PREPOSITIONS
                ):
                    return (Position(self.sentence.index, i),)
        return ()

    def _informants(self, head: int) -> tuple[Position, ...]:
        """Whom the source cites in its turn: "A, citing B, said", "A reported, citing B"."""
        for token in self.tokens:
            if token.lower in {"citing", "quoting"} and token.i != head:
                if any(
                    t.tag == "VBG" and self.tokens[t.i - 1].lower == "as"
                    for t in self.tokens[token.i + 1 : token.right + 1]
                ):
                    continue
                objects = children(self.sentence, token.i, "dobj")
                governs = self.tokens[token.head]
                near = governs.i == head or (
                    token.left <= head + 12 and (governs.head == head or governs.i == self.tokens[head].head)
                )
                if objects and near:
                    return (Position(self.sentence.index, objects[0].i),)
        return ()
