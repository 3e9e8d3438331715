"""Counts on a large product: the reviews of marked products stand among many others of their kind, on one shelf.

Who speaks of what is known of the marked reviews alone, so only they are looked at; each review is a voice of its own.
Over all questions a customer at least takes a side on: `counted`, how many of the marked voices are counted for each
that should be; `precision`, the share of those counted that should be; `recall`, of those that should be, that are;
`side`, of those rightly counted, on the right side of for, against and mixed. `--reviews 0` puts each product on a
shelf of its own, for comparison. One file's products are taken, the one with the most reviews.
"""

import argparse
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from chat.stance.model import fitted_stance
from chat.tally.tallier import Tallier
from chat.topics.topic import topic_of
from data.records import Record
from eval.contracts.arguments import add_output
from eval.contracts.marked import products_of
from eval.figures import Figures, deliver
from eval.intervals import Indices, Score, statistic_score
from eval.marked_reviews import MarkedProduct, reviews_of
from eval.progress import watched
from eval.scenario_counts import told
from eval.scenarios import Asked
from eval.trial_index import trial
from retrieval.cross_encoder import open_cross_encoder
from retrieval.search import Searcher

CROWD = "crowd"
SEED = 3


class Heard(NamedTuple):
    """Of the marked voices on one question: counted, to be counted, rightly counted, and on the right side."""

    counted: int
    wanted: int
    right: int
    sided: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the public sets are, which half is asked, how large the product is, where the figures go."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the public sets")
    parser.add_argument("--half", choices=("dev", "test"), default="test", help="default test: fitted on by nothing")
    parser.add_argument("--reviews", type=int, default=2_000, metavar="N", help="reviews on the shelf (default 2000)")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Count, compare, print, write."""
    started = time.monotonic()
    products = products_of(given.data, given.half)
    paths = [product.path for product in products]
    largest = max(sorted(set(paths)), key=paths.count)
    products = [product for product in products if product.path == largest]
    others = reviews_of(given.data / largest) if given.reviews else iter(())
    with trial(crowded(products, others, given.reviews), []) as made:
        tallier = Tallier(fitted_stance(), open_cross_encoder(made.settings, made.home))
        pairs = list(asked(products))
        heard = [count(*pair, made.searcher, tallier) for pair in watched(pairs, "counted", len(pairs))]
    notes = {"products": len(products), "reviews": given.reviews, "file": largest}
    return deliver(Figures(scores(heard), time.monotonic() - started, notes), given.json)


def crowded(products: Sequence[MarkedProduct], others: Iterator[Record], reviews: int) -> list[Record]:
    """The marked reviews, and of products that are not asked about as many more as are wanted, on one product.

    Without others, or none wanted, the marked ones as they stand.
    """
    own = [replace(record, author=None) for product in products for record in product.records()]
    if not reviews:
        return own
    known = {product.product_id for product in products}
    more = [replace(record, author=None) for record in others if record.product_id not in known]
    random.Random(SEED).shuffle(more)  # noqa: S311 - a sample, not a secret
    return [replace(record, product_id=CROWD) for record in [*own, *more[: max(reviews - len(own), 0)]]]


def asked(products: Sequence[MarkedProduct]) -> Iterator[tuple[MarkedProduct, Asked]]:
    """Questions on a topic that a review at least takes a side on."""
    for product in products:
        for question in product.questions:
            if told(product, question).of and topic_of(question.text, question.language):
                yield product, question


def count(product: MarkedProduct, question: Asked, searcher: Searcher, tallier: Tallier) -> Heard:
    """One count, held against the marks."""
    topic = topic_of(question.text, question.language)
    if topic is None:
        raise ValueError(f"{question.text!r}: a question on a topic was expected")
    shelf = searcher.shelf(CROWD) if len(searcher.shelf(CROWD)) else searcher.shelf(product.product_id)
    tally = tallier.tally(topic, searcher.vector(question.text, question.language), shelf)
    return compared(product, question, {voice.about.record_id: voice.stance.value for voice in tally.voices})


def compared(product: MarkedProduct, question: Asked, counted: Mapping[str, str]) -> Heard:
    """What of a count, sides by record, is as the marks of a product's own reviews say."""
    gold, own = told(product, question), {record.id for record in product.records()}
    sides = {"for": gold.for_, "against": gold.against, "mixed": gold.mixed}
    wanted = {record_id: side for side, ids in sides.items() for record_id in ids}
    said = {record_id: side for record_id, side in counted.items() if record_id in own}
    right = [record_id for record_id in said if record_id in wanted]
    return Heard(len(said), len(wanted), len(right), sum(said[one] == wanted[one] for one in right))


def scores(heard: Sequence[Heard]) -> dict[str, Score]:
    """The figures, their intervals over the questions."""
    sums = np.array(heard, float).reshape(len(heard), len(Heard._fields))
    parts = {"counted": (0, 1), "precision": (2, 0), "recall": (2, 1), "side": (3, 2)}

    def share(part: int, whole: int) -> Score:
        def of(chosen: Indices) -> float:
            return float(sums[chosen, part].sum() / max(sums[chosen, whole].sum(), 1.0))

        return statistic_score(of, len(sums))

    return {name: share(*places) for name, places in parts.items()}
