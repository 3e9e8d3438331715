"""What a question wants, told from its words by the patterns of `intents.toml`."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from retrieval.lexical import fold


class Intent(StrEnum):
    """Kinds of question; those the brand alone may answer have a name each."""

    PRODUCT = "product_question"
    SIZE = "size"
    OBJECTION = "objection"
    SHOW_ME = "show_me"
    PRICE = "price"
    STOCK = "stock"
    DELIVERY = "delivery"
    RETURNS = "returns"
    WARRANTY = "warranty"
    ORDER_SUPPORT = "order_support"
    UNSAFE = "unsafe"
    OFF_TOPIC = "off_topic"
    COMPARE = "compare"
    GREETING = "greeting"


BRAND_FACTS = frozenset({Intent.PRICE, Intent.STOCK, Intent.DELIVERY, Intent.RETURNS, Intent.WARRANTY})
"""Answered from brand data only, never from what customers say."""

INTENT_OF_NAME = {intent.name.lower(): intent for intent in Intent} | {"show_me": Intent.SHOW_ME}


@cache
def _patterns() -> list[tuple[Intent, re.Pattern[str]]]:
    table = tomllib.loads(Path(__file__).with_name("intents.toml").read_text(encoding="utf-8"))
    return [
        (INTENT_OF_NAME[name], re.compile("|".join([*languages["fr"], *languages["en"]])))
        for name, languages in table.items()
    ]


def intent_of(question: str) -> Intent:
    """The first intent one of whose patterns is in the question; a product question when none is."""
    folded = fold(question).replace("’", "'")
    return next((intent for intent, pattern in _patterns() if pattern.search(folded)), Intent.PRODUCT)


FRAMING = re.compile(
    r"^\W*(?:(?:est.ce que (?:vous pouvez|tu peux)|pouvez.vous|peux.tu|could you|can you|please|svp)\W+)*"
    r"(?:montre[sz]?(?:.moi)?|fais(?:.moi)? voir|je (?:veux|voudrais|voulais) voir|show me|let me see|i want to see)"
    r"(?: (?:une|la|des) videos? (?:de|ou|qui|avec)| (?:a|the|some) videos? (?:of|where|with))?\W+",
)


def without_framing(question: str) -> str:
    """What is to be shown, without "show me": the words to search for; the question itself when nothing is left."""
    match = FRAMING.match(fold(question).replace("’", "'"))
    rest = question[match.end() :] if match and len(fold(question)) == len(question) else question
    return rest if len(rest.split()) > 1 else question
