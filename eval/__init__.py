"""How well does the coder code? Figures on our own gold and on public sets."""
