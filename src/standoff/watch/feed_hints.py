"""How often a feed says that it changes: RSS 2.0 ``ttl``, and ``updatePeriod`` of the syndication module.

Read from the head of the feed by eye, since only these three numbers are wanted, and a feed that is broken
further down has them too. Formats: RSS 2.0.11 (ttl, minutes); RDF Site Summary 1.0 module "Syndication".
"""

from __future__ import annotations

import re

_HEAD = 1 << 16
_FEED = re.compile(rb"<(?:rss|rdf:RDF|feed)\b", re.IGNORECASE)
_ITEM = re.compile(rb"<(?:item|entry)\b", re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(rb"<sy:updatePeriod>\s*(\w{1,10})\s*</sy:updatePeriod>", re.IGNORECASE)
_FREQUENCY = re.compile(rb"<sy:updateFrequency>\s*(\d{1,6})\s*</sy:updateFrequency>", re.IGNORECASE)
_SECONDS = {b"hourly": 3600.0, b"daily": 86_400.0, b"weekly": 604_800.0, b"monthly": 2_592_000.0}
_SECONDS[b"yearly"] = 31_536_000.0


def period(data: bytes) -> float | None:
    """Seconds between two changes, as the feed in ``data`` says; ``None`` for all else."""
    head = data[:_HEAD]
    if not _FEED.search(head[:2048]):
        return None
    if first := _ITEM.search(head):
        head = head[: first.start()]
    if found := _TTL.search(head):
        return int(found[1]) * 60.0 or None
    if not (found := _PERIOD.search(head)) or (seconds := _SECONDS.get(found[1].lower())) is None:
        return None
    times = _FREQUENCY.search(head)
    return seconds / max(int(times[1]) if times else 1, 1)
