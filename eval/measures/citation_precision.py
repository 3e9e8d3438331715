"""Share of the records cited that support the answer, averaged over the answers that cite (ALCE's precision).

ALCE (Gao et al., 2023) lets a model of entailment decide support; here people have decided: a citation is right when
its record is in any acceptable set. Each record counts once an answer. An answer to a question nobody can answer has
no right citation.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, originals
from eval.results import Asked


def values(asked: Sequence[Asked]) -> Values:
    """The share an answer; those that cite nothing are left out."""
    found = {}
    for one in originals(asked):
        if cited := one.result.cited:
            right = sum(record_id in one.question.acceptable for record_id in cited)
            found[one.question.id] = (right / len(cited),)
    return found


MEASURE = Measure("citation_precision", values)
