"""Measures on public sets, a module a command."""
