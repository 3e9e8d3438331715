"""Words match across accents and endings, each language by its own stems."""

import pytest

from retrieval.lexical import Lexicon, fold, words


def test_accents_and_case_are_folded() -> None:
    assert fold("Très SÈCHE, cœur") == "tres seche, coeur"


@pytest.mark.parametrize("question", ["peaux sèches", "peau seche", "PEAUX SECHES"])
def test_a_question_without_accents_finds_the_accented_review(question: str) -> None:
    lexicon = Lexicon(["J'ai la peau très sèche.", "La livraison était rapide."], ["fr", "fr"])
    scores = lexicon.scores(question)
    assert scores[0] > 0
    assert scores[1] == 0


def test_each_text_is_matched_by_the_stems_of_its_own_language() -> None:
    lexicon = Lexicon(["The soles are slipping on wet roads.", "Les semelles glissent."], ["en", "fr"])
    assert lexicon.scores("do the soles slip")[0] > 0
    assert lexicon.scores("est-ce que la semelle glisse")[1] > 0


def test_stop_words_do_not_match() -> None:
    assert words("Est-ce que c'est pour moi ?", "fr") == []


def test_texts_without_a_single_word_score_zero() -> None:
    assert Lexicon(["!!!", "👍"], ["fr", "en"]).scores("anything").tolist() == [0.0, 0.0]


def test_an_unknown_language_is_matched_like_english() -> None:
    assert Lexicon(["Very waterproof jackets"], ["und"]).scores("jacket")[0] > 0
