"""Texts of like length are read together, within a budget of tokens."""

import pytest

from retrieval.batches import within_budget


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([], []),
        ([7], [[0]]),
        ([3, 3, 3, 3, 3], [[0, 1, 2], [3, 4]]),
        ([9, 1, 5, 1], [[1, 3], [2], [0]]),
        ([2, 40, 2], [[0, 2], [1]]),
    ],
)
def test_batches_hold_what_fits_shortest_first_and_a_text_too_long_alone(
    lengths: list[int], expected: list[list[int]]
) -> None:
    assert list(within_budget(lengths, 10)) == expected


def test_every_text_is_in_one_batch_and_no_batch_passes_the_budget() -> None:
    lengths = [1 + (at * 37) % 50 for at in range(300)]
    batches = list(within_budget(lengths, 128))
    assert sorted(at for batch in batches for at in batch) == list(range(300))
    assert max(max(lengths[at] for at in batch) * len(batch) for batch in batches) <= 128
