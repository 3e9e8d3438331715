"""What strangers' words may not bring into ours: addresses, phones, prices, codes, markup."""

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


def planted(text: str) -> str | None:
    """What a text holds that only the brand's own data may say; `None` when nothing."""
    return next((what for what, pattern in PLANTED if pattern.search(text)), None)
