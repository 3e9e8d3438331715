"""Fits what size advice knows in general: how bodies vary, where sizes lie, what makes one small or large."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from chat.sizing.body_features import FEATURES, MEASURED, Floats, Population, features, measures
from chat.sizing.fit_weights import SIGNS, VERDICTS, FitWeights
from chat.sizing.worn import FIT, Wearing, Worn, signs
from data.errors import EvalError

AXES = 3
WORN_OFTEN = 15
"""Wearers a size needs to have a say in the axes."""
RIDGE = 1e-3
PENALTY = 20.0
"""Quadratic penalty on the slopes of the verdicts."""


def fit_weights(items: Mapping[str, Sequence[Wearing]]) -> FitWeights:
    """Weights from the wearings of many items; verdicts are learnt with each wearing left out of its own item."""
    wearings = [one for worn in items.values() for one in worn]
    fitting = [one for one in wearings if one.verdict == VERDICTS[FIT]]
    people = population(wearings)
    bodies = np.array([features(one.body, people) for one in fitting])
    sizes = np.array([one.size for one in fitting])
    axes = discriminant_axes(bodies, sizes)
    at = bodies @ axes
    places = {float(size): at[sizes == size].mean(axis=0) for size in np.unique(sizes)}
    expected = regression(at, np.array([places[size] for size in sizes]))
    counts = np.bincount([VERDICTS.index(one.verdict) for one in wearings], minlength=len(VERDICTS))
    shares = (counts + 1.0) / (counts + 1.0).sum()
    none = np.zeros((len(SIGNS), 2))
    weights = FitWeights(people, axes, places, expected, shares, np.zeros(2), none)
    bias, slopes = verdict_model(*examples(items, weights))
    return replace(weights, bias=bias, slopes=slopes)


def population(wearings: Sequence[Wearing]) -> Population:
    """Mean and covariance over the bodies that give every measure (`EvalError` where too few do)."""
    given = np.array([measures(one.body) for one in wearings]).reshape(-1, len(MEASURED))
    whole = given[~np.isnan(given).any(axis=1)]
    if len(whole) <= len(MEASURED):
        raise EvalError(
            f"{len(whole)} wearings of the fitting half give every measure ({', '.join(MEASURED)}), more than "
            f"{len(MEASURED)} were expected: give fit records of more items"
        )
    return Population(whole.mean(axis=0), np.cov(whole.T))


def discriminant_axes(bodies: Floats, sizes: Floats) -> Floats:
    """Fisher's axes between the wearers of different sizes, each of variance one within them; shape (features, 3)."""
    from scipy.linalg import eigh

    often = [size for size in np.unique(sizes) if np.sum(sizes == size) >= WORN_OFTEN]
    if len(often) <= AXES:
        raise EvalError(
            f"{len(often)} sizes fitted {WORN_OFTEN} wearers or more, more than {AXES} were expected: "
            "give fit records of more items"
        )
    groups = [bodies[sizes == size] for size in often]
    within = sum(((group - group.mean(axis=0)).T @ (group - group.mean(axis=0)) for group in groups), np.zeros(()))
    count = sum(len(group) for group in groups)
    middle = np.concatenate(groups).mean(axis=0)
    apart = np.array([group.mean(axis=0) - middle for group in groups])
    between = (apart.T * [len(group) for group in groups]) @ apart / count
    _, found = eigh(between, within / count + RIDGE * np.eye(len(FEATURES)))
    axes = found[:, ::-1][:, :AXES]
    # an axis and its mirror are one; the larger bodies lie above
    return np.asarray(axes * np.sign(axes[1]))


def regression(at: Floats, of: Floats) -> Floats:
    """Least squares of places on places, bias first; shape (4, 3)."""
    with_bias = np.column_stack([np.ones(len(at)), at])
    return np.asarray(np.linalg.lstsq(with_bias, of, rcond=None)[0])


def examples(items: Mapping[str, Sequence[Wearing]], weights: FitWeights) -> tuple[Floats, NDArray[np.intp]]:
    """The signs of every wearing (n, 12) as the others of its item tell them, and its verdict (n,)."""
    rows: list[Floats] = []
    verdicts: list[int] = []
    for wearings in items.values():
        worn = Worn.of(wearings, weights)
        if len(wearings) < 2:
            continue
        for index in range(len(wearings)):
            rows.append(signs(worn.without(index), worn.places[index], float(worn.sizes[index])))
            verdicts.append(int(worn.verdicts[index]))
    return np.array(rows), np.array(verdicts)


def verdict_model(told: Floats, verdicts: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Multinomial logit of small and large against fit: bias (2,) and slopes (12, 2)."""
    from scipy.optimize import minimize

    with_bias = np.column_stack([np.ones(len(told)), told])
    wanted = np.eye(len(VERDICTS))[verdicts]
    width = with_bias.shape[1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        small, large = with_bias @ flat[:width], with_bias @ flat[width:]
        scores = np.column_stack([small, np.zeros(len(told)), large])
        scores -= scores.max(axis=1, keepdims=True)
        log = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        slopes = flat.copy()
        slopes[[0, width]] = 0
        pull = with_bias.T @ (np.exp(log) - wanted)
        gradient = np.concatenate([pull[:, 0], pull[:, 2]]) + PENALTY * slopes
        return float(-(wanted * log).sum() + PENALTY / 2 * slopes @ slopes), gradient

    found = minimize(loss, np.zeros(2 * width), jac=True, method="L-BFGS-B").x.reshape(2, width)
    return found[:, 0], found[:, 1:].T
