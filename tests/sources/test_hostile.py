"""Whatever comes in through the front door ends in documents or in a Failure that says why.

What the readers make of good inputs is tested beside them; here inputs are cut off, mislabelled, hostile,
or no inputs at all.
"""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standoff.failures import Failure
from standoff.sources import Origin, documents, documents_in
from standoff.sources.kinds import Kind, kind_of
from standoff.sources.limits import MAX_PAGE
from standoff.types import Document, document_id

WORDS = "The envoy of Velmora left the port of Sund on Monday, the ministry said."
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Envoy leaves</title></head><body>'
    f"<article><h1>Envoy leaves</h1><p>{WORDS}</p><p>Nobody gave a reason, it added.</p>"
    "</article></body></html>"
).encode()
_LIVE = {
    "@context": "https://schema.org",
    "@type": "LiveBlogPosting",
    "url": "https://post.example/live",
    "liveBlogUpdate": [
        {
            "@type": "BlogPosting",
            "headline": "Envoy leaves",
            "articleBody": WORDS,
            "datePublished": "2031-03-18T06:40Z",
        },
        {"@type": "BlogPosting", "articleBody": WORDS.replace("envoy", "fleet"), "url": "#2"},
    ],
}
_RSS = (
    '<rss version="2.0"><channel><title>Post</title><item><title>Envoy leaves</title>'
    f"<description>&lt;p&gt;{WORDS}&lt;/p&gt;</description></item></channel></rss>"
)
_NEWSML = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10/" guid="urn:velmora:1" version="1"><contentMeta>'
    f"<headline>Envoy leaves</headline></contentMeta><contentSet><inlineXML>"
    f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{WORDS}</p></body></html>'
    "</inlineXML></contentSet></newsItem>"
)


def _parquet() -> bytes:
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": [WORDS] * 9, "date": ["2031-03-18"] * 9}), out)
    return out.getvalue()


def _warc() -> bytes:
    out = io.BytesIO()
    for number in range(3):
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Target-URI"] = f"https://post.example/{number}"
        record.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)
        record.is_http = True
        record.write(out)
    return out.getvalue()


GOOD = {
    Kind.TEXT: WORDS.encode(),
    Kind.MARKDOWN: f"# Envoy leaves\n\n{WORDS}\n".encode(),
    Kind.JSON_LINES: b"".join(json.dumps({"id": n, "text": WORDS}).encode() + b"\n" for n in range(3)),
    Kind.JSON_RECORDS: json.dumps([{"text": WORDS}] * 2, indent=1).encode(),
    Kind.CSV: f'id,text,date\n1,"{WORDS}",2031-03-18\n2,"{WORDS}",\n'.encode(),
    Kind.PARQUET: _parquet(),
    Kind.HTML: PAGE,
    Kind.JSON_LD: json.dumps(_LIVE).encode(),
    Kind.FEED: f'<?xml version="1.0"?>{_RSS}'.encode(),
    Kind.JSON_FEED: json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"id": "1", "content_html": f"<p>{WORDS}</p>"}],
        }
    ).encode(),
    Kind.NINJS: json.dumps({"uri": "urn:velmora:1", "headline": "Envoy leaves", "body_text": WORDS}).encode(),
    Kind.NEWSML: _NEWSML.encode(),
    Kind.WARC: _warc(),
}
SUFFIXES = {Kind.MARKDOWN: ".md", Kind.CSV: ".csv"}


def _through(data: bytes, origin: Origin) -> list[Document | Failure]:
    """What comes of ``data``; everything that all readers promise is looked at."""
    found = list(documents_in(io.BytesIO(data), origin))
    for item in found:
        if isinstance(item, Failure):
            assert item.what
            assert item.where
            assert item.where.startswith(origin.name) or "post.example" in item.where
            continue
        assert item.text.strip()
        assert "\0" not in item.text
        item.text.encode("utf-8")
        assert item.id
        known = (item.url, item.headline, item.publisher, item.language, item.is_part_of, *item.authors)
        assert "" not in known
    return found


@pytest.mark.parametrize("kind", GOOD)
def test_the_good_inputs_are_good_and_known(kind: Kind) -> None:
    origin = Origin(f"input{SUFFIXES.get(kind, '')}")
    assert kind_of(GOOD[kind], origin) is kind
    found = _through(GOOD[kind], origin)
    assert found
    assert all(isinstance(item, Document) and WORDS[10:] in item.text for item in found), found


