"""How the site a text was first published on is named to readers: it stands beside the quote, in our own words."""

import re
from collections.abc import Sequence
from typing import Final

from chat.planted import planted

UNREADABLE: Final = "[…]"
LONGEST: Final = 60
HOST: Final = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})(?::\d+)?(?:/\S*)?", re.I)
"""An address: of it the host alone is told, as text and never as a link."""
WORD: Final = re.compile(r"[^\W\d_a-z][\w&'’-]*")
BETWEEN: Final = frozenset("& de du des d' le la les l' the of and et".split())
MOST_WORDS: Final = (3, 6)
"""A name has at most three words that begin as names do, "Beauté Test", "La Droguerie du Quai", and six in all."""
FIGURES: Final = re.compile(r"\d{3}")


def site_name(told: str | None) -> str | None:
    """A site as everybody may read it, `[…]` where what the source says reads neither as an address nor as a name."""
    if not told or not told.strip():
        return None
    line = " ".join(told.split())
    if (address := HOST.fullmatch(line)) and len(address["host"]) <= LONGEST:
        return address["host"].lower()
    named = len(line) <= LONGEST and _is_name(line.split()) and not FIGURES.search(line) and planted(line) is None
    return line if named else UNREADABLE


def _is_name(words: Sequence[str]) -> bool:
    telling = [word for word in words if word.casefold() not in BETWEEN]
    few = 0 < len(telling) <= MOST_WORDS[0] and len(words) <= MOST_WORDS[1]
    return few and all(WORD.fullmatch(word) for word in telling)
