"""Which products are of one kind: their sheets say the same sort of things, and so do their customers."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from data.products import Product
from retrieval.lexical import words
from ui.staff.figures_spoken import Spoken

LANGUAGES: Final = ("fr", "en")
NEAR: Final = 0.15
"""How much alike two products have to be: on the sample it puts creams with creams, shoes with shoes, no more."""
MOST: Final = 8
"""Products compared with one: the nearest."""
SPEAKING: Final = 2
"""Customers' records from which a topic is told of a product."""
Weights = Mapping[str, float]


def kin_of(products: Sequence[Product], spoken: Spoken) -> dict[str, list[str]]:
    """The products of the same kind as each, the nearest first.

    Two products are as near as their names, categories and facts share words and their customers share topics: the
    geometric mean of two cosines, each word and topic weighted by how few products have it. Those of one category of
    the shop are of one kind in any case.
    """
    sheets, topics = _unit({one.id: _sheet(one) for one in products}), _unit(_told(spoken))
    having = defaultdict[str, list[str]](list)
    for product_id, sheet in sheets.items():
        for word in sheet:
            having[word].append(product_id)
    same = defaultdict[str, list[str]](list)
    for product in products:
        if category := _category(product):
            same[category].append(product.id)
    kin = {}
    for product in products:
        near = dict.fromkeys(same[_category(product)], 1.0)
        for other in {one for word in sheets[product.id] for one in having[word]} - near.keys() - {product.id}:
            if (alike := _shared(sheets[product.id], sheets[other])) > NEAR**2:
                near[other] = math.sqrt(alike * _shared(topics.get(product.id, {}), topics.get(other, {})))
        ordered = sorted((-value, one) for one, value in near.items() if one != product.id and value >= NEAR)
        kin[product.id] = [one for _, one in ordered[:MOST]]
    return kin


def _category(product: Product) -> str:
    return (product.category or "").strip().casefold()


def _sheet(product: Product) -> Weights:
    """The words of a sheet that tell what it is: name, category, and what its facts are of."""
    told = Counter[str]()
    category = re.sub(r"[\W_]+", " ", product.category or "")
    for language in LANGUAGES:
        named = [texts.get(language, "") for texts in (product.name, *(fact.name for fact in product.facts))]
        for text in (category, *named):
            told.update(f"{language}:{word}" for word in set(words(text, language)))
    return told


def _told(spoken: Spoken) -> dict[str, dict[str, float]]:
    """What share of each product's customers speaks of each topic, its square root."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for (product_id, topic), count in spoken.people.items():
        if count >= SPEAKING:
            shares[product_id][topic] = math.sqrt(count / max(count, spoken.records.get(product_id, 0)))
    return shares


def _unit(vectors: Mapping[str, Weights]) -> dict[str, Weights]:
    """Vectors of length 1, each part weighted by how few of them have it; what all have is left out."""
    having = Counter(name for vector in vectors.values() for name in vector)
    made = dict[str, Weights]()
    for one, vector in vectors.items():
        rare = {name: weight * math.log(len(vectors) / having[name]) for name, weight in vector.items()}
        length = math.hypot(*rare.values())
        made[one] = {name: weight / length for name, weight in rare.items() if weight}
    return made


def _shared(a: Weights, b: Weights) -> float:
    """The cosine of two vectors of length 1."""
    return sum(weight * b.get(name, 0.0) for name, weight in a.items())
