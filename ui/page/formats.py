"""Prices, stars and paging as people read them."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from chat.wording import rating
from ui.strings import PAGE

SYMBOLS: Final = {"EUR": "€", "GBP": "£", "USD": "$"}
STOCKS: Final = {
    "instock": "in_stock",
    "outofstock": "out_of_stock",
    "soldout": "out_of_stock",
    "preorder": "preorder",
    "limited": "limited",
    "limitedavailability": "limited",
}
MACHINE_STOCKS: Final = {
    "in_stock": "https://schema.org/InStock",
    "out_of_stock": "https://schema.org/OutOfStock",
    "preorder": "https://schema.org/PreOrder",
    "limited": "https://schema.org/LimitedAvailability",
}
DRAWINGS: Final = {
    "cream": ("cream", "creme", "lotion", "skincare"),
    "dropper": ("serum", "oil", "huile"),
    "tin": ("cleanser", "balm", "baume", "demaquillant"),
    "runner": ("running", "sneaker", "trainer", "basket"),
    "boot": ("boot", "bottine"),
    "straps": ("kids_shoes", "kids shoes", "enfant"),
    "blender": ("blender", "mixeur"),
    "casserole": ("casserole", "cocotte", "dutch", "pot"),
    "grinder": ("grinder", "moulin", "coffee"),
    "wardrobe": ("wardrobe", "armoire", "bedroom", "chambre"),
    "desk": ("desk", "bureau", "office"),
    "mattress": ("mattress", "matelas", "bedding", "literie"),
    "tent": ("tent", "camping"),
    "jacket": ("jacket", "coat", "veste", "parka", "cape", "poncho", "rain"),
    "bag": ("bag", "backpack", "sac", "pannier"),
}


def price(amount: str | None, currency: str | None, language: str) -> str:
    """A price as its readers write it: "49,00 €", "€49.00"; what is not a number stays as the brand wrote it."""
    if amount is None:
        return PAGE["price_unknown"][language]
    try:
        figure = f"{Decimal(amount):,.2f}"
    except InvalidOperation:
        return f"{amount} {currency or ''}".strip()
    symbol = SYMBOLS.get(currency or "", currency or "")
    if language == "fr":
        figure = figure.replace(",", "\u202f").replace(".", ",")
        return f"{figure}\u00a0{symbol}".strip()
    return f"{symbol}{figure}" if len(symbol) == 1 else f"{figure}\u00a0{symbol}".strip()


def amount(text: str | None) -> str | None:
    """A price for machines, "34.00"; `None` where the brand wrote no number."""
    try:
        return str(Decimal(text)) if text else None
    except InvalidOperation:
        return None


def stock_key(availability: str | None) -> str | None:
    """Our word for what the brand says of stock; `None` where it says nothing we know."""
    return STOCKS.get(re.sub(r"[^a-z]", "", (availability or "").rpartition("/")[2].lower()))


def stock(availability: str | None, language: str) -> str | None:
    """What the brand says of stock; an unknown word of its own stays as it is."""
    key = stock_key(availability)
    return PAGE[key][language] if key else availability


def drawing(category: str | None) -> str:
    """The drawing for a category; a parcel for one we have never drawn."""
    known = (category or "").lower().replace("-", "_")
    return next((name for name, words in DRAWINGS.items() if any(word in known for word in words)), "parcel")


def mean_words(mean: float, count: int, language: str) -> str:
    """A mean never stands without its N: "4,1/5 de moyenne sur 61 notes"."""
    return PAGE["mean"][language].format(mean=rating(round(mean, 1), language), n=count)


def counted(key: str, count: int, language: str) -> str:
    """A count in words, singular or plural; French says one for zero too."""
    singular = count == 1 or (count == 0 and language == "fr")
    words = PAGE[f"{key}_one" if singular else f"{key}_many"][language]
    return words.replace("1 ", "0 ", 1) if count == 0 and singular else words.format(n=count)
