"""What a question may want, and the words of a wish to see, which are not searched for."""

import re
from enum import StrEnum

from retrieval.lexical import fold


class Intent(StrEnum):
    """Kinds of question; those the brand alone may answer have a name each, `BRAND` for all but the usual five."""

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
    BRAND = "brand_fact"
    GREETING = "greeting"


BRAND_FACTS = frozenset({Intent.PRICE, Intent.STOCK, Intent.DELIVERY, Intent.RETURNS, Intent.WARRANTY, Intent.BRAND})
"""Answered from brand data only, never from what customers say."""

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
