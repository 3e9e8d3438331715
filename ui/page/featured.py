"""The three products a visitor meets first: one to put on the skin, one for the feet, one for the home."""

from collections.abc import Sequence
from typing import Final

from chat.contract import ProductSummary
from data.records import Kind
from ui.page.formats import drawing

WINDOWS: Final = (
    frozenset({"cream", "dropper", "tin"}),
    frozenset({"runner", "boot", "straps"}),
    frozenset({"wardrobe", "desk", "mattress"}),
)
"""Drawings by window; the product with the most reviews of each is shown."""


def featured(products: Sequence[ProductSummary]) -> list[ProductSummary]:
    """At most one product a window, none where a shop sells nothing of the kind."""
    chosen = []
    for window in WINDOWS:
        fitting = [one for one in products if drawing(one.product.category) in window]
        if fitting:
            chosen.append(max(fitting, key=lambda one: one.records.get(Kind.REVIEW, 0)))
    return chosen
