"""Records go into the ledger and come back as they were."""

from dataclasses import fields, replace
from datetime import date

import pytest

from data.errors import LedgerError, NotFoundError
from data.ledger import Counts, Ledger
from data.records import Kind, Provenance, Record, Status
from tests.data.sample_records import full_record, put_of, review


def test_a_record_with_every_field_set_comes_back_equal(ledger: Ledger) -> None:
    record = full_record()
    ledger.put_records(put_of(record))
    back = ledger.record(record.id)
    assert back == record
    assert list(back.attributes) == list(record.attributes)


def test_the_full_record_of_these_tests_leaves_no_field_at_its_default() -> None:
    bare = review(1)
    for whole, empty in ((full_record(), bare), (full_record().provenance, bare.provenance)):
        for field in fields(whole):
            assert getattr(whole, field.name) != getattr(empty, field.name), field.name


def test_a_record_with_only_what_it_must_have_comes_back_equal(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1)))
    assert ledger.record(review(1).id) == review(1)


def test_verified_keeps_its_three_answers(ledger: Ledger) -> None:
    answers = (True, False, None)
    ledger.put_records(put_of(*(review(n, provenance=Provenance("a", verified=v)) for n, v in enumerate(answers))))
    assert tuple(record.provenance.verified for record in ledger.records()) == answers


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (review(1, "oui\0non"), "text holds U+0000 at character 3"),
        (review(1, "été \ud83d!"), "text holds U+D83D at character 4"),
        (review(1, attributes={"skin": "\udcff"}), "details.attributes.skin holds U+DCFF"),
        (review(1, attributes={"\0": "dry"}), "a key of details.attributes holds U+0000"),
        (review(1, rating=float("nan")), "rating is nan"),
        (review(1, proof_score=float("inf")), "proof_score is inf"),
    ],
)
def test_what_a_database_cannot_keep_is_refused_by_field_and_place(
    sqlite_ledger_url: str, spoilt: Record, said: str
) -> None:
    with Ledger.open(sqlite_ledger_url) as ledger:
        with pytest.raises(LedgerError, match=r"review-0000000000000001") as refusal:
            ledger.put_records(put_of(review(2), spoilt))
        assert said in str(refusal.value)
        assert ledger.fingerprints() == {}, "all or nothing"


def test_new_changed_and_unchanged_records_are_counted(ledger: Ledger) -> None:
    assert ledger.put_records(put_of(review(1), review(2))) == Counts(new=2)
    assert ledger.put_records(put_of(review(1), review(2, "autre avis"), review(3))) == Counts(1, 1, 1)


def test_a_new_fingerprint_alone_is_a_change(ledger: Ledger) -> None:
    ledger.put_records([(review(1), "before")])
    assert ledger.put_records([(review(1), "after")]) == Counts(changed=1)
    assert ledger.fingerprints() == {review(1).id: "after"}


def test_the_last_word_on_an_id_wins(ledger: Ledger) -> None:
    assert ledger.put_records(put_of(review(1, "premier"), review(1, "dernier"))) == Counts(new=1)
    assert ledger.record(review(1).id).text == "dernier"


def test_storing_nothing_changes_nothing(ledger: Ledger) -> None:
    assert ledger.put_records([]) == Counts()
    assert ledger.revision() == 0


def test_records_of_a_product_come_newest_first_and_the_undated_last(ledger: Ledger) -> None:
    days = {1: date(2023, 5, 1), 2: None, 3: date(2024, 5, 1), 4: date(2023, 5, 1), 5: None}
    ledger.put_records(put_of(*(review(n, published=day) for n, day in days.items()), review(6, product_id="bag")))
    assert [record.id[-1] for record in ledger.records("shoe")] == ["3", "1", "4", "2", "5"]


def test_records_of_all_products_come_by_id_in_code_point_order(ledger: Ledger) -> None:
    ids = ["a", "B", "é", "Z", "_", "aa", "a-b"]
    ledger.put_records(put_of(*(review(0, id=name) for name in ids)))
    assert [record.id for record in ledger.records()] == sorted(ids)


def test_records_can_be_asked_for_by_kind(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1), review(2, kind=Kind.FAQ), review(3, kind=Kind.QUESTION)))
    assert [record.kind for record in ledger.records("shoe", [Kind.FAQ, Kind.QUESTION])] == [Kind.FAQ, Kind.QUESTION]
    assert list(ledger.records("shoe", [])) == []


