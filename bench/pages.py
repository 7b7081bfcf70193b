"""Article pages as publishers serve them, from a seed: menus, JSON-LD, teasers, comments, footer."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from html import escape

from bench.news import articles

_SECTIONS = ("World", "Region", "Economy", "Defence", "Energy", "Shipping", "Opinion", "Sport", "Weather")


def pages(count: int, *, words: int = 600, seed: int = 5) -> Iterator[tuple[str, bytes]]:
    """``count`` pairs of address and page in UTF-8, each page of some 40 KB with an article of ``words``."""
    chance = random.Random(seed)
    for number, text in enumerate(articles(count * words, each=words, seed=seed)):
        if number == count:
            return
        url = f"https://news.example/2031/03/{number}"
        yield url, _page(number, url, text, chance).encode()


def _page(number: int, url: str, text: str, chance: random.Random) -> str:
    paragraphs = [line for line in text.splitlines() if line.strip()]
    title = f"Strait report {number}: {' '.join(paragraphs[0].split()[:9])}"
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "url": url,
        "datePublished": f"2031-03-{1 + number % 28:02}T{number % 24:02}:05:00+00:00",
        "author": [{"@type": "Person", "name": "Ann Lee"}],
        "publisher": {"@type": "Organization", "name": "Strait Post"},
    }
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    script = "".join(f"window.slot{n}={chance.random()};" for n in range(200))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | Post</title>'
        f'<meta property="og:title" content="{escape(title)}"><link rel="canonical" href="{url}">'
        f'<script type="application/ld+json">{json.dumps(told)}</script><script>{script}</script></head>'
        f"<body><header>{_menu(chance, 60)}</header><main><article><h1>{escape(title)}</h1>"
        f'<time datetime="{told["datePublished"]}">Tuesday</time>{body}</article>'
        f"<aside>{_teasers(chance, 40)}</aside></main>"
        f'<section class="comments">{_comments(chance, 20)}</section>'
        f"<footer>{_menu(chance, 80)}</footer></body></html>"
    )


def _menu(chance: random.Random, count: int) -> str:
    links = (
        f'<li class="menu-item"><a href="/s/{n}">{chance.choice(_SECTIONS)}</a></li>' for n in range(count)
    )
    return f"<nav><ul>{''.join(links)}</ul></nav>"


def _teasers(chance: random.Random, count: int) -> str:
    return "".join(
        f'<div class="teaser"><a href="/t/{n}"><img src="/i/{n}.jpg" alt=""><h3>'
        f"{chance.choice(_SECTIONS)}: what else happened in the strait today, in brief</h3></a></div>"
        for n in range(count)
    )


def _comments(chance: random.Random, count: int) -> str:
    return "".join(
        f'<div class="comment"><b>reader{chance.randrange(999)}</b><p>This is remark {n}.</p></div>'
        for n in range(count)
    )
