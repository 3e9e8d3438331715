"""A shop of any size made of a few hundred sentences, ingested by the real import, and what its shoppers ask."""

import random
from pathlib import Path
from typing import Final

from data.home import Home
from data.ledger import Ledger
from ingest.pipeline import Stores
from retrieval.generations import EmbeddedIndex
from retrieval.probe import probe_here
from tests.imports_for_tests import write_csv
from tests.trust.poisoned_shop import Loaded, ingested
from tests.trust.scratch import Scratch

QUESTIONS: Final = (
    "Is the zip sturdy?", "Does it keep the rain out?", "Is it warm enough for winter?", "Does it run small?",
    "Est-ce que la fermeture tient ?", "Est-ce imperméable ?", "Passe-t-il en machine ?", "Est-ce qu'il taille grand ?",
    "What do customers dislike?", "Que lui reproche-t-on ?",
)  # fmt: skip
PARTS: Final = {
    "en": (("The zip", "The hood", "The lining", "The pocket", "The seam", "The fabric", "The collar", "The sleeve"),
           ("is sturdy", "broke", "keeps the rain out", "is warm enough", "runs small", "lets the wind in", "washes well"),
           ("after one winter", "in the first week", "on my bike", "at the office", "every single day", "in heavy rain")),
    "fr": (("La fermeture", "La capuche", "La doublure", "La poche", "La couture", "Le tissu", "Le col", "La manche"),
           ("tient bien", "a lâché", "arrête la pluie", "tient assez chaud", "taille petit", "laisse passer le vent", "se lave bien"),
           ("après un hiver", "la première semaine", "à vélo", "au bureau", "tous les jours", "sous l'averse")),
}  # fmt: skip


def shop_home(scratch: Scratch, products: int, reviews: int, seed: int) -> Home:
    """A home with so many products and so many reviews of each, of one or two sentences."""
    home, exports = scratch.home(), scratch.part("exports").folder
    write_shop(exports, products, reviews, seed)
    with Ledger.open(home.ledger_url) as ledger:
        index = EmbeddedIndex(home.index, probe_here)
        ingested(exports, Stores(home, ledger, index, Loaded(scratch.embedder())))
    return home


def write_shop(folder: Path, products: int, reviews: int, seed: int) -> None:
    """One CSV export; the same sentences come back in many products, so that the model reads each once."""
    chance = random.Random(seed)  # noqa: S311 - a game, not a secret
    write_csv(folder / "reviews.csv", *(
        {
            "review_id": f"{product}-{number}", "product_id": f"item-{product:03}", "text": _said(chance),
            "rating": chance.choice((1, 2, 3, 4, 4, 5, 5)), "author": f"Voisin {number}", "date": f"2026-0{1 + number % 9}-11",
        }
        for product in range(products) for number in range(reviews)
    ))  # fmt: skip


def _said(chance: random.Random) -> str:
    what, how, when = PARTS[chance.choice(("en", "fr"))]
    return f"{chance.choice(what)} {chance.choice(how)} {chance.choice(when)}."
