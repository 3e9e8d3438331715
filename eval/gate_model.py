"""Fits the gate on one half of judged pairs and measures it on the other."""

from collections.abc import Sequence
from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from chat.gate import Gate
from eval.gate_pairs import Pair
from eval.intervals import Indices, Score, statistic_score
from eval.measures.answerability import area

FEATURES = ("span", "passage", "coverage", "foreign", "length", "matched")
"""What the gate weighs; `both` and `words` added nothing on the half held out."""
Numbers = NDArray[np.float64]


class Levels(NamedTuple):
    """Share of right passages wanted among those that reach each of the gate's marks, on the fitting half."""

    threshold: float
    proof: float
    near: float


def fit_gate(pairs: Sequence[Pair], levels: Levels) -> Gate:
    """A logistic regression on the fitting half, and its three marks."""
    fitting = [pair for pair in pairs if not pair.held_out]
    values, right = _values(fitting, FEATURES), np.array([pair.right is True for pair in fitting])
    spread = values.std(axis=0) + 1e-9
    bias, found = logistic_regression(values / spread, right, np.array([pair.weight for pair in fitting]))
    weights = {name: round(float(weight), 3) for name, weight in zip(FEATURES, found / spread, strict=True)}
    bare = Gate(round(bias, 3), weights, 0.0, 0.0, 0.0)
    sure = probabilities(bare, fitting)
    return Gate(bare.bias, weights, *(mark(sure, fitting, wanted) for wanted in levels))


def logistic_regression(values: Numbers, right: NDArray[np.bool_], weight: Numbers) -> tuple[float, Numbers]:
    """Bias and weights that make weighted cases likeliest, with a quadratic penalty on the weights alone.

    `values` has shape (cases, features); features should vary alike, as the penalty takes them alike.
    """
    from scipy.optimize import minimize

    sign = np.where(right, 1.0, -1.0)

    def loss(at: Numbers) -> tuple[float, Numbers]:
        margin = sign * (at[0] + values @ at[1:])
        pull = -weight * sign * expit(-margin)
        slope = np.concatenate([[pull.sum()], values.T @ pull + at[1:]])
        return float(weight @ np.logaddexp(0.0, -margin) + at[1:] @ at[1:] / 2), slope

    found = minimize(loss, np.zeros(values.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return float(found[0]), np.asarray(found[1:])


def probabilities(gate: Gate, pairs: Sequence[Pair]) -> Numbers:
    """The gate's probability of each pair."""
    scores = gate.bias + _values(pairs, tuple(gate.weights)) @ np.array([*gate.weights.values()])
    return np.asarray(expit(scores))


def mark(probability: Numbers, pairs: Sequence[Pair], precision: float) -> float:
    """The lowest probability from which the share of right pairs is `precision`, helpful ones left out; 1 if none."""
    judged = np.array([pair.right is not None for pair in pairs])
    right = np.array([pair.right is True for pair in pairs])[judged]
    weight, sure = np.array([pair.weight for pair in pairs])[judged], probability[judged]
    order = np.argsort(-sure, kind="stable")
    share = np.cumsum((weight * right)[order]) / np.cumsum(weight[order])
    # equal probabilities pass together, so only the last of them tells
    last = np.append(np.diff(sure[order]) != 0, True)
    reached = np.flatnonzero((share >= precision) & last)
    # rounded down, so that the last one still passes
    return floor(sure[order][reached[-1]] * 1000) / 1000 if len(reached) else 1.0


def held_out_scores(gate: Gate, pairs: Sequence[Pair]) -> dict[str, dict[str, Score]]:
    """Figures on the half held out, by source, over whole questions; helpful pairs are left out.

    `AUC` of right against wrong pairs; of the pairs that reach the threshold the share that is right, `precision`; of
    the right ones the share that reaches it, `recall`; and of the wrong ones, `wrong_passing`.
    """
    held_out = [pair for pair in pairs if pair.held_out and pair.right is not None]
    sources = sorted({pair.source for pair in held_out})
    return {source: _scores(gate, [pair for pair in held_out if pair.source == source]) for source in sources}


def _scores(gate: Gate, pairs: Sequence[Pair]) -> dict[str, Score]:
    sure, right = probabilities(gate, pairs), np.array([float(pair.right is True) for pair in pairs])
    weight, passing = np.array([pair.weight for pair in pairs]), (sure >= gate.threshold).astype(float)
    places: dict[str, list[int]] = {}
    for place, pair in enumerate(pairs):
        places.setdefault(pair.question, []).append(place)
    of = [np.array(found) for found in places.values()]

    def areas(chosen: Indices) -> float:
        at = np.concatenate([of[i] for i in chosen])
        return area(sure[at], right[at])

    def share(counted: Numbers, among: Numbers) -> Score:
        sums = np.array([[(counted * among)[at].sum(), among[at].sum()] for at in of])
        return statistic_score(lambda chosen: _ratio(sums[chosen].sum(axis=0)), len(of))

    return {
        "AUC": statistic_score(areas, len(of)),
        "precision": share(right, weight * passing),
        "recall": share(passing, right),
        "wrong_passing": share(passing, 1 - right),
    }


def _ratio(parts: Numbers) -> float:
    return float(parts[0] / parts[1]) if parts[1] else float("nan")


def _values(pairs: Sequence[Pair], names: Sequence[str]) -> Numbers:
    return np.array([[pair.features[name] for name in names] for pair in pairs], float)
