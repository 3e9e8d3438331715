"""The revision tells readers of the ledger what they have to catch up with."""

from data.ledger import Change, Ledger
from data.products import Product
from data.records import Status
from tests.data.sample_records import put_of, review


def test_a_new_ledger_stands_at_revision_zero(ledger: Ledger) -> None:
    assert ledger.revision() == 0
    assert list(ledger.changes_since(0)) == []


def test_each_call_that_changes_something_served_adds_one(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1), review(2), review(3)))
    assert ledger.revision() == 1
    ledger.put_records(put_of(review(1, "autre avis")))
    assert ledger.revision() == 2
    ledger.retire([review(1).id, review(2).id])
    assert ledger.revision() == 3
    ledger.erase([review(1).id, review(3).id])
    assert ledger.revision() == 4
    ledger.put_products([Product("shoe", {"fr": "Chaussure"})])
    assert ledger.revision() == 5


def test_calls_that_change_nothing_served_add_nothing(ledger: Ledger) -> None:
    ledger.put_products([Product("shoe", {"fr": "Chaussure"})])
    ledger.put_records(put_of(review(1)))
    before = ledger.revision()
    ledger.put_products([Product("shoe", {"fr": "Chaussure"})])
    ledger.put_records(put_of(review(1), review(2, status=Status.PENDING)))
    ledger.put_records(put_of(review(2, "corrigé", status=Status.REJECTED)))
    ledger.retire([review(2).id, "unknown"])
    ledger.erase([review(2).id, "unknown"])
    ledger.mark_duplicates({})
    assert ledger.revision() == before
    assert list(ledger.changes_since(before)) == []


def test_changes_are_the_records_that_changed_since_and_as_they_are_now(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1), review(2), review(3), review(4), review(5)))
    seen = ledger.revision()
    ledger.put_records(put_of(review(2, "nouveaux mots"), review(3, status=Status.REJECTED), review(6)))
    ledger.retire([review(4).id])
    ledger.erase([review(5).id])
    assert list(ledger.changes_since(seen)) == [
        Change(review(2).id, review(2, "nouveaux mots")),
        Change(review(3).id, None),
        Change(review(4).id, None),
        Change(review(6).id, review(6)),
        Change(review(5).id, None),
    ]


def test_a_record_that_was_served_once_is_reported_gone_even_when_it_is_erased_later(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1)))
    seen = ledger.revision()
    ledger.put_records(put_of(review(1, status=Status.REJECTED)))
    ledger.erase([review(1).id])
    assert list(ledger.changes_since(seen)) == [Change(review(1).id, None)]


def test_an_erased_record_that_is_stored_again_is_reported_once(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1)))
    ledger.erase([review(1).id])
    ledger.put_records(put_of(review(1)))
    assert list(ledger.changes_since(0)) == [Change(review(1).id, review(1))]


def test_a_reader_that_follows_the_changes_holds_what_is_served(ledger: Ledger) -> None:
    shelf = {}
    seen = 0
    for step in range(12):
        ledger.put_records(put_of(*(review(n, f"avis {n} {step // 3}") for n in range(step, step + 5))))
        ledger.retire([review(n).id for n in range(step) if n % 3 == step % 3])
        if step > 2:
            ledger.mark_duplicates({review(step).id: review(step + 1).id})
        now = ledger.revision()
        for change in ledger.changes_since(seen):
            shelf[change.record_id] = change.record
        seen = now
    assert {i: record for i, record in shelf.items() if record} == {record.id: record for record in ledger.records()}
    assert len(list(ledger.records())) > 3
