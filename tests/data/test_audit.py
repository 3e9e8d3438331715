"""Who did what is read in one place, and none of it is taken for a decision on a record."""

from datetime import UTC, datetime, timedelta

from data.api_keys import ApiKey
from data.audit import AuditEvent
from data.journal import Decision
from data.ledger import Ledger

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_acts_decisions_of_people_imports_and_erasures_stand_in_one_list_newest_first(ledger: Ledger) -> None:
    ledger.journal.add_decision(Decision("review-1", "hand", "1", "rejected", "spam", "Zoé", NOON))
    ledger.journal.add_decision(Decision("review-2", "spam", "1", "pending", None, "rules@1", NOON))
    ledger.audit.add(AuditEvent("original opened", "review-1", "key abc", NOON + timedelta(hours=1), "asked for"))
    ledger.journal.start_import("exports/", NOON + timedelta(hours=2))
    ledger.journal.add_tombstone("aa", NOON + timedelta(hours=3))
    ledger.journal.add_tombstone("bb", NOON + timedelta(hours=3))
    told = [(event.action, event.about, event.actor) for event in ledger.audit.read()]
    assert told == [
        ("contributor erased", "-", "-"),
        ("import that did not end", "exports/", "-"),
        ("original opened", "review-1", "key abc"),
        ("record rejected", "review-1", "Zoé"),
    ]
    assert len(ledger.audit.read(limit=2)) == 2


def test_an_act_is_no_decision_on_the_record_it_is_about(ledger: Ledger) -> None:
    decision = Decision("review-1", "spam", "1", "pending", None, "rules@1", NOON)
    ledger.journal.add_decision(decision)
    ledger.audit.add(AuditEvent("original opened", "review-1", "key abc", NOON + timedelta(hours=1)))
    assert ledger.journal.decisions() == ledger.journal.decisions("review-1") == [decision]
    assert ledger.journal.last_decisions(["review-1"]) == {"review-1": decision}


def test_every_key_event_is_written_down_with_who_did_it(ledger: Ledger) -> None:
    ledger.keys.add(ApiKey("k1", "staff", "console", "d", NOON), "Zoé")
    ledger.keys.end("k1", NOON + timedelta(days=1))
    ledger.keys.end("k1", NOON + timedelta(days=2))  # changes nothing
    told = {(event.action, event.about, event.actor, event.reason) for event in ledger.audit.read()}
    assert told == {
        ("staff key made", "k1", "Zoé", "console"),
        ("key ended", "k1", "this machine", "ends 2026-06-02T12:00:00+00:00"),
    }


def test_acts_do_not_change_what_a_ledger_says(ledger: Ledger) -> None:
    before = ledger.care.content()
    ledger.audit.add(AuditEvent("backup made", "b", "Zoé", NOON))
    assert ledger.care.content().hash == before.hash
