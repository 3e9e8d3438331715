"""Lists of passages with what people judged of them: what the ranker learns from and is measured on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eval.gate_cases import second_half
from eval.public_records import NO_PRODUCT
from eval.public_sets import QuestionRow
from eval.ranking_plan import Plan
from retrieval.fusion import ranking
from retrieval.ranker import ranked_scores
from retrieval.search import Searcher
from retrieval.vectors import Floats

DEEP = 60
"""Passages of a long list that the fit looks at: the best by the plain sum, where the choice is made."""
PLAIN: Mapping[str, float] = {"span": 1.0, "passage": 1.0, "words": 2.0, "rare": 0.0}
"""The sum without learning, decision 0004."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One question: the ranker's features of every passage, shape (passages, features), and which of them are right.

    `judged` are the passages the fit may look at; `held_out` lists are only measured on.
    """

    source: str
    held_out: bool
    features: Floats
    right: NDArray[np.bool_]
    judged: NDArray[np.bool_]


def lists_of(source: str, plan: Plan, searcher: Searcher) -> Iterator[Listed]:
    """The list of every question of a plan; halves by product inside one product, else by question and translation."""
    inside = plan.task.scope == "product"
    for question in plan.questions:
        product = (question.product_id or NO_PRODUCT) if inside else None
        shelf, features = searcher.features(question.text, question.lang or "und", product)
        units = [plan.unit_of[about.record_id] for about in shelf.about]
        grades = plan.grades[question.id]
        right = np.array([grades.get(unit, 0) >= plan.task.min_relevance for unit in units])
        judged = np.array([unit in grades for unit in units]) if inside else _front(features, right)
        yield Listed(source, second_half(_key(question, inside=inside)), features, right, judged)


def _key(question: QuestionRow, *, inside: bool) -> str:
    if inside:
        return question.product_id or NO_PRODUCT
    return min(question.id, str(question.meta.get("translation_of", question.id)))


def _front(features: Floats, right: NDArray[np.bool_]) -> NDArray[np.bool_]:
    chosen = right.copy()
    chosen[ranking(ranked_scores(features, PLAIN))[:DEEP]] = True
    return chosen
