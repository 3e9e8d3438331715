"""Measures on public sets, a module a command; formats in docs/evaluation.md."""
