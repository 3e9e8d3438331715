"""A figure comes with how sure it is, the same each time."""

import numpy as np
import pytest

from eval.intervals import Score, mean_score, statistic_score


def width(score: Score) -> float:
    return (score.high or 0) - (score.low or 0)


def test_a_mean_lies_inside_its_interval_and_more_cases_narrow_it() -> None:
    few, many = mean_score([0, 1] * 20), mean_score([0, 1] * 2000)
    assert few.value == many.value == 0.5
    assert (few.low or 1) < 0.5 < (few.high or 0)
    assert width(many) < width(few) / 5


def test_the_interval_is_the_one_theory_expects() -> None:
    found = mean_score([1] * 300 + [0] * 100)
    wanted = 1.96 * (0.75 * 0.25 / 400) ** 0.5
    assert found.low == pytest.approx(0.75 - wanted, abs=0.006)
    assert found.high == pytest.approx(0.75 + wanted, abs=0.006)


def test_the_same_cases_give_the_same_interval_each_time() -> None:
    assert mean_score([0.2, 0.9, 0.4]) == mean_score([0.2, 0.9, 0.4])


def test_no_case_has_no_figure() -> None:
    assert mean_score([]) == Score(None, None, None, 0)
    assert statistic_score(lambda at: float(len(at)), 0) == Score(None, None, None, 0)


def test_a_statistic_that_is_not_defined_says_so_and_keeps_its_count() -> None:
    assert statistic_score(lambda _: float("nan"), 7) == Score(None, None, None, 7)


def test_resamples_in_which_a_statistic_is_not_defined_are_left_out() -> None:
    values = np.array([1.0, 2.0, 3.0, float("nan")])
    found = statistic_score(lambda at: float(values[at].mean() if 3 not in at or len(set(at)) == 4 else np.nan), 3)
    assert found.value == 2.0
    assert 1 <= (found.low or 0) <= 2
