"""Who did it and to whom: mentions of actors, what they stand for, and their roles."""
