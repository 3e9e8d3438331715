"""Calls counted for several servers together: a table of the moments of the last minute, in a database they share.

On one machine it is a small SQLite file of its own beside the ledger: it has nothing a backup should hold, need not
survive a power cut, and must not make importers wait. Several machines count in their PostgreSQL.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
)

from data.database import Database, connect
from data.identity import digest

WINDOW_S: Final = 60.0
PATIENCE_S: Final = 2.0
SWEEP_EVERY: Final = 200
"""Calls between two looks for moments that are over, of accounts that are not calling any more."""
own = MetaData()
Number = BigInteger().with_variant(Integer(), "sqlite")
calls = Table(
    "temoin_calls",
    own,
    Column("id", Number, primary_key=True),
    Column("account", Text, nullable=False),
    Column("at", Double, nullable=False),
    Index("ix_temoin_calls_account", "account", "at"),
    Index("ix_temoin_calls_at", "at"),
)
"""Accounts are salted digests: an address is nowhere in it."""


class SharedCalls:
    """The calls of the last minute by account; safe between threads and processes."""

    def __init__(self, database: Database, salt: str, clock: Callable[[], float] | None = None) -> None:
        """`clock` in seconds is one that all who share the calls agree on; without it, the database's."""
        self._database, self._salt, self._clock, self._spent = database, salt, clock, 0

    @classmethod
    def beside(cls, home: Path, ledger_url: str, salt: str, clock: Callable[[], float]) -> "SharedCalls":
        """Those of a home's servers: in its own file, or in the PostgreSQL of the ledger.

        Raises:
            LedgerError: the database cannot be reached or written.
        """
        is_file = ledger_url.startswith("sqlite")
        database = connect(f"sqlite:///{(home / 'calls.db').resolve()}" if is_file else ledger_url)
        if is_file:
            database.keep_write_ahead_log()
        with database.writing(PATIENCE_S) as connection:
            _create(connection)
        return cls(database, salt, clock if is_file else None)

    def spend(self, account: str, most: int) -> float:
        """Count one call where fewer than `most` were counted in the last minute.

        Gives 0.0 when it was counted, else the seconds until the next one would be (`LedgerError`).
        """
        who = digest(self._salt, "calls", account)[:32]
        with self._database.writing(PATIENCE_S) as connection:
            now = self._now(connection, who)
            self._sweep(connection, now)
            # a clock that was put back makes moments of the future: they count for nothing
            mine = (calls.c.account == who, calls.c.at > now - WINDOW_S, calls.c.at <= now)
            spent: list[float] = list(
                connection.scalars(select(calls.c.at).where(*mine).order_by(calls.c.at.desc()).limit(max(most, 1)))
            )
            if len(spent) >= most:
                return spent[most - 1] + WINDOW_S - now if most > 0 else WINDOW_S
            connection.execute(insert(calls).values(account=who, at=now))
        return 0.0

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _now(self, connection: Connection, who: str) -> float:
        """The moment, once nobody else counts this account's calls."""
        if self._clock is not None:
            return self._clock()
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(who))))
        return float(connection.scalar(text("SELECT extract(epoch FROM clock_timestamp())")) or 0.0)

    def _sweep(self, connection: Connection, now: float) -> None:
        if self._spent % SWEEP_EVERY == 0:
            connection.execute(delete(calls).where((calls.c.at <= now - WINDOW_S) | (calls.c.at > now)))
        self._spent += 1


def _create(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(calls.name))))
    if not inspect(connection).has_table(calls.name):
        calls.create(connection)
        if connection.dialect.name != "sqlite":
            connection.execute(text(f"ALTER TABLE {calls.name} SET UNLOGGED"))  # nothing a power cut may not take
