"""The words of a question as the intents see them: patterns of `intents.toml`, and runs of one to three words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from chat.intent import Intent
from retrieval.lexical import fold

TOKEN = re.compile(r"\w+|[?!]")
LONGEST = 3
"""Words in the longest run."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Wordings of one intent, both languages; one that `decides` needs no second opinion."""

    intent: Intent
    wording: re.Pattern[str]
    decides: bool


@cache
def patterns() -> tuple[Pattern, ...]:
    """Every table of `intents.toml`, in its order."""
    tables = tomllib.loads(Path(__file__).with_name("intents.toml").read_text(encoding="utf-8"))
    return tuple(
        Pattern(Intent(name), re.compile("|".join([*table["fr"], *table["en"]])), table.get("decides", False))
        for name, table in tables.items()
    )


def plain(question: str) -> str:
    """As patterns read it: folded, with plain apostrophes."""
    return fold(question).replace("’", "'").replace("‘", "'")


@lru_cache(maxsize=1024)
def matched(question: str) -> tuple[Pattern, ...]:
    """The patterns found in a question, in the order of the file."""
    text = plain(question)
    return tuple(pattern for pattern in patterns() if pattern.wording.search(text))


def runs(question: str) -> list[str]:
    """Distinct runs of one to three neighbouring words, "?" and "!" counted as words."""
    tokens = TOKEN.findall(plain(question))
    found = (
        " ".join(tokens[i : i + length]) for length in range(1, LONGEST + 1) for i in range(len(tokens) - length + 1)
    )
    return list(dict.fromkeys(found))
