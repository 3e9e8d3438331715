"""The gate is fitted on one half of judged pairs, and measured on the other."""

import json
from pathlib import Path

import numpy as np
import pytest

from chat.gate import Gate
from eval.__main__ import main
from eval.contracts import gate_fit
from eval.contracts.gate_fit import collected
from eval.gate_model import FEATURES, Levels, fit_gate, held_out_scores, logistic_regression, mark, probabilities
from eval.gate_pairs import RIGHT_SHARE, Pair, second_half
from tests.eval.public_files import document, question, written
from tests.fakes_embedder import FakeEmbedder

LEVELS = Levels(0.8, 0.7, 0.5)


def pair(span: float, right: bool | None, *, held_out: bool = False, question: str = "q", weight: float = 1.0) -> Pair:
    values = dict.fromkeys((*FEATURES, "both", "words"), 0.0) | {"span": span}
    return Pair("set", question, held_out, right, weight, values)


def noisy_pairs(count: int = 400) -> list[Pair]:
    """Half held out; right ones lie one unit higher, with a spread of one half."""
    draw = np.random.default_rng(7)
    made = []
    for number in range(count):
        right = number % 2 == 0
        made.append(pair(draw.normal(float(right), 0.5), right, held_out=number % 4 > 1, question=f"q{number // 8}"))
    return made


def test_the_fit_agrees_with_the_slope_the_data_were_drawn_from() -> None:
    # two normal distributions one apart with variance s² have a log odds of slope 1/s² and zero in their middle
    gate = fit_gate(noisy_pairs(4000), LEVELS)
    assert gate.weights["span"] == pytest.approx(4, rel=0.12)
    assert -gate.bias / gate.weights["span"] == pytest.approx(0.5, abs=0.05)
    assert all(gate.weights[name] == 0 for name in FEATURES if name != "span")


def test_helpful_and_weighted_pairs_pull_as_much_as_they_weigh() -> None:
    values, right = np.array([[0.0], [0.0]]), np.array([True, False])
    bias, _ = logistic_regression(values, right, np.array([3.0, 1.0]))
    assert bias == pytest.approx(np.log(3), abs=1e-3)


def test_a_mark_is_the_lowest_probability_that_keeps_the_precision() -> None:
    pairs = [pair(0, right) for right in (True, True, False, True, False)] + [pair(0, None)]
    sure = np.array([0.9, 0.8, 0.7, 0.6, 0.5, 0.95])
    assert mark(sure, pairs, 1.0) == 0.8
    assert mark(sure, pairs, 0.75) == 0.6
    assert mark(sure, pairs, 0.6) == 0.5
    assert mark(sure[:5], [pair(0, False)] * 5, 0.8) == 1.0


def test_equal_probabilities_pass_together() -> None:
    pairs = [pair(0, right) for right in (True, True, True, True, False, False)]
    assert mark(np.array([0.9, 0.9, 0.9, 0.9, 0.2, 0.2]), pairs, 0.8) == 0.9


def test_figures_are_of_the_half_held_out_alone() -> None:
    pairs = [pair(1, True), pair(0, False)] * 20
    unlucky = [pair(0, True, held_out=True), pair(1, False, held_out=True, question="r")]
    found = held_out_scores(fit_gate([*pairs, *unlucky], LEVELS), [*pairs, *unlucky])
    assert {name: score.value for name, score in found["set"].items()} == {
        "AUC": 0,
        "precision": 0,
        "recall": 0,
        "wrong_passing": 1,
    }


def test_marks_fall_with_the_precision_wanted() -> None:
    gate = fit_gate(noisy_pairs(), Levels(0.95, 0.9, 0.7))
    assert gate.threshold > gate.proof > gate.near > 0


def test_a_gate_with_other_features_can_be_measured_too() -> None:
    gate = Gate(0.0, {"words": 2.0}, 0.5, 0.4, 0.3)
    assert probabilities(gate, [pair(5, True)]).tolist() == [0.5]


def test_a_key_always_falls_into_the_same_half_and_halves_are_even() -> None:
    halves = [second_half(f"B{number:09}") for number in range(2000)]
    assert halves == [second_half(f"B{number:09}") for number in range(2000)]
    assert 900 < sum(halves) < 1100


