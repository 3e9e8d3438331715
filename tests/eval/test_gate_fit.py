"""The gate is fitted on one half of judged questions, and measured on the other."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from chat.gate import Gate
from chat.hit_features import NAMES
from eval.__main__ import main
from eval.contracts import gate_fit
from eval.gate_cases import EPQA, MARKED, OWN, SUBJQA, Case, epqa_cases, second_half, subjqa_cases
from eval.gate_model import Levels, fit_gate, logistic_regression, mark
from eval.gate_scores import held_out_scores
from eval.scenarios import shipped_scenarios
from eval.trial_index import trial
from tests.eval.public_files import document, question, written
from tests.fakes_cross_encoder import FakeCrossEncoder
from tests.fakes_embedder import FakeEmbedder
from tests.retrieval.hits_for_tests import hit

LEVELS = Levels(0.8, 0.5, 0.9)


def case(number: int, spans: Sequence[float], right: Sequence[bool], *, held_out: bool = False) -> Case:
    """A question of our sets whose hits differ in their `span` only; it is answerable when one is right."""
    values = tuple(dict.fromkeys(NAMES, 0.0) | {"span": span} for span in spans)
    hits = tuple(hit(at + 1, "words") for at in range(len(spans)))
    name = f"q{number}"
    return Case(OWN, name, name, "why", "en", any(right), True, held_out, hits, values, tuple(right))


def drawn(count: int) -> list[Case]:
    """Half held out, half answerable; right hits lie one unit higher, with a spread of one half."""
    draw = np.random.default_rng(7)
    made = []
    for number in range(count):
        right = [number % 2 == 0, False]
        made.append(case(number, [draw.normal(float(one), 0.5) for one in right], right, held_out=number % 4 > 1))
    return made


def test_a_regression_finds_the_slope_the_data_were_drawn_from() -> None:
    # two normal distributions one apart with variance s² have a log odds of slope 1/s² and zero in their middle
    draw = np.random.default_rng(3)
    right = np.arange(4000) % 2 == 0
    found = logistic_regression(draw.normal(right.astype(float), 0.5)[:, None], right, np.ones(4000))
    assert found.weights["0"] == pytest.approx(4, rel=0.1)
    assert -found.bias / found.weights["0"] == pytest.approx(0.5, abs=0.05)


def test_cases_pull_as_much_as_they_weigh() -> None:
    values, right = np.array([[0.0], [0.0]]), np.array([True, False])
    assert logistic_regression(values, right, np.array([3.0, 1.0])).bias == pytest.approx(np.log(3), abs=1e-3)


def test_a_mark_is_the_lowest_probability_that_keeps_the_precision() -> None:
    sure, right = np.array([0.9, 0.8, 0.7, 0.6, 0.5]), np.array([True, True, False, True, False])
    assert (mark(sure, right, 1.0), mark(sure, right, 0.75), mark(sure, right, 0.6)) == (0.8, 0.6, 0.5)
    assert mark(sure, ~right | True & (right & False), 1.0) == 1.0


def test_equal_probabilities_pass_together() -> None:
    right = np.array([True, True, True, True, False, False])
    assert mark(np.array([0.9, 0.9, 0.9, 0.9, 0.2, 0.2]), right, 0.8) == 0.9


def test_the_gate_weighs_what_tells_and_nothing_else() -> None:
    gate = fit_gate(drawn(400), LEVELS)
    assert gate.weights["span"] > 1
    assert all(gate.weights[name] == 0 for name in NAMES if name != "span")
    assert gate.whole is not None
    assert gate.whole.weights["best"] > 0


def test_marks_are_reached_by_the_shares_they_were_set_by() -> None:
    cases = drawn(400)
    low, high = fit_gate(cases, Levels(0.9, 0.5, 0.95)), fit_gate(cases, Levels(0.5, 0.5, 0.6))
    assert 0 < low.near < low.threshold < high.near < high.threshold < 1
    assert low.proof <= low.threshold


def test_figures_are_of_what_is_held_out_alone() -> None:
    fitting = [case(n, [1.0, 0.0] if n % 2 else [0.0, 0.0], [bool(n % 2), False]) for n in range(40)]
    unlucky = [case(98, [0.0], [True], held_out=True), case(99, [1.0], [False], held_out=True)]
    found = held_out_scores(fit_gate(fitting, LEVELS), [*fitting, *unlucky])[OWN]
    assert (found["AUC_best_hit"].value, found["AUC_similarity"].value, found["AUC"].n) == (0, 0.5, 2)
    assert (found["abstains"].value, found["answers"].value, found["wrong"].value) == (0, 0, 1)


def test_a_gate_without_a_model_of_the_list_can_be_measured_too() -> None:
    found = held_out_scores(Gate(0.0, {"span": 1.0}, 0.5, 0.4, 0.3), drawn(40))[OWN]
    assert found["AUC"] == found["AUC_best_hit"]


def test_a_key_always_falls_into_the_same_half_and_halves_are_even() -> None:
    halves = [second_half(f"B{number:09}") for number in range(2000)]
    assert halves == [second_half(f"B{number:09}") for number in range(2000)]
    assert 900 < sum(halves) < 1100


COLOURS = ["red", "blue", "green", "grey", "black", "white", "pink", "brown", "amber", "beige", "ivory", "olive"]


def data(folder: Path) -> Path:
    """Products with a right, a helpful and three wrong passages; reviews that answer, and as many that do not."""
    (folder / gate_fit.EPQA).mkdir(parents=True)
    (folder / gate_fit.SUBJQA).mkdir()
    documents, asked, grades = [], [], []
    for n, colour in enumerate(COLOURS):
        texts = {"right": f"It comes in {colour}.", "helps": "Several shades exist.", "wrong": "The box was dented."}
        texts |= {"slow": "Delivery took a week.", "cheap": "My sister paid less."}
        documents += [document(f"{n}-{what}", text, f"p{n}") for what, text in texts.items()]
        asked.append(question(f"q{n}", f"Is there one in {colour}?", f"p{n}"))
        grades += [(f"q{n}", f"{n}-{what}", {"right": 2, "helps": 1}.get(what, 0)) for what in texts]
    written(folder / gate_fit.EPQA, documents, asked, grades)
    documents, asked, grades = [], [], []
    for n in range(60):
        colour, domain = COLOURS[n % 12], ("grocery", "electronics")[n % 2]
        answers = n % 4 < 2
        documents.append(document(f"s{n}", f"A lovely {colour} one." if answers else "It arrived late.", f"i{n}"))
        told = {"answerable": answers, "answerability": "yes" if answers else "no", "meta": {"domain": domain}}
        asked.append(question(f"sq{n}", f"How is the {colour}?", f"i{n}", **told))
        grades.append((f"sq{n}", f"s{n}", 2 if answers else 0))
    written(folder / gate_fit.SUBJQA, documents, asked, grades)
    return folder


def test_an_answerable_question_also_stands_there_without_its_evidence(tmp_path: Path) -> None:
    given, _ = gate_fit.read_sets(data(tmp_path))
    texts = [q.text for q in given.questions]
    with trial([*map(gate_fit.record_of, given.documents)], texts, FakeEmbedder()) as bench:
        cases = list(epqa_cases(given, bench.searcher))
    learnt_from = [asked for asked in given.questions if not second_half(asked.product_id or "")]
    assert 0 < len(learnt_from) < len(given.questions)
    assert len(cases) == 2 * (len(given.questions) - len(learnt_from))
    assert all(case.held_out for case in cases)
    whole, emptied = cases[0], cases[1]
    assert (whole.answerable, emptied.answerable, emptied.made) == (True, False, True)
    assert sorted(whole.right, key=str) == [False, False, False, None, True]
    assert len(emptied.hits) == len(emptied.values) == 3
    assert not any(emptied.right)


def test_reviews_nobody_judged_are_left_out_and_one_domain_is_held_out(tmp_path: Path) -> None:
    _, given = gate_fit.read_sets(data(tmp_path))
    texts = [q.text for q in given.questions]
    with trial([*map(gate_fit.record_of, given.documents)], texts, FakeEmbedder()) as bench:
        cases = list(subjqa_cases(given, bench.searcher))
    assert 0 < len(cases) < 60
    assert {(one.source, len(one.hits)) for one in cases} == {(SUBJQA, 1)}
    domains = {one.id: one.meta["domain"] for one in given.questions}
    assert all(one.held_out == (domains[one.id] == "electronics") for one in cases)


def test_the_command_writes_what_the_product_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.trial_index.ModelSource.open", lambda _: FakeEmbedder())
    monkeypatch.setattr(gate_fit, "GATE", tmp_path / "gate.json")
    monkeypatch.setattr(gate_fit, "sample_cases", lambda *_: drawn(80))
    monkeypatch.setattr(gate_fit, "open_cross_encoder", lambda *_: FakeCrossEncoder(answering=("blue",)))
    monkeypatch.setattr(gate_fit, "shipped_scenarios", lambda: shipped_scenarios()[-3:])
    monkeypatch.setattr(gate_fit, "marked_products", lambda _: shipped_scenarios()[-3:])
    monkeypatch.setattr("eval.intervals.RESAMPLES", 40)
    folder = str(data(tmp_path / "data"))
    assert main(["gate-fit", "--data", folder]) == 0
    assert not (tmp_path / "gate.json").exists()
    assert main(["gate-fit", "--data", folder, "--write"]) == 0
    stored = json.loads((tmp_path / "gate.json").read_text(encoding="utf-8"))
    assert {"bias", "weights", "threshold", "proof", "near", "whole", "unread", "report"} == set(stored)
    assert set(stored["report"]["held_out"][EPQA]["AUC"]) == {"value", "low", "high", "n"}
    assert set(stored["weights"]) - set(stored["unread"]["weights"]) == {"answers", "near_miss"}
    printed = capsys.readouterr().out
    assert OWN in printed
    assert MARKED in printed
