"""Where people disagree, share of the answers that let both sides speak.

Asked with the questions of the hand counts that found voices for and against. An answer lets a side speak when it cites
a review counted on it; one counted as mixed speaks for neither. A question left unanswered shows no side.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values
from eval.results import Asked


def values(asked: Sequence[Asked]) -> Values:
    """1 or 0 a hand count with both opinions."""
    found = {}
    for one in asked:
        if (gold := one.question.tally) and gold.minority:
            cited = {*one.result.cited}
            found[one.question.id] = (float(bool(cited & {*gold.for_}) and bool(cited & {*gold.against})),)
    return found


MEASURE = Measure("both_sides", values)
