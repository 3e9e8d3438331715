"""Which texts the model reads together."""

from collections.abc import Iterator, Sequence

BUDGET = 512
"""Tokens in one batch, padding included: enough to fill the processor, few enough to stay in its cache."""


def within_budget(lengths: Sequence[int], budget: int = BUDGET) -> Iterator[list[int]]:
    """Places of texts by their number of tokens, shortest first, in batches of at most `budget` padded tokens.

    A text longer than the budget is a batch of its own.
    """
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and lengths[at] * (len(batch) + 1) > budget:
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch
