"""Counts of marked reviews among many others, on one shelf."""

from dataclasses import replace

import pytest

from eval.contracts.crowd import CROWD, asked, compared, crowded, scores
from eval.marked_reviews import MarkedProduct
from eval.scenarios import Asked, Passage
from tests.records_for_tests import review

OWN = tuple(replace(review(n, f"Words number {n}."), product_id="P1", author="ann") for n in range(4))
SMELL = Asked("en", "Does it smell good?", {0: "+", 1: "-", 2: "o"})
ALLERGY = Asked("fr", "Un parfum sans allergènes ?", {2: "="})
PRODUCT = MarkedProduct(
    "Balm",
    "P1",
    {n: Passage("en", record.text, record.id, 0) for n, record in enumerate(OWN)},
    (SMELL, ALLERGY),
    kept=OWN,
    path="reviews.jsonl",
)


def test_the_marked_reviews_stand_among_others_of_products_not_asked_about_each_as_a_voice_of_its_own() -> None:
    others = [replace(review(50 + n, f"Other words {n}."), product_id=f"P{n % 3}") for n in range(30)]
    found = crowded([PRODUCT], iter(others), 12)
    assert [record.id for record in found[:4]] == [record.id for record in OWN]
    assert len(found) == 12
    assert {record.product_id for record in found} == {CROWD}
    assert {record.author for record in found} == {None}
    assert not {record.id for record in others if record.product_id == "P1"} & {record.id for record in found}
    assert {record.product_id for record in crowded([PRODUCT], iter(others), 0)} == {"P1"}


def test_only_questions_that_a_review_takes_a_side_on_are_asked() -> None:
    assert [question for _, question in asked([PRODUCT])] == [SMELL]


def test_a_count_is_held_against_the_marks_of_a_product_s_own_reviews() -> None:
    counted = {OWN[0].id: "for", OWN[1].id: "for", OWN[3].id: "against", "review-of-somebody-else": "for"}
    heard = compared(PRODUCT, SMELL, counted)
    assert heard == (3, 2, 2, 1)
    found = {name: score.value for name, score in scores([heard]).items()}
    assert found == pytest.approx({"counted": 1.5, "precision": 2 / 3, "recall": 1.0, "side": 0.5})
