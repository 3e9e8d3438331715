"""How far the records cited support the answer as a whole, over all answerable questions (ALCE's recall).

Of the acceptable sets, the one covered best counts: 1 when all its records are cited. Most sets hold one record, a
comparison needs one from each side. A question left unanswered has recall 0.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, answerables
from eval.results import Asked


def values(asked: Sequence[Asked]) -> Values:
    """The share of the best-covered set, a question."""
    return {
        one.question.id: (max(len({*one.result.cited} & {*need}) / len(need) for need in one.question.evidence),)
        for one in answerables(asked)
    }


MEASURE = Measure("citation_recall", values)
