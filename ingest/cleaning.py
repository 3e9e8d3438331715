"""Text as people meant it: broken encodings repaired when certain, invisible characters removed, words untouched."""

import re
import unicodedata
from functools import lru_cache

import ftfy
from ftfy.badness import is_bad

ZERO_WIDTH_JOINER = "\u200d"
VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0d\U000e0100-\U000e01ef]")
LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b\x0c]")
# What UTF-8 read as Windows-1252 leaves behind: a cheap look before ftfy's thorough one.
MOJIBAKE = re.compile("[ÃÂâð][\u0080-\u00bf\u0152-\u0178\u02c6-\u2122]")
JOINER_NEIGHBOURS = frozenset({"So", "Sk", "Mn"})


def clean_text(text: str) -> str:
    """The text with one kind of line end and without what nobody can see, stripped at both ends.

    Removed: control characters but newline and tab, lone surrogates, private use, and every format character (zero
    width, direction marks, Unicode tags) except the joiner inside an emoji. Narrow no-break spaces stay: French needs
    them.
    """
    text = repair(LINE_ENDS.sub("\n", text))
    if text.isascii() and text.replace("\n", " ").replace("\t", " ").isprintable():
        return text.strip()
    text = VARIATION_SELECTORS.sub("", text)
    return "".join(c for at, c in enumerate(text) if _visible(c) or _joins_emoji(text, at)).strip()


def clean_line(text: str) -> str:
    """`clean_text` on one line, for names and titles."""
    return " ".join(clean_text(text).split("\n")).strip()


def repair(text: str) -> str:
    """UTF-8 that was read as an 8-bit encoding, decoded again; anything doubtful is left as it is."""
    if MOJIBAKE.search(text) and is_bad(text):
        return ftfy.fix_encoding(text)
    return text


@lru_cache(maxsize=4096)
def _visible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")


def _joins_emoji(text: str, at: int) -> bool:
    """Whether the joiner at `at` stands between two symbols, as in a family or a profession emoji."""
    return (
        text[at] == ZERO_WIDTH_JOINER
        and 0 < at < len(text) - 1
        and unicodedata.category(text[at - 1]) in JOINER_NEIGHBOURS
        and unicodedata.category(text[at + 1]) in JOINER_NEIGHBOURS
    )
