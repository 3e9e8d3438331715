"""Answerable questions are told from unanswerable ones by the gate the product ships."""

from pathlib import Path

import numpy as np
import pytest

from eval.contracts.answerability import Weighed, answerable, measure, scores
from tests.eval.public_files import KETTLES, document, question, written
from tests.fakes_embedder import FakeEmbedder


def weighed(probability: float, right: bool, *, clear: bool = True, passage: float = 0.0) -> Weighed:
    return Weighed(right, clear, probability, {"span": 0.0, "passage": passage, "coverage": 0.0})


def test_areas_and_errors_are_those_counted_by_hand() -> None:
    given = [
        weighed(0.9, True, passage=0.25),
        weighed(0.8, False, clear=False, passage=0.2),
        weighed(0.7, True, passage=0.6),
        weighed(0.2, False, passage=0.3),
    ]
    found, best = scores(given)
    assert best == "passage"
    assert found["AUC"].value == 0.75
    assert found["AUC_clear"].value == 1
    assert found["AUC_clear"].n == 3
    assert found["AUC_similarity"].value == 0.75
    # 70 % of four are the three most probable, one of which nobody can answer
    assert found["error@70"].value == pytest.approx(1 / 3, abs=1e-6)
    assert found["error@90"].value == found["unanswerable"].value == 0.5


def test_the_baseline_is_the_best_of_the_similarities() -> None:
    rows = np.array([[0.9, 0.1, 1], [0.1, 0.9, 0]])
    given = [Weighed(bool(r), True, 0.5, {"span": s, "passage": p, "coverage": 0.0}) for s, p, r in rows]
    found, best = scores(given)
    assert (best, found["AUC_similarity"].value, found["AUC"].value) == ("span", 1, 0.5)


def test_without_both_kinds_of_question_there_is_no_area() -> None:
    found, _ = scores([weighed(0.4, True), weighed(0.3, True)])
    assert (found["AUC"].value, found["AUC"].n) == (None, 2)
    assert found["error@70"].value == 0


def test_a_set_that_does_not_say_is_judged_by_its_grades(tmp_path: Path) -> None:
    given = written(tmp_path, KETTLES[0], [*KETTLES[1], question("told", "Why?", answerable=True)], KETTLES[2]).read()
    assert [answerable(row, given, 2) for row in given.questions] == [True, True, False, True]
    assert [answerable(row, given, 1) for row in given.questions] == [True, True, True, True]


def test_what_the_records_say_is_more_probable_than_what_they_do_not(tmp_path: Path) -> None:
    documents = [
        document("a", "The handle stays cool while it boils."),
        document("b", "It switches itself off when empty."),
        document("c", "The cord is short, about seventy centimetres."),
    ]
    asked = [
        question("q1", "Does the handle stay cool?", answerable=True),
        question("q2", "Is the cord short?", answerable=True),
        question("q3", "Which colours are sold in Japan?", answerable=False),
        question("q4", "Any vanilla smell?", answerable=False),
    ]
    figures = measure(written(tmp_path, documents, asked, []).read(), embedder=FakeEmbedder())
    assert figures.measures["AUC"].value == 1
    assert figures.measures["unanswerable"].value == 0.5
