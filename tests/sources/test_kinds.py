"""An input is found by what it holds; its name and its media type decide only where content cannot."""

from __future__ import annotations

import gzip
import json

import pyarrow
import pytest

from standoff.sources.kinds import Kind, kind_of, kind_of_object, suffix_of
from standoff.sources.limits import HEAD
from standoff.sources.origin import Origin

PAGE = b"<!doctype html>\n<html><head><title>Velmora</title></head><body><p>News</p></body></html>"
RSS = b'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel></channel></rss>'
LIVE = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "liveBlogUpdate": []}
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "Velmora Post", "items": []}
NINJS = {"uri": "urn:velmora:1", "type": "text", "headline": "Envoy recalled", "body_text": "Velmora ..."}
NINJS_3 = {"uri": "urn:velmora:1", "standard": {"name": "ninjs", "version": "3.0"}, "headlines": []}
RECORD = {"text": "Velmora recalled its envoy.", "url": "https://post.example/1"}
PROSE = b"Velmora recalled its envoy on Monday.\nThe ministry gave no reason.\n"
NEWSML = b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10/"><itemSet/></newsMessage>'


def _kind(data: bytes, name: str = "input", media_type: str | None = None) -> Kind:
    return kind_of(data, Origin(name, media_type=media_type))


def _json(value: object, *, indent: int | None = None) -> bytes:
    return json.dumps(value, indent=indent).encode()


@pytest.mark.parametrize("name", ["input", "input.txt", "input.html", "input.json", "input.xml", "input.csv"])
@pytest.mark.parametrize("lead", [b"", b"\xef\xbb\xbf", b"\n  \t\r\n"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PAGE, Kind.HTML),
        (b"<HTML lang=en><p>News", Kind.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', Kind.HTML),
        (b"<!-- cached 06:40 -->\n<!doctype html><html>", Kind.HTML),
        (b"<head><title>Velmora</title></head>", Kind.HTML),
        (b"<div class=post><p>Velmora recalled its envoy.</p></div>", Kind.HTML),
        (RSS, Kind.FEED),
        (b"<rss version='0.91'>", Kind.FEED),
        (b"<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><feed xmlns='urn:a'>", Kind.FEED),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>", Kind.FEED),
        (b"<!DOCTYPE rss [<!ENTITY a 'b]>c'>]><rss>", Kind.FEED),
        (b"<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", Kind.FEED),
        (NEWSML, Kind.NEWSML),
        (b"<?xml version='1.0'?><newsItem xmlns='http://iptc.org/std/nar/2006-10/'>", Kind.NEWSML),
        (b"<?xml version='1.0'?><svg></svg>", Kind.OTHER_XML),
        (b"<?xml version='1.0'?>", Kind.OTHER_XML),
        (_json(LIVE), Kind.JSON_LD),
        (_json(LIVE, indent=2), Kind.JSON_LD),
        (_json([{"@graph": []}]), Kind.JSON_LD),
        (_json(JSON_FEED), Kind.JSON_FEED),
        (_json(JSON_FEED, indent=1), Kind.JSON_FEED),
        (_json(NINJS), Kind.NINJS),
        (_json([NINJS, NINJS], indent=1), Kind.NINJS),
        (_json(NINJS_3), Kind.NINJS),
        (_json(RECORD), Kind.JSON_LINES),
        (_json(RECORD) + b"\n" + _json(RECORD) + b"\n", Kind.JSON_LINES),
        (_json(NINJS) + b"\n" + _json(NINJS), Kind.JSON_LINES),
        (_json(RECORD, indent=2), Kind.JSON_RECORDS),
        (_json([RECORD, RECORD]), Kind.JSON_RECORDS),
        (_json([RECORD, RECORD], indent=2), Kind.JSON_RECORDS),
        (_json({**RECORD, "text": "x" * HEAD})[:HEAD], Kind.JSON_LINES),
        (_json({**LIVE, "text": "x" * HEAD})[:HEAD], Kind.JSON_LD),
    ],
)
def test_content_tells_whatever_the_name(data: bytes, kind: Kind, lead: bytes, name: str) -> None:
    assert _kind(lead + data, name) is kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"PAR1\x15\x04", Kind.PARQUET), (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", Kind.WARC)],
)
def test_magic_bytes(data: bytes, kind: Kind) -> None:
    for packed in (data, gzip.compress(data), pyarrow.compress(data, "zstd", asbytes=True)):
        assert _kind(packed, "input.html", "text/html") is kind


