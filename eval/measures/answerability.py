"""Does the assistant know what it can answer? Area under the ROC curve, and error at a given coverage.

`answerability_AUC`: how likely an answerable question is to be given more confidence than an unanswerable one;
`answerability_AUC_similarity`: the same of the best single similarity, the baseline a gate has to beat. Questions
answered only in part are on neither side. `error@70`: questions are taken by falling confidence until 70 % of all are
answered; the share of these that is wrong, because nobody can answer them or because no record shown supports it. The
lowest error there can be at 90 % is above 0 as soon as more than 10 % are unanswerable. Questions with a fixed reply
(greetings, orders, safety) are left out.
"""

from collections.abc import Sequence

import numpy as np
from scipy.stats import rankdata

from eval.measure import Measure, Rows, Values, originals
from eval.measures.answer_right import is_right
from eval.questions import FIXED_REPLY
from eval.results import Asked


def sides(asked: Sequence[Asked]) -> Values:
    """Confidence, best similarity, and 1 for an answerable question or 0 for an unanswerable one."""
    return {
        one.question.id: (one.result.confidence, one.result.similarity, float(one.question.answerable == "full"))
        for one in _judged(asked)
        if one.question.answerable != "partial"
    }


def errors(asked: Sequence[Asked]) -> Values:
    """Confidence, and 1 where what is shown, as an answer or as nearest, is wrong."""
    return {one.question.id: (one.result.confidence, float(not _would_be_right(one))) for one in _judged(asked)}


def area(scores: Rows, positive: Rows) -> float:
    """Area under the ROC curve, ties counted half (Mann–Whitney); NaN without both sides."""
    count = int(positive.sum())
    if not 0 < count < len(positive):
        return float("nan")
    ranks = rankdata(scores)
    return float((ranks[positive == 1].sum() - count * (count + 1) / 2) / (count * (len(positive) - count)))


def curve(rows: Rows) -> tuple[Rows, Rows]:
    """Coverages from 1/n to 1, and the error at each; rows are confidence and wrong."""
    wrong = rows[np.argsort(-rows[:, 0], kind="stable"), 1]
    taken = np.arange(1, len(rows) + 1)
    return taken / len(rows), np.cumsum(wrong) / taken


def error_at(rows: Rows, coverage: float) -> float:
    """The error when at least `coverage` of the questions are answered."""
    return float(curve(rows)[1][int(np.ceil(coverage * len(rows))) - 1])


def _would_be_right(one: Asked) -> bool:
    supported = bool(one.question.acceptable & {*one.result.leading})
    return supported or (one.question.answerable != "none" and is_right(one))


def _judged(asked: Sequence[Asked]) -> list[Asked]:
    return [one for one in originals(asked) if one.question.intent not in FIXED_REPLY]


MEASURES = (
    Measure("answerability_AUC", sides, lambda rows: area(rows[:, 0], rows[:, 2])),
    Measure("answerability_AUC_similarity", sides, lambda rows: area(rows[:, 1], rows[:, 2])),
    Measure("error@70", errors, lambda rows: error_at(rows, 0.7), less_is_better=True),
    Measure("error@90", errors, lambda rows: error_at(rows, 0.9), less_is_better=True),
)
