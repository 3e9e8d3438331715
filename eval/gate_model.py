"""Fits the two models of the gate on the fitting cases, and its marks on those of our own sets."""

import hashlib
from collections.abc import Sequence
from math import floor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from chat.gate import Features, Gate, Logistic
from chat.hit_features import NAMES as HIT_NAMES
from chat.list_features import NAMES as LIST_NAMES
from chat.list_features import list_features
from eval.gate_cases import OWN, Case

Numbers = NDArray[np.float64]
Odds = list[list[float]]
FOLDS = 4
HIT_PENALTY, LIST_PENALTY = 3.0, 10.0
READ_NAMES = ("answers", "near_miss")
"""Features a hit has only where it was read."""


class Levels(NamedTuple):
    """What the marks are set by, on the fitting half of our sets.

    `answered` and `near`: share of the answerable questions whose best hit reaches the mark; `proof`: share of right
    hits among those that reach it.
    """

    answered: float
    proof: float
    near: float


def fit_gate(cases: Sequence[Case], levels: Levels) -> Gate:
    """Both models and the marks.

    The second model and the marks see log odds of hits by models that were fitted without the case's group, as those
    of the cases a model was fitted on flatter it.
    """
    fitting = [case for case in cases if not case.held_out]
    hit = _hit_model(fitting)
    odds = _crossed(fitting)
    whole = _list_model(fitting, odds)
    own = [(case, of) for case, of in zip(fitting, odds, strict=True) if case.source == OWN and not case.made]
    best = expit([max(of) for case, of in own if case.answerable and case.clear])
    sure = np.array([value for case, of in own for value in expit(of)])
    right = np.array([bool(mark) for case, _ in own for mark in case.right])
    answered, near = (_down(float(np.quantile(best, 1 - share))) for share in (levels.answered, levels.near))
    proof = min(answered, mark(sure, right, levels.proof))
    return Gate(hit.bias, hit.weights, answered, proof, near, whole, _hit_model(fitting, UNREAD))


def odds_of(gate: Gate, cases: Sequence[Case]) -> Odds:
    """Log odds of every hit of every case."""
    return [[Logistic(gate.bias, gate.weights).log_odds(values) for values in case.values] for case in cases]


def logistic_regression(values: Numbers, right: NDArray[np.bool_], weight: Numbers, penalty: float = 1.0) -> Logistic:
    """Bias and weights, by column number, that make weighted cases likeliest, with a quadratic penalty on weights.

    `values` has shape (cases, features); the penalty takes all features alike, in units of their spread.
    """
    from scipy.optimize import minimize

    spread = values.std(axis=0) + 1e-9
    scaled, sign = values / spread, np.where(right, 1.0, -1.0)

    def loss(at: Numbers) -> tuple[float, Numbers]:
        margin = sign * (at[0] + scaled @ at[1:])
        pull = -weight * sign * expit(-margin)
        slope = np.concatenate([[pull.sum()], scaled.T @ pull + penalty * at[1:]])
        return float(weight @ np.logaddexp(0.0, -margin) + penalty * at[1:] @ at[1:] / 2), slope

    found = minimize(loss, np.zeros(values.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return Logistic(float(found[0]), {str(at): float(w) for at, w in enumerate(found[1:] / spread)})


def mark(probability: Numbers, right: NDArray[np.bool_], precision: float) -> float:
    """The lowest probability from which the share of right ones is `precision`; 1 if none."""
    order = np.argsort(-probability, kind="stable")
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    # equal probabilities pass together, so only the last of them tells
    last = np.append(np.diff(probability[order]) != 0, True)
    reached = np.flatnonzero((share >= precision) & last)
    return _down(float(probability[order][reached[-1]])) if len(reached) else 1.0


UNREAD = tuple(name for name in HIT_NAMES if name not in READ_NAMES)


def _hit_model(cases: Sequence[Case], names: Sequence[str] = HIT_NAMES) -> Logistic:
    judged = [pair for case in cases if not case.made for pair in _judged(case)]
    right = [mark for _, mark in judged]
    return _fitted([of for of, _ in judged], names, right, [1.0] * len(right), HIT_PENALTY)


def _list_model(cases: Sequence[Case], odds: Odds) -> Logistic:
    telling = [at for at, case in enumerate(cases) if case.clear]
    values = [list_features(cases[at].question, cases[at].language, cases[at].hits, odds[at]) for at in telling]
    return _fitted(values, LIST_NAMES, [cases[at].answerable for at in telling], [1.0] * len(telling), LIST_PENALTY)


def _fitted(
    values: Sequence[Features], names: Sequence[str], right: Sequence[bool], weight: Sequence[float], penalty: float
) -> Logistic:
    rows = np.array([[of[name] for name in names] for of in values], float)
    found = logistic_regression(rows, np.array(right), np.array(weight, float), penalty)
    weights = {name: round(found.weights[str(at)], 3) for at, name in enumerate(names)}
    return Logistic(round(found.bias, 3), weights)


def _crossed(cases: Sequence[Case]) -> Odds:
    """Log odds of each case's hits by a model fitted on the other folds."""
    models = [_hit_model([case for case in cases if _fold(case) != fold]) for fold in range(FOLDS)]
    return [[models[_fold(case)].log_odds(values) for values in case.values] for case in cases]


def _judged(case: Case) -> list[tuple[Features, bool]]:
    return [(values, right) for values, right in zip(case.values, case.right, strict=True) if right is not None]


def _fold(case: Case) -> int:
    return hashlib.sha256(f"fold:{case.group}".encode()).digest()[0] % FOLDS


def _down(value: float) -> float:
    """Rounded down to three places, so that what set a mark still reaches it."""
    return floor(value * 1000) / 1000
