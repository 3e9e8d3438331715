"""The database under the ledger: a SQLite file, or PostgreSQL by URL; a transaction either reads or writes."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from data.errors import LedgerError

EXPECTED: Final = "expected sqlite:////folder/ledger.db or postgresql+psycopg://user:password@host/database"
WAIT_FOR_WRITER_S: Final = 30
WAIT_FOR_READERS_S: Final = 0.5
SCRUB_S: Final = 10
CONTACT_S: Final = 4.5
FILE_ARGUMENTS: Final = {"timeout": WAIT_FOR_WRITER_S}
SERVER_ARGUMENTS: Final = {"connect_timeout": int(CONTACT_S), "application_name": "temoin"}
POSTGRES_NAMES: Final = ("postgres", "postgresql", "postgresql+psycopg")
DAMAGED: Final = "it is damaged or no ledger: put back a copy, or move it away and import the exports again"
REMEDIES: Final = {
    "database is locked": "another process has been writing all the while: let it finish or stop it",
    "lock timeout": "another process has been writing all the while: let it finish or stop it",
    "disk is full": "free some space on its disk",
    "No space left": "free some space on its disk",
    "malformed": DAMAGED,
    "not a database": DAMAGED,
    "disk I/O error": DAMAGED,
    "readonly database": "make the file and its folder writable",
    "unable to open": "its folder must exist and be writable, and it must be a file",
    "password authentication": "check the user and the password in the URL",
    "permission denied": "let the user of the URL create tables in its schema",
    "does not exist": "create it, or correct the name in the URL",
    "QueuePool limit": "too many readers at once are keeping their connection: let some finish",
    "connect": "check that the server runs and that the address in the URL is right",
    "resolve": "check that the server runs and that the address in the URL is right",
}
"""What helps, by a fragment of what the database said; the first that matches."""


class Database:
    """One database and its pool of connections; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.name = engine.url.render_as_string(hide_password=True)
        self._engine = engine
        snapshot = {} if self.is_file else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._readers = engine.execution_options(**snapshot)
        self._writers = engine.execution_options(writes=True)

    @property
    def is_file(self) -> bool:
        """Whether this is SQLite."""
        return self._engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of a SQLite ledger; `None` on PostgreSQL."""
        return Path(self._engine.url.database or "") if self.is_file else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees one moment of the ledger, however long it lasts, and keeps no writer waiting.

        Raises:
            LedgerError: when the database fails.
        """
        with self._explained(), self._readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, patience_s: float | None = None) -> Iterator[Connection]:
        """Open a transaction that waits for its turn to write; what it wrote is on disk when the block is left.

        Raises:
            LedgerError: when the database fails, or another process keeps writing for `patience_s` seconds, half a
                minute unless another is given.
        """
        with (
            self._explained(),
            self._writers.connect() as connection,
            self._patient(connection, patience_s),
            connection.begin(),
        ):
            if not self.is_file:
                most_s = WAIT_FOR_WRITER_S if patience_s is None else patience_s
                connection.execute(text(f"SET LOCAL lock_timeout = '{int(most_s * 1000)}ms'"))
            yield connection

    def contact(self, patience_s: float = CONTACT_S) -> None:
        """Reach a PostgreSQL server once, giving up after `patience_s` seconds whatever the network does.

        Raises:
            LedgerError: when it cannot be reached.
        """
        if self.is_file:
            return
        answer: SimpleQueue[LedgerError | None] = SimpleQueue()
        Thread(target=lambda: answer.put(self._failure_to_connect()), daemon=True).start()
        try:
            failure = answer.get(timeout=patience_s)
        except Empty:
            remedy = REMEDIES["connect"]
            raise LedgerError(f"ledger {self.name} did not answer within {patience_s:g} s: {remedy}") from None
        if failure:
            raise failure

    def keep_write_ahead_log(self) -> None:
        """Let readers and the writer of a SQLite file work side by side; the file remembers it.

        Raises:
            LedgerError: when its disk does not allow it.
        """
        with self._explained(), self._engine.connect() as connection:
            mode = self._pragma(connection, "journal_mode=WAL")
        if mode != "wal":
            raise LedgerError(
                f"ledger {self.name} is on a disk without shared memory (journal mode {mode!r}, expected 'wal'): "
                "keep it on a local disk, or use PostgreSQL"
            )

    def fold_log(self) -> None:
        """Empty SQLite's write-ahead log into the file, so that erased words are in neither.

        A reader in the middle of its work puts it off until the ledger is closed by all.
        """
        if self.is_file:
            with self._explained(), self._engine.connect() as connection:
                self._pragma(connection, f"busy_timeout={int(WAIT_FOR_READERS_S * 1000)}")
                self._pragma(connection, "wal_checkpoint(TRUNCATE)")
                self._pragma(connection, f"busy_timeout={WAIT_FOR_WRITER_S * 1000}")

    def scrub(self, tables: Sequence[str]) -> bool:
        """Write a SQLite file, or these tables of a server, anew, so that no page keeps what was deleted from it.

        `False` where readers of another process keep an older state open for longer than `SCRUB_S` seconds: what was
        deleted is then still in the file's log. A server's own log is the server's.
        """
        with self._explained(), self._engine.connect() as connection:
            if not self.is_file:
                writer = connection.execution_options(isolation_level="AUTOCOMMIT")
                writer.execute(text(f"SET lock_timeout = '{SCRUB_S}s'"))
                for name in tables:
                    writer.execute(text(f'VACUUM FULL "{name}"'))
                writer.execute(text("RESET lock_timeout"))
                return True
            connection.connection.cursor().execute("VACUUM").close()
            self._pragma(connection, f"busy_timeout={SCRUB_S * 1000}")
            waits = self._pragma(connection, "wal_checkpoint(TRUNCATE)")
            self._pragma(connection, f"busy_timeout={WAIT_FOR_WRITER_S * 1000}")
            return waits == 0

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._engine.dispose()

    def _failure_to_connect(self) -> LedgerError | None:
        try:
            with self.reading():
                return None
        except LedgerError as error:
            return error

    @contextmanager
    def _patient(self, connection: Connection, patience_s: float | None) -> Iterator[None]:
        """Let a SQLite connection wait so long for its turn, and as long as before afterwards."""
        if patience_s is None or not self.is_file:
            yield
            return
        before = self._pragma(connection, "busy_timeout")
        self._pragma(connection, f"busy_timeout={int(patience_s * 1000)}")
        try:
            yield
        finally:
            self._pragma(connection, f"busy_timeout={before}")

    @staticmethod
    def _pragma(connection: Connection, pragma: str) -> object:
        cursor = connection.connection.cursor()  # the driver's own: these pragmas refuse to run inside a transaction
        row = cursor.execute(f"PRAGMA {pragma}").fetchone()
        cursor.close()
        return row[0]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, UnicodeError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            said = " ".join(str(cause).split())
            remedy = next((help_ for part, help_ in REMEDIES.items() if part in said), "see the database's own log")
            raise LedgerError(f"ledger {self.name}: {said}; {remedy}") from error


