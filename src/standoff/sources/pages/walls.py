"""Pages that are no text but a wall before it: subscription, consent, robots, scripts."""

from __future__ import annotations

import re

from standoff.errors import SourceError
from standoff.sources.pages.things import Graph, words
from standoff.sources.pages.tree import Element, text_of

_SHORT = 900
"""Characters: a text this long is an article, whatever it says of cookies."""

_WALLS = (
    (
        "a paywall",
        r"subscribe (?:now |today )?(?:to|for) (?:continue|read|unlock|get|access|full)|"
        r"to (?:continue|keep) reading|already (?:a subscriber|have an account|subscribed)|"
        r"(?:for|to) subscribers only|subscriber[- ](?:only|exclusive)|"
        r"(?:start|begin) your (?:free )?trial|unlock (?:this|the full) (?:article|story)|register to read",
        "Fetch it as a subscriber, or take the text from the publisher's feed.",
    ),
    (
        "a consent wall",
        r"before you continue|we (?:and our partners )?(?:use|store) (?:cookies|and/or access)|"
        r"accept (?:all )?cookies|your privacy (?:choices|matters)|"
        r"manage (?:your )?(?:consent|cookie)|we value your privacy",
        "Fetch it with the consent cookie that a browser holds, or take the publisher's feed.",
    ),
    (
        "a check for robots",
        r"verify (?:that )?you are (?:a )?human|are you a robot|checking your browser|unusual traffic|"
        r"^access denied|access to this page has been denied|complete the captcha|attention required",
        "Ask the publisher for leave, or take its feed.",
    ),
    (
        "a page that shows its text by script only",
        r"enable javascript|javascript is (?:disabled|required|not enabled)|requires javascript",
        "Save it in a browser, or take the publisher's feed.",
    ),
)
_PATTERNS = tuple((kind, re.compile(words, re.IGNORECASE), remedy) for kind, words, remedy in _WALLS)


def wall(text: str) -> tuple[str, str] | None:
    """What wall a short text is, and what to do about it; ``None`` where it is an article."""
    if len(text) > _SHORT:
        return None
    return next(((kind, remedy) for kind, pattern, remedy in _PATTERNS if pattern.search(text)), None)


def refuse_wall(text: str, tree: Element | None, graph: Graph, where: str) -> None:
    """Do nothing if ``text`` is the article of a page, else raise a ``SourceError``.

    Args:
        text: the main text of the page.
        tree: the page, where the words of a wall stand if there is no main text.
    """
    found = wall(text) if text or tree is None else wall(text_of(tree)[:_SHORT])
    if found is None and len(text) <= _SHORT and _is_locked(graph):
        found = _WALLS[0][0], _WALLS[0][2]
    if found is not None:
        raise SourceError(f"is {found[0]}, not an article", where=where, remedy=found[1])
    if not text:
        raise SourceError(
            "is a page without a main text",
            where=where,
            remedy="Give the page of one article, or a live page.",
        )


def _is_locked(graph: Graph) -> bool:
    """Whether the publisher marks the page as not free (Google's markup of paywalled content)."""
    said = (
        words(thing, "isAccessibleForFree") or str(thing.get("isAccessibleForFree")) for thing in graph.things
    )
    return any(value.lower() == "false" for value in said)
