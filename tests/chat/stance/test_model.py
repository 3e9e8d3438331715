"""The shipped model on texts whose stance anybody can tell, and the promises of its interface."""

import time

import numpy as np
import pytest

from chat.answer import Stance
from chat.stance.model import STANCES, WEIGHTS, Asked, fitted_stance

MODEL = fitted_stance()


def told(text: str, language: str, *topic: str) -> Stance:
    return MODEL.judge(text, language, topic_words=topic).stance


@pytest.mark.parametrize(
    ("french", "english", "stance"),
    [
        ("Très bonne qualité, je recommande", "Great quality, I recommend it", Stance.FOR),
        ("Aucun problème, elle marche parfaitement", "No problems, it works perfectly", Stance.FOR),
        ("Je ne suis pas déçue, bien au contraire", "I was not disappointed at all", Stance.FOR),
        ("Elle ne fonctionne plus", "It stopped working", Stance.AGAINST),
        ("Je ne la recommande pas du tout", "I would not recommend it at all", Stance.AGAINST),
        ("Fragile, bruyante et beaucoup trop chère", "Flimsy, noisy and much too expensive", Stance.AGAINST),
        ("Arnaque, à fuir", "A scam, stay away", Stance.AGAINST),
    ],
)
def test_plain_opinions_are_told_in_both_languages(french: str, english: str, stance: Stance) -> None:
    assert (told(french, "fr"), told(english, "en")) == (stance, stance)


@pytest.mark.parametrize(
    ("text", "language", "praised", "blamed"),
    [
        ("Le tissu est très doux, mais la fermeture est fragile.", "fr", "tissu", "fermeture"),
        ("La couleur est superbe. Par contre la semelle s'use trop vite.", "fr", "couleur", "semelle"),
        ("The fabric is really soft, but the zip is flimsy.", "en", "fabric", "zip"),
        ("I love the colour. The sole, however, is poor and fell apart.", "en", "colour", "sole"),
    ],
)
def test_a_topic_is_judged_on_its_own_clause(text: str, language: str, praised: str, blamed: str) -> None:
    assert told(text, language, praised) is Stance.FOR
    assert told(text, language, blamed) is Stance.AGAINST


def test_the_judged_clause_is_given_by_its_place_in_the_text() -> None:
    text = "Le tissu est très doux, mais la fermeture est fragile."
    start, end = MODEL.judge(text, "fr", topic_words=["fermetures"]).clause
    assert text[start:end] == "mais la fermeture est fragile."
    start, end = MODEL.judge(text, "fr").clause
    assert text[start:end] == text


def test_facts_and_questions_hold_no_opinion() -> None:
    assert told("Je mesure 1m75 et je prends du M d'habitude.", "fr") is Stance.NONE
    assert told("I'm 5'8 and usually wear a medium.", "en") is Stance.NONE


def test_the_rating_moves_the_probability_but_does_not_outweigh_plain_words() -> None:
    text = "La fermeture est fragile et s'est cassée."
    low, high = (MODEL.judge(text, "fr", rating=stars) for stars in (1.0, 5.0))
    assert low.probabilities[Stance.AGAINST] > high.probabilities[Stance.AGAINST]
    assert high.stance is Stance.AGAINST


def test_probabilities_are_of_every_stance_and_add_up() -> None:
    judged = MODEL.judge("Bien", "fr", rating=4.0)
    assert tuple(judged.probabilities) == STANCES
    assert sum(judged.probabilities.values()) == pytest.approx(1)
    assert judged.stance is max(STANCES, key=lambda one: judged.probabilities[one])


def test_one_text_and_a_batch_agree_with_vectors_and_without() -> None:
    asked = [Asked("Très bien", "fr"), Asked("Broke in a week", "en", ("week",), 1.0), Asked("…", "fr")]
    vectors = np.random.default_rng(3).normal(size=(3, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    for rows in (None, vectors):
        alone = [
            MODEL.judge(one.text, one.language, None if rows is None else rows[at], one.topic_words, one.rating)
            for at, one in enumerate(asked)
        ]
        for one, other in zip(alone, MODEL.judge_all(asked, rows), strict=True):
            assert (one.stance, one.clause) == (other.stance, other.clause)
            assert one.probabilities == pytest.approx(other.probabilities)


def test_vectors_of_another_model_are_passed_over() -> None:
    asked = [Asked("Très bien", "fr")]
    assert MODEL.judge_all(asked, np.ones((1, 8), np.float32)) == MODEL.judge_all(asked)


def test_nothing_and_texts_without_words_are_judged_too() -> None:
    assert MODEL.judge_all([]) == []
    for text in ("", "…", "   ", "\n"):
        assert MODEL.judge(text, "fr").clause == (0, len(text))


def test_another_language_is_read_without_failing() -> None:
    assert MODEL.judge("Sehr gut", "de").stance in STANCES


def test_a_whole_shelf_is_judged_in_a_moment_once_it_was_read() -> None:
    """A bound a busy machine keeps too; a quiet one needs a tenth of it."""
    asked = [
        Asked(f"La fermeture numéro {at} est solide, mais le tissu gratte.", "fr", ("tissu",), 4.0)
        for at in range(1000)
    ]
    vectors = np.zeros((1000, 384), np.float32)
    MODEL.judge_all(asked, vectors)
    took = []
    for _ in range(3):  # other threads of the process, and a collection of garbage, are not what is measured
        started = time.thread_time()
        MODEL.judge_all(asked, vectors)
        took.append(time.thread_time() - started)
    assert min(took) < 0.3


def test_the_weights_are_small_enough_to_be_read() -> None:
    assert WEIGHTS.stat().st_size < 400_000
