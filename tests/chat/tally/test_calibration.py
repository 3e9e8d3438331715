"""The odds of being on the topic, put right by what was read in a few spans."""

import numpy as np
import pytest

from chat.tally.calibration import FEW, LEAST, LIKELIEST, SPACED, SPACED_OF_FEW, put_right, to_read


def chances(odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-odds))


@pytest.fixture
def odds() -> np.ndarray:
    return np.random.default_rng(4).normal(-1.0, 1.5, 3_000)


def test_the_likeliest_are_read_and_some_of_all_the_others(odds: np.ndarray) -> None:
    read = to_read(odds, np.arange(len(odds)))
    order = np.argsort(-odds)
    assert list(read[:LIKELIEST]) == list(order[:LIKELIEST])
    others = np.flatnonzero(np.isin(order, read[LIKELIEST:]))
    assert len(others) == SPACED
    assert others.min() < 300, "one of the likelier others"
    assert others.max() > 1_000, "one of those that nobody would look at"


def test_few_spans_are_all_read_once() -> None:
    assert sorted(to_read(np.linspace(-3, 3, LIKELIEST + SPACED), np.arange(LIKELIEST + SPACED))) == list(
        range(LIKELIEST + SPACED)
    )


def test_spans_that_cannot_be_told_apart_are_read_once_each() -> None:
    read = to_read(np.full(FEW + 100, -40.0), np.arange(FEW + 100))
    assert len(set(read.tolist())) == len(read) <= LIKELIEST + SPACED


def test_where_reviews_are_few_more_of_them_are_read(odds: np.ndarray) -> None:
    few, many = (to_read(odds[:of], np.arange(of)) for of in (FEW, FEW + 1))
    assert len(set(few.tolist())) == len(few) > LIKELIEST + SPACED >= len(many)
    assert len(few) <= LIKELIEST + SPACED_OF_FEW


@pytest.mark.parametrize("shift", [-3.0, 0.0, 2.0])
def test_after_a_few_were_read_as_many_are_expected_as_there_are(odds: np.ndarray, shift: float) -> None:
    truth = odds + shift
    read = to_read(odds, np.arange(len(odds)))
    right = put_right(odds, read, truth[read])
    expected, before, wanted = (chances(of).sum() for of in (right, odds, truth))
    assert abs(expected - wanted) <= 0.3 * abs(before - wanted) + 1
    assert list(np.argsort(right)) == list(np.argsort(odds)), "which is likelier than which stays"


def test_what_was_read_outweighs_what_was_expected_only_where_much_was_read(odds: np.ndarray) -> None:
    read = to_read(odds, np.arange(len(odds)))
    once, often = (put_right(odds, read[:n], np.full(n, -6.0)) for n in (1, len(read)))
    assert chances(often).sum() < chances(once).sum() < chances(odds).sum()


def test_a_few_that_were_read_do_not_turn_the_order_of_the_many(odds: np.ndarray) -> None:
    read = to_read(odds, np.arange(len(odds)))
    right = put_right(odds, read, -2 * odds[read])
    assert list(np.argsort(right)) == list(np.argsort(odds))
    assert np.ptp(right) >= LEAST * np.ptp(odds) - 1e-9


def test_of_a_review_its_likeliest_span_is_read_before_any_other(odds: np.ndarray) -> None:
    review = np.arange(len(odds)) // 4
    read = to_read(odds, review)
    assert len(set(review[read].tolist())) == len(read)
    assert all(odds[at] == odds[review == review[at]].max() for at in read)


def test_where_reviews_are_few_further_spans_of_theirs_are_read(odds: np.ndarray) -> None:
    of = odds[:60]
    read = to_read(of, np.arange(60) // 6)
    assert len(set(read.tolist())) == len(read) == LIKELIEST + SPACED_OF_FEW
    assert set((read // 6).tolist()) == set(range(10))
