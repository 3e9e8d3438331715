"""Centres: what all vectors of a language share is taken away, so that a French question finds English proof."""

import numpy as np

from retrieval.centres import PRIOR, Centres, Total
from retrieval.vectors import Floats, unit

RANDOM = np.random.default_rng(7)


def crowd(direction: Floats, topics: Floats) -> Floats:
    """Unit vectors that share a direction, each with a little of a topic of its own."""
    return unit((3 * direction + topics).astype(np.float32))


def total(vectors: Floats) -> Total:
    return Total(vectors.sum(axis=0), len(vectors))


TOPICS = unit(RANDOM.normal(size=(60, 32)).astype(np.float32))
FRENCH, ENGLISH, ASKED = unit(RANDOM.normal(size=(3, 32)).astype(np.float32))
PASSAGES = {"fr": crowd(FRENCH, TOPICS[:30]), "en": crowd(ENGLISH, TOPICS)}
QUESTIONS = crowd(ASKED, TOPICS)
CENTRES = Centres({k: total(v) for k, v in PASSAGES.items()}, {"fr": total(QUESTIONS), "en": total(QUESTIONS)})


def test_a_question_finds_its_topic_in_the_other_language_only_once_centred() -> None:
    both = np.concatenate([PASSAGES["fr"], PASSAGES["en"]])
    centred = CENTRES.centred_passages(both, ["fr"] * 30 + ["en"] * 60)
    raw_hits, hits = 0, 0
    for topic in range(30, 60):  # said in English only
        raw_hits += int((both @ QUESTIONS[topic]).argmax()) == 30 + topic
        hits += int((centred @ CENTRES.centred_question(QUESTIONS[topic], "fr")).argmax()) == 30 + topic
    assert hits >= 28 > raw_hits


def test_centred_vectors_are_units_of_the_same_shape() -> None:
    centred = CENTRES.centred_passages(PASSAGES["fr"], ["fr"] * 30)
    assert centred.shape == PASSAGES["fr"].shape
    assert centred.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(centred, axis=1), 1, atol=1e-5)


def test_a_language_with_few_vectors_is_drawn_to_the_mean_of_all() -> None:
    lonely = np.zeros(32, np.float32)
    lonely[0] = 1
    centres = Centres({"en": total(PASSAGES["en"]), "de": Total(lonely, 1)})
    kept = centres.centred_passages(lonely[None], ["de"])[0]
    overall = (PASSAGES["en"].sum(axis=0) + lonely) / 61
    np.testing.assert_allclose(kept, unit(lonely - (lonely + PRIOR * overall) / (1 + PRIOR)), atol=1e-5)
    assert np.isfinite(kept).all()


def test_a_language_never_seen_takes_the_mean_of_all() -> None:
    (seen,) = Centres({"en": total(PASSAGES["en"])}).centred_passages(PASSAGES["fr"][:1], ["it"])
    np.testing.assert_allclose(seen, unit(PASSAGES["fr"][0] - PASSAGES["en"].mean(axis=0)), atol=1e-5)


def test_without_centres_vectors_stay_what_they_are() -> None:
    np.testing.assert_array_equal(Centres().centred_passages(PASSAGES["fr"], ["fr"] * 30), PASSAGES["fr"])
    np.testing.assert_array_equal(Centres().centred_question(QUESTIONS[0], "fr"), QUESTIONS[0])
    nothing = np.zeros((0, 0), np.float32)
    assert CENTRES.centred_passages(nothing, []).shape == (0, 0)


def test_what_is_added_and_taken_away_again_leaves_the_total_as_it_was() -> None:
    before = total(PASSAGES["en"])
    after = before.plus(PASSAGES["fr"][0], 1).plus(-PASSAGES["fr"][0], -1)
    assert after.count == before.count
    np.testing.assert_allclose(after.vector, before.vector, atol=1e-5)
