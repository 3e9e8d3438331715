"""How sure a figure is: 95 % intervals by the bootstrap, the same for the same input."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLES, SEED = 2_000, 20_240
LEVELS = (2.5, 97.5)
CELLS = 4_000_000
"""Drawn at a time, to bound memory."""

Indices = NDArray[np.intp]
Statistic = Callable[[Indices], float]


@dataclass(frozen=True, slots=True)
class Score:
    """A figure over `n` cases with its 95 % interval; all `None` where it is not defined, as over no case."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def mean_score(values: ArrayLike) -> Score:
    """The mean of one value a case; its percentile interval over seeded resamples of the cases."""
    cases = np.asarray(values, float)
    if not len(cases):
        return Score(None, None, None, 0)
    means = np.concatenate([cases[drawn].mean(axis=1) for drawn in _draws(len(cases))])
    return _score(float(cases.mean()), means, len(cases))


def statistic_score(statistic: Statistic, cases: int) -> Score:
    """A figure that is no mean, such as an area or a macro average, over `cases` cases.

    `statistic` gives the figure over the cases of some indices, NaN where it is not defined; such resamples are left
    out of the interval.
    """
    value = statistic(np.arange(cases)) if cases else float("nan")
    if np.isnan(value):
        return Score(None, None, None, cases)
    found = np.array([statistic(row) for drawn in _draws(cases) for row in drawn])
    return _score(float(value), found[~np.isnan(found)], cases)


def _draws(cases: int) -> Iterator[Indices]:
    """Indices of resamples with replacement, some rows of shape (rows, cases) at a time."""
    generator = np.random.default_rng(SEED)
    at_once = max(1, CELLS // cases)
    for first in range(0, RESAMPLES, at_once):
        yield generator.integers(0, cases, (min(at_once, RESAMPLES - first), cases))


def _score(value: float, resampled: NDArray[np.floating], cases: int) -> Score:
    low, high = np.percentile(resampled, LEVELS)
    return Score(round(value, 6), round(float(low), 6), round(float(high), 6), cases)
