"""Text as people meant it: broken encodings repaired when certain, invisible characters removed, words untouched."""

import re
import unicodedata

import ftfy
from ftfy.badness import is_bad

ZERO_WIDTH_JOINER = "\u200d"
# Control, format, surrogate and private-use characters but newline and tab (a test holds this equal to the Unicode
# categories), and the variation selectors nobody writes, which can hide any message.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\U000f0000-\U0010ffff"
    "\ufe00-\ufe0d\U000e0100-\U000e01ef]"
)
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
    if not text:
        return ""
    text = repair(LINE_ENDS.sub("\n", text))
    return INVISIBLE.sub(lambda found: _kept(text, found.start()), text).strip()


def clean_line(text: str) -> str:
    """`clean_text` on one line, for names and titles."""
    return " ".join(clean_text(text).split("\n")).strip() if text else ""


def repair(text: str) -> str:
    """UTF-8 that was read as an 8-bit encoding, decoded again; anything doubtful is left as it is."""
    if MOJIBAKE.search(text) and is_bad(text):
        return ftfy.fix_encoding(text)
    return text


def _kept(text: str, at: int) -> str:
    """The joiner between two symbols, as in a family or a profession emoji; nothing of any other character."""
    joins = (
        text[at] == ZERO_WIDTH_JOINER
        and 0 < at < len(text) - 1
        and unicodedata.category(text[at - 1]) in JOINER_NEIGHBOURS
        and unicodedata.category(text[at + 1]) in JOINER_NEIGHBOURS
    )
    return ZERO_WIDTH_JOINER if joins else ""