def data(folder: Path) -> Path:
    """Sixteen products with a right, a helpful and a wrong passage, and as many FAQ entries in both languages."""
    colours = [
        "red",
        "blue",
        "green",
        "grey",
        "black",
        "white",
        "pink",
        "brown",
        "amber",
        "beige",
        "ivory",
        "olive",
        "peach",
        "ruby",
        "teal",
        "lilac",
    ]
    couleurs = [
        "rouge",
        "bleu",
        "vert",
        "gris",
        "noir",
        "blanc",
        "rose",
        "brun",
        "ambre",
        "beige",
        "ivoire",
        "olive",
        "saumon",
        "rubis",
        "turquoise",
        "lilas",
    ]
    (folder / gate_fit.EPQA).mkdir(parents=True)
    (folder / gate_fit.FAQ).mkdir()
    documents, asked, grades = [], [], []
    for n, colour in enumerate(colours):
        texts = {"right": f"It comes in {colour}.", "helps": "Several shades exist.", "wrong": "The box was dented."}
        documents += [document(f"{n}-{what}", text, f"p{n}") for what, text in texts.items()]
        asked.append(question(f"q{n}", f"Is there one in {colour}?", f"p{n}"))
        grades += [(f"q{n}", f"{n}-right", 2), (f"q{n}", f"{n}-helps", 1), (f"q{n}", f"{n}-wrong", 0)]
    written(folder / gate_fit.EPQA, documents, asked, grades)
    documents, asked, grades = [], [], []
    for n, (en, fr) in enumerate(zip(colours, couleurs, strict=True)):
        documents += [
            document(f"{n}-en", f"Choose {en} ink.", "faq"),
            document(f"{n}-fr", f"Prenez l'encre {fr}.", "faq", "fr"),
        ]
        asked += [
            question(f"{n}-q-en", f"Where is {en} ink?", "faq", meta={"translation_of": f"{n}-q-fr"}),
            question(f"{n}-q-fr", f"Où est l'encre {fr} ?", "faq", "fr", meta={"translation_of": f"{n}-q-en"}),
        ]
        grades += [(f"{n}-q-{lang}", f"{n}-{of}", 1) for lang in ("en", "fr") for of in ("en", "fr")]
    written(folder / gate_fit.FAQ, documents, asked, grades)
    return folder


def test_pairs_come_from_judged_passages_and_from_every_direction_of_the_faq(tmp_path: Path) -> None:
    sets = gate_fit.read_sets(data(tmp_path))
    pairs = collected(*sets, FakeEmbedder())
    count = {source: sum(one.source == source for one in pairs) for source in {one.source for one in pairs}}
    assert count == {"ePQA": 48} | {f"FAQ {a} to {b}": 256 for a in ("en", "fr") for b in ("en", "fr")}
    assert {one.right for one in pairs if one.source == "ePQA"} == {True, False, None}
    faq = [one for one in pairs if one.source == "FAQ fr to en"]
    weight = sum(one.weight for one in faq)
    assert sum(one.weight for one in faq if one.right) == pytest.approx(RIGHT_SHARE * weight)
    halves = {(one.question.split("-")[0], one.held_out) for one in pairs if one.source.startswith("FAQ")}
    assert len(halves) == 16


def test_the_command_writes_what_the_product_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.trial_index.ModelSource.open", lambda _: FakeEmbedder())
    monkeypatch.setattr(gate_fit, "GATE", tmp_path / "gate.json")
    monkeypatch.setattr("eval.intervals.RESAMPLES", 40)
    folder = str(data(tmp_path / "data"))
    assert main(["gate-fit", "--data", folder]) == 0
    assert not (tmp_path / "gate.json").exists()
    assert main(["gate-fit", "--data", folder, "--write"]) == 0
    stored = json.loads((tmp_path / "gate.json").read_text(encoding="utf-8"))
    assert {"bias", "weights", "threshold", "proof", "near", "report"} == set(stored)
    assert set(stored["report"]["held_out"]["ePQA"]["AUC"]) == {"value", "low", "high", "n"}
    assert "ePQA" in capsys.readouterr().out
