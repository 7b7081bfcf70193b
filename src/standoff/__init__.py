"""Standoff: from live crisis coverage to a sourced ledger of events."""
