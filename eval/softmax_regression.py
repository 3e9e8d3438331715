"""Multinomial logistic regression, as the model of intents is fitted."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating[Any]]


def softmax_regression(
    design: Numbers, places: NDArray[np.intp], count: int, weight: Numbers, *, penalty: float, steps: int
) -> tuple[Numbers, Numbers]:
    """Bias of shape (count,) and weights of shape (features, count) that make weighted cases likeliest.

    `design` has shape (cases, features) and decides the precision; `places` has the kind of each case, `weight` what it
    counts. `penalty` is what half the sum of squared weights costs, twice, against one case misjudged.
    """
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    shape, right = (design.shape[1] + 1, count), np.eye(count, dtype=design.dtype)[places]

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        at = flat.reshape(shape).astype(design.dtype)
        logits = at[0] + design @ at[1:]
        share = logits - logsumexp(logits, axis=1, keepdims=True)
        pull = weight[:, None] * (np.exp(share) - right)
        slope = np.vstack([pull.sum(axis=0), design.T @ pull + 2 * penalty * at[1:]])
        lost = -weight @ share[np.arange(len(places)), places] + penalty * np.sum(at[1:] ** 2)
        return float(lost), slope.ravel().astype(float)

    found = minimize(loss, np.zeros(shape[0] * count), jac=True, method="L-BFGS-B", options={"maxiter": steps})
    at = np.asarray(found.x).reshape(shape)
    return at[0], at[1:]
