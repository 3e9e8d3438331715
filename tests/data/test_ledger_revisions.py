"""The revision tells readers of the ledger what they have to catch up with."""

from collections import Counter
from contextlib import suppress
from random import Random

from data.errors import LedgerError
from data.ledger import Change, Ledger
from data.products import Product
from data.records import Record, Status
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


def test_an_erased_record_that_comes_back_unserved_is_reported_gone(ledger: Ledger) -> None:
    ledger.put_records(put_of(review(1)))
    seen = ledger.revision()
    ledger.erase([review(1).id])
    ledger.put_records(put_of(review(1, status=Status.PENDING)))
    assert list(ledger.changes_since(seen)) == [Change(review(1).id, None)]


def test_changes_are_those_of_one_moment_even_if_others_write_meanwhile(ledger: Ledger) -> None:
    ledger.put_records(put_of(*(review(n) for n in range(3))))
    changes = ledger.changes_since(0)
    first = next(changes)
    ledger.erase([review(0).id, review(1).id])
    assert [change.record for change in (first, *changes)] == [review(n) for n in range(3)]


SEED = 5  # one that erases a record, stores it again unserved, and then looks


def do_something(ledger: Ledger, random: Random) -> None:
    """Store, retire, erase or mark a few of ten records, as chance will have it."""
    numbers = random.sample(range(10), random.randint(1, 4))
    ids = [review(n).id for n in numbers]
    statuses = [*Status, Status.APPROVED, Status.APPROVED]
    match random.choice(["put", "put", "put", "retire", "erase", "mark", "mark"]):
        case "put":
            ledger.put_records(
                put_of(*(review(n, random.choice("ab"), status=random.choice(statuses)) for n in numbers))
            )
        case "retire":
            ledger.retire(ids)
        case "erase":
            ledger.erase(ids)
        case _:
            live = sorted(ledger.fingerprints())
            with suppress(LedgerError):  # a circle, which chance may ask for, is refused
                ledger.mark_duplicates({i: random.choice([None, *live]) for i in ids if i in live})


def test_a_reader_that_follows_the_changes_holds_what_is_served(ledger: Ledger) -> None:
    random = Random(SEED)  # noqa: S311 – chance, no secrets
    shelf: dict[str, Record | None] = {}
    seen = 0
    for _ in range(30):
        before = ledger.revision()
        do_something(ledger, random)
        copies = Counter(ledger.duplicates().values())
        served = {record.id: record for record in ledger.records()}
        assert ledger.revision() - before in (0, 1)
        assert {record.id: record.duplicates for record in served.values()} == {i: copies[i] for i in served}
        if random.random() < 0.4:
            now = ledger.revision()
            shelf |= {change.record_id: change.record for change in ledger.changes_since(seen)}
            seen = now
            assert {i: record for i, record in shelf.items() if record} == served
    assert seen > 5
