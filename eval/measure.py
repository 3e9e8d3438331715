"""The shape of a measure: one row of figures a question, and a statistic over rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from eval.intervals import Score, mean_score, statistic_score
from eval.results import Asked

Rows = NDArray[np.float64]
"""One row a question, shape (questions, columns)."""
Values = Mapping[str, tuple[float, ...]]
"""A row by question id."""
Statistic = Callable[[Rows], float]
"""A figure over rows; NaN where it is not defined."""
Unit = Literal["share", "points", "seconds", "milliseconds"]


@dataclass(frozen=True, slots=True)
class Measure:
    """`values` gives the rows of the questions it judges; without `statistic` the figure is their mean.

    `unit` says how the figure is written; a share runs from 0 to 1.
    """

    name: str
    values: Callable[[Sequence[Asked]], Values]
    statistic: Statistic | None = None
    less_is_better: bool = False
    unit: Unit = "share"

    def score(self, asked: Sequence[Asked]) -> Score:
        """The figure with its 95 % interval; nothing but `n` = 0 when no question is judged."""
        rows = _rows(self.values(asked).values())
        if self.statistic is None:
            return mean_score(rows[:, 0] if len(rows) else [])
        statistic = self.statistic
        return statistic_score(lambda drawn: statistic(rows[drawn]), len(rows))

    def figure(self, values: Values) -> float:
        """The figure alone, over rows taken already; NaN over none."""
        rows = _rows(values.values())
        if not len(rows):
            return float("nan")
        return float(rows[:, 0].mean()) if self.statistic is None else self.statistic(rows)

    def difference(self, before: Values, after: Values) -> Score:
        """How much the figure changed between two runs' rows, over questions in both: paired bootstrap, 95 %."""
        shared = [question for question in before if question in after]
        old, new = _rows([before[q] for q in shared]), _rows([after[q] for q in shared])
        if self.statistic is None:
            return mean_score(new[:, 0] - old[:, 0] if shared else [])
        statistic = self.statistic
        return statistic_score(lambda drawn: statistic(new[drawn]) - statistic(old[drawn]), len(shared))


def originals(asked: Sequence[Asked]) -> list[Asked]:
    """Questions as they were written, without variants and hand counts."""
    return [one for one in asked if one.question.variant_of is None and one.question.tally is None]


def answerables(asked: Sequence[Asked]) -> list[Asked]:
    """Written questions that some record answers, outright or in part."""
    return [one for one in originals(asked) if one.question.evidence]


def _rows(values: Iterable[tuple[float, ...]]) -> Rows:
    listed = list(values)
    return np.array(listed, float) if listed else np.empty((0, 1))
