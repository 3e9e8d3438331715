"""How good: pure functions from what was found and what was right to figures."""
