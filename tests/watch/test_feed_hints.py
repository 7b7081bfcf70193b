"""How often a feed says that it changes."""

from __future__ import annotations

import pytest

from standoff.watch.feed_hints import period

SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'


@pytest.mark.parametrize(
    ("data", "seconds"),
    [
        ("<rss><channel><ttl>5</ttl><item/></channel></rss>", 300),
        ("<?xml version='1.0'?>\n<RSS><channel><ttl> 60 </ttl>", 3600),
        ("<rss><channel><ttl>0</ttl><item/></channel></rss>", None),
        ("<rss><channel><ttl>soon</ttl><item/></channel></rss>", None),
        ("<rss><channel><item><ttl>5</ttl></item></channel></rss>", None),  # not the feed's
        (f"<rss {SY}><channel><sy:updatePeriod>hourly</sy:updatePeriod>", 3600),
        (
            f"<feed {SY}><sy:updatePeriod>\n hourly </sy:updatePeriod>"
            "<sy:updateFrequency> 6 </sy:updateFrequency><entry/></feed>",
            600,
        ),
        (f"<rss {SY}><channel><sy:updatePeriod>now</sy:updatePeriod>", None),
        (
            f"<rss {SY}><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            86_400,
        ),
        ("<html><p>&lt;rss&gt; <ttl>5</ttl></html>", None),
        ('{"version": "https://jsonfeed.org/version/1.1"}', None),
        ("", None),
    ],
)
def test_a_feed_names_its_period(data: str, seconds: float | None) -> None:
    assert period(data.encode()) == seconds
