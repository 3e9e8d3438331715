"""How good a gate is on the cases it was not fitted on, by source."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import expit

from chat.gate import Gate
from chat.list_features import list_features
from eval.gate_cases import OWN, Case
from eval.gate_model import odds_of
from eval.intervals import Score, mean_score, statistic_score
from eval.measures.answerability import area

SIMILARITIES = ("span", "passage", "coverage")
SHOWN = 4
"""Proofs an answer shows."""


def held_out_scores(gate: Gate, cases: Sequence[Case]) -> dict[str, dict[str, Score]]:
    """Figures of each source, and of our sets beside those in which evidence was taken out of the hits.

    `AUC`: an answerable question has the higher probability of being so; `AUC_best_hit`: its best hit has the higher
    one; `AUC_similarity`: of the best single similarity, whichever it is. On our sets, at the gate's mark: `abstains`,
    share of the unanswerable questions not answered, `answers`, share of the answerable ones answered, `wrong`, share
    of all answers of which no proof shown is right.
    """
    found = {}
    for source in sorted({case.source for case in cases}):
        held = [case for case in cases if case.source == source and case.held_out]
        found[source] = _scores(gate, [case for case in held if not case.made])
        if any(case.made for case in held):
            found[f"{source}, evidence taken out"] = _areas(gate, [case for case in held if case.clear])
    return {source: scores for source, scores in found.items() if scores}


def _scores(gate: Gate, cases: Sequence[Case]) -> dict[str, Score]:
    return _areas(gate, cases) | (_decided(gate, cases) if cases and cases[0].source == OWN else {})


def _areas(gate: Gate, cases: Sequence[Case]) -> dict[str, Score]:
    odds, right = odds_of(gate, cases), np.array([float(case.answerable) for case in cases])
    rated = {
        "AUC": [_answerable(gate, case, of) for case, of in zip(cases, odds, strict=True)],
        "AUC_best_hit": [max(of, default=-60.0) for of in odds],
    }
    alike = [_similarities(case) for case in cases]
    best = max(SIMILARITIES, key=lambda name: np.nan_to_num(area(np.array([of[name] for of in alike]), right), nan=-1))
    rated["AUC_similarity"] = [of[best] for of in alike]
    values = {name: np.array(of) for name, of in rated.items()}
    return {
        # the type of a default in a lambda is not inferred
        name: statistic_score(lambda at, of=of: area(of[at], right[at]), len(right))  # type: ignore[misc]
        for name, of in values.items()
    }


def _answerable(gate: Gate, case: Case, odds: Sequence[float]) -> float:
    if gate.whole is None or not odds:
        return max(odds, default=-60.0)
    return gate.whole.log_odds(list_features(case.question, case.language, case.hits, odds))


def _similarities(case: Case) -> Mapping[str, float]:
    return {name: max((of[name] for of in case.values), default=-1.0) for name in SIMILARITIES}


def _decided(gate: Gate, cases: Sequence[Case]) -> dict[str, Score]:
    odds = odds_of(gate, cases)
    answered = [max(of, default=-60.0) >= _log_odds(gate.threshold) for of in odds]
    none = [not a for a, case in zip(answered, cases, strict=True) if not case.answerable]
    full = [a for a, case in zip(answered, cases, strict=True) if case.answerable and case.clear]
    wrong = [not _right(gate, case, of) for a, case, of in zip(answered, cases, odds, strict=True) if a]
    return {"abstains": mean_score(none), "answers": mean_score(full), "wrong": mean_score(wrong)}


def _right(gate: Gate, case: Case, odds: Sequence[float]) -> bool:
    order = sorted(range(len(odds)), key=lambda at: -odds[at])[:SHOWN]
    return any(case.right[at] and expit(odds[at]) >= gate.proof for at in order)


def _log_odds(probability: float) -> float:
    return float(np.log(probability / (1 - probability))) if 0 < probability < 1 else float(probability * 120 - 60)
