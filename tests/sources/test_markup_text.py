"""Markup to text: what a reader of the page reads, in paragraphs, whatever the markup is like."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.sources.markup_text import line_of_html, text_of_html, tidy, tidy_line


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", ""),
        ("Norway recalled its envoy.", "Norway recalled its envoy."),
        ("One\ntwo\n\n  three   four ", "One two\n\nthree four"),
        ("Aid for Tolm,\nsaid Oslo.\nMore later", "Aid for Tolm, said Oslo.\nMore later"),
        ("One.\r\n\r\nTwo.\rThree.", "One.\n\nTwo.\nThree."),
        ("<p>One <b>big</b> <i>word</i>.</p><p>Two</p>", "One big word.\n\nTwo"),
        ("in<b>side</b> a word", "inside a word"),
        ("one<br>two<br/>\n<br>three", "one\ntwo\n\nthree"),
        ("<h2>Head</h2>Body\nruns on", "Head\n\nBody runs on"),
        ("<ul><li>One<li>Two</ul>After", "One\nTwo\n\nAfter"),
        ("<table><tr><td>Dead<td>12<tr><td>Hurt<td>30</table>", "Dead 12\nHurt 30"),
        ("<pre>one\ntwo\n\nthree</pre>", "one\ntwo\n\nthree"),
        ("<script>if (a<b) {'<p>'}</script><style>p{}</style>Seen", "Seen"),
        ("<noscript><p>No</p></noscript><iframe>No</iframe><svg><title>No</title></svg>Seen", "Seen"),
        ("a<input>b<img alt='no'>c", "abc"),
        ("<!-- gone -->Seen", "Seen"),
        ("<!-- gone -->", ""),
        ("<![CDATA[<p>One</p><p>Two</p>]]>", "One\n\nTwo"),
        ("<html><head><title>No</title></head><body><p>Yes</body></html>", "Yes"),
        ("<p>an end that is missing <b>here", "an end that is missing here"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("https://news.example/?a=1&section=2&copy=3", "https://news.example/?a=1&section=2&copy=3"),
    ],
)
def test_fragments(fragment: str, text: str) -> None:
    assert text_of_html(fragment) == text


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("Tom &amp; Ana", "Tom & Ana"),
        ("the ministry&#8217;s&nbsp;&ldquo;no&rdquo;", "the ministry’s “no”"),
        ("<p>&#146;quoted&#x27;</p>", "’quoted'"),
        ("Tom &amp;amp; Ana &amp;#8217;", "Tom & Ana ’"),
        ("&lt;p&gt;One &amp;amp; two&lt;/p&gt;&lt;p&gt;Three&lt;/p&gt;", "One & two\n\nThree"),
        ("<div>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;</div>", "One\n\nTwo"),
        ("&amp;lt;p&amp;gt;One&amp;lt;/p&amp;gt;", "One"),
        ("no &entity; of that name", "no &entity; of that name"),
    ],
)
def test_entities_and_markup_that_was_escaped_again(fragment: str, text: str) -> None:
    assert text_of_html(fragment) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\0b\x1bc\x7f", "abc"),
        ("so\u00adft, ze\u200bro, \ufeffmark, \u202eturned", "soft, zero, mark, turned"),
        ("half \ud83d of a pair", "half of a pair"),
        ("no\u00a0break, thin\u2009blank", "no break, thin blank"),
        ("Line\u2028Line\u2029Paragraph", "Line\nLine\n\nParagraph"),
        ("one\n \t \n\n\ntwo", "one\n\ntwo"),
        (" \n ", ""),
    ],
)
def test_stray_characters_and_blanks_go(text: str, clean: str) -> None:
    assert tidy(text) == clean
    assert text_of_html(text) == clean
    assert tidy_line(text) == " ".join(clean.split())


def test_a_headline_is_one_line() -> None:
    assert line_of_html("<h2>Envoy\n recalled</h2><p>by &lsquo;Oslo&rsquo;</p>") == "Envoy recalled by ‘Oslo’"


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        pytest.param("<div>" * 100_000 + "in" + "</div>" * 100_000 + "<p>after", "in\n\nafter", id="depth"),
        pytest.param("<p>a</p><" + "x" * 11_000_000 + ">after", "a\n\nafter", id="tag"),
        pytest.param("<p>a</p><p x='" + "x" * 11_000_000 + "'>after", "a\n\nafter", id="attribute"),
        pytest.param("<p>a</p>" + "<b></b>" * 100_000 + "after", "a\n\nafter", id="elements"),
        pytest.param("<br>" * 100_000 + "after", "after", id="breaks"),
        pytest.param("<" * 1_000_000, "<" * 1_000_000, id="brackets"),
        pytest.param("&" * 1_000_000 + "<p>", "&" * 1_000_000, id="ampersands"),
        pytest.param("\n " * 1_000_000 + "a", "a", id="blanks"),
    ],
)
def test_hostile_markup_costs_no_more_than_its_size(fragment: str, text: str) -> None:
    assert text_of_html(fragment) == text


_PIECES = st.sampled_from(
    ["<p>", "</p>", "<div", ">", "<br>", "&amp;", "&lt;", "&#0;", "&#xD800;", "<!--", "-->", "<script>",
     "</script>", "<li>", "<td>", "</table>", "<pre>", "\n", "\0", "\ud800", "]]>", "<![CDATA[", "<svg>",
     "<input>", "<?x", "&lt;p&gt;"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(st.lists(_PIECES | st.text(max_size=5), max_size=20).map("".join))
def test_any_input_comes_out_clean(fragment: str) -> None:
    text = text_of_html(fragment)
    assert text == tidy(text) == text.strip()
    assert "\n\n\n" not in text
    assert text.encode("utf-8").count(b"\0") == 0


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text("abc é’—", min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_paragraphs_come_back(paragraphs: list[str]) -> None:
    marked = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    assert text_of_html(marked) == "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
