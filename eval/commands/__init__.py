"""What `python -m eval` does with our own question sets, a command a module."""
