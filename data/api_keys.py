"""The API keys of one ledger: who holds which role until when; the key itself is nowhere, only its digest."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import insert, select, update

from data.audit import AuditEvent, write_event
from data.characters import keepable
from data.database import Database
from data.errors import NotFoundError
from data.tables import api_keys
from data.upserts import upsert

HERE: Final = "this machine"
"""Who acts when nobody is named: somebody with a shell on the server."""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is kept of a key: `digest` is of its secret part, `ends` the moment from which it is refused."""

    id: str
    role: str
    label: str
    digest: str
    created: datetime
    ends: datetime | None = None


class ApiKeys:
    """The keys of one ledger; moments are aware datetimes, each call is one transaction (`LedgerError`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, key: ApiKey, actor: str = HERE) -> None:
        """Keep a new key; that it was made, and by whom, is written down with it."""
        with self._database.writing() as connection:
            connection.execute(insert(api_keys).values({**asdict(key), "label": keepable(key.label)}))
            write_event(connection, AuditEvent(f"{key.role} key made", key.id, actor, key.created, key.label or None))

    def adopt(self, keys: Sequence[ApiKey]) -> None:
        """Keep keys as another ledger has them; what it says of a key that is here already wins."""
        with self._database.writing() as connection:
            upsert(connection, api_keys, [asdict(key) for key in keys])

    def find(self, key_id: str) -> ApiKey | None:
        """One key by its id, ended or not."""
        with self._database.reading() as connection:
            row = connection.execute(select(api_keys).where(api_keys.c.id == keepable(key_id))).one_or_none()
        return None if row is None else ApiKey(**row._mapping)

    def all(self) -> list[ApiKey]:
        """Every key, ended ones too, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(api_keys).order_by(api_keys.c.created, api_keys.c.id))
            return [ApiKey(**row._mapping) for row in rows]

    def end(self, key_id: str, at: datetime, actor: str = HERE) -> None:
        """Refuse a key from a moment on; one that ends sooner already keeps its end. It is written down, as by whom.

        Raises:
            NotFoundError: when no key has this id.
        """
        with self._database.writing() as connection:
            known = connection.execute(select(api_keys.c.ends).where(api_keys.c.id == keepable(key_id))).one_or_none()
            if known is None:
                raise NotFoundError(f"no key has the id {key_id!r}: python -m chat keys list shows them")
            if known.ends is None or known.ends > at:
                connection.execute(update(api_keys).where(api_keys.c.id == key_id).values(ends=at))
                said = f"ends {at.isoformat(timespec='seconds')}"
                write_event(connection, AuditEvent("key ended", key_id, actor, datetime.now(UTC), said))
