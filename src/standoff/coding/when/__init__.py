"""When: dates, and the date of an event."""
