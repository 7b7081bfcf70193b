"""According to whom: sayings, chains of sources, and stances."""
