"""The products of the shop by their names, as lists offer them."""

from typing import Final

from ui.console.client import Calls

PRODUCTS: Final = "/v1/products"
MOST: Final = 1_000
"""Products offered to choose from, and called by their names."""
PAGE: Final = 100


def product_names(calls: Calls) -> dict[str, str]:
    """Names by id, in the language of the calls, the id where a product has none."""
    names, offset, total = dict[str, str](), 0, 1
    while offset < min(total, MOST):
        page = calls.get(PRODUCTS, offset=offset, limit=PAGE)
        for one in page["products"]:
            names[one["id"]] = one["name"].get(calls.language) or next(iter(one["name"].values()), one["id"])
        offset, total = offset + PAGE, page["total"]
    return names


def product_choices(names: dict[str, str]) -> list[tuple[str, str]]:
    """Each by its name and its id, which tells two of one name apart."""
    return [(name if name == one else f"{name} · {one}", one) for one, name in names.items()]
