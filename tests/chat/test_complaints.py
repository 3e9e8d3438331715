"""Complaints are read out of every review, whatever its stars, one a voice and no two alike."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from chat.answer import Stance
from chat.answers.objection import opened
from chat.complaints import different, opinions_on
from chat.stance.model import Asked, Judgement
from retrieval.search import Searcher
from retrieval.shelf import Shelf
from retrieval.vectors import Floats
from tests.records_for_tests import Shop, review

REVIEWS = (
    review(1, "The pump broke after one single week.", rating=1.0),
    review(2, "After one week the pump broke, a pity.", rating=2.0),
    review(3, "Lovely cream, my skin is soft again.", rating=5.0),
    review(4, "Good cream. But the jar leaks in my bag all day.", rating=5.0),
    review(5, "Broke.", rating=1.0),
)


class Reads:
    """Calls against whatever breaks or leaks, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def judge_all(self, asked: Sequence[Asked], vectors: Floats | None = None) -> list[Judgement]:
        self.asked += asked
        assert vectors is not None
        assert len(vectors) == len(asked)
        against = [float("broke" in one.text or "leaks" in one.text) for one in asked]
        return [
            Judgement(
                Stance.AGAINST if p else Stance.FOR,
                (1 - p, p, 0.0, 0.0),
                (0, 1),
            )
            for p in against
        ]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shop = Shop(tmp_path)
    shop.keep(*REVIEWS)
    shop.build()
    found = Searcher(shop.index, shop.embedder, 1).shelf("cream")
    shop.ledger.close()
    return found


def test_every_review_is_read_and_those_against_are_found(shelf: Shelf) -> None:
    reader = Reads()
    found = opinions_on(shelf, reader)[Stance.AGAINST]
    assert {one.about.record_id for one in found} == {REVIEWS[0].id, REVIEWS[1].id, REVIEWS[3].id}
    assert not any(one.text == "Broke." for one in reader.asked)  # a word says too little to be shown


def test_what_says_the_same_is_shown_once(shelf: Shelf) -> None:
    shown = different(opinions_on(shelf, Reads())[Stance.AGAINST], "en", 4)
    assert len(shown) == 2
    assert REVIEWS[3].id in {one.about.record_id for one in shown}


def test_no_more_than_wanted_are_shown(shelf: Shelf) -> None:
    assert len(different(opinions_on(shelf, Reads())[Stance.AGAINST], "en", 1)) == 1


def test_what_the_shop_did_is_no_complaint_about_the_product(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    late = review(
        11, "The courier never came and the refund never came, it all broke down.", rating=1.0, product_id="cream"
    )
    retard = review(12, "Livraison en retard, service client injoignable, colis broke.", rating=1.0, product_id="cream")
    flaw = review(13, "The tube broke and split down the side, awful.", rating=1.0, product_id="cream")
    shop.keep(late, retard, flaw)
    shop.build()
    found = opinions_on(Searcher(shop.index, shop.embedder, 1).shelf("cream"), Reads())[Stance.AGAINST]
    shop.ledger.close()
    assert {one.about.record_id for one in found} == {flaw.id}


def test_a_product_nobody_wrote_about_has_no_complaint(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    shop.keep(*REVIEWS)
    shop.build()
    assert opinions_on(Searcher(shop.index, shop.embedder, 1).shelf("jar"), Reads())[Stance.AGAINST] == ()
    shop.ledger.close()


@pytest.mark.parametrize(
    ("rated", "low", "french", "english"),
    [
        (26, 6, "6 des 26 avis notés donnent 1 ou 2 étoiles.", "6 of the 26 rated reviews give 1 or 2 stars."),
        (26, 1, "Un des 26 avis notés donne 1 ou 2 étoiles.", "One of the 26 rated reviews gives 1 or 2 stars."),
        (26, 0, "Aucun des 26 avis notés ne donne", "None of the 26 rated reviews gives"),
        (1, 1, "Voici ce que des clients", "Here is what some customers"),
        (0, 0, "Voici ce que des clients", "Here is what some customers"),
    ],
)
def test_the_low_ratings_are_told_in_right_grammar(rated: int, low: int, french: str, english: str) -> None:
    assert opened(rated, low, "fr").startswith(french)
    assert opened(rated, low, "en").startswith(english)