@pytest.mark.parametrize(
    ("name", "media_type", "kind"),
    [
        ("page.txt", None, Kind.TEXT),
        ("page", None, Kind.TEXT),
        ("standard input", None, Kind.TEXT),
        ("README.md", None, Kind.MARKDOWN),
        ("PAGE.MD", None, Kind.MARKDOWN),
        ("page.md.gz", None, Kind.MARKDOWN),
        ("page", "text/markdown", Kind.MARKDOWN),
        ("news.csv", None, Kind.CSV),
        ("news.tsv.zst", None, Kind.CSV),
        ("news", "text/csv", Kind.CSV),
        ("news.csv", "text/plain", Kind.CSV),
        ("news.txt", "text/csv", Kind.CSV),
        ("news.jsonl", None, Kind.JSON_LINES),
        ("news.json", None, Kind.JSON_RECORDS),
        ("news", "application/ld+json", Kind.JSON_LD),
        ("page.html", None, Kind.HTML),
        ("page", "text/html", Kind.HTML),
        ("feed.rss", None, Kind.FEED),
        ("feed", "application/atom+xml", Kind.FEED),
        ("news.xml", None, Kind.OTHER_XML),
        ("news", "application/newsml+xml", Kind.OTHER_XML),
        ("news.parquet", None, Kind.TEXT),
        ("news.warc", None, Kind.TEXT),
    ],
)
def test_where_content_cannot_tell_the_name_or_the_server_does(
    name: str, media_type: str | None, kind: Kind
) -> None:
    assert _kind(PROSE, name, media_type) is kind


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"{the} envoy left", "page.txt", Kind.TEXT),
        (b"{the} envoy left", "standard input", Kind.TEXT),
        (b'{"The envoy left", she said', "page.txt", Kind.TEXT),
        (b"[1] The envoy left", "standard input", Kind.TEXT),
        (b"[{]} The envoy left", "page.txt", Kind.TEXT),
        (b"<Velmora> recalled its envoy", "page.txt", Kind.TEXT),
        (b"< 5 ships left", "page.txt", Kind.TEXT),
        (b"<div align=center>\n\n# Velmora\n", "page.md", Kind.MARKDOWN),
        (PROSE + b"Write <p> and </p> for paragraphs.", "page.txt", Kind.TEXT),
        (b"Warning: no database\n" + b"<p>News</p>\n" * 10, "page.txt", Kind.HTML),
        (b"Warning: no database\n" + b"<p>News</p>\n" * 10, "page.md", Kind.MARKDOWN),
        (b"Notice: broken <b>plug-in</b>\n" + RSS, "feed.xml", Kind.FEED),
        (b"<b>Notice</b>: broken plug-in\n" + RSS, "feed.rss", Kind.FEED),
        (b"%PDF-1.7 <html>", "page.html", Kind.TEXT),
        (b'{"text": "cut o\n{"text": "whole"}\n', "standard input", Kind.JSON_LINES),
        (b'{"text": "cut o', "news.jsonl", Kind.JSON_LINES),
        (b"none\n" + _json(RECORD), "news.jsonl", Kind.JSON_LINES),
        (_json(RECORD, indent=1), "news.jsonl", Kind.JSON_RECORDS),
        (b"[" * 1000, "page.json", Kind.JSON_RECORDS),
        (b"", "page.txt", Kind.TEXT),
        (b"", "news.jsonl", Kind.JSON_LINES),
        (b'"text","date","url"\n"Velmora, she said","2031-03-18",""\n', "standard input", Kind.CSV),
        (b"title\tbody\nEnvoy\tVelmora recalled it.\n", "standard input", Kind.CSV),
        (b"title,body\nEnvoy,Velmora recalled it.\n", "page.txt", Kind.TEXT),
        (b"Text, date and place were not given.\n", "standard input", Kind.TEXT),
    ],
)
def test_cases_in_between(data: bytes, name: str, kind: Kind) -> None:
    assert _kind(data, name) is kind


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_seen_through(encoding: str) -> None:
    for data, kind in ((PAGE, Kind.HTML), (RSS, Kind.FEED), (_json(LIVE), Kind.JSON_LD)):
        assert _kind(data.decode().encode(encoding)) is kind


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        ({"@type": "NewsArticle"}, Kind.JSON_LD),
        ({"@type": "NewsArticle", "text": "words"}, Kind.JSON_LD),
        ({"version": "https://jsonfeed.org/version/1", "text": ""}, Kind.JSON_FEED),
        ({"version": 2, "items": []}, None),
        ({"uri": "urn:1", "pubstatus": "usable"}, Kind.NINJS),
        ({"uri": "urn:1", "headline": "Envoy", "text": "words"}, None),
        ({"uri": "urn:1", "bodyText": "words"}, Kind.NINJS),
        ({"uri": "urn:1", "body_xhtml": "words"}, Kind.NINJS),
        ({"uri": "urn:1"}, None),
        ({"headline": "Envoy"}, None),
        ({}, None),
    ],
)
def test_objects(keys: dict[str, object], kind: Kind | None) -> None:
    assert kind_of_object(keys) is kind


def test_keys_deeper_down_and_in_texts_do_not_count() -> None:
    record = {"meta": {"@context": "x", "@type": "y"}, "n": [{"@graph": 1}], **RECORD}
    assert _kind(_json(record, indent=1)) is Kind.JSON_RECORDS
    quoted = {"text": 'He wrote {"@context": "https://schema.org"}, and "version": left.'}
    assert _kind(_json(quoted, indent=1)) is Kind.JSON_RECORDS


def test_columns_that_are_named_make_a_table_or_records() -> None:
    def kind(data: bytes, name: str) -> Kind:
        return kind_of(data, Origin(name), table=True)

    assert kind(b"a;b\n1;Velmora left.\n", "standard input") is Kind.CSV
    assert kind(PROSE, "page.txt") is Kind.TEXT
    assert kind(_json(NINJS), "input") is Kind.JSON_LINES
    assert kind(_json([NINJS]), "input") is Kind.JSON_RECORDS
    assert kind(PAGE, "input") is Kind.HTML


@pytest.mark.parametrize(
    ("name", "url", "suffix"),
    [
        ("a/b.c/page.HTML", None, ".html"),
        ("page", None, ""),
        (".hidden", None, ""),
        ("news.jsonl.gz", None, ".jsonl"),
        ("news.gz", None, ""),
        ("x", "https://post.example/feed.xml?format=.txt", ".xml"),
        ("x.txt", "https://[bad/feed.xml", ".txt"),
    ],
)
def test_suffixes(name: str, url: str | None, suffix: str) -> None:
    assert suffix_of(Origin(name, url)) == suffix