def test_only_what_moderation_let_through_is_served(ledger: Ledger) -> None:
    ledger.put_records(put_of(*(review(n, status=status) for n, status in enumerate(Status))))
    assert {record.status for record in ledger.records()} == {Status.APPROVED, Status.MASKED}
    assert {record.status for record in ledger.records(served_only=False)} == set(Status)


def test_a_record_that_is_not_served_is_given_only_to_those_who_ask_for_it(ledger: Ledger) -> None:
    pending = review(1, status=Status.PENDING)
    ledger.put_records(put_of(pending, review(2)))
    with pytest.raises(NotFoundError, match=r"is not served: it is pending"):
        ledger.record(pending.id)
    assert ledger.record(pending.id, served_only=False) == pending
    assert list(ledger.records_among([pending.id, review(2).id, "other"])) == [review(2).id]


def test_an_unknown_record_is_said_to_be_unknown(ledger: Ledger) -> None:
    for unknown in ("review-404", "", "\0", "\ud800", "'; DROP TABLE records; --"):
        with pytest.raises(NotFoundError, match=r"no record has the id"):
            ledger.record(unknown)


def test_reading_can_stop_half_way_and_writing_can_go_on_meanwhile(ledger: Ledger) -> None:
    ledger.put_records(put_of(*(review(n) for n in range(1200))))
    reading = ledger.records()
    first = next(reading)
    ledger.put_records(put_of(review(9999)))
    assert [first, *reading][-1].id == review(1199).id, "one reading sees one moment of the ledger"
    assert next(ledger.records()).id == first.id
    assert ledger.record(review(9999).id)


def test_more_ids_than_a_statement_may_bind_are_no_matter(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1), review(33_000)))
    ids = [f"review-{n:016x}" for n in range(33_001)]
    assert set(ledger.fingerprints(ids)) == {ids[1], ids[33_000]}
    assert ledger.fingerprints([]) == {}
    assert ledger.retire(ids) == 2


def test_records_are_counted_by_product_and_kind(ledger: Ledger) -> None:
    hidden = review(4, status=Status.REJECTED)
    ledger.put_records(
        put_of(review(1), review(2), review(3, kind=Kind.FAQ), hidden, review(5, product_id="bag"), review(6))
    )
    ledger.retire([review(6).id])
    assert ledger.counts() == {"shoe": {Kind.REVIEW: 2, Kind.FAQ: 1}, "bag": {Kind.REVIEW: 1}}


def test_a_retired_record_is_kept_and_never_served(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1), review(2)))
    assert ledger.retire([review(1).id, "unknown"]) == 1
    assert ledger.retire([review(1).id]) == 0
    assert [record.id for record in ledger.records()] == [review(2).id]
    assert len(list(ledger.records(served_only=False))) == 2
    assert ledger.fingerprints().keys() == {review(2).id}
    with pytest.raises(NotFoundError, match=r"it is retired"):
        ledger.record(review(1).id)


def test_a_retired_record_is_served_again_once_its_source_holds_it_again(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1)))
    ledger.retire([review(1).id])
    assert ledger.put_records(put_of(review(1))) == Counts(new=1)
    assert ledger.record(review(1).id) == review(1)


def test_the_records_of_a_source_and_of_an_author_can_be_found(ledger: Ledger) -> None:
    other = Provenance("faq.json")
    ledger.put_records(
        put_of(review(1, author="Zoé"), review(2, author="Noé"), review(3, author="Zoé", provenance=other), review(4))
    )
    ledger.retire([review(1).id])
    assert ledger.ids_of_source("reviews.csv") == {review(2).id, review(4).id}
    assert ledger.ids_of_author("Zoé") == {review(1).id, review(3).id}
    assert ledger.ids_of_author("Zoé", "faq.json") == {review(3).id}


def test_an_erased_record_leaves_nothing_but_its_going(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1), review(2)))
    ledger.retire([review(1).id])
    assert ledger.erase([review(1).id, review(2).id, "unknown"]) == 2
    assert list(ledger.records(served_only=False)) == []
    with pytest.raises(NotFoundError, match=r"never stored, or it was erased"):
        ledger.record(review(2).id, served_only=False)


def test_changing_one_field_changes_only_that_field(ledger: Ledger) -> None:
    ledger.put_records(put_of(full_record()))
    changed = replace(full_record(), rating=1.0, attributes={})
    ledger.put_records(put_of(changed))
    assert ledger.record(changed.id) == changed
