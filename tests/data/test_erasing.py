"""What the ledger holds around some records goes in one transaction, on both databases; the rest stays."""

from datetime import UTC, datetime

import numpy as np
import pytest

from data.erasing import Traces
from data.identity import fingerprint
from data.journal import AskedQuestion, Decision, Feedback
from data.ledger import Ledger
from tests.data.sample_records import review

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
VECTOR = np.array([0.6, 0.8], np.float32)


def names(text: str) -> bool:
    return "Zoé" in text


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Three reviews, and something of each kind around the first two."""
    ledger.put_records([(one, fingerprint(one)) for one in map(review, range(3))])
    ledger.put_vectors("e5", {"own": VECTOR, "shared": VECTOR, "others": VECTOR})
    ledger.put_vectors("old", {"own": VECTOR})
    for number in (0, 1):
        ledger.journal.add_decision(Decision(review(number).id, "insult", "1", "pending", "why", "rules@1", NOW))
        ledger.journal.add_feedback(Feedback(review(number).id, "report", None, NOW))
        ledger.originals.put({review(number).id: b"sealed"}, NOW)
    ledger.journal.add_decision(Decision(review(1).id, "hand", "1", "approved", "as Zoé asked", "Sofia", NOW))
    ledger.journal.add_question(AskedQuestion("did Zoé like it?", "cream", "en", "no_evidence", NOW))
    ledger.journal.add_question(AskedQuestion("is it warm?", "cream", "en", "no_evidence", NOW))
    run = ledger.journal.start_import("Zoé.csv", NOW)
    ledger.journal.finish_import(run, {"rows": [1, {"Zoé": "Zoé", "other": None}]}, NOW)
    ledger.journal.add_source("f" * 64, "of Zoé.csv", NOW)
    return ledger


def test_what_would_go_is_what_goes(filled: Ledger) -> None:
    ids, keep = {review(0).id}, {"shared", "others"}
    expected = Traces(records=1, vectors=1, decisions=2, feedback=1, questions=1, originals=1, imports=1, sources=1)
    assert filled.eraser.traces(ids, names, keep) == expected
    assert filled.eraser.erase(ids, names, keep) == expected
    assert filled.eraser.erase(ids, names, keep) == Traces()
    assert {record.id for record in filled.records(served_only=False)} == {review(1).id, review(2).id}
    assert {(model, key) for model, key, _ in filled.eraser.every_vector()} == {("e5", "shared"), ("e5", "others")}
    decided = {(one.record_id, one.rule, one.status, one.reason) for one in filled.journal.decisions()}
    assert decided == {
        ("erased", "insult", "pending", None),
        (review(1).id, "insult", "pending", "why"),
        (review(1).id, "hand", "approved", None),
    }
    assert [one.answer_id for one in filled.journal.feedback()] == [review(1).id]
    assert [one.text for one in filled.journal.questions()] == ["is it warm?"]
    assert filled.eraser.sealed([review(0).id, review(1).id]) == {review(1).id}
    (run,) = filled.journal.imports()
    assert (run.source, run.report) == ("erased", {"rows": [1, {"erased": "erased", "other": None}]})
    assert filled.journal.knows_source("f" * 64)


def test_indexes_are_told_until_they_have_followed(filled: Ledger) -> None:
    before = filled.revision()
    filled.eraser.erase({review(0).id}, names, set())
    assert [change.record_id for change in filled.changes_since(before)] == [review(0).id]
    filled.eraser.forget_removals({review(0).id})
    assert list(filled.changes_since(before)) == []
    assert filled.revision() > before


def test_a_scrubbed_ledger_reads_as_before(filled: Ledger) -> None:
    filled.eraser.erase({review(0).id}, names, set())
    before = list(filled.records(served_only=False))
    assert filled.eraser.scrub()
    assert list(filled.records(served_only=False)) == before
    assert filled.eraser.authors() == sorted({str(record.author) for record in before if record.author})
