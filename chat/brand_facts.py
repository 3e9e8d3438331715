"""What only the brand may say: price, stock, delivery, returns, warranty."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from chat.intent import Intent
from chat.understanding.intent_words import plain
from chat.wording import say
from data.products import Product, Texts, in_language

TENTHS = re.compile(r"(?<=\d)[.,]\d$")
"""The end of a price written with one decimal, as spreadsheets and programs do."""
STOCK = {"instock": "in_stock", "outofstock": "out_of_stock"}
OPINION: Final = re.compile(
    r"\b(?:rapport|qualite.prix|vaut|valent|vaille|merit\w*|justifi\w*|worth|value|justif\w+|gens|clients?|souvent|"
    r"people|customers?|buyers|often|reviews?|avis)\b"
)
"""Words of a question on what people think of a price, or on what they do: none that a sheet answers."""
COMPARED: Final[dict[Intent, re.Pattern[str]]] = {
    Intent.PRICE: re.compile(
        r"\b(?:(?:moins|plus) cher\w*|(?:le|les|quels?|leurs?) prix|cout(?:e|ent|er)|cheap(?:er|est)|"
        r"(?:less|more|least|most) expensive|pric(?:es?|ier|iest)|costs?)\b"
    ),
    Intent.WARRANTY: re.compile(r"\b(?:garanti\w*|guarante\w+|warrant\w+)\b"),
    Intent.DELIVERY: re.compile(r"\b(?:livr(?:e|es|ee|ees|aisons?)|ships?|shipped|shipping|deliver\w*)\b"),
    Intent.RETURNS: re.compile(r"\b(?:(?:conditions|delais?|droit) de retour|returns? (?:policy|period)|refund\w*)\b"),
    Intent.STOCK: re.compile(r"\b(?:en stock|disponibles?|in stock|available)\b"),
}
DEAREST: Final = re.compile(r"\b(?:plus cher\w*|(?:more|most) expensive|pric(?:ier|iest))\b")
"""The dearest is asked for, and told first."""


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


def fact_compared(question: str) -> Intent | None:
    """What a question compares products by that their sheets tell, "which is cheaper?"; `None` for anything else."""
    text = plain(question)
    if OPINION.search(text):
        return None
    return next((intent for intent, wording in COMPARED.items() if wording.search(text)), None)


def by_price(products: list[Product], question: str) -> list[Product]:
    """Products in the order of their prices, the dearest first where it is asked for.

    As they stand where one has no price that is a number, or the currencies differ.
    """
    try:
        amounts = {product.id: Decimal(product.price or "").normalize() for product in products}
    except InvalidOperation:
        return products
    if len({product.currency for product in products}) > 1 or not all(
        amount.is_finite() for amount in amounts.values()
    ):
        return products
    return sorted(products, key=lambda product: amounts[product.id], reverse=bool(DEAREST.search(plain(question))))


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