def connect(url: str) -> Database:
    """Prepare the database at a SQLAlchemy URL, without contacting it yet.

    Raises:
        LedgerError: when the URL is malformed, names another database, or its driver is not installed.
    """
    address = _address(url)
    is_file = address.drivername == "sqlite"
    arguments = FILE_ARGUMENTS if is_file else SERVER_ARGUMENTS
    pool: dict[str, Any] = {"max_overflow": -1} if is_file else {"pool_pre_ping": True}
    try:
        engine = create_engine(
            address,
            connect_args={name: value for name, value in arguments.items() if name not in address.query},
            json_serializer=partial(json.dumps, ensure_ascii=False),
            **pool,
        )
    except ModuleNotFoundError as error:
        raise LedgerError(
            f"{error.name} is not installed, PostgreSQL needs it: pip install 'temoin[postgres]'"
        ) from error
    if is_file:
        event.listen(engine, "connect", _prepare_file_connection)
        event.listen(engine, "begin", _begin_on_file)
    return Database(engine)


def _address(url: str) -> URL:
    shown = re.sub(r"://.*@", "://***@", url)
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"ledger URL {shown!r} cannot be read: {EXPECTED}") from error
    if address.drivername in POSTGRES_NAMES:
        return address.set(drivername="postgresql+psycopg")
    if address.drivername != "sqlite":
        raise LedgerError(f"ledger URL {shown!r} names a database the ledger cannot live in: {EXPECTED}")
    if not address.database or address.database == ":memory:":
        raise LedgerError(f"ledger URL {shown!r} names no file, and a ledger in memory would be lost: {EXPECTED}")
    return address.set(database=str(Path(address.database).resolve()))


def _prepare_file_connection(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so, not where the driver guesses
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_on_file(connection: Connection) -> None:
    # A writer takes its turn at once: one that read first could be refused when it came to write.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
