"""Document -> Coding."""
