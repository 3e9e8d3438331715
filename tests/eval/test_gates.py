"""Comparing and gating: a loss is told, a doubt is not, and every gate can fail."""

from dataclasses import replace
from pathlib import Path

import pytest

from data.errors import EvalError
from eval.baseline import Baseline, of_run
from eval.compare import compare
from eval.gates import Gate, check, read_gates
from eval.results import Asked
from eval.runs import About, EvalRun
from eval.scorecard import Slice, scores
from tests.eval.small_sets import asked, question, unanswerable

ABOUT = About(("small",), "assembled", False, False, "", "", 1, "", 0.0)


def run_of(*given: Asked) -> Baseline:
    questions, results = tuple(one.question for one in given), tuple(one.result for one in given)
    slices = scores(
        given, [Slice()], {"citation_recall", "quote_validity", "answer_right", "coverage", "wrong_answers"}
    )
    return of_run(EvalRun(ABOUT, slices, questions, results))


def answers(right: int, wrong: int) -> Baseline:
    """Questions answered rightly, then questions answered wrongly."""
    return run_of(*(asked(question(n), "A" if n < right else "X") for n in range(right + wrong)))


def test_a_comparison_is_over_the_questions_of_both_runs() -> None:
    """Ten more questions in one run change nothing."""
    found = compare(answers(8, 2), answers(5, 15))
    change = next(c for c in found.changes if c.measure.name == "citation_recall")
    assert (change.before, change.after) == (0.8, 0.5)
    assert change.difference.value == pytest.approx(-0.3)
    assert change.difference.n == found.shared == 10
    assert found.newly_wrong == ("q5", "q6", "q7")
    assert found.newly_right == ()


def test_a_question_that_only_ends_otherwise_is_told_apart() -> None:
    """Silent and in part are both not right, or both right enough; right and wrong are lists of their own."""
    before = run_of(asked(question(1), "X"), asked(question(2), "A"), asked(question(3), "A"))
    after = run_of(
        asked(question(1), outcome="no_evidence"),
        asked(question(2), "A", outcome="partial"),
        asked(question(3), outcome="no_evidence"),
    )
    found = compare(before, after)
    assert (found.newly_right, found.newly_wrong, found.otherwise) == ((), ("q3",), ("q1", "q2"))


def test_less_of_what_is_bad_is_better() -> None:
    """The verdict knows which way is up."""
    found = {c.measure.name: c.verdict for c in compare(answers(4, 16), answers(20, 0)).changes}
    assert found["wrong_answers"] == found["citation_recall"] == "better"
    assert found["coverage"] == "same"


def test_a_run_is_the_same_as_itself() -> None:
    """No difference, no doubt."""
    found = compare(answers(5, 5), answers(5, 5))
    assert {c.verdict for c in found.changes} == {"same"}
    assert {c.difference.value for c in found.changes} == {0.0}


def gate(measure: str = "citation_recall", **bounds: float | bool) -> Gate:
    return Gate.model_validate({"measure": measure, "slice": "all", **bounds})


def verdict(one: Gate, run: Baseline, before: Baseline | None = None) -> str:
    return check([one], run, before)[0].verdict


def test_a_bound_is_kept_or_it_fails() -> None:
    """Above, below, and at the bound itself."""
    half = answers(5, 5)
    assert verdict(gate(at_least=0.5), half) == "kept"
    assert verdict(gate(at_least=0.51), half) == "failed"
    assert verdict(gate("wrong_answers", at_most=0.5), half) == "kept"
    assert verdict(gate("wrong_answers", at_most=0.49), half) == "failed"


def test_a_loss_fails_where_it_is_beyond_doubt() -> None:
    """One question of twenty lost may be chance; ten of twenty are not."""
    before, allowed = answers(20, 0), gate(may_lose=0.02)
    assert verdict(allowed, answers(19, 1), before) == "kept"
    assert verdict(allowed, answers(10, 10), before) == "failed"
    assert verdict(gate(may_lose=0.6), answers(10, 10), before) == "kept"
    assert verdict(allowed, answers(10, 10)) == "kept"
    assert (
        "1.000 in the baseline, over the same 20 questions 0.500" in check([allowed], answers(10, 10), before)[0].line
    )


def test_what_was_not_measured_fails_unless_it_is_optional() -> None:
    """Silence keeps no gate."""
    nothing = run_of(asked(unanswerable(1), outcome="no_evidence"))
    assert verdict(gate(at_least=0), nothing) == "failed"
    assert verdict(gate(at_least=0, optional=True), nothing) == "not measured"


def test_a_perfect_bound_stands_on_every_answer() -> None:
    """One false quote in two hundred answers fails the gate of quotes."""
    whole = [asked(question(n), "A") for n in range(200)]
    one_off = Asked(whole[0].question, replace(whole[0].result, false_quotes=("no",)))
    strict = gate("quote_validity", at_least=1.0)
    assert verdict(strict, run_of(*whole)) == "kept"
    assert verdict(strict, run_of(one_off, *whole[1:])) == "failed"


def test_the_shipped_gates_are_sound_and_hold_what_the_product_promises() -> None:
    """No quote may be false, and coverage never stands without wrong answers."""
    gates = {one.measure: one for one in read_gates()}
    assert gates["quote_validity"].at_least == 1.0
    assert {"coverage", "wrong_answers", "absence", "language_match", "citation_recall"} <= set(gates)


def test_mistakes_in_the_thresholds_are_told_at_once(tmp_path: Path) -> None:
    """A gate that cannot fail is one of them."""
    path = tmp_path / "gates.toml"
    path.write_text(
        '[[gate]]\nmeasure = "nope"\nat_least = 1\n[[gate]]\nmeasure = "coverage"\n'
        '[[gate]]\nmeasure = "coverage"\nslice = "half"\nat_most = 1\n'
    )
    with pytest.raises(EvalError) as caught:
        read_gates(path)
    assert "3 mistakes" in str(caught.value)
    assert "a gate has to be able to fail" in str(caught.value)
