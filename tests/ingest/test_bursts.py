"""Coordinated bursts are told from a launch, a sampling and a busy season; what is marked is told why and stays."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from data.records import BURST, Kind, Provenance, Record, Status
from ingest.moderation.burst_marks import WEIGHT
from ingest.moderation.bursts import at_least, bursts
from ingest.moderation.decisions import decide, statements
from tests.imports_for_tests import Importer, row
from tests.records_for_tests import review

PUBLIC = Path(__file__).parents[3] / "shared" / "data" / "reviews_skincare_sephora" / "reviews.jsonl"
NEW_YEAR = date(2026, 1, 1)


def habit(count: int = 60, every: int = 4) -> list[Record]:
    """A review every few days, of every rating."""
    ratings = (5.0, 4.0, 5.0, 2.0, 3.0, 4.0)
    return [
        review(n, f"text {n}", published=NEW_YEAR + timedelta(days=n * every), rating=ratings[n % len(ratings)])
        for n in range(count)
    ]


def flood(count: int, rating: float = 1.0, **more: object) -> list[Record]:
    """Reviews of one rating by new authors within three days."""
    at = NEW_YEAR + timedelta(days=120)
    return [
        # fields by name, as each test gives them
        replace(review(1000 + n, f"flood {n}", published=at + timedelta(days=n % 3), rating=rating), **more)  # type: ignore[arg-type]
        for n in range(count)
    ]


def unproven(records: Sequence[Record], **more: object) -> list[Record]:
    # fields by name, as each test gives them
    return [replace(r, provenance=replace(r.provenance, verified=None, **more)) for r in records]  # type: ignore[arg-type]


def ids(records: Sequence[Record]) -> set[str]:
    return {record.id for record in records}


@pytest.mark.parametrize("rating", [1.0, 5.0])
def test_a_burst_of_one_rating_is_found_and_the_habit_is_not(rating: float) -> None:
    usual, many = unproven(habit()), unproven(flood(15, rating))
    assert bursts([*usual, *many]) >= ids(many)
    assert len(bursts([*usual, *many]) - ids(many)) <= 1
    assert bursts(usual) == set()


def test_purchases_gifts_and_authors_known_before_are_no_suspects() -> None:
    usual, many = habit(), flood(15)
    assert bursts([*usual, *many]) == set()  # all with a proof of purchase
    assert bursts([*usual, *unproven(many, incentive="gifted")]) == set()
    assert bursts([*usual, *unproven(many)], {str(record.author) for record in many}) == set()


def test_a_few_reviews_a_sale_of_every_rating_and_a_product_without_habit_are_no_burst() -> None:
    usual = unproven(habit())
    assert bursts([*usual, *unproven(flood(4))]) == set()
    sale = [replace(r, rating=usual[n % 6].rating) for n, r in enumerate(unproven(flood(18)))]
    assert bursts([*usual, *sale]) == set()
    assert bursts(unproven(flood(40, 5.0))) == set()


def test_chances_are_those_of_the_poisson_distribution() -> None:
    assert at_least(0, 2.0) == pytest.approx(1.0)
    assert at_least(3, 2.0) == pytest.approx(0.3233, abs=1e-4)
    assert at_least(30, 2.0) == pytest.approx(5.9e-25, rel=0.1)


RNG = Random(7)  # noqa: S311 - words of a test
WORDS = "zip strap lining colour smell weight hood pocket sleeve collar seam tag winter rain city bike office".split()


def rows(records: Sequence[Record]) -> list[dict[str, object]]:
    return [
        row(
            int(str(r.provenance.external_id)),
            f"The {' '.join(RNG.sample(WORDS, 7))} and number {n}.",
            date=str(r.published),
            rating=int(r.rating or 0),
            author=f"author {r.provenance.external_id}",
        )
        for n, r in enumerate(records)
    ]


def test_marked_reviews_are_served_weigh_less_and_each_is_told_why(importer: Importer) -> None:
    importer.write("a.csv", *rows(habit(40)), *rows(flood(12)))
    importer.run()
    marked = [record for record in importer.ledger.records() if record.suspected]
    assert len(marked) == 12
    assert all(record.status is Status.APPROVED and record.status_reason == BURST for record in marked)
    plain = next(record for record in importer.ledger.records() if not record.suspected)
    assert marked[0].proof_score < plain.proof_score * (WEIGHT + 0.3)
    (said,) = statements(importer.ledger, marked[0].id)
    assert (said.rule, said.decision, said.automatic) == (BURST, "approved", True)
    assert "comptent à part" in said.reasons["fr"]
    snapshot = importer.index.snapshot()
    assert {row.about.suspected for row in snapshot.store.of_records([marked[0].id])} == {True}
    assert {row.about.suspected for row in snapshot.store.of_records([plain.id])} == {False}
    assert importer.run().generation is None  # nothing is marked twice


def test_a_person_takes_the_mark_away_for_good(importer: Importer) -> None:
    importer.write("a.csv", *rows(habit(40)), *rows(flood(12)))
    importer.run()
    first = next(record for record in importer.ledger.records() if record.suspected)
    decide(importer.ledger, first.id, Status.APPROVED, "a customer we know", "Zoé", datetime(2026, 6, 1, tzinfo=UTC))
    importer.write("b.csv", row(5000, "One more word on the seam of the pocket.", author="author 5000"))
    importer.run()
    assert not importer.ledger.record(first.id).suspected


@pytest.mark.shared_data
def test_hardly_any_clean_public_review_is_taken_for_a_burst() -> None:
    if not PUBLIC.exists():
        pytest.skip("the public reviews lie in ../shared/data, which is not there")
    products: dict[str, list[Record]] = defaultdict(list)
    written: dict[str, set[str]] = defaultdict(set)
    for line in PUBLIC.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        meta, product = said["meta"], said["product_id"]
        record = Record(said["id"], Kind.REVIEW, product, said["text"], Provenance("public", said["id"]))
        published, rating = date.fromisoformat(meta["date"]), float(meta["rating"])
        products[product].append(replace(record, author=meta["author"], published=published, rating=rating))
        written[meta["author"]].add(product)
    known = {author for author, of in written.items() if len(of) > 1}
    flagged = sum(len(bursts(reviews, known)) for reviews in products.values())
    assert flagged <= 0.01 * sum(map(len, products.values()))
