"""What records said before personal data was hidden in them, sealed; the ledger never sees the words or the key."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select

from data.database import Database
from data.selection import among, rows_among
from data.tables import originals
from data.upserts import upsert


class Originals:
    """The sealed originals of one ledger; each call is one transaction (`LedgerError` when the database fails)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, sealed: Mapping[str, bytes], at: datetime) -> None:
        """Keep sealed originals by record id; one that is there already is replaced."""
        rows = [{"record_id": record_id, "sealed": token, "at": at} for record_id, token in sealed.items()]
        if rows:
            with self._database.writing() as connection:
                upsert(connection, originals, rows)

    def find(self, record_id: str) -> bytes | None:
        """The sealed original of a record; `None` where none was kept."""
        with self._database.reading() as connection:
            found = connection.scalar(select(originals.c.sealed).where(originals.c.record_id == record_id))
        return None if found is None else bytes(found)

    def drop(self, record_ids: Collection[str]) -> int:
        """Delete the originals of some records; how many there were."""
        with self._database.writing() as connection:
            gone = connection.execute(delete(originals).where(among(connection, originals.c.record_id, record_ids)))
            return int(gone.rowcount)

    def count(self) -> int:
        """How many there are."""
        with self._database.reading() as connection:
            return int(connection.scalar(select(func.count()).select_from(originals)) or 0)

    def blocks(self, most: int = 500) -> Iterator[dict[str, bytes]]:
        """All of them by record id, so many at a time; written ones may be put back between two."""
        with self._database.reading() as connection:
            ids = list(connection.scalars(select(originals.c.record_id).order_by(originals.c.record_id)))
        for first in range(0, len(ids), most):
            with self._database.reading() as connection:
                rows = rows_among(connection, select(originals), originals.c.record_id, ids[first : first + most])
                yield {row.record_id: bytes(row.sealed) for row in rows}
