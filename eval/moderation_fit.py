"""Fits what texts are like."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from eval.moderation_examples import KINDS
from ingest.moderation.likeness import SPREAD, Likeness, Numbers

STEPS: Final = 150
PENALTY: Final = 2.0
"""What half the sum of squared weights costs, twice, against one example misjudged."""
THRESHOLD: Final = 0.995
"""From which likelihood a text is held: chosen for at most one clean review in a hundred (docs/decisions/0015)."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Texts to learn from: `vectors` of shape (cases, dimension), the place of each in `KINDS`, and its weight."""

    vectors: Numbers
    places: NDArray[np.intp]
    weight: Numbers


def fit_likeness(cases: Cases, model_id: str, version: str) -> Likeness:
    """Multinomial logistic regression over centred vectors; the centre goes into the bias."""
    centre = cases.vectors.mean(axis=0)
    bias, weight = _softmax_regression(SPREAD * (cases.vectors - centre), cases.places, cases.weight)
    return Likeness(
        model_id, version, KINDS, np.round(bias - SPREAD * centre @ weight, 4), np.round(weight, 4), THRESHOLD
    )


def _softmax_regression(design: Numbers, places: NDArray[np.intp], weight: Numbers) -> tuple[Numbers, Numbers]:
    """Bias of shape (kinds,) and weights of shape (features, kinds) that make weighted cases likeliest."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    # single precision: half the time, and the weights are rounded to four places
    design, weight = np.asarray(design, np.float32), np.asarray(weight, np.float32)
    shape, right = (design.shape[1] + 1, len(KINDS)), np.eye(len(KINDS), dtype=np.float32)[places]

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        at = flat.reshape(shape).astype(np.float32)
        logits = at[0] + design @ at[1:]
        share = logits - logsumexp(logits, axis=1, keepdims=True)
        pull = weight[:, None] * (np.exp(share) - right)
        slope = np.vstack([pull.sum(axis=0), design.T @ pull + 2 * PENALTY * at[1:]])
        return float(
            -weight @ share[np.arange(len(places)), places] + PENALTY * np.sum(at[1:] ** 2)
        ), slope.ravel().astype(float)

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    at = np.asarray(found.x).reshape(shape)
    return at[0], at[1:]
