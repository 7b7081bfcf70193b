"""Codings in the formats of the field."""
