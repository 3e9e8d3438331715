"""Fits what texts are like."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from eval.moderation_examples import KINDS
from eval.softmax_regression import softmax_regression
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
    # single precision: half the time, and the weights are rounded to four places
    design, of_cases = (SPREAD * (cases.vectors - centre)).astype(np.float32), cases.weight.astype(np.float32)
    bias, weight = softmax_regression(design, cases.places, len(KINDS), of_cases, penalty=PENALTY, steps=STEPS)
    return Likeness(
        model_id, version, KINDS, np.round(bias - SPREAD * centre @ weight, 4), np.round(weight, 4), THRESHOLD
    )
