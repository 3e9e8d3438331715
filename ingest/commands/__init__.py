"""Commands of `python -m ingest` beside the import itself; each module has `add_arguments` and `run`."""
