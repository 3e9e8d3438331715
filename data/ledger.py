"""The ledger: every product and record, the single source of truth; indexes are built from it and can be thrown away.

Every method is one transaction: what it wrote is on disk when it returns, and what it reads is one moment of the
ledger. A ledger may be shared between threads, and opened by several processes at once, each for itself: not across a
fork. Every method raises `LedgerError` when the database fails.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import TracebackType

from sqlalchemy import Select, func, select

from data.answer_log import AnswerLog
from data.api_keys import ApiKeys
from data.audit import AuditLog
from data.care import Care
from data.changes import Change, Counts
from data.characters import keepable
from data.database import Database, connect
from data.duplicates import mark_copies
from data.erasing import Eraser
from data.errors import LedgerError, NotFoundError
from data.journal import Journal
from data.ledger_products import all_products, find_product, write_products
from data.ledger_records import erase_records, retire_records, write_records
from data.ledger_vectors import Vector, drop_vectors, read_vectors, write_vectors
from data.migration import prepare
from data.originals import Originals
from data.products import Product
from data.records import Kind, Record, Status
from data.revisions import adopt_revision, changes_after, current_revision, next_revision
from data.rows import product_cells, record_cells, record_of
from data.selection import rows_among, streamed
from data.tables import LIVE, SERVED_RECORD, records

__all__ = ["Change", "Counts", "Ledger"]


class Ledger:
    """One ledger, on SQLite or PostgreSQL; close it, or use it in a `with` block."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.journal = Journal(database)
        self.answers = AnswerLog(database)
        self.keys = ApiKeys(database)
        self.care = Care(database)
        self.audit = AuditLog(database)
        self.originals = Originals(database)
        self.eraser = Eraser(database)

    @classmethod
    def open(cls, url: str) -> "Ledger":
        """Open the ledger at a SQLAlchemy URL, creating or migrating it where needed.

        Raises:
            LedgerError: when the URL is not one of SQLite or PostgreSQL, the database cannot be reached within five
                seconds, is damaged, holds something else, or was written by a newer version.
        """
        database = connect(url)
        try:
            database.contact()
            prepare(database)
        except LedgerError:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def put_products(self, products: Sequence[Product]) -> Counts:
        """Store products; one already there is replaced, aliases included.

        Raises:
            LedgerError: when a text holds a NUL or half a surrogate pair.
        """
        cells = [product_cells(product) for product in products]
        with self._database.writing() as connection:
            return write_products(connection, cells)

    def products(self) -> list[Product]:
        """Every product, by id."""
        with self._database.reading() as connection:
            return all_products(connection)

    def product(self, id_or_alias: str) -> Product:
        """One product, by its id or else by an alias only it has.

        Raises:
            NotFoundError: naming the nearest ids, or the products that share the alias.
        """
        with self._database.reading() as connection:
            return find_product(connection, keepable(id_or_alias))

    def put_records(self, records: Sequence[tuple[Record, str]]) -> Counts:
        """Store records, each with the fingerprint of what its source said; all of them or, on an error, none.

        A record is unchanged when every field and the fingerprint are; a retired one comes back as new.

        Raises:
            LedgerError: when a text holds a NUL or half a surrogate pair, or a number is not finite.
        """
        cells = [record_cells(record, fingerprint) for record, fingerprint in records]
        with self._database.writing() as connection:
            return write_records(connection, cells)

    def fingerprints(self, ids: Sequence[str] | None = None) -> dict[str, str]:
        """Give the fingerprint by id of every record that is not retired, or of those among `ids`."""
        columns = select(records.c.id, records.c.fingerprint).where(LIVE)
        with self._database.reading() as connection:
            if ids is None:
                return {row.id: row.fingerprint for row in connection.execute(columns).all()}
            return {row.id: row.fingerprint for row in rows_among(connection, columns, records.c.id, ids)}

    def record(self, record_id: str, *, served_only: bool = True) -> Record:
        """One record; one that is not served only where `served_only` is off.

        Raises:
            NotFoundError: when there is none, or it is not served.
        """
        with self._database.reading() as connection:
            wanted = select(records, SERVED_RECORD.label("served")).where(records.c.id == keepable(record_id))
            row = connection.execute(wanted).one_or_none()
        if row is None:
            raise NotFoundError(f"no record has the id {record_id!r}: it was never stored, or it was erased")
        if served_only and not row.served:
            reason = "retired" if row.retired else f"a copy of {row.duplicate_of}" if row.duplicate_of else row.status
            raise NotFoundError(f"record {record_id!r} is not served: it is {reason}")
        return record_of(row)

    def records_among(self, ids: Collection[str], *, served_only: bool = True) -> dict[str, Record]:
        """Find records by their ids; those that are not there or not served are left out."""
        wanted = select(records).where(SERVED_RECORD) if served_only else select(records)
        with self._database.reading() as connection:
            return {row.id: record_of(row) for row in rows_among(connection, wanted, records.c.id, ids)}

    def records(
        self,
        product_id: str | None = None,
        kinds: Collection[Kind] | None = None,
        *,
        served_only: bool = True,
        statuses: Collection[Status] | None = None,
    ) -> Iterator[Record]:
        """Read records one after the other, without holding them all in memory.

        Those of one product come newest first, the undated last, then by id; those of all products by id. Without
        `served_only`, retired, hidden and copied records come too.
        """
        wanted: Select[tuple[object, ...]] = select(records)
        if served_only:
            wanted = wanted.where(SERVED_RECORD)
        if kinds is not None:
            wanted = wanted.where(records.c.kind.in_(sorted(kinds)))
        if statuses is not None:
            wanted = wanted.where(records.c.status.in_(sorted(statuses)))
        if product_id is not None:
            newest = records.c.published.desc().nulls_last()
            wanted = wanted.where(records.c.product_id == product_id).order_by(newest)
        with self._database.reading() as connection:
            for row in streamed(connection, wanted.order_by(records.c.id)):
                yield record_of(row)

    def counts(self) -> dict[str, dict[Kind, int]]:
        """How many records are served, by product and kind."""
        grouped = select(records.c.product_id, records.c.kind, func.count()).where(SERVED_RECORD)
        ordered = grouped.group_by(records.c.product_id, records.c.kind).order_by(records.c.product_id, records.c.kind)
        found: dict[str, dict[Kind, int]] = {}
        with self._database.reading() as connection:
            for product_id, kind, count in connection.execute(ordered):
                found.setdefault(product_id, {})[Kind(kind)] = count
        return found

    def ids_of_source(self, source: str) -> set[str]:
        """Ids of the records of one source that are not retired."""
        with self._database.reading() as connection:
            return set(connection.scalars(select(records.c.id).where(LIVE, records.c.source == source)))

    def ids_of_author(self, author: str, source: str | None = None) -> set[str]:
        """Ids of everything one author wrote, retired records included; in one source where it is given."""
        written = select(records.c.id).where(records.c.author == author)
        with self._database.reading() as connection:
            return set(connection.scalars(written if source is None else written.where(records.c.source == source)))

    def retire(self, ids: Collection[str]) -> int:
        """Stop serving records that have left their source; how many were live.

        They stay in the ledger and come back when they are stored again. Where one had copies, the first of them
        is served in its place.
        """
        with self._database.writing() as connection:
            return retire_records(connection, ids)

    def erase(self, ids: Collection[str]) -> int:
        """Delete records for good, as their author may ask; how many there were.

        The vectors of their texts stay in the cache until `prune_vectors`.
        """
        with self._database.writing() as connection:
            erased = erase_records(connection, ids)
        self._database.fold_log()
        return erased

    def mark_duplicates(self, pairs: Mapping[str, str | None]) -> None:
        """Mark each record as a copy of another, which is kept and counts it; `None` takes the mark away.

        A copy is not served. A copy of a copy is one of the kept record.

        Raises:
            LedgerError: when a record is not in the ledger, or all records of a circle would be copies.
        """
        with self._database.writing() as connection:
            revision = next_revision(connection)
            if mark_copies(connection, pairs, revision):
                adopt_revision(connection, revision)

    def duplicates(self) -> dict[str, str]:
        """Give the kept record's id by the id of each of its copies."""
        marked = select(records.c.id, records.c.duplicate_of).where(LIVE, records.c.duplicate_of.is_not(None))
        with self._database.reading() as connection:
            return {row.id: row.duplicate_of for row in connection.execute(marked.order_by(records.c.id))}

    def revision(self) -> int:
        """Give a number that grows by one with each call that changed something served."""
        with self._database.reading() as connection:
            return current_revision(connection)

    def changes_since(self, revision: int) -> Iterator[Change]:
        """Each record whose serving changed after `revision`, once, as it is now; 0 gives all there is.

        Take `revision()` before the changes: what is written meanwhile then comes again with the next call, rather
        than never.
        """
        with self._database.reading() as connection:
            yield from changes_after(connection, revision)

    def vectors(self, model_id: str, hashes: Collection[str]) -> dict[str, Vector]:
        """Find cached vectors of shape (dimensions,) by text hash; texts not in the cache are left out."""
        with self._database.reading() as connection:
            return read_vectors(connection, model_id, hashes)

    def put_vectors(self, model_id: str, vectors: Mapping[str, Vector]) -> None:
        """Cache vectors by text hash, as float32.

        Raises:
            LedgerError: when a vector is not one row of finite numbers.
        """
        with self._database.writing() as connection:
            write_vectors(connection, model_id, vectors)

    def prune_vectors(self, model_id: str, keep: Collection[str]) -> int:
        """Drop the model's vectors of every text whose hash is not in `keep`; how many went."""
        with self._database.writing() as connection:
            return drop_vectors(connection, model_id, keep)
