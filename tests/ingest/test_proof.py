"""Proof is what a record shows, not what it thinks: six parts, none of them the rating."""

from datetime import date

import pytest

from data.records import Cue, Kind, Provenance, Votes
from ingest.proof import WEIGHTS, proof_score
from tests.records_for_tests import review

BARE = Provenance("test", "1")
PLAIN = review(1, "Fine", provenance=BARE)
SIXTY = " ".join(["word"] * 60)


def test_the_weights_make_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


def test_a_record_that_shows_everything_scores_nearly_one() -> None:
    full = review(
        1,
        f"I have worn these for 3 months. {SIXTY}",
        attributes={"foot_width": "wide"},
        votes=Votes(10_000),
        media=("https://example.com/1.jpg",),
        experienced=date(2026, 1, 1),
    )
    assert 0.99 < proof_score(full) <= 1.0


def test_a_record_without_words_scores_nothing() -> None:
    assert proof_score(review(1, "", provenance=BARE)) == 0.0


@pytest.mark.parametrize("rating", [None, 1.0, 3.0, 5.0])
def test_what_it_thinks_of_the_product_does_not_count(rating: float | None) -> None:
    assert proof_score(review(1, "Fine", provenance=BARE, rating=rating)) == proof_score(PLAIN)


@pytest.mark.parametrize(
    ("part", "more"),
    [
        ("self_described", {"attributes": {"skin_type": "dry"}}),
        ("verified", {"provenance": Provenance("test", "1", verified=True)}),
        ("media", {"media": ("https://example.com/1.jpg",)}),
        ("media", {"cues": (Cue(0, 4, 0.0, 2.0),), "kind": Kind.TRANSCRIPT}),
        ("dated", {"experienced": date(2026, 1, 1)}),
    ],
)
def test_each_part_adds_its_weight(part: str, more: dict[str, object]) -> None:
    assert proof_score(review(1, "Fine", **({"provenance": BARE} | more))) == pytest.approx(
        proof_score(PLAIN) + WEIGHTS[part], abs=1e-4
    )


def test_not_verified_is_no_worse_than_not_told() -> None:
    assert proof_score(review(1, "Fine", provenance=Provenance("test", "1", verified=False))) == proof_score(PLAIN)


@pytest.mark.parametrize(
    "text",
    [
        "J'ai la peau sèche",
        "Je mesure beaucoup",
        "Ma peau tire",
        "I'm tall",
        "My feet are wide",
        "for 3 weeks",
        "je pese",
    ],
)
def test_words_about_oneself_count_as_description_in_both_languages(text: str) -> None:
    neutral = "x " * (len(text.split()) - 1) + ("x3" if any(c.isdigit() for c in text) else "x")
    described = proof_score(review(1, text, provenance=BARE)) - proof_score(review(1, neutral, provenance=BARE))
    assert described == pytest.approx(WEIGHTS["self_described"], abs=1e-4)


def test_more_words_and_a_figure_make_it_more_specific_up_to_sixty_words() -> None:
    scores = [proof_score(review(1, " ".join(["word"] * n), provenance=BARE)) for n in (1, 5, 20, 60, 600)]
    assert scores == sorted(scores)
    assert scores[3] == scores[4]
    assert proof_score(review(1, "Fits a 39", provenance=BARE)) > proof_score(review(1, "Fits a bit", provenance=BARE))


def test_many_helpful_votes_say_more_than_one_and_unhelpful_ones_take_away() -> None:
    def score(helpful: int, unhelpful: int = 0) -> float:
        return proof_score(review(1, "Fine", provenance=BARE, votes=Votes(helpful, unhelpful)))

    assert score(0) == score(0, 5) == proof_score(PLAIN)
    assert score(0) < score(1) < score(10) < score(100) < score(0) + WEIGHTS["votes"]
    assert score(10, 10) < score(10)
