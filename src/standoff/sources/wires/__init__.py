"""Feeds and wires: many items in one input, each a Document."""

from standoff.sources.wires.feeds import read_feed
from standoff.sources.wires.json_feed import read_json_feed
from standoff.sources.wires.newsml import read_newsml
from standoff.sources.wires.ninjs import read_ninjs

__all__ = ["read_feed", "read_json_feed", "read_newsml", "read_ninjs"]
