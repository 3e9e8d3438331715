"""Lower case without accents, one code point for one, so that an offset in the folded text is one in the text."""

import unicodedata
from functools import lru_cache

ALIKE = str.maketrans(
    {"’": "'", "‘": "'", "′": "'", "ʼ": "'", "“": '"', "”": '"', "″": '"', "\u00a0": " ", "\u202f": " "}
)


@lru_cache(maxsize=64)
def folded(text: str) -> str:
    """A text to look words up in: as long as the one given, typographic quotes made plain ones."""
    return "".join(map(_plain, text.translate(ALIKE)))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    first = unicodedata.normalize("NFD", character)[0].lower()
    return first if len(first) == 1 else character
