"""Bytes -> Documents."""
