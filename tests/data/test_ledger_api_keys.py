"""API keys in the ledger: kept by digest, ended at a moment, on both databases."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command

from data.api_keys import ApiKey
from data.database import connect
from data.errors import NotFoundError
from data.ledger import Ledger
from data.migration import alembic_config
from tests.data.sample_records import put_of, review

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEY = ApiKey("a1b2c3d4", "staff", "Console de Zoé", "0" * 64, NOW)


def test_a_key_is_found_as_it_was_added_until_it_ends(ledger: Ledger) -> None:
    ledger.keys.add(KEY)
    assert ledger.keys.find("a1b2c3d4") == KEY
    assert ledger.keys.find("ffffffff") is None
    ledger.keys.end("a1b2c3d4", NOW + timedelta(hours=1))
    assert ledger.keys.all() == [ApiKey("a1b2c3d4", "staff", "Console de Zoé", "0" * 64, NOW, NOW + timedelta(hours=1))]


def test_an_end_is_brought_forward_and_never_put_back(ledger: Ledger) -> None:
    ledger.keys.add(KEY)
    for hours in (5, 2, 9):
        ledger.keys.end(KEY.id, NOW + timedelta(hours=hours))
    assert [key.ends for key in ledger.keys.all()] == [NOW + timedelta(hours=2)]


def test_to_end_a_key_that_is_not_there_names_the_command_that_lists_them(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match=r"no key has the id 'zz': python -m chat keys list"):
        ledger.keys.end("zz", NOW)


def test_a_ledger_of_the_first_schema_keeps_its_records_and_gets_keys(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    database = connect(url)
    with database.writing() as connection:
        command.upgrade(alembic_config(connection), "0001")
    database.close()
    with sqlite3.connect(tmp_path / "ledger.db") as first:
        assert "api_keys" not in {name for (name,) in first.execute("SELECT name FROM sqlite_master")}
    first.close()
    with Ledger.open(url) as ledger:
        ledger.put_records(put_of(review(1)))
        ledger.keys.add(KEY)
    with Ledger.open(url) as ledger:
        assert ledger.record(review(1).id) == review(1)
        assert ledger.keys.find(KEY.id) == KEY
