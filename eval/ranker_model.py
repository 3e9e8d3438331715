"""Fits the ranker on one half of the lists and measures it on the other."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from eval.intervals import Score, mean_score
from eval.ranker_lists import Listed
from retrieval.fusion import ranking
from retrieval.ranker import FEATURES, ranked_scores

Numbers = NDArray[np.float64]
Weights = Mapping[str, float]
CUTOFFS = (1, 3, 5)
PENALTY = 1.0
SHARE: Mapping[str, float] = {"ePQA": 1.0, "PIAF": 0.4}
"""Weight of a list by the first word of its source; 0.6 otherwise, the FAQ standing there in three directions."""
OTHERWISE = 0.6


def fit_ranker(lists: Sequence[Listed], *, held_out: bool = False) -> dict[str, float]:
    """Weights by feature that make a right passage come first likeliest (a softmax over each list).

    `held_out`: fit on the half held out instead, to measure on the first.
    """
    from scipy.optimize import minimize

    cases = [_case(one) for one in lists if one.held_out == held_out and _tells(one)]
    spread = np.concatenate([values for values, _, _ in cases]).std(axis=0) + 1e-6
    total = sum(weight for *_, weight in cases)

    def loss(at: Numbers) -> tuple[float, Numbers]:
        lost, slope = PENALTY * float(at @ at) / 2, PENALTY * at
        for values, right, weight in cases:
            scaled = values / spread
            odds = np.exp(scaled @ at - (scaled @ at).max())
            hit = odds * right
            lost -= weight * float(np.log(hit.sum() / odds.sum()))
            slope = slope - weight * (hit / hit.sum() - odds / odds.sum()) @ scaled
        return lost / total, slope / total

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x / spread
    return {name: round(float(weight), 3) for name, weight in zip(FEATURES, found, strict=True)}


def scores(lists: Sequence[Listed], weights: Callable[[Listed], Weights]) -> dict[str, dict[str, Score]]:
    """`hit@1`, `hit@3` and `hit@5` of lists by source, each ordered by the weights for it."""
    sources = dict.fromkeys(one.source for one in lists)
    return {source: _hits([one for one in lists if one.source == source], weights) for source in sources}


def _hits(lists: Sequence[Listed], weights: Callable[[Listed], Weights]) -> dict[str, Score]:
    ordered = [one.right[ranking(ranked_scores(one.features, weights(one)))] for one in lists]
    return {f"hit@{cutoff}": mean_score([bool(right[:cutoff].any()) for right in ordered]) for cutoff in CUTOFFS}


def _tells(one: Listed) -> bool:
    right = one.right[one.judged]
    return bool(right.any()) and not bool(right.all())


def _case(one: Listed) -> tuple[Numbers, NDArray[np.bool_], float]:
    weight = SHARE.get(one.source.partition(",")[0], OTHERWISE)
    return one.features[one.judged].astype(float), one.right[one.judged], weight
