"""A search looks only at what its filters accept."""

from datetime import date

import pytest

from data.records import Kind
from retrieval.filters import Filters, RecordFacts

DRY = RecordFacts(
    "r",
    "p",
    Kind.REVIEW,
    "fr",
    rating=3.0,
    published=date(2025, 5, 1),
    verified=True,
    attributes={"skin_type": "Dry"},
)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(kinds=frozenset({Kind.REVIEW, Kind.FAQ})),
        Filters(languages=frozenset({"fr"})),
        Filters(min_rating=3, max_rating=3),
        Filters(since=date(2025, 5, 1), until=date(2025, 5, 1)),
        Filters(verified_only=True),
        Filters(attributes={"skin_type": "dry"}),
    ],
)
def test_a_record_that_meets_every_condition_is_accepted(filters: Filters) -> None:
    assert filters.accept(DRY)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(kinds=frozenset({Kind.FAQ})),
        Filters(languages=frozenset({"en"})),
        Filters(min_rating=3.5),
        Filters(until=date(2025, 4, 30)),
        Filters(attributes={"skin_type": "oily"}),
        Filters(attributes={"skin_type": "dry", "age": "30"}),
    ],
)
def test_one_condition_that_fails_is_enough_to_refuse(filters: Filters) -> None:
    assert not filters.accept(DRY)


def test_a_record_without_a_rating_fails_a_condition_on_it() -> None:
    assert not Filters(min_rating=1).accept(RecordFacts("r", "p", Kind.FAQ, "fr"))
