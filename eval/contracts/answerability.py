"""Tells questions that have an answer from those that have none, before anything is said.

Each question is asked of its own product; its probability of being answerable is what `chat.gate` gives the hits the
assistant looks at. What is right is the set's own `answerable`, or, where its rows have none, whether
a document of the product is judged `--min-relevance` or better (default 2, ePQA's "fully answers").

`AUC`: how likely an answerable question is to have the higher probability. `AUC_clear`: the same without questions
answered in part or on which annotators split. `AUC_similarity`: of the best single similarity, whichever of the three
is best: the closest span (cosine), the closest record (cosine), the best coverage of the question's content words.
`error@70`, `error@90`: as `eval.measures.coverage_error` defines them, for our own sets too; answering everything would
give `unanswerable`.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from chat.gate import Gate, features, fitted_gate
from eval.contracts.arguments import add_set, count, read_given
from eval.figures import Figures, deliver
from eval.intervals import Score, mean_score, statistic_score
from eval.measures.answerability import area
from eval.measures.coverage_error import error_at
from eval.progress import watched
from eval.public_records import NO_PRODUCT, record_of
from eval.public_sets import PublicSet, QuestionRow
from eval.trial_index import trial
from retrieval.embedder import Embedder
from retrieval.search import Searcher

HITS = 16
"""As many as the assistant reads."""
CLEAR = ("full", "yes", "none", "no", None)
SIMILARITIES = ("span", "passage", "coverage")


@dataclass(frozen=True, slots=True)
class Weighed:
    """One question: is it answerable, is that beyond doubt, what the gate and each similarity say."""

    answerable: bool
    clear: bool
    probability: float
    similarities: Mapping[str, float]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    add_set(parser)
    parser.add_argument("--min-relevance", type=int, default=2, metavar="N", help="grade that answers (default 2)")
    parser.add_argument("--limit-queries", type=count, metavar="N", help="only the first N questions")


def run(given: argparse.Namespace) -> int:
    """Measure, print, write."""
    return deliver(measure(read_given(given), given.min_relevance, given.limit_queries), given.json)


def measure(
    given: PublicSet, min_relevance: int = 2, limit: int | None = None, embedder: Embedder | None = None
) -> Figures:
    """Index the documents, weigh every question."""
    started = time.monotonic()
    questions = given.questions[:limit]
    with trial([record_of(d) for d in given.documents], [q.text for q in questions], embedder) as bench:
        weighed = [
            weigh(question, answerable(question, given, min_relevance), bench.searcher, fitted_gate())
            for question in watched(questions, "questions", len(questions))
        ]
    measures, best = scores(weighed)
    return Figures(measures, time.monotonic() - started, {"similarity": best, "documents": len(given.documents)})


def answerable(question: QuestionRow, given: PublicSet, min_relevance: int) -> bool:
    """What the set says of a question."""
    if question.answerable is not None:
        return question.answerable
    return max(given.grades.get(question.id, {}).values(), default=0) >= min_relevance


def weigh(question: QuestionRow, right: bool, searcher: Searcher, gate: Gate) -> Weighed:
    """Ask a question of its product."""
    language = question.lang or "und"
    found = searcher.search(question.text, language, question.product_id or NO_PRODUCT, limit=HITS)
    hits = searcher.read(found, question.text)
    values = [features(question.text, language, hit) for hit in hits]
    return Weighed(
        answerable=right,
        clear=question.answerability in CLEAR,
        probability=gate.answerable(question.text, language, hits),
        similarities={name: max((of[name] for of in values), default=-1.0) for name in SIMILARITIES},
    )


def scores(weighed: Sequence[Weighed]) -> tuple[dict[str, Score], str]:
    """The measures, and the name of the best similarity."""
    right = np.array([one.answerable for one in weighed], float)
    sure = np.array([one.probability for one in weighed])
    clear = np.flatnonzero([one.clear for one in weighed])
    wrong = np.column_stack([sure, 1 - right]) if weighed else np.zeros((0, 2))
    similar = {name: np.array([one.similarities[name] for one in weighed]) for name in SIMILARITIES}
    best = max(SIMILARITIES, key=lambda name: np.nan_to_num(area(similar[name], right), nan=-1.0))
    return {
        "AUC": statistic_score(lambda at: area(sure[at], right[at]), len(right)),
        "AUC_clear": statistic_score(lambda at: area(sure[clear[at]], right[clear[at]]), len(clear)),
        "AUC_similarity": statistic_score(lambda at: area(similar[best][at], right[at]), len(right)),
        "error@70": statistic_score(lambda at: error_at(wrong[at], 0.7), len(right)),
        "error@90": statistic_score(lambda at: error_at(wrong[at], 0.9), len(right)),
        "unanswerable": mean_score(1 - right),
    }, best
