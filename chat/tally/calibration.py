"""How likely each span is on the topic, put right by what a cross-encoder reads in a few of them.

The words of a question and of a span tell well which span is likelier, and badly how likely: among the thousand reviews
of a product nearly every one praises something near. So a few spans are read together with the question, the likeliest
and some of all the others, and log-odds of those not read are moved and stretched to what was: two-phase sampling
(Neyman 1938) and Platt's scaling (1999), drawn to no change where little was read.
"""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
LIKELIEST, SPACED = 8, 16
"""How many spans of a count are read: the likeliest of as many reviews, and of others, spaced over what is left."""
FEW, SPACED_OF_FEW = 200, 32
"""Reviews up to which more are spaced: there is time for them, as fewer voices are weighed."""
MOVED, STRETCHED = 2.0, 0.5
"""Standard deviations, before anything is read, of what is added to log-odds and of what they are multiplied by."""
LEAST = 0.25
"""What log-odds are multiplied by at least, where the few that were read speak against the order of the many."""
STEPS = 200
"""Steps of the fit, of some microseconds each; each makes the loss less (Böhning and Lindsay 1988)."""


def to_read(odds: Numbers, review: NDArray[np.intp]) -> NDArray[np.intp]:
    """Places of the spans to read; log-odds and number of the review of each, shape (spans,).

    Of a review its likeliest span: that is what tells whether it is counted. Where reviews are few, further spans of
    theirs.
    """
    order = np.argsort(-odds, kind="stable")
    first = np.sort(np.unique(review[order], return_index=True)[1])
    best, others = order[first], np.delete(order, first)
    rest, many = best[LIKELIEST:], SPACED_OF_FEW if len(best) <= FEW else SPACED
    if len(rest) <= many:
        return np.concatenate([best, others[: LIKELIEST + many - len(best)]])
    passed = np.cumsum(np.sqrt(_chances(odds[rest])))  # as is best for a total (Neyman): by the spread of each
    spaced = np.searchsorted(passed, (np.arange(many) + 0.5) * passed[-1] / many)
    return np.concatenate([best[:LIKELIEST], rest[np.unique(np.minimum(spaced, len(rest) - 1))]])


def put_right(odds: Numbers, read: NDArray[np.intp], answers: Numbers) -> Numbers:
    """Log-odds of all spans, shape (spans,), put right by those read at the places `read`: `answers`, log-odds too."""
    known = odds[read]
    design, told = np.column_stack([np.ones(len(known)), known - known.mean()]), _chances(answers)
    before = np.array([known.mean(), 1.0])  # nothing added, multiplied by one
    drawn = np.diag([MOVED**-2, STRETCHED**-2])
    downhill = np.linalg.inv(design.T @ design / 4 + drawn)
    at = before
    for _ in range(STEPS):
        at = at - downhill @ (design.T @ (_chances(design @ at) - told) + drawn @ (at - before))
    return np.asarray(at[0] + max(at[1], LEAST) * (odds - known.mean()))


def _chances(odds: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-odds)))
