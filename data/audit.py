"""Who did what: every act of staff and every event of a key, beside people's decisions and the imports, in one list.

An act stands among the decisions under a rule of its own, which no statement of reasons tells.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, insert, not_, or_, select

from data.characters import keepable
from data.database import Database
from data.tables import decisions, imports, tombstones

RULE: Final = "audit"
VERSION: Final = "1"
AUTOMATIC: Final = ("rules@", "source:")
"""How the actor of a decision begins that no person made."""
NOBODY: Final = "-"


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """`action` in a few words ("key made"), `about` an id: a record's, a key's, a backup's; `actor` who did it."""

    action: str
    about: str
    actor: str
    at: datetime
    reason: str | None = None


class AuditLog:
    """The acts written down in one ledger (`LedgerError` when the database fails)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, event: AuditEvent) -> None:
        """Write an act down."""
        with self._database.writing() as connection:
            write_event(connection, event)

    def acts(self, since: datetime) -> list[AuditEvent]:
        """What `add` wrote down from a moment on, oldest first."""
        wanted = select(decisions).where(decisions.c.rule == RULE, decisions.c.at >= since)
        with self._database.reading() as connection:
            rows = connection.execute(wanted.order_by(decisions.c.at, decisions.c.id))
            return [AuditEvent(row.status, row.record_id, row.actor, row.at, row.reason) for row in rows]

    def read(self, limit: int = 1000) -> list[AuditEvent]:
        """Acts, people's decisions, imports and erasures, newest first."""
        with self._database.reading() as connection:
            parts = [_decided(connection, limit), _imported(connection, limit), _erased(connection, limit)]
            return list(islice(merge(*parts, key=lambda event: event.at, reverse=True), limit))


def write_event(connection: Connection, event: AuditEvent) -> None:
    """Write an act down inside the transaction that does it."""
    cells: dict[str, Any] = {
        "record_id": keepable(event.about),
        "rule": RULE,
        "rule_version": VERSION,
        "status": event.action,
        "reason": event.reason and keepable(event.reason),
        "actor": keepable(event.actor),
        "at": event.at,
    }
    connection.execute(insert(decisions).values(cells))


def _decided(connection: Connection, limit: int) -> Iterator[AuditEvent]:
    by_person = not_(or_(*(decisions.c.actor.startswith(start) for start in AUTOMATIC)))
    newest = select(decisions).where(by_person).order_by(decisions.c.at.desc(), decisions.c.id.desc()).limit(limit)
    for row in connection.execute(newest).all():
        action = row.status if row.rule == RULE else f"record {row.status}"
        yield AuditEvent(action, row.record_id, row.actor, row.at, row.reason)


def _imported(connection: Connection, limit: int) -> Iterator[AuditEvent]:
    newest = select(imports).order_by(imports.c.started.desc(), imports.c.id.desc()).limit(limit)
    for row in connection.execute(newest).all():
        action = "import" if row.finished else "import that did not end"
        yield AuditEvent(action, row.source, NOBODY, row.started)


def _erased(connection: Connection, limit: int) -> Iterator[AuditEvent]:
    """Moments at which somebody was erased: several tombstones of one moment are one erasure."""
    newest = select(tombstones.c.at).distinct().order_by(tombstones.c.at.desc()).limit(limit)
    for at in connection.scalars(newest).all():
        yield AuditEvent("contributor erased", NOBODY, NOBODY, at)
