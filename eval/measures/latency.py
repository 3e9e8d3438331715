"""Milliseconds a question takes, asked alone with everything loaded: median and 95th percentile.

Depends on the machine and on what else runs on it, so it is never compared closer than a factor.
"""

from collections.abc import Sequence

import numpy as np

from eval.measure import Measure, Rows, Values
from eval.results import Asked


def values(asked: Sequence[Asked]) -> Values:
    """Milliseconds a question that was timed."""
    return {one.question.id: (one.result.milliseconds,) for one in asked if one.result.milliseconds is not None}


def _percentile(rows: Rows, level: float) -> float:
    return float(np.percentile(rows[:, 0], level))


MEASURES = (
    Measure("latency_p50", values, lambda rows: _percentile(rows, 50), less_is_better=True, unit="milliseconds"),
    Measure("latency_p95", values, lambda rows: _percentile(rows, 95), less_is_better=True, unit="milliseconds"),
)
