"""Archives of the web: many pages in one file."""

from standoff.sources.archives.warc import read_warc

__all__ = ["read_warc"]
