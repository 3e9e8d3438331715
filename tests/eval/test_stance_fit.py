"""The stance model is fitted on what is told apart, judged on what was not, and written as the product reads it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chat.answer import Stance
from chat.stance.evidence import FROM_VECTOR, FROM_WORDS
from chat.stance.model import STANCES, Asked, StoredModel, fitted_stance
from eval import stance_cases
from eval.__main__ import main
from eval.contracts import stance_fit as command
from eval.public_sets import Mistakes
from eval.stance_cases import FOLDS, Case, centred_vectors, example_cases, folds, sample_cases, second_half
from eval.stance_fit import fit, fit_decision, fit_words, logistic_regression, table, unseen_figures
from tests.eval.small_sets import write_lines
from tests.fakes_assistant import RECORDS
from tests.fakes_embedder import FakeEmbedder

PRAISE = ["superbe", "magnifique", "excellent", "parfait", "génial", "robuste", "fiable", "confortable"]
BLAME = ["nul", "fragile", "bruyant", "horrible", "décevant", "inutile", "mauvais", "lamentable"]
FACTS = ["bleu", "rond", "carré", "grand format", "en carton", "du lundi", "du magasin", "de Lyon"]


def cases() -> list[Case]:
    """Words of praise, of blame, and of neither, as lines of their own."""
    told = [("for", PRAISE), ("against", BLAME), ("none", FACTS)]
    return [
        # the stance is a plain word here
        Case("examples", f"{stance}{at}", Asked(f"Il est {word}", "fr"), stance, "sample")  # type: ignore[arg-type]
        for stance, words in told for at, word in enumerate(words * 3)
    ]  # fmt: skip


def test_groups_are_never_split_and_folds_are_even() -> None:
    found = folds([*cases(), *cases()])
    assert (found[: len(found) // 2] == found[len(found) // 2 :]).all()
    assert set(found.tolist()) == set(range(FOLDS))


def test_a_weighted_regression_finds_the_odds() -> None:
    bias, _ = logistic_regression(np.zeros((2, 1)), np.array([True, False]), np.array([3.0, 1.0]))
    assert bias == pytest.approx(np.log(3), abs=1e-3)


def test_lists_are_weighed_by_what_they_hold() -> None:
    read = table([case for case in cases() if case.stance != "none"], np.zeros((48, 4), np.float32))
    sides = np.array([case.stance == "for" for case in read.cases])
    words = fit_words(read.counts, sides, np.ones(len(sides)))
    assert words["+praise"] > 0.5
    assert words["+blame"] < -0.5
    assert "fr:est" not in words


def test_a_decision_gives_back_the_shares_it_was_fitted_on() -> None:
    given = [case for case in cases() if case.stance != "against"]
    decision = fit_decision(given, np.zeros((len(given), 1)))
    shares = np.exp(decision.bias) / np.exp(decision.bias).sum()
    assert shares[STANCES.index(Stance.FOR)] == pytest.approx(0.5, abs=0.02)
    assert shares[STANCES.index(Stance.MIXED)] < 0.01


def test_a_fitted_model_tells_words_it_has_lists_for() -> None:
    given = cases()
    read = table(given, centred_vectors(given, FakeEmbedder()))
    made, figures = fit(read)
    assert figures.shape == (len(given), len(FROM_WORDS) + len(FROM_VECTOR))
    assert np.array_equal(figures, unseen_figures(read))
    model = made.model()
    assert model.judge("Vraiment superbe et fiable", "fr").stance is Stance.FOR
    assert model.judge("Vraiment fragile et bruyant", "fr").stance is Stance.AGAINST


def test_vectors_are_centred_within_their_language_and_corpus() -> None:
    given = cases()
    found = centred_vectors(given, FakeEmbedder())
    assert np.linalg.norm(found, axis=1) == pytest.approx(1)
    assert np.abs(found.mean(axis=0)).max() < 0.1


def test_examples_hold_every_stance_in_both_languages() -> None:
    found = {(case.asked.language, case.stance) for case in example_cases()}
    assert found == {(language, str(stance)) for language in ("fr", "en") for stance in STANCES}


def test_half_of_the_marked_records_are_held_out_and_give_nothing_to_the_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    starred = [replace(RECORDS[0], id=f"review-{at:016x}", rating=5.0) for at in range(40)]
    monkeypatch.setattr(stance_cases, "read_paths", lambda *_, **__: iter(starred))
    mistakes = Mistakes()
    found = list(sample_cases(mistakes))
    mistakes.check()
    marks = [case for case in found if case.source == "marks"]
    assert 0.3 < sum(case.held_out for case in marks) / len(marks) < 0.7
    assert all(case.held_out == second_half(case.group) for case in marks)
    given = {case.group for case in found if case.source == "sample_stars"}
    assert given == {record.id for record in starred if not second_half(record.id)}


def public(folder: Path) -> Path:
    """Public sets of a few lines."""

    def sentence(text: str, *strengths: int) -> dict[str, Any]:
        return {"text": text, "aspects": [{"score": one} for one in strengths]}

    sentences = [sentence("It is great", 2), sentence("It is awful", -2), sentence("It is blue")]
    reviews = [
        {"id": f"h{at}", "product_id": f"p{at}", "lang": "en", "text": "x", "meta": {"sentences": sentences}}
        for at in range(6)
    ]
    boxes = [
        {"id": f"b{at}", "lang": "en", "label": ("pros", "cons")[at % 2], "text": ("Easy", "Noisy")[at % 2]}
        for at in range(12)
    ]
    starred = [
        {
            "id": f"s{at}",
            "product_id": f"p{at}",
            "text": "Lovely" if at % 2 else "Junk",
            "meta": {"rating": 1 + at % 2 * 4},
        }
        for at in range(8)
    ]
    for name in ("reviews_aspects_huliu", "pros_cons_huliu", *stance_cases.STARRED):
        (folder / name).mkdir(parents=True)
    write_lines(folder / "reviews_aspects_huliu" / "reviews.jsonl", reviews)
    write_lines(folder / "pros_cons_huliu" / "pros_cons.jsonl", boxes)
    for name in stance_cases.STARRED:
        write_lines(folder / name / "reviews.jsonl", starred)
    return folder


def test_the_command_writes_what_the_product_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("eval.trial_index.ModelSource.open", lambda _: FakeEmbedder())
    monkeypatch.setattr(command, "WEIGHTS", tmp_path / "weights.json")
    monkeypatch.setattr(
        stance_cases, "sample_cases", lambda _: iter([case._replace(held_out=True) for case in cases()])
    )
    monkeypatch.setattr("eval.intervals.RESAMPLES", 40)
    folder = str(public(tmp_path / "data"))
    assert main(["fit-stance", "--data", folder]) == 0
    assert not (tmp_path / "weights.json").exists()
    assert main(["fit-stance", "--data", folder, "--write"]) == 0
    stored = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert {"huliu", "pros_cons", "huliu_words", "marks_fr sides"} <= set(stored["report"]["figures"])
    assert stored["by_both"]["figures"] == [*FROM_WORDS, *FROM_VECTOR]
    assert StoredModel.model_validate(stored).model().judge("Great", "en").stance in STANCES
    assert "pros_cons" in capsys.readouterr().out


def test_the_shipped_weights_are_of_the_figures_the_product_takes() -> None:
    stored = json.loads(command.WEIGHTS.read_text(encoding="utf-8"))
    assert stored["by_words"]["figures"] == [*FROM_WORDS]
    assert stored["by_both"]["figures"] == [*FROM_WORDS, *FROM_VECTOR]
    assert stored["by_both"]["outcomes"] == [*STANCES]
    assert fitted_stance() is fitted_stance()
