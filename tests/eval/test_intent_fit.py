"""Fitting the model of intents: examples are read and checked, weights separate them and survive the file."""

import json
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from chat.intent import Intent
from data.errors import EvalError
from eval.commands.fit_intents import cross_validated, fitted, write
from eval.intent_examples import HELD_OUT, Example, set_examples, written_examples
from eval.intent_fit import SET_NAME, macro_f1, told
from eval.questions import IntentName
from retrieval.lexical import fold

ASKED = [
    *[Example(f"est-ce solide {n} ?", Intent.PRODUCT, "fr", f"est-ce solide {n} ?") for n in range(10)],
    *[Example(f"raconte une histoire {n}", Intent.OFF_TOPIC, "fr", f"raconte une histoire {n}") for n in range(10)],
]
VECTORS = np.array([[0.1, 0.0]] * 10 + [[0.0, 0.1]] * 10)


def test_the_written_examples_cover_every_intent_in_both_languages_without_a_question_of_the_sets() -> None:
    examples = written_examples()
    for language in ("fr", "en"):
        own = [example for example in examples if example.language == language]
        assert len(own) > 700
        assert {example.intent for example in own} == set(Intent)
    asked = {example.own.lower() for half in ("dev", "test") for example in set_examples(half)}
    same = {example.question.lower() for example in examples} & asked
    assert not {text for text in same if len(text.split()) > 3}


@pytest.mark.parametrize("name", ["pages", "turns"])
def test_what_is_held_out_is_no_written_example_and_covers_every_intent_a_set_names(name: str) -> None:
    held_out = written_examples(HELD_OUT / name)
    for language in ("fr", "en"):
        own = [example for example in held_out if example.language == language]
        assert len(own) >= 150
        assert {SET_NAME.get(example.intent, example.intent).value for example in own} == set(get_args(IntentName))
    written = {fold(example.question).strip(" ?!.") for example in written_examples()}
    assert not written & {fold(example.question).strip(" ?!.") for example in held_out}


def test_a_question_without_an_intent_and_an_unknown_intent_are_told_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "fr.txt").write_text("# rien\nça va ?\n", encoding="utf-8")
    with pytest.raises(EvalError, match=r"fr\.txt, line 2: 'ça va \?' stands under no"):
        written_examples(tmp_path)
    (tmp_path / "fr.txt").write_text("[prices]\n", encoding="utf-8")
    with pytest.raises(EvalError, match=r"line 1: 'prices' is no intent: one of product_question"):
        written_examples(tmp_path)


def test_a_fitted_model_tells_its_examples_apart_and_survives_its_file(tmp_path: Path) -> None:
    model = fitted(ASKED, VECTORS, ASKED, VECTORS, "fake-1")
    assert told(model, ASKED, VECTORS) == [example.intent for example in ASKED]
    assert cross_validated([], np.zeros((0, 2)), ASKED, VECTORS) == [example.intent for example in ASKED]
    write(model, tmp_path / "intent.json")
    stored = json.loads((tmp_path / "intent.json").read_text(encoding="utf-8"))
    assert stored["model_id"] == "fake-1"
    assert np.array_equal(np.array(stored["vector"]), model.vector)
    assert set(stored["words"]) == set(model.words)


def test_macro_f1_takes_every_kind_of_brand_fact_for_one() -> None:
    asked = [Example("le prix ?", Intent.PRICE, "fr", "le prix ?"), Example("bleu ?", Intent.PRODUCT, "fr", "bleu ?")]
    assert macro_f1(asked, [Intent.BRAND, Intent.PRODUCT]).value == 1.0
    assert macro_f1(asked, [Intent.PRODUCT, Intent.PRODUCT]).value == pytest.approx(1 / 3)
