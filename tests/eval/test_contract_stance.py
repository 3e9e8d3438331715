"""Stance over sentences whose side anybody can tell, in French as in English."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from data.errors import EvalError
from eval.contract_rows import SentenceRow
from eval.contracts import stance as contract
from eval.stance_baseline import stance
from tests.eval.small_sets import write_lines


def line(number: int, text: str, label: str, language: str = "en") -> dict[str, Any]:
    return {"id": f"o{number}", "label": label, "lang": language, "text": text}


def marked(*strengths: int) -> dict[str, Any]:
    return {"text": "the lens is great .", "aspects": [{"aspect": "lens", "score": one} for one in strengths]}


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
def test_both_languages_are_judged_alike(french: str, english: str, side: str) -> None:
    assert (stance(french, "fr"), stance(english, "en")) == (side, side)


def test_a_language_that_is_not_told_is_guessed() -> None:
    assert stance("Je suis vraiment très déçue de cette bouilloire bruyante") == "against"
    assert stance("I am really very disappointed with this noisy kettle", "xx") == "against"


def test_a_sentence_is_on_a_side_when_all_its_marks_are() -> None:
    sides = [
        contract.marked_side(SentenceRow.model_validate(marked(*one))) for one in ((2, 1), (-1,), (2, -1), (), (0,))
    ]
    assert sides == ["for", "against", None, None, None]


def test_the_figures_of_labelled_lines_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    """Told for, against, for, for of pros, cons, cons, pros: 3 of 4; F1 of for 4/5, of against 2/3."""
    lines = [
        line(1, "Très facile", "pros", "fr"), line(2, "Too expensive", "cons"),
        line(3, "Bleue", "cons", "fr"), line(4, "Great screen", "pros"),
    ]  # fmt: skip
    out = tmp_path / "out.json"
    given = argparse.Namespace(reviews=write_lines(tmp_path / "r.jsonl", lines), json=out)
    assert contract.run(given) == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    values = {name: (measure["value"], measure["n"]) for name, measure in told["measures"].items()}
    assert values == {
        "accuracy": (0.75, 4), "macro_F1": (round((0.8 + 2 / 3) / 2, 6), 4), "accuracy_fr": (0.5, 2),
        "accuracy_en": (1.0, 2), "majority_accuracy": (0.5, 4), "majority_macro_F1": (round(2 / 3 / 2, 6), 4),
    }  # fmt: skip
    assert told["stance"].startswith("baseline:")


def test_reviews_with_marked_sentences_give_their_sentences(tmp_path: Path) -> None:
    """Two sentences are judged; one without a mark and one with both kinds are left out."""
    review = {
        "id": "a",
        "lang": "en",
        "text": "all",
        "meta": {"sentences": [marked(2), marked(-2), marked(), marked(1, -1)]},
    }
    judged, left_out = contract.read_opinions(write_lines(tmp_path / "r.jsonl", [review]))
    assert [one.side for one in judged] == ["for", "against"]
    assert left_out == 2
    assert contract.measure(judged, left_out).measures["accuracy"].value == 0.5


def test_every_mistake_is_told(tmp_path: Path) -> None:
    lines = [
        line(1, "fine", "good"), line(2, " ", "pros"), {"id": "o3", "text": "nothing said of it"},
        {"id": "o4", "text": "x", "meta": {"sentences": [marked(9)]}}, {"text": "no id", "label": "pros"},
    ]  # fmt: skip
    with pytest.raises(EvalError) as raised:
        contract.read_opinions(write_lines(tmp_path / "r.jsonl", lines))
    told = str(raised.value)
    assert "5 mistakes" in told
    for part in (
        "line 1: label",
        "line 2: row",
        "line 3: row",
        "line 4: meta.sentences.0.aspects.0.score",
        "line 5: id",
    ):
        assert part in told


def test_a_file_without_a_judged_sentence_is_a_mistake(tmp_path: Path) -> None:
    review = {"id": "a", "text": "all", "meta": {"sentences": [marked()]}}
    with pytest.raises(EvalError, match="no sentence has marks"):
        contract.read_opinions(write_lines(tmp_path / "r.jsonl", [review]))
    with pytest.raises(EvalError, match="holds no line"):
        contract.read_opinions(write_lines(tmp_path / "e.jsonl", []))
