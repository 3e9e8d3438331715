"""Share of the answerable questions whose answer its citations support as a whole (ALCE's recall).

1 where every record of some acceptable set is cited: most sets hold one record, a comparison needs one from each side.
What support is stands in `eval.support`. A question left unanswered has recall 0.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, answerables
from eval.results import Asked
from eval.support import supporting


def values(asked: Sequence[Asked]) -> Values:
    """1 or 0 a question."""
    return {one.question.id: (float(bool(supporting(one))),) for one in answerables(asked)}


MEASURE = Measure("citation_recall", values)
