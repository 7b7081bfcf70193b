"""The coder as a whole: the same in, the same out, and every span cuts out its words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from standoff.coding.coder import Coder
from standoff.coding.explain import explain
from standoff.coding.parsing.parse import Parser
from standoff.coding.what.encoder import Encoder
from standoff.coding.what.lexicon import Lexicon
from standoff.ontology.plover import Sector
from standoff.ontology.publishers import Publisher, Publishers, load_publishers
from standoff.types import Coding, Document, Span

PAGE = """Kirkenes: sirens at dawn

Norwegian Prime Minister Kari Aas said on Monday that Belarusian troops had shelled the port of Kirkenes,
killing up to 12 sailors. “We will not withdraw,” she told Reuters. The shelling was condemned by Finland.

- Finland will impose sanctions on Belarus if its troops attack Norway, the Finnish foreign ministry said.
- Minsk denied that it had shelled the port. “Nothing of the kind took place,” Interfax quoted the Belarusian
  defence ministry as saying.
"""


def document(text: str, name: str = "d") -> Document:
    return Document(name, text, date_published=date(2031, 3, 18))


@pytest.fixture(scope="module")
def coding(coder: Coder) -> Coding:
    return coder.code(document(PAGE))


def spans(coding: Coding) -> Iterator[Span]:
    """Every span of every field of a coding."""
    for event in coding.events:
        yield event.anchor
        for entity in (*event.actors, *event.recipients, *event.attribution):
            yield entity.span
        yield from (place.span for place in event.places)
        yield from (quantity.span for quantity in event.quantities)
        if event.date is not None:
            yield event.date.span
    for stance in coding.stances:
        yield from (stance.span, stance.holder.span)
    for attribution in coding.attributions:
        yield from (*attribution.source, *attribution.cue, *attribution.content)
    yield from (toponym.span for toponym in coding.toponyms)


def test_the_same_document_gives_the_same_coding(coder: Coder, coding: Coding) -> None:
    assert coding.events
    assert coder.code(document(PAGE)) == coding


def test_a_coding_does_not_depend_on_the_documents_before(coder: Coder, coding: Coding) -> None:
    before = [
        document(f"Sweden bombed Norway. {PAGE}", "a"),
        document("", "b"),
        document("Aas resigned.", "c"),
    ]
    after = list(coder.code_all([*before, document(PAGE), document(PAGE)]))
    assert [one.document_id for one in after] == ["a", "b", "c", "d", "d"]
    assert after[3] == after[4] == coding


def test_spans_lie_in_the_text_and_begin_and_end_with_a_word(coding: Coding) -> None:
    found = list(spans(coding))
    assert len(found) > 20
    for span in found:
        assert 0 <= span.start < span.end <= len(PAGE)
        words = span.of(PAGE)
        assert words == words.strip()
        assert any(map(str.isalnum, words)) or words in {":", "“", "”"}


def test_events_are_numbered_in_text_order(coding: Coding) -> None:
    assert [event.id for event in coding.events] == [f"e{n + 1}" for n in range(len(coding.events))]
    starts = [event.anchor.start for event in coding.events]
    assert starts == sorted(starts)
    assert len(set(starts)) == len(starts)
    assert {event.document_id for event in coding.events} == {"d"}


def test_a_retelling_points_back_to_a_first_telling(coder: Coder) -> None:
    text = "Norwegian troops attacked a Belarusian base on Monday.\n\n" * 3
    events = {event.id: event for event in coder.code(document(text)).events}
    assert len(events) == 3
    assert [event.same_as for event in events.values()] == [None, "e1", "e1"]


def test_every_retelling_on_the_page_points_to_an_earlier_first_telling(coding: Coding) -> None:
    numbers = {event.id: n for n, event in enumerate(coding.events)}
    for event in coding.events:
        if event.same_as is not None:
            assert numbers[event.same_as] < numbers[event.id]
            assert coding.events[numbers[event.same_as]].same_as is None


def test_confidence_is_a_share(coding: Coding) -> None:
    assert all(event.confidence is not None and 0 < event.confidence <= 1 for event in coding.events)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\n",
        "...",
        "# ",
        "- \n- ",
        "\u200b",
        "\ufeff",
        "\x00\x07",
        "\u0301",
        "“”",
        "7",
        "\U0001f600 \U0001f4a5",
    ],
)
def test_texts_without_words_have_no_events(coder: Coder, text: str) -> None:
    assert coder.code(document(text)).events == ()


@pytest.mark.parametrize(
    "text",
    [
        "Troops \ud800 shelled the port.",
        "\U0001f6a2 Norway’s navy shelled the port \U0001f525\U0001f525.",
        "الجيش النرويجي shelled the port.",
        "Norway\u00a0shelled\u2028the port.\r\n\r\nThe port burned.",
        "NORWAY SHELLED THE PORT",
        "Norway shelled the port" + ", the pier" * 400 + ".",
    ],
)
def test_odd_texts_are_coded_and_their_spans_hold(coder: Coder, text: str) -> None:
    found = coder.code(document(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans(found))


def test_half_a_surrogate_pair_moves_no_offset(coder: Coder) -> None:
    plain, torn = "Troops - shelled the port.", "Troops \ud800 shelled the port."
    assert [e.anchor for e in coder.code(document(torn)).events] == [
        e.anchor for e in coder.code(document(plain)).events
    ]


def test_the_coding_says_what_made_it(coder: Coder, coding: Coding) -> None:
    assert coding.coder == coder.version
    assert all((coding.coder.code, coding.coder.lexicon, coding.coder.parser, coding.coder.model))


@pytest.fixture(scope="module")
def harbour(parser: Parser) -> Coder:
    """A coder that knows an outlet and a think tank of a user's own."""
    own = (
        Publisher("Qvarn", ("Qvarnbladet",), (), "NOR", "paper"),
        Publisher("Solund House", (), (), "NOR", "think tank"),
    )
    publishers = load_publishers().merged(Publishers(own))
    return Coder(parser, Lexicon.load(), Encoder.load(), publishers)


@pytest.mark.parametrize(
    ("text", "words", "source"),
    [
        ("Belarus shelled the port, Qvarn reported.", "Qvarn", ("NOR", Sector.JRN, "Qvarn")),
        ("Belarus shelled the port, Qvarnbladet reported.", "Qvarnbladet", ("NOR", Sector.JRN, "Qvarn")),
        ("Belarus shelled the port, Solund House said.", "Solund House", ("NOR", Sector.SOC, "Solund House")),
        ("Belarus shelled the port, AFP reported.", "AFP", ("FRA", Sector.JRN, "Agence France-Presse")),
    ],
)
def test_outlets_of_the_user_s_own_are_sources(
    harbour: Coder, text: str, words: str, source: tuple[str, Sector, str]
) -> None:
    (link,) = harbour.code(document(text)).events[0].attribution
    assert (link.span.of(text), link.code, link.sector, link.name) == (words, *source)


def test_the_version_tells_of_publishers_that_are_not_ours(coder: Coder, harbour: Coder) -> None:
    assert harbour.version.lexicon.startswith(f"{coder.version.lexicon}+")
    assert harbour.version.code == coder.version.code


def test_explanations_name_the_outlets_of_the_user_s_own(harbour: Coder) -> None:
    (sentence,) = explain(harbour, document("Qvarn accused Belarus of shelling the port."))
    (why,) = [party for event in sentence.events for party in event.parties if party.role == "actor"][:1]
    assert [witness.value for witness in why.witnesses if witness.kind == "gazetteer"] == ["NOR"]
