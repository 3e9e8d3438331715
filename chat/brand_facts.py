"""What only the brand may say: price, stock, delivery, returns, warranty."""

import re

from chat.intent import Intent
from chat.wording import say
from data.products import Product, Texts, in_language

TENTHS = re.compile(r"(?<=\d)[.,]\d$")
"""The end of a price written with one decimal, as spreadsheets and programs do."""
STOCK = {"instock": "in_stock", "outofstock": "out_of_stock"}


def brand_value(product: Product, intent: Intent, language: str) -> str | None:
    """What the product sheet holds: a price, a state of stock, or the words of a condition; `None` when nothing."""
    if intent is Intent.PRICE:
        return price(product, language) if product.price else None
    if intent is Intent.STOCK:
        return STOCK.get((product.availability or "").rsplit("/", 1)[-1].lower().replace("_", ""))
    conditions: dict[Intent, Texts] = {
        Intent.DELIVERY: product.delivery,
        Intent.RETURNS: product.returns,
        Intent.WARRANTY: product.warranty,
    }
    return in_language(conditions.get(intent, {}), language)


def brand_sentence(value: str, intent: Intent, language: str) -> str:
    """The sentence that states a value of `brand_value`."""
    if intent is Intent.STOCK:
        return say(value, language)
    return say("price" if intent is Intent.PRICE else "states", language, value=value)


def price(product: Product, language: str) -> str:
    """The price as it is written in the language: "49,00 €", "€49.00"; "225.0" of an export is "225,00 €"."""
    amount, currency = TENTHS.sub(r"\g<0>0", product.price or ""), product.currency or ""
    sign = {"EUR": "€", "GBP": "£", "USD": "$"}.get(currency, currency)
    if language == "fr":
        return f"{amount.replace('.', ',')} {sign}".strip()
    return f"{sign}{amount}" if len(sign) == 1 else f"{amount} {sign}".strip()
