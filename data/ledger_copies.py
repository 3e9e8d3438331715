"""Copies of a whole ledger, made while others read and write it: out to one SQLite file, and back in."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Integer, delete, func, insert, select

from data.database import Database, connect
from data.errors import LedgerError
from data.migration import prepare
from data.rows import Cells
from data.selection import streamed
from data.tables import metadata

PAGES: Final = 500
ROWS: Final = 1_000
WAIT_S: Final = 30
Progress = Callable[[int, int], None]
"""Told the steps done and the steps there are, in all."""


def copy_out(source: Database, target: Path, progress: Progress) -> None:
    """Write what a ledger holds at this moment to a file that is not there yet; nobody has to wait meanwhile.

    Raises:
        LedgerError: when either cannot be read or written.
    """
    if source.file is not None:
        with _explained(target):
            _copy_file(source.file, target, progress)
    else:
        with opened_file(target) as copy:
            _copy_tables(source, copy, progress)
    with _explained(target), closing(sqlite3.connect(target)) as written:
        written.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    target.chmod(0o600)


def copy_in(source: Path, target: Database, progress: Progress) -> None:
    """Put what a file of `copy_out` holds in the place of a ledger, at once: all of it or nothing.

    Readers see the old ledger until the last page or row is written, then the new one.

    Raises:
        LedgerError: when either cannot be read or written, or a writer does not let go.
    """
    if target.file is not None:
        with _explained(target.file):
            _copy_file(source, target.file, progress)
    else:
        with opened_file(source) as copy:
            _copy_tables(copy, target, progress)


def put_in_place(source: Path, target: Path) -> None:
    """Let a file of `copy_out` be the ledger where there is none that can be opened."""
    for beside in ("-wal", "-shm"):
        target.with_name(target.name + beside).unlink(missing_ok=True)
    os.replace(source, target)


@contextmanager
def opened_file(path: Path) -> Iterator[Database]:
    """The SQLite ledger in a file, created or migrated where needed."""
    database = connect(f"sqlite:///{path}")
    try:
        prepare(database)
        yield database
    finally:
        database.fold_log()
        database.close()


@contextmanager
def reading_file(path: Path) -> Iterator[Connection]:
    """Read a SQLite ledger as it is, whatever its schema, changing nothing."""
    database = connect(f"sqlite:///{path}")
    try:
        with database.reading() as connection:
            yield connection
    finally:
        database.close()


def _copy_file(source: Path, target: Path, progress: Progress) -> None:
    given = {"timeout": WAIT_S, "isolation_level": None}
    # options by name, as sqlite3 takes them
    with closing(sqlite3.connect(source, **given)) as live, closing(sqlite3.connect(target, **given)) as copy:  # type: ignore[call-overload]
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it is one moment that is read
        live.backup(copy, pages=PAGES, progress=lambda _, left, total: progress(total - left, total))


def _copy_tables(source: Database, target: Database, progress: Progress) -> None:
    with source.reading() as old, target.writing() as new:
        tables = metadata.sorted_tables
        total = sum(old.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
        done = 0
        for table in reversed(tables):
            new.execute(delete(table))
        for table in tables:
            for rows in _blocks(streamed(old, select(table))):
                new.execute(insert(table), rows)
                done += len(rows)
                progress(done, total)
        _go_on_counting(new)


def _blocks(rows: Iterator[Any]) -> Iterator[Sequence[Cells]]:
    block: list[Cells] = []
    for row in rows:
        block.append(dict(row._mapping))
        if len(block) == ROWS:
            yield block
            block = []
    if block:
        yield block


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL number the next rows after those that came with a number."""
    if connection.dialect.name == "sqlite":
        return
    for table in metadata.sorted_tables:
        (key, *others) = table.primary_key.columns
        if others or not isinstance(key.type, Integer) or key.autoincrement is False:
            continue
        last = connection.scalar(select(func.max(key)))
        sequence = func.pg_get_serial_sequence(table.name, key.name)
        connection.execute(select(func.setval(sequence, last or 1, last is not None)))


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise LedgerError(
            f"ledger {path}: {error}; free some space, let other writers finish, and check that it is a ledger"
        ) from error


def integrity_of(path: Path) -> str | None:
    """What SQLite finds wrong in a file that nobody writes; `None` when nothing."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
            said = str(file.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        said = str(error)
    return None if said == "ok" else said


__all__ = ["Progress", "copy_in", "copy_out", "integrity_of", "opened_file", "put_in_place", "reading_file"]
