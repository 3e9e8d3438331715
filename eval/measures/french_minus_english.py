"""How much better French is served than English: a measure's figure over French questions minus that over English ones.

Negative when French is worse. The interval is the bootstrap's over all questions, so the two languages weigh what they
weigh in the set.
"""

from collections.abc import Sequence

import numpy as np

from eval.measure import Measure, Rows, Values
from eval.results import Asked


def gap(measure: Measure) -> Measure:
    """The gap of a measure that is a mean."""

    def values(asked: Sequence[Asked]) -> Values:
        french = {one.question.id: float(one.question.language == "fr") for one in asked}
        return {question: (row[0], french[question]) for question, row in measure.values(asked).items()}

    return Measure(f"french_minus_english:{measure.name}", values, _difference, unit=measure.unit)


def _difference(rows: Rows) -> float:
    french = rows[:, 1] == 1
    if french.all() or not french.any():
        return float("nan")
    return float(np.mean(rows[french, 0]) - np.mean(rows[~french, 0]))
