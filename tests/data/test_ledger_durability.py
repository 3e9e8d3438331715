"""What the ledger acknowledged stays, whoever writes, reads or dies meanwhile."""

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import process_time, sleep

import pytest
from sqlalchemy import text

from data.database import connect
from data.errors import LedgerError
from data.ledger import Counts, Ledger
from data.tables import records
from tests.data.sample_records import put_of, review

FORK = multiprocessing.get_context("fork")
BATCH = 250


def write_batches(url: str, first: int, last: int | None, acknowledged: Connection) -> None:
    """Store batch after batch, telling the number of each once `put_records` has returned."""
    with Ledger.open(url) as ledger:
        for number in count(first) if last is None else range(first, last):
            ledger.put_records(put_of(*(review(number * BATCH + n, product_id=str(number)) for n in range(BATCH))))
            acknowledged.send(number)


@pytest.fixture
def start_writer(ledger_url: str) -> Callable[[int, int | None], tuple[multiprocessing.Process, Connection]]:
    """Starts another process that writes batches to the ledger."""

    def start(first: int, last: int | None = None) -> tuple[multiprocessing.Process, Connection]:
        here, there = FORK.Pipe(duplex=False)
        writer = FORK.Process(target=write_batches, args=(ledger_url, first, last, there))
        writer.start()
        there.close()
        return writer, here  # type: ignore[return-value]  # text pipes

    return start


def numbers_from(pipe: Connection) -> list[int]:
    """Everything the writer said before its end closed."""
    said = []
    try:
        while True:
            said.append(pipe.recv())
    except EOFError:
        return said


def test_killing_the_writer_loses_nothing_it_acknowledged(
    ledger_url: str, start_writer: Callable[..., tuple[multiprocessing.Process, Connection]]
) -> None:
    random, first, acknowledged = Random(5), 0, []  # noqa: S311 – moments of death, no secrets
    for _ in range(5):
        writer, pipe = start_writer(first)
        assert pipe.poll(10), "the writer acknowledges its first batch"
        sleep(random.uniform(0.02, 0.25))
        assert writer.pid
        os.kill(writer.pid, signal.SIGKILL)
        writer.join()
        said = numbers_from(pipe)
        acknowledged += said
        first = said[-1] + 2  # the one after the last acknowledged may be there too, whole
        with Ledger.open(ledger_url) as ledger:
            stored = {product_id: sum(kinds.values()) for product_id, kinds in ledger.counts().items()}
            assert set(map(str, acknowledged)) <= stored.keys()
            assert set(stored.values()) == {BATCH}, "each batch is whole or not there"
            assert len(acknowledged) <= ledger.revision() == len(stored)
    assert len(acknowledged) >= 5


def test_readers_see_whole_batches_while_another_process_writes(
    ledger: Ledger, start_writer: Callable[..., tuple[multiprocessing.Process, Connection]]
) -> None:
    writer, pipe = start_writer(0, 6)
    seen = [0]
    while seen[-1] < 6 * BATCH and writer.is_alive() | pipe.poll():
        seen.append(sum(1 for _ in ledger.records()))
    writer.join()
    seen.append(len(ledger.fingerprints()))
    assert numbers_from(pipe) == list(range(6))
    assert {number % BATCH for number in seen} == {0}
    assert seen == sorted(seen)
    assert seen[-1] == 6 * BATCH


def test_threads_share_one_ledger(ledger: Ledger) -> None:
    def write_and_read(number: int) -> int:
        ledger.put_records(put_of(*(review(number * 10 + n) for n in range(10))))
        return len(ledger.records_among([review(number * 10 + n).id for n in range(10)]))

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(write_and_read, range(24))) == [10] * 24
    assert ledger.revision() == 24
    assert len(ledger.fingerprints()) == 240


def test_the_same_records_stored_by_many_threads_are_new_once(ledger: Ledger) -> None:
    with ThreadPoolExecutor(6) as threads:
        counts = list(threads.map(lambda _: ledger.put_records(put_of(*map(review, range(50)))), range(6)))
    assert sum(counts, Counts()) == Counts(new=50, unchanged=250)
    assert ledger.revision() == 1


def test_a_file_is_written_through_to_the_disk_at_each_commit(sqlite_ledger_url: str) -> None:
    database = connect(sqlite_ledger_url)
    with database.reading() as connection:
        kept = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")}
        safe = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("foreign_keys", "busy_timeout")}
    database.close()
    assert kept == {"journal_mode": "wal", "synchronous": 2}
    assert safe == {"foreign_keys": 1, "busy_timeout": 30_000}


def test_a_writer_that_holds_on_is_named_as_the_cause(sqlite_ledger_url: str, tmp_path: Path) -> None:
    with Ledger.open(f"{sqlite_ledger_url}?timeout=0.05") as ledger:
        other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match=r"database is locked; another process has been writing"):
            ledger.put_records(put_of(review(1)))
        assert ledger.revision() == 0, "reading goes on"
        other.execute("ROLLBACK")
        other.close()
        assert ledger.put_records(put_of(review(1))).new == 1


def test_erased_words_are_nowhere_in_the_files(sqlite_ledger_url: str, tmp_path: Path) -> None:
    secret = "Appelez Zoé au zéro six"
    with Ledger.open(sqlite_ledger_url) as ledger:
        ledger.put_records(put_of(*(review(n, f"{secret} {n}", author="Zoé Martin") for n in range(300))))
        ledger.erase(ledger.ids_of_author("Zoé Martin"))
        for file in tmp_path.iterdir():
            assert secret.encode() not in file.read_bytes(), file.name
            assert "Zoé Martin".encode() not in file.read_bytes(), file.name


def seconds_of_work(work: Callable[[], object]) -> float:
    """Processor time of the better of two runs."""
    times = []
    for _ in range(2):
        began = process_time()
        work()
        times.append(process_time() - began)
    return min(times)


def test_five_thousand_records_are_stored_in_three_seconds_of_work(sqlite_ledger_url: str) -> None:
    given = put_of(*(review(n, f"Très bien, je recommande ! {n} " * 8, author=f"a{n % 97}") for n in range(5000)))
    with Ledger.open(sqlite_ledger_url) as ledger:
        began = process_time()
        assert ledger.put_records(given) == Counts(new=5000)
        assert process_time() - began < 3


def test_fingerprints_are_read_at_a_hundred_thousand_a_second_of_work(sqlite_ledger_url: str) -> None:
    with Ledger.open(sqlite_ledger_url) as ledger:
        ledger.put_records(put_of(review(1)))
        copy_record(sqlite_ledger_url, times=49_999)
        ids = list(ledger.fingerprints())
        assert len(ids) == 50_000
        assert seconds_of_work(ledger.fingerprints) < 0.5
        assert seconds_of_work(lambda: ledger.fingerprints(ids)) < 0.5


def copy_record(url: str, times: int) -> None:
    """Fill a ledger of one record with copies of it, faster than records can be stored."""
    names = ", ".join(column.name for column in records.c if column.name != "id")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :times) "
    rows = f"INSERT INTO records (id, {names}) SELECT printf('copy-%016x', i), {names} FROM n, records"
    database = connect(url)
    with database.writing() as connection:
        connection.execute(text(numbers + rows), {"times": times})
    database.close()
