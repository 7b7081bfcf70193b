"""Which document is which: by place, text, time and likeness, at a bounded price."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from standoff.types import Document, document_id
from standoff.watch.known import Known, place_of
from standoff.watch.matching import matched
from standoff.watch.versions import located
from tests.watch.pages import PAGE, START, update


def known(documents: list[Document]) -> list[Known]:
    return [Known.of(at, here.document, place=here.place) for at, here in enumerate(located(documents))]


def pairs(before: list[Document], page: list[Document]) -> dict[int, int]:
    """From positions on the page to positions before."""
    return {at: one.item for at, one in matched(known(before), located(page)).items()}


def nameless(number: int, words: str | None = None, minutes: int | None = None) -> Document:
    one = update(number, words, with_url=False)
    return replace(one, date_published=START + timedelta(minutes=minutes)) if minutes is not None else one


def test_a_place_is_an_id_or_a_url_of_its_own() -> None:
    assert place_of(update(1)) == f"url {PAGE}#u1"
    assert place_of(update(1, with_url=False)) is None  # the page's own
    assert place_of(replace(update(1), id="n-1")) == "id n-1"
    assert place_of(Document(document_id(None, "words"), "words")) is None


def test_a_url_names_a_document_whatever_its_words() -> None:
    assert pairs([update(1), update(2)], [update(2, "Quite other words."), update(1)]) == {0: 1, 1: 0}


def test_the_same_words_at_another_address_are_the_same_update() -> None:
    moved = replace(update(1), url=f"{PAGE}?token=7f#u1")
    moved = replace(moved, id=document_id(moved.url, moved.text))
    assert pairs([update(1)], [moved]) == {0: 0}


def test_an_address_that_several_share_names_none_of_them() -> None:
    shared = [replace(update(number), url="https://a.example/post") for number in (1, 2, 3)]
    shared = [replace(one, id=document_id(one.url, one.text)) for one in shared]
    edited = replace(shared[1], text=f"{shared[1].text} Later it sank.")
    edited = replace(edited, id=document_id(edited.url, edited.text))
    assert pairs(shared, [shared[2], edited, shared[0]]) == {0: 2, 1: 1, 2: 0}
    other = replace(edited, text="The parliament of Velmark has been dissolved.")
    other = replace(other, id=document_id(other.url, other.text))
    assert pairs(shared, [shared[2], other, shared[0]]) == {0: 2, 2: 0}


def test_an_address_that_comes_to_be_shared_still_finds_its_edited_text() -> None:
    first = replace(update(1), url="https://a.example/post")
    first = replace(first, id=document_id(first.url, first.text))
    edited = replace(first, text=f"{first.text} Later it sank.")
    second = replace(first, text="The parliament of Velmark has been dissolved.")
    page = [replace(one, id=document_id(one.url, one.text)) for one in (second, edited)]
    assert pairs([first], page) == {1: 0}


def test_at_one_time_half_of_the_words_are_enough() -> None:
    before = [nameless(3), nameless(2), nameless(1)]
    edited = nameless(
        2, "Report number 2: the ministry of Ostland denies that any ship had been seen at all."
    )
    assert pairs(before, [nameless(3), edited, nameless(1)]) == {0: 0, 1: 1, 2: 2}


def test_two_at_one_time_are_told_apart_by_their_words() -> None:
    one = nameless(1, "Two ships left the port of Karsa before dawn, witnesses said.", 5)
    two = nameless(2, "Ostland's parliament voted to close the border with Velmark.", 5)
    page = [
        nameless(2, "Ostland's parliament voted by 90 to 11 to close the border with Velmark.", 5),
        nameless(1, "Three ships left the port of Karsa before dawn, witnesses said.", 5),
    ]
    assert pairs([one, two], page) == {0: 1, 1: 0}


def test_at_another_time_much_must_be_alike_and_the_place_near() -> None:
    before = [nameless(number) for number in range(40, 0, -1)]
    edited = nameless(20, f"{nameless(20).text} It sank.", minutes=900)
    page = [edited if one == nameless(20) else one for one in before]
    assert pairs(before, page)[20] == 20
    fresh = nameless(99, "The envoy of Velmark left Karsa without a word to the press.")
    assert 20 not in pairs(before, [fresh if one == nameless(20) else one for one in before])


def test_a_hostile_page_costs_no_more_than_a_page() -> None:
    before = [nameless(0, f"Same words as ever, number {number}, and so on.", 1) for number in range(3000)]
    page = [
        nameless(0, f"Same words as ever, number {number}, and so on.", 1) for number in range(3000, 6000)
    ]
    assert len(pairs(before, page)) <= 3000
