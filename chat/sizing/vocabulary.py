"""The words of sizes as compiled patterns, read once from `words.toml` beside this module."""

import re
import tomllib
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words.toml")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def words(group: str, kind: str = "forms") -> tuple[re.Pattern[str], ...]:
    """The patterns of one group of `words.toml` (`KeyError` where there is none of that name)."""
    return tuple(re.compile(form) for form in _table()[group][kind])


@cache
def _either(group: str, kind: str) -> re.Pattern[str]:
    # named groups may not repeat in one pattern, so only groups without them are joined
    return re.compile("|".join(f"(?:{form})" for form in _table()[group][kind]))


def places(group: str, kind: str, plain: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where words of a group stand between two offsets of a folded text, in order of place."""
    last = len(plain) if end is None else end
    return [match.span() for match in _either(group, kind).finditer(plain, start, last)]


def last_place(group: str, kind: str, plain: str) -> int:
    """Where the last word of a group ends in a piece of folded text; −1 where there is none."""
    return max((match.end() for form in words(group, kind) for match in form.finditer(plain)), default=-1)


def says(group: str, kind: str, plain: str) -> bool:
    """Whether a piece of folded text holds a word of a group."""
    return _either(group, kind).search(plain) is not None
