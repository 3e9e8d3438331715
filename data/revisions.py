"""The ledger's revision: one number that grows whenever something readers see has changed."""

from collections.abc import Iterator

from sqlalchemy import Connection, select, update

from data.changes import Change
from data.rows import record_of
from data.selection import streamed
from data.tables import SERVED_RECORD, records, removals, state

NEVER_SERVED = 0


def current_revision(connection: Connection) -> int:
    """Read the revision of the last change."""
    return int(connection.execute(select(state.c.revision)).scalar_one())


def next_revision(connection: Connection) -> int:
    """Take the revision this transaction may give its changes; other writers wait until it ends.

    Without the lock a later revision could be seen before an earlier one, and a reader would miss changes.
    """
    return int(connection.execute(select(state.c.revision).with_for_update()).scalar_one()) + 1


def adopt_revision(connection: Connection, revision: int) -> None:
    """Make it the ledger's revision: something readers see has changed."""
    connection.execute(update(state).values(revision=revision))


def changes_after(connection: Connection, revision: int) -> Iterator[Change]:
    """Each record that changed after `revision`, once, as it is now."""
    is_later = records.c.revision > revision
    changed = select(records, SERVED_RECORD.label("served")).where(is_later)
    for row in streamed(connection, changed.order_by(records.c.id)):
        yield Change(row.id, record_of(row) if row.served else None)
    erased = select(removals.c.record_id).where(removals.c.revision > revision)
    unless_back = removals.c.record_id.not_in(select(records.c.id).where(is_later))
    for record_id in connection.scalars(erased.where(unless_back).order_by(removals.c.record_id)):
        yield Change(record_id, None)
