"""Share of the facts expected (a price, a delay, a figure) that the answer says, quotes included."""

from collections.abc import Sequence

from eval.measure import Measure, Values, originals
from eval.results import Asked


def values(asked: Sequence[Asked]) -> Values:
    """The share a question that expects facts; 0 when it was not answered."""
    found = {}
    for one in originals(asked):
        if facts := one.question.facts:
            found[one.question.id] = (sum(one.result.facts_said) / len(facts),)
    return found


MEASURE = Measure("facts_said", values)
