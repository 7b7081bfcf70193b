"""The text as sentences: blocks, the parse, and what words are."""
