"""The log of answers tells how questions ended and what was cited, and forgets what is erased."""

from datetime import UTC, datetime, timedelta

import pytest

from data.answer_log import LoggedAnswer
from data.ledger import Ledger
from data.tables import answers
from tests.records_for_tests import review

NOON = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def logged(number: int, *cited: tuple[str, float | None], product: str | None = "cream") -> LoggedAnswer:
    at = NOON + timedelta(hours=number)
    return LoggedAnswer(f"answer-{number}", product, "fr", "product_question", "smell", "answered", cited, 12.5, at)


def test_answers_come_back_newest_first_from_a_moment_on_and_by_product(ledger: Ledger) -> None:
    first, second, brand = logged(1, ("review-1", None)), logged(2, ("video-1", 42.5)), logged(3, product=None)
    ledger.answers.add([second, first, brand])
    ledger.answers.add([])
    assert ledger.answers.read() == [brand, second, first]
    assert ledger.answers.read(product_id="cream") == [second, first]
    assert ledger.answers.read(since=NOON + timedelta(hours=2)) == [brand, second]
    assert ledger.answers.read(limit=1) == [brand]
    assert ledger.answers.count() == 3


def test_no_column_has_room_for_a_question() -> None:
    assert {column.name for column in answers.columns} == {"id", *LoggedAnswer.__dataclass_fields__}


def test_what_is_forgotten_is_cited_nowhere_and_the_answers_stay(ledger: Ledger) -> None:
    odd = 'review-"50%_\\'
    ledger.answers.add([logged(1, ("review-1", None), ("review-11", None)), logged(2, (odd, 3.0)), logged(3)])
    assert ledger.answers.forget(["review-1", odd, "nobody"]) == 2
    assert [entry.cited for entry in ledger.answers.read()] == [(), (), (("review-11", None),)]
    assert ledger.answers.forget([]) == 0


def test_a_record_erased_while_its_answer_waited_is_not_written_down(ledger: Ledger) -> None:
    gone, back = review(1, "Erased for good."), review(2, "Erased, then imported again.")
    ledger.put_records([(gone, "f"), (back, "f")])
    ledger.erase([gone.id, back.id])
    ledger.put_records([(back, "f")])
    ledger.answers.add([logged(1, (gone.id, None), (back.id, None))])
    assert ledger.answers.read()[0].cited == ((back.id, None),)


def test_old_answers_can_be_dropped(ledger: Ledger) -> None:
    ledger.answers.add([logged(1), logged(2)])
    assert ledger.answers.prune(NOON + timedelta(hours=2)) == 1
    assert [entry.answer_id for entry in ledger.answers.read()] == ["answer-2"]


@pytest.mark.parametrize("text", ["a\0b", "\ud83d"])
def test_the_log_refuses_no_id(ledger: Ledger, text: str) -> None:
    ledger.answers.add([logged(1, (text, None), product=text)])
    assert "�" in (ledger.answers.read()[0].product_id or "")
