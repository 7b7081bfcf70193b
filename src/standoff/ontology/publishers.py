"""Publishers: outlets, agencies and think tanks, by the names and the domains that they go by.

``data/publishers.csv``, of our own writing, has one row for each; ``publisher_files`` tells its form, which
is that of a user's own file too. Everything here is a value and a lookup: no network, no clock.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from os import PathLike
from typing import Literal, get_args

from standoff.types import Document

PublisherKind = Literal[
    "wire",
    "state wire",
    "broadcaster",
    "state broadcaster",
    "paper",
    "state paper",
    "magazine",
    "online",
    "think tank",
]
KINDS: tuple[PublisherKind, ...] = get_args(PublisherKind)
"""All kinds. The state's own are those whose newsroom a government or ruling party steers."""

_ARTICLE = re.compile(r"[Tt]he +")
_BLANKS = re.compile(r"\s+")
_PARTS = re.compile(r"\s+[|>»·:–—-]+\s+|:\s+|\s*[|>»·]\s*")
"""What parts the name of a publisher from that of a section in the title of a feed."""
_NEWSML = re.compile(r"urn:newsml:([^:/]+)", re.IGNORECASE)
_TAG = re.compile(r"tag:([^,:/]+),", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#@]*@)*([^/?#:@\[\]]+)", re.IGNORECASE)
"""RFC 3986, 3.2: after two slashes, behind a user's name and before a port."""
_LONGEST_DOMAIN = 253
_BARE = re.compile(r"([\w.-]+)(?::\d+)?(?:[/?#]|$)")
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Publisher:
    """One that publishes news or analysis.

    ``name`` is what ``Document.publisher`` is set to. ``aliases`` are its other names, as running text has
    them too; those in ``ambiguous`` mean something else as well ("Time", "Focus"): they name a page's
    publisher, but are never looked for in running text, not even where the ``name`` is among them.
    ``domains`` are written small, as in DNS, and hold for all that stand below them. ``country`` is ISO
    3166-1 alpha-3 (XKX for Kosovo); country and kind are ``None`` where they are unknown.
    """

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    kind: PublisherKind | None = None
    ambiguous: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that a page may give it, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.ambiguous)))

    @property
    def plain_names(self) -> tuple[str, ...]:
        """The names that mean it wherever they stand."""
        return tuple(name for name in dict.fromkeys((self.name, *self.aliases)) if name not in self.ambiguous)


_Index = dict[str, tuple[Publisher, ...]]


