"""Rankings are scored as ir_measures scores them, and as one can by hand."""

import math

import ir_measures
import pytest
from ir_measures import RR, R, Success, nDCG

from eval.measures.ranking import question_values, ranking_scores

GRADES = {"a": {"x": 2, "y": 1, "z": 0}, "b": {"x": 1}, "c": {"y": 2, "w": 2}}
RANKINGS = {"a": ["y", "z", "x"], "b": ["y", "z", "w", "v", "u", "x"], "c": ["w", "q", "y"]}


def test_hits_and_reciprocal_ranks_are_those_counted_by_hand() -> None:
    scores = ranking_scores(GRADES, RANKINGS)
    assert scores["hit@1"].value == pytest.approx(2 / 3)
    assert scores["hit@5"].value == pytest.approx(2 / 3)
    assert scores["hit@10"].value == 1
    assert scores["RR@10"].value == pytest.approx((1 + 1 / 6 + 1) / 3, abs=1e-6)
    assert scores["R@10"].value == 1
    assert {score.n for score in scores.values()} == {3}


def test_a_minimum_grade_decides_what_hits_but_ndcg_gains_every_grade() -> None:
    values = question_values({"a": GRADES["a"]}, RANKINGS, relevant=2)
    assert (values["hit@1"]["a"], values["hit@3"]["a"]) == (0, 1)
    gained, ideal = 1 + 2 / math.log2(4), 2 + 1 / math.log2(3)
    assert values["nDCG@10"]["a"] == pytest.approx(gained / ideal)


def test_a_question_without_a_ranking_scores_zero() -> None:
    values = question_values({**GRADES, "d": {"x": 1}}, {**RANKINGS, "d": []})
    assert all(of["d"] == 0 for of in values.values())
    assert ranking_scores({"d": {"x": 1}}, {})["hit@10"].value == 0


def test_figures_are_those_of_ir_measures() -> None:
    run = {q: {d: 1 / (rank + 1) for rank, d in enumerate(found)} for q, found in RANKINGS.items()}
    reference = ir_measures.calc_aggregate([Success @ 1, Success @ 5, nDCG @ 10, R @ 10, RR @ 10], GRADES, run)
    ours = ranking_scores(GRADES, RANKINGS)
    named = {"hit@1": Success @ 1, "hit@5": Success @ 5, "nDCG@10": nDCG @ 10, "R@10": R @ 10, "RR@10": RR @ 10}
    for name, measure in named.items():
        assert ours[name].value == pytest.approx(reference[measure], abs=1e-6), name
