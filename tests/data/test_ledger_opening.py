"""A ledger is created, migrated, or refused with a sentence a person can act on."""

import multiprocessing
import socket
import sqlite3
import sys
from pathlib import Path
from time import monotonic

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from data.database import CONTACT_S, connect
from data.errors import LedgerError
from data.ledger import Ledger
from data.migration import alembic_config
from data.tables import SCHEMA, VERSION_TABLE, metadata
from tests.data.conftest import PostgresServer
from tests.data.sample_records import put_of, review

FORK = multiprocessing.get_context("fork")


def test_the_migrations_give_exactly_the_tables_of_the_code(empty_url: str) -> None:
    Ledger.open(empty_url).close()
    database = connect(empty_url)
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert ScriptDirectory.from_config(alembic_config(connection)).get_current_head() == SCHEMA
    database.close()


def test_what_was_written_is_there_when_the_ledger_is_opened_again(ledger_url: str) -> None:
    with Ledger.open(ledger_url) as ledger:
        ledger.put_records(put_of(review(1)))
    with Ledger.open(ledger_url) as ledger:
        assert ledger.record(review(1).id) == review(1)


def test_a_ledger_of_a_newer_version_is_refused(ledger_url: str) -> None:
    Ledger.open(ledger_url).close()
    database = connect(ledger_url)
    with database.writing() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9001'"))
    database.close()
    with pytest.raises(LedgerError, match=rf"has schema 9001, this code knows up to {SCHEMA}: .* upgrade temoin"):
        Ledger.open(ledger_url)


def test_a_database_of_something_else_is_refused(empty_url: str) -> None:
    database = connect(empty_url)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    database.close()
    with pytest.raises(LedgerError, match=r"holds tables of something else \(invoices\)"):
        Ledger.open(empty_url)


def test_a_file_of_something_else_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    with sqlite3.connect(file) as shop:
        shop.execute("CREATE TABLE invoices (id INTEGER)")
    shop.close()
    before = file.read_bytes()
    with pytest.raises(LedgerError, match=r"something else"):
        Ledger.open(f"sqlite:///{file}")
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["shop.db"]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_text("id;avis\n1;très bien\n" * 100)
    with pytest.raises(LedgerError, match=r"ledger\.db: file is not a database; it is damaged or no ledger"):
        Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}")


@pytest.mark.parametrize("place", ["missing/ledger.db", "."])
def test_a_place_that_cannot_hold_a_ledger_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(LedgerError, match=r"its folder must exist and be writable"):
        Ledger.open(f"sqlite:///{tmp_path / place}")


@pytest.mark.parametrize("keep", [0.9, 0.5, 0.02])
def test_a_ledger_cut_short_is_refused_at_the_latest_when_it_is_read(tmp_path: Path, keep: float) -> None:
    file = tmp_path / "ledger.db"
    with Ledger.open(f"sqlite:///{file}") as ledger:
        ledger.put_records(put_of(*(review(n) for n in range(600))))
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(LedgerError, match=r"damaged or no ledger: put back a copy"):  # noqa: SIM117 – either may say so
        with Ledger.open(f"sqlite:///{file}") as ledger:
            assert len(list(ledger.records())) == 600


def test_a_ledger_overwritten_in_the_middle_is_refused_at_the_latest_when_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    with Ledger.open(f"sqlite:///{file}") as ledger:
        ledger.put_records(put_of(*(review(n) for n in range(600))))
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 4 : len(whole) // 2] = b"\x5a" * (len(whole) // 2 - len(whole) // 4)
    file.write_bytes(whole)
    with pytest.raises(LedgerError, match=r"damaged or no ledger"), Ledger.open(f"sqlite:///{file}") as ledger:
        assert len(list(ledger.records())) == 600


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "cannot be read"),
        ("ledger.db", "cannot be read"),
        ("postgresql://zoe:secret@host:port/x", "cannot be read"),
        ("mysql://zoe:secret@host/x", "cannot live in"),
        ("postgresql+asyncpg://zoe:se/cret@host/x", "cannot live in"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_a_url_that_is_no_ledgers_is_refused_without_its_password(url: str, said: str) -> None:
    with pytest.raises(LedgerError, match=r"expected sqlite:////folder/ledger.db or postgresql") as refusal:
        Ledger.open(url)
    assert said in str(refusal.value)
    assert "cret" not in str(refusal.value)


@pytest.mark.parametrize("host", ["127.0.0.1:1", "db.invalid"])
def test_an_unreachable_server_is_reported_soon_and_without_its_password(host: str) -> None:
    began = monotonic()
    with pytest.raises(LedgerError, match=r"check that the server runs|did not answer") as refusal:
        Ledger.open(f"postgresql+psycopg://zoe:secret@{host}/ledger")
    assert monotonic() - began < 30
    assert "secret" not in str(refusal.value)
    assert "zoe:***@" in str(refusal.value)


def test_a_server_that_never_answers_is_given_up_in_time() -> None:
    assert CONTACT_S < 5
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database = connect(f"postgresql://postgres@127.0.0.1:{silent.getsockname()[1]}/ledger")
        began = monotonic()
        with pytest.raises(LedgerError, match=r"did not answer within 0.3 s: check that the server runs"):
            database.contact(patience_s=0.3)
        assert monotonic() - began < CONTACT_S


def test_a_missing_driver_is_named_with_its_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(LedgerError, match=r"psycopg.* is not installed.*pip install 'temoin\[postgres\]'"):
        Ledger.open("postgresql+psycopg://postgres@localhost/ledger")


@pytest.mark.postgres
def test_a_database_that_is_not_there_is_named(postgres_server: PostgresServer) -> None:
    with pytest.raises(LedgerError, match=r'database "nowhere" does not exist; create it'):
        Ledger.open(postgres_server.url("nowhere"))


@pytest.mark.postgres
def test_a_database_that_cannot_hold_every_text_is_refused(postgres_server: PostgresServer) -> None:
    name = postgres_server.new_database("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    with pytest.raises(LedgerError, match=r"encoded in LATIN1, .* expected UTF8"):
        Ledger.open(postgres_server.url(name))


def open_and_report(url: str, salts: "multiprocessing.queues.SimpleQueue[str]") -> None:
    """Open a ledger in another process and tell the salt it found."""
    with Ledger.open(url) as ledger:
        salts.put(ledger.journal.salt())


def test_processes_that_create_one_ledger_at_once_agree_on_it(empty_url: str) -> None:
    salts = FORK.SimpleQueue()
    processes = [FORK.Process(target=open_and_report, args=(empty_url, salts)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(10)
    assert [process.exitcode for process in processes] == [0] * 4
    assert len({salts.get() for _ in processes}) == 1
