"""Of the copies of one text, one is kept, served, and counts the others."""

import pytest

from data.errors import LedgerError, NotFoundError
from data.ledger import Ledger
from data.records import Status
from tests.data.sample_records import put_of, review

A, B, C, D = (review(n).id for n in (10, 11, 12, 13))


@pytest.fixture
def four(ledger: Ledger) -> Ledger:
    """A ledger with the reviews A, B, C and D."""
    ledger.put_records(put_of(*(review(n) for n in (10, 11, 12, 13))))
    return ledger


def served(ledger: Ledger) -> dict[str, int]:
    """How many copies each served record counts."""
    return {record.id: record.duplicates for record in ledger.records()}


def test_a_copy_is_kept_marked_counted_and_not_served(four: Ledger) -> None:
    four.mark_duplicates({B: A, C: A})
    assert served(four) == {A: 2, D: 0}
    assert four.duplicates() == {B: A, C: A}
    assert four.fingerprints().keys() == {A, B, C, D}
    with pytest.raises(NotFoundError, match=f"a copy of {A}"):
        four.record(B)


def test_taking_a_mark_away_serves_the_copy_again(four: Ledger) -> None:
    four.mark_duplicates({B: A, C: A})
    four.mark_duplicates({B: None})
    assert served(four) == {A: 1, B: 0, D: 0}


def test_a_copy_of_a_copy_is_one_of_the_kept_record(four: Ledger) -> None:
    four.mark_duplicates({B: A})
    four.mark_duplicates({C: B, D: C})
    assert four.duplicates() == {B: A, C: A, D: A}
    assert served(four) == {A: 3}


def test_the_copies_of_a_record_follow_it_when_it_becomes_a_copy(four: Ledger) -> None:
    four.mark_duplicates({C: B, D: B})
    four.mark_duplicates({B: A})
    assert four.duplicates() == {B: A, C: A, D: A}
    assert served(four) == {A: 3}


def test_the_kept_record_can_change_places_with_its_copy(four: Ledger) -> None:
    four.mark_duplicates({B: A})
    four.mark_duplicates({B: None, A: B})
    assert served(four) == {B: 1, C: 0, D: 0}


def test_marking_twice_changes_nothing(four: Ledger) -> None:
    four.mark_duplicates({B: A})
    before = four.revision()
    four.mark_duplicates({B: A})
    assert four.revision() == before


@pytest.mark.parametrize("circle", [{A: A}, {A: B, B: A}, {A: B, B: C, C: A}])
def test_a_circle_of_copies_is_refused(four: Ledger, circle: dict[str, str]) -> None:
    with pytest.raises(LedgerError, match=r"each a duplicate of the next"):
        four.mark_duplicates(circle)
    assert len(served(four)) == 4


@pytest.mark.parametrize("pairs", [{"unknown": A}, {A: "unknown"}])
def test_marking_what_is_not_there_is_refused_by_name(four: Ledger, pairs: dict[str, str]) -> None:
    with pytest.raises(LedgerError, match=r"record 'unknown' cannot be a duplicate"):
        four.mark_duplicates(pairs)


def test_the_first_copy_takes_the_place_of_a_retired_record(four: Ledger) -> None:
    four.mark_duplicates({B: A, C: A})
    seen = four.revision()
    four.retire([A])
    assert served(four) == {B: 1, D: 0}
    assert four.revision() == seen + 1
    assert {change.record_id: change.record is not None for change in four.changes_since(seen)}[B]


def test_the_first_copy_takes_the_place_of_an_erased_record(four: Ledger) -> None:
    four.mark_duplicates({B: A, C: A})
    four.erase([A, B])
    assert served(four) == {C: 0, D: 0}


def test_a_copy_moderation_let_through_goes_before_one_it_did_not(four: Ledger) -> None:
    four.put_records(put_of(review(11, status=Status.PENDING)))
    four.mark_duplicates({B: A, C: A})
    four.retire([A])
    assert served(four) == {C: 1, D: 0}


def test_the_first_copy_takes_the_place_of_a_record_moderation_stops(four: Ledger) -> None:
    four.mark_duplicates({B: A})
    four.put_records(put_of(review(10, status=Status.REJECTED)))
    assert served(four) == {B: 0, C: 0, D: 0}


def test_new_words_of_the_kept_record_are_no_longer_those_of_its_copies(four: Ledger) -> None:
    four.mark_duplicates({B: A, C: A})
    four.put_records(put_of(review(10, "Tout autre chose.")))
    assert served(four) == {A: 0, B: 1, D: 0}


def test_new_words_of_a_copy_take_its_mark_away(four: Ledger) -> None:
    four.mark_duplicates({B: A, C: A})
    four.put_records(put_of(review(11, "Tout autre chose.")))
    assert served(four) == {A: 1, B: 0, D: 0}


def test_storing_a_marked_record_again_keeps_marks_and_counts(four: Ledger) -> None:
    four.mark_duplicates({B: A})
    assert four.put_records(put_of(review(10), review(11))).unchanged == 2
    assert four.put_records(put_of(review(10, rating=5.0))).changed == 1
    assert served(four) == {A: 1, C: 0, D: 0}


def test_a_retired_copy_is_no_longer_counted(four: Ledger) -> None:
    four.mark_duplicates({B: A, C: A})
    four.retire([B])
    assert served(four) == {A: 1, D: 0}
    four.put_records(put_of(review(11)))
    assert served(four) == {A: 1, B: 0, D: 0}
