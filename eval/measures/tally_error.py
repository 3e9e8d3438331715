"""How far a count is from the one made by hand.

`tally_error`, in percentage points: half the sum of the differences of the three shares for, against and mixed, which
is the share of voices that would have to change sides. `tally_within`: share of the counts within `TOLERANCE` points.
Answers that give no count are judged by neither; `tally_given` is the share that gives one.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values
from eval.questions import GoldTally
from eval.results import Asked, SaidTally

TOLERANCE = 10.0


def points_off(gold: GoldTally, said: SaidTally) -> float:
    """The error in percentage points; 100 for a count of nobody."""
    if not said.of:
        return 100.0
    counted = (len(gold.for_), len(gold.against), len(gold.mixed))
    told = (said.for_, said.against, said.mixed)
    return 50 * sum(abs(a / gold.of - b / said.of) for a, b in zip(counted, told, strict=True))


def values(asked: Sequence[Asked]) -> Values:
    """Points off, a count."""
    return {
        one.question.id: (points_off(one.question.tally, one.result.tally),)
        for one in asked
        if one.question.tally and one.result.tally
    }


def within(asked: Sequence[Asked]) -> Values:
    """1 for a count within the tolerance, else 0."""
    return {question: (float(off[0] <= TOLERANCE),) for question, off in values(asked).items()}


def given(asked: Sequence[Asked]) -> Values:
    """1 for a hand count whose answer gives one too, else 0."""
    return {one.question.id: (float(one.result.tally is not None),) for one in asked if one.question.tally}


MEASURES = (
    Measure("tally_given", given),
    Measure("tally_error", values, less_is_better=True, unit="points"),
    Measure("tally_within", within),
)
