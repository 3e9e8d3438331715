"""On a disk that takes nothing any more, or while somebody else writes, answers go on; what cannot be kept is dropped."""

import json
import logging
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from chat.conversation import Conversation
from data.journal import SERVING_S
from tests.chat.serving.full_disk_shop import UNANSWERED, opened

ROOT = Path(__file__).parents[3]


def test_on_a_full_disk_questions_are_answered_writes_are_refused_and_nothing_is_broken(tmp_path: Path) -> None:
    typed = [sys.executable, "-m", "tests.chat.serving.full_disk_shop", str(tmp_path / "shop")]
    done = subprocess.run(typed, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["outcomes"] == ["answered", "no_evidence"]
    assert len(told["refused"]) == 3
    assert all(";" in said for said in told["refused"])  # each with what helps
    assert "an unanswered question was not kept" in done.stderr
    assert (told["faults"], told["ready"], told["backups"]) == ([], None, [])
    assert told["records"] == 7


def test_a_shopper_waits_two_seconds_at_most_for_another_writer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shop, assistant = opened(tmp_path / "shop")
    assistant.answer(Conversation.of("dry skin?", "en"), "cream")
    with closing(sqlite3.connect(tmp_path / "shop" / "ledger.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with caplog.at_level(logging.WARNING):
            answer = assistant.answer(Conversation.of(UNANSWERED, "en"), "cream").answer
        took = time.monotonic() - began
    assert answer.outcome.value == "no_evidence"
    assert took < SERVING_S + 3
    assert "an unanswered question was not kept" in caplog.text
    assistant.answer(Conversation.of(UNANSWERED, "en"), "cream")
    assert len(shop.ledger.journal.questions()) == 1
    shop.ledger.close()
