"""NewsML-G2 (IPTC): a news item alone, or those in a news message; text as NITF, XHTML or plain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from standoff.errors import RecordError, SourceError, StandoffError
from standoff.failures import Failure
from standoff.sources.composing import compose
from standoff.sources.limits import MAX_PAGE
from standoff.sources.markup_text import text_of_html, tidy, tidy_line
from standoff.sources.moments import moment
from standoff.sources.origin import Origin
from standoff.types import Document

Element = Any  # lxml's, whose types its stubs do not tell
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_WITHDRAWN = {
    "canceled": "was cancelled by its agency",
    "withheld": "is withheld by its agency",
}
_REMEDY = "Ask for the text items of the service; pictures and packages hold no words."
# NITF and XHTML name most blocks alike; these are NITF's own.
_NITF = {"hedline": "div", "hl1": "h1", "hl2": "h2", "block": "div", "byline": "p", "dateline": "p"}


def read_newsml(data: bytes, origin: Origin) -> Iterator[Document | Failure]:
    """The text items in order. One that was cancelled or is withheld, or has no words, is a ``Failure``.

    Packages, concepts and planning items hold no text and are passed over.

    Raises:
        SourceError: it is too large, declares entities, is not well formed, or holds no news item.
    """
    root = _parsed(data, origin)
    items = [root] if _name(root) == "newsItem" else list(root.iter("{*}newsItem"))
    if not items:
        raise SourceError("holds no news item", where=origin.name, remedy=_REMEDY)
    for number, item in enumerate(items, 1):
        where = origin.name if len(items) == 1 else f"{origin.name}, item {number}"
        try:
            yield _document(item, origin, where)
        except StandoffError as error:
            yield Failure.of(error)


def _parsed(data: bytes, origin: Origin) -> Element:
    if len(data) > MAX_PAGE:
        raise SourceError(f"is too large: over {MAX_PAGE >> 20} MiB", where=origin.name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(
            f"is no XML that can be read: {error}", where=origin.name, remedy="Fetch it again."
        ) from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise SourceError(
            "declares XML entities, which no news item needs and which may be a trap",
            where=origin.name,
            remedy="Remove the DOCTYPE if you trust it.",
        )
    return root


def _document(item: Element, origin: Origin, where: str) -> Document:
    meta = item.find("{*}itemMeta")
    status = _coded(item, "{*}itemMeta/{*}pubStatus")
    if status in _WITHDRAWN:
        raise RecordError(_WITHDRAWN[status], where=where, remedy="Leave it out, and what was made of it.")
    published = _words(item, "{*}contentMeta/{*}contentCreated", "{*}itemMeta/{*}firstCreated")
    version = _words(meta, "{*}versionCreated") if meta is not None else None
    return compose(
        origin,
        body=_body(item),
        headline=_words(item, "{*}contentMeta/{*}headline", "{*}itemMeta/{*}title"),
        url=item.get("guid"),
        publisher=_named(item, "{*}itemMeta/{*}provider", "{*}contentMeta/{*}infoSource"),
        published=moment(published or version or "", retrieved=origin.retrieved),
        modified=moment(version, retrieved=origin.retrieved) if version and published else None,
        authors=_authors(item),
        language=_language(item),
        where=where,
    )


def _body(item: Element) -> str:
    """The longest text among the renditions; else the description."""
    bodies = [_markup(inline) for inline in item.iterfind("{*}contentSet/{*}inlineXML")]
    for inline in item.iterfind("{*}contentSet/{*}inlineData"):
        words = "".join(inline.itertext())
        kind = inline.get("contenttype") or ""
        bodies.append(text_of_html(words) if "html" in kind else tidy(words))
    longest = max(bodies, key=len, default="")
    return longest or tidy(_words(item, "{*}contentMeta/{*}description") or "")


def _markup(inline: Element) -> str:
    """Inline NITF or XHTML as paragraphs, without its own head and headline."""
    content = next((one for one in inline.iter("{*}body.content", "{*}body")), None)
    if content is not None and _name(content) == "body" and content.find("{*}body.content") is not None:
        content = content.find("{*}body.content")
    return text_of_html(_as_html(content if content is not None else inline))


def _as_html(element: Element) -> str:
    plain = etree.fromstring(etree.tostring(element, with_tail=False))
    for one in plain.iter(etree.Element):
        name = _name(one)
        one.tag = _NITF.get(name, name.replace(".", "-"))
    etree.cleanup_namespaces(plain)
    return str(etree.tostring(plain, encoding="unicode", method="html"))


def _name(element: Element) -> str:
    return str(etree.QName(element).localname)


def _words(item: Element, *paths: str) -> str | None:
    for path in paths:
        for found in item.iterfind(path):
            if words := tidy_line("".join(found.itertext())):
                return words
    return None


def _coded(item: Element, path: str) -> str:
    """The code of a qcode such as "stat:canceled"."""
    found = item.find(path)
    return (found.get("qcode") or "").rpartition(":")[2].lower() if found is not None else ""


def _named(item: Element, *paths: str) -> str | None:
    """The name of a party: in words, else its literal, else the code of its qcode."""
    for path in paths:
        for found in item.iterfind(path):
            code = (found.get("qcode") or "").rpartition(":")[2]
            if name := _words(found, "{*}name") or found.get("literal") or code:
                return str(name)
    return None


def _authors(item: Element) -> list[str]:
    meta = "{*}contentMeta"
    names = [_words(one, "{*}name") or one.get("literal") for one in item.iterfind(f"{meta}/{{*}}creator")]
    byline = _words(item, f"{meta}/{{*}}by")
    told = [name for name in names if name]
    return told or ([byline.removeprefix("By ").removeprefix("BY ")] if byline else [])


def _language(item: Element) -> str | None:
    found = item.find("{*}contentMeta/{*}language")
    tag: str | None = found.get("tag") if found is not None else None
    named: str | None = item.get(_LANGUAGE)
    return tag or named
