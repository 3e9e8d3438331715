"""Small exact operations on float32 vectors; rows are unit vectors of one model."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def unit(vectors: Floats) -> Floats:
    """Each row divided by its length; rows of zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)


def z_scores(scores: NDArray[np.floating]) -> Floats:
    """Scores in standard deviations from their mean; zeros when all are equal."""
    spread = scores.std() if scores.size else 0.0
    if spread < 1e-9:
        return np.zeros(scores.shape, np.float32)
    return np.asarray((scores - scores.mean()) / spread, np.float32)


def group_max(scores: Floats, starts: NDArray[np.integer]) -> Floats:
    """Maximum of each run of `scores`; run i begins at `starts[i]` and ends where the next begins."""
    return np.maximum.reduceat(scores, starts) if scores.size else scores


def on_one_thread() -> None:
    """From now on this process multiplies on one thread.

    A product of vectors is done before other threads are awake, and they then wait by spinning: two fifths of the CPU
    of an answer.
    """
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
