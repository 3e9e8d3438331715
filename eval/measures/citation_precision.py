"""Share of the records cited that support the answer, averaged over the answers that cite (ALCE's precision).

ALCE (Gao et al., 2023) lets a model of entailment decide support; here people have decided, see `eval.support`: a
citation is right when its record is needed for an acceptable set that is cited whole. Each record counts once an
answer. An answer to a question nobody can answer has no right citation.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, originals
from eval.results import Asked
from eval.support import supporting


def values(asked: Sequence[Asked]) -> Values:
    """The share an answer; those that cite nothing are left out."""
    return {
        one.question.id: (len(supporting(one) & {*one.result.cited}) / len(one.result.cited),)
        for one in originals(asked)
        if one.result.cited
    }


MEASURE = Measure("citation_precision", values)
