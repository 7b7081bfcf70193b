"""Pages of the web: HTML and schema.org JSON-LD, articles and live pages."""

from standoff.sources.pages.page import read_json_ld, read_page

__all__ = ["read_json_ld", "read_page"]