@pytest.mark.parametrize("kind", GOOD)
def test_cut_off_anywhere_it_ends_well(kind: Kind) -> None:
    data, origin = GOOD[kind], Origin(f"input{SUFFIXES.get(kind, '')}")
    for end in {*range(0, len(data), max(1, len(data) // 50)), len(data) - 1}:
        _through(data[:end], origin)
        _through(gzip.compress(data)[:end], origin)


@pytest.mark.parametrize("kind", [kind for kind in GOOD if kind not in SUFFIXES and kind is not Kind.TEXT])
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [(".txt", "text/plain"), (".html", "text/html"), (".json", "application/json"), (".xml", "text/xml")],
)
def test_mislabelled_it_is_read_as_what_it_is(kind: Kind, suffix: str, media_type: str) -> None:
    right = [item.text for item in _through(GOOD[kind], Origin("input")) if isinstance(item, Document)]
    wrong = _through(GOOD[kind], Origin(f"input{suffix}", media_type=media_type, charset="iso-8859-1"))
    assert [item.text for item in wrong if isinstance(item, Document)] == right


_BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else WORDS}">' for n in range(12))
_FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
_DEEP = 100_000


HOSTILE = {
    "an entity bomb in a feed": f"<!DOCTYPE rss [{_BOMB}]>{_RSS.replace('Envoy', '&a11;')}".encode(),
    "an entity bomb in NewsML": f"<!DOCTYPE x [{_BOMB}]>{_NEWSML.replace('Envoy', '&a11;')}".encode(),
    "an entity bomb in a page": f"<!DOCTYPE html [{_BOMB}]><p>&a11; {WORDS}</p>".encode(),
    "a file as an entity of a feed": f"{_FILE}{_RSS.replace('Envoy', '&f;')}".encode(),
    "a file as an entity of NewsML": f"{_FILE}{_NEWSML.replace('Envoy', '&f;')}".encode(),
    "100,000 nested divs": b"<html>" + b"<div>" * _DEEP + WORDS.encode(),
    "100,000 nested elements of a feed": b"<?xml version='1.0'?><rss><channel>" + b"<a>" * _DEEP,
    "100,000 nested elements of NewsML": _NEWSML.replace("<p>", "<p>" * _DEEP).encode(),
    "100,000 nested arrays of JSON-LD": b'{"@context": "x", "@graph": ' + b"[" * _DEEP,
    "100,000 nested records": b'{"text": ' * _DEEP,
    "100,000 arrays before a record": b"[" * _DEEP + b"{",
    "one giant tag": PAGE.replace(b"<p>", b'<p title="' + b"x" * (12 << 20) + b'">'),
    "a million opening brackets": b"<html>" + b"<" * (1 << 20),
    "comments in comments": b"<!--" * (1 << 18),
    "a doctype without end": b"<!doctype x [" + b"]" * (1 << 20),
    "a page that is too large": b"<html>" + b" " * MAX_PAGE,
    "a page that unpacks too large": gzip.compress(b"<html>" + b" " * (2 * MAX_PAGE)),
    "a page that is packed twice": gzip.compress(gzip.compress(PAGE)),
    "Zstandard in name only": b"\x28\xb5\x2f\xfd" + b"\xff" * 99,
    "gzip in name only": b"\x1f\x8b\x08" + b"\xff" * 99,
    "Parquet in name only": b"PAR1" * 99,
    "WARC in name only": b"WARC/1.0\r\n" * 99,
    "half surrogate pairs of UTF-16": b"\xff\xfe" + b"\x00\xd8" * 99,
    "NUL": b"\0" * (1 << 20),
    "quotation marks in a table": b"text,id\n" + b'"' * 99_999,
    "half a surrogate pair in an id": json.dumps({"text": WORDS, "id": "\ud800"}).encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_inputs_end_and_the_others_go_on(tmp_path: Path, name: str) -> None:
    path, good = tmp_path / "hostile.bin", tmp_path / "good.txt"
    path.write_bytes(HOSTILE[name])
    good.write_text(WORDS)
    *found, last = documents([str(path), str(good)])
    assert last == Document(document_id(None, WORDS), WORDS)
    for item in found:
        words = item.what if isinstance(item, Failure) else item.text
        assert len(words) < MAX_PAGE
        assert "root:" not in words


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_a_page_in_another_encoding_is_seen_through(encoding: str) -> None:
    (document,) = _through(PAGE.decode().encode(encoding), Origin("input", charset="iso-8859-1"))
    assert isinstance(document, Document)
    assert WORDS in document.text


_JUNK = st.binary(max_size=40) | st.sampled_from(
    [
        b"<",
        b">",
        b'"',
        b"\0",
        b"{",
        b"[",
        b"]}",
        b"&#0;",
        b"&lt;",
        b"\xff",
        b"\r\n",
        b"]]>",
        b"<!--",
        b"\\ud800",
    ]
)
_NAMES = st.sampled_from(
    [".txt", ".md", ".html", ".json", ".jsonl", ".xml", ".csv", ".parquet", ".warc", ".gz", ""]
)
_MEDIA_TYPES = st.sampled_from(
    [None, "text/html", "text/csv", "application/json", "application/rss+xml", "application/newsml+xml", "x"]
)
_ORIGINS = st.builds(
    Origin,
    name=_NAMES.map("input{}".format),
    url=st.none() | st.just("https://post.example/1"),
    media_type=_MEDIA_TYPES,
    charset=st.sampled_from([None, "utf-8", "utf-16", "latin-1", "no-such", "hex", ""]),
)


@st.composite
def _spoilt(draw: st.DrawFn) -> bytes:
    """A good input of some kind, with pieces cut out, doubled or put in, perhaps packed."""
    data = draw(st.sampled_from(list(GOOD.values())))
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        middle = draw(_JUNK | st.just(b"") | st.just(data[start:end] * 2))
        data = data[:start] + middle + data[end:]
    return draw(st.sampled_from([data, data, data, gzip.compress(data)]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_spoilt() | st.binary(max_size=200) | st.text(max_size=200).map(str.encode), _ORIGINS)
def test_any_bytes_under_any_name_end_in_documents_or_failures(data: bytes, origin: Origin) -> None:
    _through(data, origin)
