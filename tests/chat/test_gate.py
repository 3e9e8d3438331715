"""The gate weighs how near hits are and how much of the question they speak of, in either language."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import chat.gate
from chat.gate import Gate, Logistic, fitted_gate
from chat.hit_features import NAMES, features
from chat.list_features import NAMES as LIST_NAMES
from chat.list_features import list_features
from data.records import Kind
from retrieval.hits import Hit, Scores
from tests.retrieval.hits_for_tests import hit

QUESTION = "Does the strap fray?"


def near(rank: int, text: str, cosine: float = 0.5, passage: str = "", **about: object) -> Hit:
    return replace(hit(rank, text, **about), scores=Scores(cosine, cosine, 0.0, 0.0), passage=passage)


def test_every_weight_of_the_shipped_models_is_of_a_feature_that_exists() -> None:
    gate = fitted_gate()
    assert set(gate.weights) <= set(NAMES)
    assert gate.whole is not None
    assert set(gate.whole.weights) <= set(LIST_NAMES)
    assert 0 < gate.near <= gate.threshold < 1
    assert 0 < gate.proof <= gate.threshold


def test_the_shipped_file_says_how_it_was_made_and_how_good_it_is() -> None:
    stored = json.loads(Path(chat.gate.__file__).with_name("gate.json").read_text(encoding="utf-8"))
    assert {"ePQA", "SubjQA", "own sets"} <= set(stored["report"]["held_out"])


def test_a_span_that_speaks_of_the_question_is_more_probable_than_one_that_does_not() -> None:
    gate = fitted_gate()
    said, other = near(1, "The strap frayed within a month of use."), near(2, "The colour is lovely in daylight.")
    assert gate.probability(QUESTION, "en", said) > gate.probability(QUESTION, "en", other)


def test_the_rest_of_the_passage_counts_beside_the_span() -> None:
    whole = features(QUESTION, "en", near(1, "It did.", passage="The strap frayed? It did."))
    bare = features(QUESTION, "en", near(1, "It did."))
    assert (whole["coverage"], whole["passage_coverage"]) == (0.0, 1.0)
    assert bare["passage_coverage"] == 0.0


def test_a_review_in_the_other_language_speaks_of_the_question_through_its_concepts() -> None:
    english = near(1, "My very dry skin drinks it up.", language="en")
    values = features("Convient-elle aux peaux sèches ?", "fr", english)
    assert values["foreign"] == 1.0
    assert values["parts"] > 0
    assert values["foreign_parts"] == values["passage_parts"]
    assert features("Is it for dry skin?", "en", english)["foreign_parts"] == 0.0


def test_who_speaks_is_told_apart() -> None:
    brand = features(QUESTION, "en", near(1, "Never.", kind=Kind.FAQ, by_brand=True))
    video = features(QUESTION, "en", near(1, "Never.", kind=Kind.TRANSCRIPT))
    assert (brand["brand"], brand["video"], video["brand"], video["video"]) == (1, 0, 0, 1)


@pytest.mark.parametrize("question", ["", "???", "👍", "est-ce que", "a" * 3000])
def test_any_question_has_features(question: str) -> None:
    assert set(features(question, "fr", near(1, "La sangle tient."))) == set(NAMES)
    assert 0 < fitted_gate().answerable(question, "und", [near(1, "La sangle tient.", language="fr")]) < 1


def test_nothing_found_is_nothing_answerable() -> None:
    assert fitted_gate().answerable(QUESTION, "en", []) == 0.0


def test_without_a_model_of_the_list_the_best_hit_speaks_for_it() -> None:
    gate = Gate(0.0, {"span": 1.0}, 0.5, 0.5, 0.5)
    hits = [near(1, "a", 0.1), near(2, "b", 0.9)]
    assert gate.answerable(QUESTION, "en", hits) == gate.probability(QUESTION, "en", hits[1])


def test_words_of_the_question_that_nobody_says_make_it_less_answerable() -> None:
    gate = Gate(0.0, {}, 0.5, 0.5, 0.5, Logistic(-1.0, {"words_heard": 2.0}))
    heard, missed = [near(1, "The strap frays.")], [near(1, "The strap is long.")]
    assert gate.answerable(QUESTION, "en", heard) > gate.answerable(QUESTION, "en", missed)


def test_features_of_a_list_are_those_counted_by_hand() -> None:
    hits = [near(1, "The strap is long.", 0.6), near(2, "Le zip", 0.2, language="fr"), near(3, "Fine.", 0.1)]
    values = list_features(QUESTION, "en", hits, [2.0, -0.5, -3.0])
    assert values["best"] == 2.0
    assert values["best_three"] == pytest.approx(-0.5)
    assert values["passage"] == 0.6
    assert values["passage_margin"] == pytest.approx(0.3)
    assert values["words_heard"] == 0.5
    assert values["likely"] == pytest.approx(1.0986, abs=1e-4)


def test_an_eased_gate_opens_at_a_share_of_its_marks() -> None:
    gate = Gate(0.0, {}, 0.5, 0.4, 0.3).eased(0.5)
    assert (gate.threshold, gate.proof, gate.near) == (0.25, 0.2, 0.15)
