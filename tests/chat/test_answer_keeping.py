"""Answers are kept in the background: nobody waits, and a disk that cannot be written hurts nobody."""

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chat.answer_keeping import AnswerKeeper
from data.answer_log import LoggedAnswer
from data.errors import LedgerError
from data.ledger import Ledger

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def logged(number: int) -> LoggedAnswer:
    return LoggedAnswer(f"answer-{number}", None, "en", "size", None, "answered", (), 1.0, NOW)


@dataclass
class FakeLog:
    """Remembers each batch; `full` disks refuse, and `held` ones let nothing through until they are opened."""

    full: bool = False
    held: threading.Event = field(default_factory=threading.Event)
    batches: list[list[str]] = field(default_factory=list)

    def add(self, entries: Sequence[LoggedAnswer]) -> None:
        self.held.wait(5)
        self.batches.append([entry.answer_id for entry in entries])
        if self.full:
            raise LedgerError("disk is full")


def opened(full: bool = False) -> FakeLog:
    log = FakeLog(full)
    log.held.set()
    return log


def test_answers_are_written_together_and_the_last_ones_when_it_closes() -> None:
    log = opened()
    keeper = AnswerKeeper(log, every_s=30)
    for number in range(3):
        keeper.keep(logged(number))
    keeper.close()
    assert [one for batch in log.batches for one in batch] == ["answer-0", "answer-1", "answer-2"]
    assert len(log.batches) <= 2
    keeper.keep(logged(3))
    keeper.close()
    assert log.batches[-1] == ["answer-3"]


def test_nobody_waits_for_a_disk_that_hangs_and_what_is_too_much_is_dropped() -> None:
    log = FakeLog()
    keeper = AnswerKeeper(log, waiting=5, every_s=0)
    started = time.perf_counter()
    for number in range(100):
        keeper.keep(logged(number))
    assert time.perf_counter() - started < 20  # whoever waited would wait for ever
    log.held.set()
    keeper.close()
    assert 5 <= sum(map(len, log.batches)) <= 7


def test_a_full_disk_is_told_in_the_log_and_the_next_answers_are_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = opened(full=True)
    keeper = AnswerKeeper(log, every_s=0)
    keeper.keep(logged(1))
    while not log.batches:
        time.sleep(0.01)
    log.full = False
    keeper.keep(logged(2))
    keeper.close()
    assert [one for batch in log.batches for one in batch] == ["answer-1", "answer-2"]
    assert "1 answers were not kept for the figures: disk is full" in caplog.text


def test_a_keeper_nobody_closes_writes_what_waits_when_it_goes() -> None:
    log = opened()
    keeper = AnswerKeeper(log, every_s=30)
    keeper.keep(logged(1))
    del keeper
    gc.collect()
    assert log.batches == [["answer-1"]]


def test_a_command_that_ends_at_once_has_its_answer_written(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    program = (
        "from datetime import UTC, datetime\n"
        "from chat.answer_keeping import AnswerKeeper\n"
        "from data.answer_log import LoggedAnswer\n"
        "from data.ledger import Ledger\n"
        f"keeper = AnswerKeeper(Ledger.open({url!r}).answers)\n"
        "keeper.keep(LoggedAnswer('a', None, 'en', 'size', None, 'answered', (), 1.0, datetime.now(UTC)))\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2], timeout=60)
    with Ledger.open(url) as ledger:
        assert [entry.answer_id for entry in ledger.answers.read()] == ["a"]