@dataclass(frozen=True)
class Publishers:
    """All publishers that are known, looked up by name or by url."""

    publishers: tuple[Publisher, ...]

    @cached_property
    def _by_domain(self) -> dict[str, Publisher]:
        return {domain: one for one in self.publishers for domain in one.domains}

    @cached_property
    def _by_name(self) -> tuple[_Index, _Index, _Index]:
        """By the letters of a plain name, by those without case and accents, by an ambiguous name."""
        exact: _Index = {}
        folded: _Index = {}
        doubtful: _Index = {}
        for one in self.publishers:
            for name in one.plain_names:
                _put(exact, spelt(name), one)
                _put(folded, fold_name(name), one)
            for name in one.ambiguous:
                _put(doubtful, fold_name(name), one)
        return exact, folded, doubtful

    def __iter__(self) -> Iterator[Publisher]:
        return iter(self.publishers)

    def __len__(self) -> int:
        return len(self.publishers)

    def __hash__(self) -> int:
        return hash(len(self.publishers))  # equal ones have as many; going through all takes too long

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits of SHA-256 over all rows: another list has another."""
        return sha256(repr(self.publishers).encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def named(self, name: str) -> Publisher | None:
        """The publisher that goes by ``name``, without regard to case, accents and "the".

        A domain is a name too ("reuters.com"). ``None`` where nobody or more than one has that name.
        """
        found = self.all_named(name)
        if not found and _DOMAIN.fullmatch(name.strip()):
            return self.at(name.strip())
        return found[0] if len(found) == 1 else None

    def all_named(self, name: str) -> tuple[Publisher, ...]:
        """All that go by ``name``, those to whom it is an ambiguous name too.

        Where some spell it just so, those are left out that do but for case and accents.
        """
        exact, folded, doubtful = self._by_name
        key = fold_name(name)
        clear = exact.get(spelt(name)) or folded.get(key) or ()
        return tuple(dict.fromkeys((*clear, *doubtful.get(key, ()))))

    def at(self, url: str | None) -> Publisher | None:
        """The publisher whose site ``url`` is on: of news.bbc.co.uk the BBC.

        Takes addresses with and without a scheme, and the identifiers that wires give their items, which
        hold a domain: ``urn:newsml:`` (RFC 3085) and ``tag:`` (RFC 4151).
        """
        host = _host(url) if url else None
        while host and "." in host:
            if host in self._by_domain:
                return self._by_domain[host]
            host = host.partition(".")[2]
        return None

    def merged(self, other: Publishers) -> Publishers:
        """These and ``other``, which has the last word.

        A publisher of a name that is known adds its aliases and domains to those that stand; country
        and kind replace them where they are given. A domain or an alias that ``other`` gives to one
        publisher is taken from the others; one that it calls ambiguous is ambiguous.
        """
        domains = {domain for one in other for domain in one.domains}
        names = {fold_name(name): fold_name(one.name) for one in other for name in one.plain_names}
        known = {fold_name(one.name) for one in self}
        added = {fold_name(one.name): one for one in other}
        kept = [_without(one, domains, names) for one in self]
        joined = [_joined(one, added.get(fold_name(one.name))) for one in kept]
        return Publishers((*joined, *(one for key, one in added.items() if key not in known)))


def with_publisher(document: Document, publishers: Publishers) -> Document:
    """The document with its publisher by the name that our list gives it.

    - Where the document names none, the domain of its url (or of the page that it is part of) tells.
    - A name that is known is put in full: "AFP" is Agence France-Presse. Of several who share it
      ("The Nation") the url tells which; else the name stays.
    - The title of a feed that holds a name of the site's publisher is that publisher: "World news | The
      Guardian" at theguardian.com.
    - Any other name stays: the page knows better than we do.
    """
    home = publishers.at(document.url) or publishers.at(document.is_part_of)
    name = _full_name(document.publisher, home, publishers)
    return document if name == document.publisher else replace(document, publisher=name)


def _full_name(given: str | None, home: Publisher | None, publishers: Publishers) -> str | None:
    if given is None:
        return home.name if home else None
    if home is not None:
        own = {fold_name(name) for name in home.names}
        if any(fold_name(part) in own for part in (given, *_PARTS.split(given))):
            return home.name
    named = publishers.named(given)
    return named.name if named else given


def load_publishers(path: str | PathLike[str] | None = None) -> Publishers:
    """The publishers that the package ships, merged with those of the user's own file ``path``.

    Raises:
        ConfigError: the file cannot be read or breaks the form that ``publisher_files`` tells.
    """
    if path is None:
        return _shipped()
    from standoff.ontology.publisher_files import read_publishers

    return _shipped().merged(Publishers(read_publishers(path)))


@cache
def _shipped() -> Publishers:
    from standoff.ontology.publisher_files import shipped_publishers

    return Publishers(shipped_publishers())


def spelt(name: str) -> str:
    """``name`` with straight apostrophes and single blanks, and without "the" before it."""
    name = _BLANKS.sub(" ", name.replace("\u2019", "'")).strip()
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name


def fold_name(name: str) -> str:
    """``name`` as names are compared: as ``spelt``, but without case and accents."""
    parts = unicodedata.normalize("NFKD", name)
    bare = "".join(char for char in parts if not unicodedata.combining(char)) if parts != name else name
    return spelt(bare.casefold())


def _put(index: _Index, key: str, one: Publisher) -> None:
    there = index.get(key, ())
    if one not in there:
        index[key] = (*there, one)


def _host(address: str) -> str | None:
    """The domain in a url or in a wire's identifier, written small; ``None`` where there is none."""
    address = address.strip()
    found = _NEWSML.match(address) or _TAG.match(address) or _AUTHORITY.match(address) or _BARE.match(address)
    if not found:
        return None
    host = found[1]
    if len(host) > _LONGEST_DOMAIN:
        return None
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return ascii_host.lower().rstrip(".")


def _without(one: Publisher, domains: set[str], names: dict[str, str]) -> Publisher:
    """``one`` without what another publisher was given."""
    own = fold_name(one.name)
    gone = {name for name in (*one.aliases, *one.ambiguous) if names.get(fold_name(name), own) != own}
    if not gone and domains.isdisjoint(one.domains):
        return one
    return replace(
        one,
        aliases=tuple(name for name in one.aliases if name not in gone),
        ambiguous=tuple(name for name in one.ambiguous if name not in gone),
        domains=tuple(domain for domain in one.domains if domain not in domains),
    )


def _joined(one: Publisher, more: Publisher | None) -> Publisher:
    if more is None:
        return one
    clear = {fold_name(name) for name in more.plain_names}
    ambiguous = [name for name in one.ambiguous if fold_name(name) not in clear]
    return Publisher(
        name=more.name,
        aliases=tuple(dict.fromkeys((*one.aliases, *more.aliases))),
        domains=tuple(dict.fromkeys((*one.domains, *more.domains))),
        country=more.country or one.country,
        kind=more.kind or one.kind,
        ambiguous=tuple(dict.fromkeys((*ambiguous, *more.ambiguous))),
    )
