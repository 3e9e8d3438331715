"""Stance over sentences whose side anybody can tell, in French as in English, and the counting baseline beside it."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from data.errors import EvalError
from eval.contract_rows import SentenceRow
from eval.contracts import stance as contract
from eval.stance_baseline import stance
from eval.stance_cases import told_by_marks
from tests.eval.small_sets import write_lines
from tests.fakes_embedder import FakeEmbedder


@pytest.fixture(autouse=True)
def _without_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.trial_index.ModelSource.open", lambda _: FakeEmbedder())
    monkeypatch.setattr("eval.intervals.RESAMPLES", 40)


def line(number: int, text: str, label: str, language: str = "en") -> dict[str, Any]:
    return {"id": f"o{number}", "label": label, "lang": language, "text": text}


def marked(*strengths: int) -> dict[str, Any]:
    return {"text": "the lens is great .", "aspects": [{"aspect": "lens", "score": one} for one in strengths]}


def mark(number: int, span: str, word: str, stance: str, language: str) -> dict[str, Any]:
    return {
        "id": f"m{number}", "language": language, "record": f"r{number}", "start": 0, "end": len(span), "span": span,
        "topic": word, "topic_words": [word], "stance": stance, "drawn": "random",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("french", "english", "side"),
    [
        ("Très bonne qualité", "Very good quality", "for"),
        ("Bruyante et fragile", "Noisy and fragile", "against"),
        ("Il ne marche pas", "It doesn't work", "against"),
        ("Pas bien du tout", "Not good at all", "against"),
        ("Aucun problème", "No problems", "for"),
        ("Je ne recommande pas", "I don't recommend it", "against"),
        ("Jamais déçue", "Never disappointed", "for"),
        ("Ce n’est pas mauvais", "It isn’t bad", "for"),
        ("Pas de piles, mais rapide", "Not in red, but fast", "for"),
        ("Bleu", "Blue", "for"),
        ("TRÈS DÉÇU", "VERY DISAPPOINTED", "against"),
    ],
)
def test_the_baseline_judges_both_languages_alike(french: str, english: str, side: str) -> None:
    assert (stance(french, "fr"), stance(english, "en")) == (side, side)


def test_the_baseline_guesses_a_language_that_is_not_told() -> None:
    assert stance("Je suis vraiment très déçue de cette bouilloire bruyante") == "against"
    assert stance("I am really very disappointed with this noisy kettle", "xx") == "against"


def test_a_sentence_is_on_a_side_when_all_its_marks_are() -> None:
    sides = [told_by_marks(SentenceRow.model_validate(marked(*one))) for one in ((2, 1), (-1,), (2, -1), (), (0,))]
    assert sides == ["for", "against", "mixed", "none", "none"]


def test_the_figures_of_labelled_lines_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    """Told for, against, against, for of pros, cons, pros, pros: 3 of 4; F1 of for 4/5, of against 2/3."""
    lines = [
        line(1, "Très facile, je recommande", "pros", "fr"), line(2, "Too expensive and poor quality", "cons"),
        line(3, "Fragile et bruyante, à fuir", "pros", "fr"), line(4, "Great screen, easy to use", "pros"),
    ]  # fmt: skip
    out = tmp_path / "out.json"
    given = argparse.Namespace(reviews=write_lines(tmp_path / "r.jsonl", lines), json=out)
    assert contract.run(given) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    values = {name: (measure["value"], measure["n"]) for name, measure in told["measures"].items()}
    assert values == {
        "accuracy": (0.75, 4), "macro_F1": (round((0.8 + 2 / 3) / 2, 6), 4), "accuracy_fr": (0.5, 2),
        "accuracy_en": (1.0, 2), "accuracy_words": (0.75, 4), "accuracy_strict": (0.75, 4),
        "accuracy_baseline": (0.75, 4), "majority_accuracy": (0.75, 4), "majority_macro_F1": (round(6 / 7 / 2, 6), 4),
    }  # fmt: skip
    assert (told["for"], told["against"], told["left_out"]) == (3, 1, 0)


def test_reviews_with_marked_sentences_give_their_sentences(tmp_path: Path) -> None:
    """Two sentences take a side; one without a mark and one with both kinds are left out of the figures, and counted."""
    sentences = [marked(2), marked(-2), marked(), marked(1, -1)]
    review = {"id": "a", "product_id": "p", "lang": "en", "text": "all", "meta": {"sentences": sentences}}
    cases = contract.read_cases(write_lines(tmp_path / "r.jsonl", [review]))
    assert [(one.group, one.stance) for one in cases] == [(("p"), told) for told in ("for", "against", "none", "mixed")]
    found = contract.measure(cases, FakeEmbedder())
    assert found.measures["accuracy"].value == 0.5
    assert found.measures["accuracy"].n == 2
    assert found.notes["left_out"] == 2


def test_our_own_marks_are_judged_on_their_topic(tmp_path: Path) -> None:
    span = "Le tissu est très doux, mais la fermeture est fragile."
    lines = [
        mark(1, span, "tissu", "for", "fr"), mark(2, span, "fermeture", "against", "fr"),
        mark(3, "The zip is flimsy and broke.", "zip", "for", "en"),
    ]  # fmt: skip
    cases = contract.read_cases(write_lines(tmp_path / "m.jsonl", lines))
    found = contract.measure(cases, FakeEmbedder()).measures
    assert found["accuracy_of_four"].value == pytest.approx(2 / 3, abs=1e-5)
    assert (found["accuracy_of_four_fr"].value, found["accuracy_of_four_en"].value) == (1.0, 0.0)
    assert (found["found_for"].value, found["found_against"].value) == (0.5, 1.0)
    assert "found_none" not in found


def test_every_mistake_is_told(tmp_path: Path) -> None:
    lines = [
        line(1, "fine", "good"), line(2, " ", "pros"), {"id": "o3", "text": "nothing said of it"},
        {"id": "o4", "text": "x", "meta": {"sentences": [marked(9)]}}, {"text": "no id", "label": "pros"},
    ]  # fmt: skip
    with pytest.raises(EvalError) as raised:
        contract.read_cases(write_lines(tmp_path / "r.jsonl", lines))
    told = str(raised.value)
    assert "5 mistakes" in told
    parts = ("line 1: label", "line 2: row", "line 3: row", "line 4: meta.sentences.0.aspects.0.score", "line 5: id")
    assert [part for part in parts if part not in told] == []


def test_a_file_without_a_judged_sentence_is_a_mistake(tmp_path: Path) -> None:
    review = {"id": "a", "text": "all", "meta": {"sentences": [marked()]}}
    with pytest.raises(EvalError, match="no sentence has marks"):
        contract.read_cases(write_lines(tmp_path / "r.jsonl", [review]))
    with pytest.raises(EvalError, match="holds no line"):
        contract.read_cases(write_lines(tmp_path / "e.jsonl", []))
