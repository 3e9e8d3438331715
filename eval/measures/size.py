"""Advice on sizes: is it supported, is it the size expected, and is it as sure as it should be?

`size_supported`: share of the answerable size questions answered with acceptable evidence. `size_hit`: share of those
that expect a size whose answer says it. `size_ECE`: expected calibration error over ten bins of the probability the
advice states for itself; not measured while answers state none.
"""

from collections.abc import Sequence

import numpy as np

from eval.measure import Measure, Rows, Values, answerables
from eval.measures.answer_right import is_right
from eval.results import Asked

BINS = 10


def supported(asked: Sequence[Asked]) -> Values:
    """1 or 0 a size question."""
    return {one.question.id: (float(is_right(one)),) for one in _size(asked)}


def hits(asked: Sequence[Asked]) -> Values:
    """1 or 0 a size question that expects facts."""
    return {one.question.id: (float(_hit(one)),) for one in _size(asked) if one.question.facts}


def stated(asked: Sequence[Asked]) -> Values:
    """Probability stated and whether the advice was right."""
    return {
        one.question.id: (one.result.size_probability, float(_hit(one) if one.question.facts else is_right(one)))
        for one in _size(asked)
        if one.result.size_probability is not None
    }


def calibration_error(rows: Rows) -> float:
    """Mean distance between stated and observed, bins weighted by their size (Naeini et al., 2015)."""
    bins = np.minimum((rows[:, 0] * BINS).astype(int), BINS - 1)
    off = [np.sum(bins == b) * abs(rows[bins == b, 0].mean() - rows[bins == b, 1].mean()) for b in np.unique(bins)]
    return float(sum(off) / len(rows))


def _size(asked: Sequence[Asked]) -> list[Asked]:
    return [one for one in answerables(asked) if one.question.intent == "size"]


def _hit(one: Asked) -> bool:
    return one.result.outcome in ("answered", "partial") and all(one.result.facts_said)


MEASURES = (
    Measure("size_supported", supported),
    Measure("size_hit", hits),
    Measure("size_ECE", stated, calibration_error, less_is_better=True),
)
