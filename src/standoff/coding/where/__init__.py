"""Where: place names, and the places of events."""
