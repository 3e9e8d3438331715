"""Does the assistant know what it can answer? Area under the ROC curve.

`answerability_AUC`: how likely an answerable question is to be given more confidence than an unanswerable one;
`answerability_AUC_similarity`: the same of the best single similarity, the baseline a gate has to beat. Questions
answered only in part are on neither side. Questions with a fixed reply (greetings, orders, safety) are left out.
"""

from collections.abc import Sequence

from eval.measure import Measure, Rows, Values, originals
from eval.questions import FIXED_REPLY
from eval.results import Asked


def sides(asked: Sequence[Asked]) -> Values:
    """Confidence, best similarity, and 1 for an answerable question or 0 for an unanswerable one."""
    return {
        one.question.id: (one.result.confidence, one.result.similarity, float(one.question.answerable == "full"))
        for one in searched_for(asked)
        if one.question.answerable != "partial"
    }


def searched_for(asked: Sequence[Asked]) -> list[Asked]:
    """Written questions whose answer hangs on the records: those with a fixed reply left out."""
    return [one for one in originals(asked) if one.question.intent not in FIXED_REPLY]


def area(scores: Rows, positive: Rows) -> float:
    """Area under the ROC curve, ties counted half (Mann–Whitney); NaN without both sides."""
    count = int(positive.sum())
    if not 0 < count < len(positive):
        return float("nan")
    from scipy.stats import rankdata  # most of a second, which a server with a console need not spend on its start

    ranks = rankdata(scores)
    return float((ranks[positive == 1].sum() - count * (count + 1) / 2) / (count * (len(positive) - count)))


MEASURES = (
    Measure("answerability_AUC", sides, lambda rows: area(rows[:, 0], rows[:, 2])),
    Measure("answerability_AUC_similarity", sides, lambda rows: area(rows[:, 1], rows[:, 2])),
)
