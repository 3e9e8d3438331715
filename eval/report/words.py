"""Every word of the report, French and English side by side in `words.toml`."""

import tomllib
from functools import cache
from pathlib import Path

Table = dict[str, dict[str, str]]


@cache
def _table() -> Table:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        """`language` is "fr" or "en"."""
        self.language = language

    def __call__(self, name: str, **values: object) -> str:
        """A phrase with its blanks filled; the name itself where the table has none."""
        return _table().get(name, {}).get(self.language, name).format(**values)

    def measure(self, name: str) -> str:
        """What a measure says, in one line; empty where its name says it."""
        return _table().get(f"m:{name.partition(':')[0]}", {}).get(self.language, "")
