"""Share of the minority, as counted by hand, that is among the records behind the answer's own count.

Only where both opinions exist and the answer gives a count.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values
from eval.results import Asked


def values(asked: Sequence[Asked]) -> Values:
    """The share a count."""
    found = {}
    for one in asked:
        gold, said = one.question.tally, one.result.tally
        if gold and said and gold.minority:
            found[one.question.id] = (len({*gold.minority} & {*said.record_ids}) / len(gold.minority),)
    return found


MEASURE = Measure("minority_recall", values)
