"""The journal tells what happened around the records."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from data.errors import LedgerError, NotFoundError
from data.journal import AskedQuestion, Decision, Feedback, ImportRun
from data.ledger import Ledger

NOON = datetime(2024, 6, 1, 12, 0, 0, 123456, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


def test_decisions_are_listed_newest_first_and_by_record(ledger: Ledger) -> None:
    first = Decision("review-1", "phone number", "2", "masked", "06 12 …", "pipeline", NOON)
    second = Decision("review-2", "hand", "1", "rejected", None, "Zoé", LATER)
    ledger.journal.add_decision(first)
    ledger.journal.add_decision(second)
    assert ledger.journal.decisions() == [second, first]
    assert ledger.journal.decisions("review-1") == [first]
    assert ledger.journal.decisions(limit=1) == [second]
    assert ledger.journal.decided("hand") == {"review-2"}


def test_feedback_is_listed_by_answer(ledger: Ledger) -> None:
    given = Feedback("answer-1", "unhelpful", "pas ma question 🤷", NOON)
    ledger.journal.add_feedback(given)
    ledger.journal.add_feedback(Feedback("answer-2", "helpful", None, NOON))
    assert ledger.journal.feedback("answer-1") == [given]
    assert len(ledger.journal.feedback()) == 2


def test_questions_are_listed_by_product(ledger: Ledger) -> None:
    asked = AskedQuestion("Taille grand ?", "shoe", "fr", "answered", NOON)
    on_brand = AskedQuestion("Where are you based?", None, "en", "no_evidence", LATER)
    ledger.journal.add_question(asked)
    ledger.journal.add_question(on_brand)
    assert ledger.journal.questions() == [on_brand, asked]
    assert ledger.journal.questions("shoe") == [asked]


def test_the_journal_refuses_no_words(ledger: Ledger) -> None:
    ledger.journal.add_question(AskedQuestion("ça\0 va \ud83d ?", None, "fr", "answered", NOON))
    assert ledger.journal.questions()[0].text == "ça\ufffd va \ufffd ?"


def test_an_import_has_no_end_until_it_is_finished(ledger: Ledger) -> None:
    number = ledger.journal.start_import("exports/", NOON)
    assert ledger.journal.imports() == [ImportRun(number, "exports/", NOON, None, None)]
    report = {"read": 3, "quarantined": ["ligne 2 : é"], "nested": {"new": 1.5}}
    ledger.journal.finish_import(number, report, LATER)
    assert ledger.journal.imports() == [ImportRun(number, "exports/", NOON, LATER, report)]


def test_finishing_an_import_that_never_began_is_refused(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match=r"no import has the number 7"):
        ledger.journal.finish_import(7, {}, NOON)


def test_moments_come_back_in_utc_whatever_zone_they_were_given_in(ledger: Ledger) -> None:
    paris = timezone(timedelta(hours=2))
    ledger.journal.add_feedback(Feedback("a", "helpful", None, NOON.astimezone(paris)))
    back = ledger.journal.feedback()[0].at
    assert (back, back.tzinfo) == (NOON, UTC)


def test_a_moment_without_a_zone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"2024-06-01T12:00:00.* has no time zone"):
        ledger.journal.add_feedback(Feedback("a", "helpful", None, NOON.replace(tzinfo=None, microsecond=0)))


def test_a_file_read_before_is_known_by_its_content(ledger: Ledger) -> None:
    assert not ledger.journal.knows_source("0f" * 32)
    ledger.journal.add_source("0f" * 32, "reviews.csv", NOON)
    ledger.journal.add_source("0f" * 32, "copy of reviews.csv", LATER)
    assert ledger.journal.knows_source("0f" * 32)
    ledger.journal.forget_sources()
    assert not ledger.journal.knows_source("0f" * 32)


def test_tombstones_outlive_the_erased(ledger: Ledger) -> None:
    ledger.journal.add_tombstone("aa", NOON)
    ledger.journal.add_tombstone("aa", LATER)
    ledger.journal.add_tombstone("bb", LATER)
    assert ledger.journal.tombstones() == {"aa", "bb"}


def test_the_salt_stays_the_same_and_is_secret_to_one_ledger(ledger: Ledger, ledger_url: str) -> None:
    salt = ledger.journal.salt()
    assert len(bytes.fromhex(salt)) == 32
    with Ledger.open(ledger_url) as again:
        assert again.journal.salt() == salt
