"""What strangers' words may not bring into ours: addresses, phones, prices, codes, markup, signatures of no name."""

import re
from typing import Final

PLANTED: Final = (
    (
        "a link or an address",
        re.compile(r"https?://|www\.|\b[\w-]+\.(?:com|fr|net|org|io|shop|co|eu|biz|info|example)\b|@\w", re.I),
    ),
    ("a phone number", re.compile(r"(?:\+|\b0)\d(?:[ .-]?\d){7,}")),
    ("a price or a discount", re.compile(r"\d\s?(?:€|£|\$|eur\b|euros?\b|dollars?\b|usd\b|gbp\b|%)|[€£$]\s?\d", re.I)),
    ("a code", re.compile(r"\bcodes?\b|\b(?=[A-Z]*\d)[A-Z\d]{6,}\b")),
    ("markup", re.compile(r"<[a-z/!]|\]\(|```", re.I)),
)  # fmt: skip
ALIAS: Final = re.compile(r"\[[^\]]{1,40}\]")
"""A signature that was masked when it came in, `[e-mail masqué · 3f9a01]`."""
NO_NAME: Final = re.compile(r"[<>{}\[\]\\\"«»“”=:;!?#]")
LONGEST_NAME: Final = 40
MOST_WORDS: Final = 5


def planted(text: str) -> str | None:
    """What a text holds that only the brand's own data may say; `None` when nothing."""
    return next((what for what, pattern in PLANTED if pattern.search(text)), None)


def signature(author: str | None, *, creator: bool = False) -> str | None:
    """The author as a source signs them, where that reads as a name: it stands beside the quote, in our own words.

    Those who publish videos, the `creator`s, are known by their handle: `@lea.bricole` is a name of theirs.
    """
    if author is None or ALIAS.fullmatch(author):
        return author
    read = author.removeprefix("@") if creator else author
    name = len(read) <= LONGEST_NAME and len(read.split()) <= MOST_WORDS and not NO_NAME.search(read)
    return author if name and planted(read) is None else None
