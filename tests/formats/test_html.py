"""The page: whole, safe, and usable without a mouse."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

from standoff.coding.parsing.layout import blocks
from standoff.formats import html
from standoff.types import Entity
from tests.formats.sample import CODING, DOCUMENT, EVENTS, PAIRS, TEXT, span

PAGE = html.render(PAIRS)


class _Reader(HTMLParser):
    """Tags with their attributes, whether they nest, and the text of the story without its cards."""

    VOID = frozenset(("meta", "br"))

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.lines: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        kind = (found.get("class") or "").split(" ")[0]
        if kind == "line":
            self.lines.append("")
        if tag not in self.VOID:
            self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        kinds = [kind for _, kind in self._open]
        tags = [tag for tag, _ in self._open]
        hidden = {"card", "sign", "gutter"} & set(kinds)
        if "line" in kinds and not hidden and ("p" in tags or "h2" in tags):
            self.lines[-1] += data


READ = _Reader(PAGE)


def test_the_page_is_as_recorded(golden: Callable[[str, str], None]) -> None:
    golden("formats/strait.html", PAGE)


def test_the_text_stands_there_unchanged() -> None:
    expected = [block.span.of(document.text) for document, _ in PAIRS for block in blocks(document.text)]
    assert READ.lines == expected


def test_ids_are_unique_and_every_reference_leads_somewhere() -> None:
    ids = Counter(found["id"] for _, found in READ.tags if "id" in found)
    assert max(ids.values()) == 1
    for _, found in READ.tags:
        for key in ("aria-describedby", "aria-labelledby"):
            if key in found:
                assert found[key] in ids
        href = found.get("href") or ""
        if href.startswith("#"):
            assert href[1:] in ids


def test_every_event_can_be_reached_by_keyboard() -> None:
    reached = {
        name
        for tag, found in READ.tags
        if tag == "a" and "href" in found and "aria-describedby" in found
        for name in (found.get("class") or "").split()
    }
    assert {f"d1e{number}" for number in range(len(EVENTS))} <= reached


def test_nothing_is_fetched_and_nothing_runs() -> None:
    tags = {tag for tag, _ in READ.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "base"}
    for _, found in READ.tags:
        assert not [key for key in found if key.startswith("on") or key in ("src", "style")]
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_the_policy_allows_the_style_by_its_hash_and_nothing_else() -> None:
    style = re.search(r"<style>(.*?)</style>", PAGE, re.S)
    policy = next(found["content"] for _, found in READ.tags if "http-equiv" in found)
    assert style is not None
    assert policy is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_text_from_outside_is_escaped_everywhere() -> None:
    evil = "<script>alert(1)</script>\"'&"
    text = TEXT.replace("trawler", evil)
    actor = replace(EVENTS[0], actors=(Entity(span("Lisbon"), "PRT", None, evil),))
    document = replace(DOCUMENT, text=text, headline=evil, publisher=evil, id=evil, url="javascript:alert(1)")
    page = html.render([(document, replace(CODING, events=(actor,), stances=()))])
    assert "<script" not in page
    assert "javascript:" not in page


def test_status_is_told_by_word_and_sign() -> None:
    for word in ("actual", "planned", "conditional", "hypothetical", "negated", "historical"):
        assert re.search(rf'class="glyph">.</span> {word}', PAGE)


def test_a_page_of_nothing_is_a_page() -> None:
    assert "0 events in 0 documents" in html.render([])


def test_an_anchor_across_two_lines_is_marked_in_both() -> None:
    start = TEXT.index("fired on the crew")
    across = replace(EVENTS[5], anchor=replace(EVENTS[5].anchor, start=start, end=TEXT.index("pledged")))
    page = html.render([(DOCUMENT, replace(CODING, events=(across,), stances=()))])
    assert len(re.findall(r'<a class="m ', page)) == 2
    _Reader(page)
