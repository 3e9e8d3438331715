"""Scores from several sources become one ranking."""

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from retrieval.fusion import fuse, ranking
from retrieval.vectors import group_max, on_one_thread, unit, z_scores


def test_z_scores_of_equal_scores_are_zero() -> None:
    assert z_scores(np.array([0.8, 0.8, 0.8])).tolist() == [0, 0, 0]


def test_z_scores_have_mean_zero_and_spread_one() -> None:
    scores = z_scores(np.array([1.0, 2.0, 6.0]))
    assert abs(scores.mean()) < 1e-6
    assert abs(scores.std() - 1) < 1e-6


def test_a_lexical_match_breaks_a_tie_of_dense_scores() -> None:
    fused = fuse([np.array([0.5, 0.5])], np.array([0.0, 3.0]))
    assert ranking(fused).tolist() == [1, 0]


def test_without_any_lexical_match_the_dense_order_stands() -> None:
    fused = fuse([np.array([0.1, 0.9, 0.5])], np.zeros(3))
    assert ranking(fused).tolist() == [1, 2, 0]


def test_equal_scores_keep_their_order() -> None:
    assert ranking(np.array([1.0, 2.0, 1.0, 2.0])).tolist() == [1, 3, 0, 2]


def test_the_maximum_of_each_run_is_taken() -> None:
    assert group_max(np.array([1.0, 5.0, 2.0, 7.0, 3.0], np.float32), np.array([0, 2])).tolist() == [5.0, 7.0]


def test_a_row_of_zeros_stays_zeros_when_made_a_unit() -> None:
    rows = unit(np.array([[0.0, 0.0], [3.0, 4.0]], np.float32))
    assert np.allclose(rows, [[0.0, 0.0], [0.6, 0.8]])


def test_vectors_are_multiplied_on_one_thread_from_then_on() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        on_one_thread()
        assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
