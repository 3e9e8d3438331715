"""Passages are ordered by a few weighed scores, each made comparable within the list."""

import json

import numpy as np
import pytest

from retrieval.lexical import Lexicon
from retrieval.ranker import FEATURES, WEIGHTS, fitted_weights, list_features, ranked_scores, rare_words

TEXTS = ["The zip is sturdy.", "The zip sticks and the strap frays.", "La fermeture tient.", "The strap is long."]
LANGUAGES = ["en", "en", "fr", "en"]
EQUAL = np.full(4, 0.5, np.float32)


def test_the_shipped_weights_are_readable_and_none_counts_against_a_passage() -> None:
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(stored["weights"]) == set(FEATURES)
    assert all(weight > 0 for weight in fitted_weights().values())


def test_a_passage_with_all_the_rare_words_stands_first_among_equals() -> None:
    rare = rare_words(Lexicon(TEXTS, LANGUAGES), LANGUAGES, "does the strap fray?", "en")
    features = list_features(EQUAL, EQUAL, np.zeros(4, np.float32), rare)
    assert int(ranked_scores(features).argmax()) == 1


def test_words_are_compared_among_the_passages_in_the_language_of_the_question_only() -> None:
    rare = rare_words(Lexicon(TEXTS, LANGUAGES), LANGUAGES, "is the zip sturdy", "en")
    assert rare[2] == 0
    assert rare[[0, 1, 3]].mean() == pytest.approx(0, abs=1e-6)
    assert not rare_words(Lexicon(TEXTS, LANGUAGES), LANGUAGES, "der Reissverschluss", "de").any()


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    rare = rare_words(Lexicon(TEXTS, LANGUAGES), LANGUAGES, "sturdy strap", "en")
    assert rare[0] > rare[3]


def test_words_that_nobody_says_leave_all_passages_equal() -> None:
    assert not rare_words(Lexicon(TEXTS, LANGUAGES), LANGUAGES, "vanilla", "en").any()


def test_features_stand_in_their_columns_and_bm25_is_a_share_of_the_highest() -> None:
    span, passage = np.array([1.0, 3.0], np.float32), np.array([5.0, 1.0], np.float32)
    features = list_features(span, passage, np.array([2.0, 8.0], np.float32), np.array([0.5, -0.5], np.float32))
    assert features.tolist() == [[-1, 1, 0.25, 0.5], [1, -1, 1, -0.5]]


def test_weights_can_be_given() -> None:
    features = np.array([[1, 0, 0, 0], [0, 0, 0, 1]], np.float32)
    given = dict.fromkeys(FEATURES, 0.0) | {"rare": 2.0}
    assert ranked_scores(features, given).tolist() == [0, 2]
