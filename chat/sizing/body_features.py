"""A body as a row of figures: what is not given is filled in from what is, as bodies go together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chat.sizing.body import Body

Floats = NDArray[np.float64]
MEASURED = ("height_cm", "weight_kg", "bust_band", "cup", "age")
SHAPES = ("hourglass", "athletic", "petite", "pear", "full bust", "straight & narrow", "apple")
FEATURES = (*MEASURED, "weight²", "height × weight", *SHAPES, "shape not given")
CUPS = ("aa", "a", "b", "c", "d", "dd", "e", "f", "g", "h", "i", "j")
CUP_STEPS = {cup: float(step) for step, cup in enumerate(cup for cup in CUPS if cup != "dd")} | {"dd": 5.0}
YOUNGEST, OLDEST = 15.0, 75.0
"""Years beyond which an age in an export is taken for a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Population:
    """How the measures of `MEASURED` are spread among people: mean (5,) and covariance (5, 5)."""

    mean: Floats
    covariance: Floats


def measures(body: Body) -> Floats:
    """The measures of a body as given, NaN where not; shape (5,)."""
    cup = CUP_STEPS.get((body.bust_cup or "").strip().lower())
    age = None if body.age is None else min(max(body.age, YOUNGEST), OLDEST)
    given = (body.height_cm, body.weight_kg, body.bust_band, cup, age)
    return np.array([np.nan if value is None else value for value in given], float)


def filled(given: Floats, people: Population) -> Floats:
    """Measures with the missing ones as they are expected, given the others (conditional mean of a normal)."""
    missing = np.isnan(given)
    if not missing.any():
        return given
    if missing.all():
        return people.mean.copy()
    known = ~missing
    across = people.covariance[np.ix_(missing, known)]
    within = people.covariance[np.ix_(known, known)]
    whole = given.copy()
    whole[missing] = people.mean[missing] + across @ np.linalg.solve(within, given[known] - people.mean[known])
    return whole


def features(body: Body, people: Population) -> Floats:
    """What `FEATURES` names, measures in standard deviations from the mean; shape (15,)."""
    apart = (filled(measures(body), people) - people.mean) / np.sqrt(np.diag(people.covariance))
    shape = (body.shape or "").strip().lower()
    shapes = [float(shape == one) for one in SHAPES]
    return np.array([*apart, apart[1] ** 2, apart[0] * apart[1], *shapes, float(not shape)])
