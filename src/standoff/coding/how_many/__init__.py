"""How many: numerals, and the quantities of an event."""
