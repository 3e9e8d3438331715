"""What only the brand may say: price, stock, delivery, returns, warranty."""

from chat.intent import Intent
from chat.wording import say
from data.products import Product, Texts, in_language

STOCK = {"in_stock": "in_stock", "instock": "in_stock", "out_of_stock": "out_of_stock", "outofstock": "out_of_stock"}


def brand_sentence(product: Product, intent: Intent, language: str) -> str | None:
    """What the product sheet states, in the question's language; `None` when it does not."""
    if intent is Intent.PRICE:
        return say("price", language, value=price(product, language)) if product.price else None
    if intent is Intent.STOCK:
        state = STOCK.get((product.availability or "").rsplit("/", 1)[-1].lower().replace(" ", "_"))
        return say(state, language) if state else None
    conditions: dict[Intent, Texts] = {
        Intent.DELIVERY: product.delivery,
        Intent.RETURNS: product.returns,
        Intent.WARRANTY: product.warranty,
    }
    stated = in_language(conditions[intent], language)
    return say("states", language, value=stated) if stated else None


def price(product: Product, language: str) -> str:
    """The price as it is written in the language: "49,00 €", "€49.00"."""
    amount, currency = product.price or "", product.currency or ""
    sign = {"EUR": "€", "GBP": "£", "USD": "$"}.get(currency, currency)
    if language == "fr":
        return f"{amount.replace('.', ',')} {sign}".strip()
    return f"{sign}{amount}" if len(sign) == 1 else f"{amount} {sign}".strip()
