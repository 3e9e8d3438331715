"""The names products go by, so that a record filed under an alias, a SKU or a name finds its product."""

from collections.abc import Iterable, Mapping

from data.products import Product
from ingest.readers.rows import plain


def known_names(products: Iterable[Product]) -> dict[str, str]:
    """Product id by each id, alias and name; a name that two products share stands for neither."""
    products = list(products)
    ids = {product.id: product.id for product in products}
    aliases = {alias: product.id for product in products for alias in product.aliases}
    named: dict[str, set[str]] = {}
    for product in products:
        for name in (product.id, *product.aliases, *product.name.values()):
            named.setdefault(plain(name), set()).add(product.id)
    told = {name: min(found) for name, found in named.items() if name and len(found) == 1}
    return told | aliases | ids


def known_as(name: str, names: Mapping[str, str]) -> str:
    """The product id a name stands for, the name itself when no product is known by it."""
    return names.get(name) or names.get(plain(name)) or name


def merged(products: Iterable[Product]) -> list[Product]:
    """Each product once: of several sheets of one id the fullest, and none whose id is an alias of another product."""
    fullest: dict[str, Product] = {}
    for product in products:
        if product.id not in fullest or _fullness(product) > _fullness(fullest[product.id]):
            fullest[product.id] = product
    aliases = {alias: product.id for product in fullest.values() for alias in product.aliases if alias != product.id}
    return [
        p
        for p in fullest.values()
        if aliases.get(p.id) not in fullest or _fullness(p) > _fullness(fullest[aliases[p.id]])
    ]


def _fullness(product: Product) -> int:
    return len(product.facts) + sum(map(len, product.description.values()))
