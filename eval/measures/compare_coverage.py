"""Of the products a comparison is about, the share that the records cited speak of."""

from collections.abc import Sequence

from eval.measure import Measure, Values, originals
from eval.results import Asked


def values(asked: Sequence[Asked]) -> Values:
    """The share a comparison."""
    found = {}
    for one in originals(asked):
        if named := set(one.question.products):
            spoken_of = {cited.product_id for cited in one.result.citations}
            found[one.question.id] = (len(named & spoken_of) / len(named),)
    return found


MEASURE = Measure("compare_coverage", values)
