"""Writing records: what is new, what has changed, what goes; each function works inside one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from data.changes import Counts
from data.duplicates import count_copies, number_of_copies, release_copies
from data.records import SERVED
from data.revisions import NEVER_SERVED, adopt_revision, next_revision
from data.rows import Cells
from data.selection import among, rows_among
from data.tables import LIVE, records, removals
from data.upserts import upsert

BACK: Final = {"retired": False, "duplicate_of": None}


def write_records(connection: Connection, given: Iterable[Cells]) -> Counts:
    """Store the cells of records, the last word on an id winning; a retired record counts as new when it is back.

    A record whose words changed is no longer marked as a copy, nor are its copies marked as copies of it.
    """
    cells = {row["id"]: row for row in given}
    revision = next_revision(connection)
    before = {row.id: row for row in rows_among(connection, select(records), records.c.id, cells)}
    copies = number_of_copies(connection, before)
    after = {record_id: _after(row, before.get(record_id), copies, revision) for record_id, row in cells.items()}
    written = {record_id: row for record_id, row in after.items() if _differs(row, before.get(record_id))}
    upsert(connection, records, list(written.values()))
    regrouped = _regroup(
        connection, {i: (before[i], row) for i, row in written.items() if i in before}, copies, revision
    )
    if regrouped or any(row["revision"] == revision for row in written.values()):
        adopt_revision(connection, revision)
    new = sum(record_id not in before or before[record_id].retired for record_id in written)
    return Counts(new=new, changed=len(written) - new, unchanged=len(cells) - len(written))


def retire_records(connection: Connection, ids: Collection[str]) -> int:
    """Stop serving records that are no longer in their source; how many were live."""
    revision = next_revision(connection)
    rows = rows_among(connection, select(records).where(LIVE), records.c.id, ids)
    if _retire(connection, rows, revision):
        adopt_revision(connection, revision)
    return len(rows)


def erase_records(connection: Connection, ids: Collection[str]) -> int:
    """Delete records for good; only the id of one that was ever served stays, so that indexes drop it too."""
    revision = next_revision(connection)
    rows = rows_among(connection, select(records), records.c.id, ids)
    seen = _retire(connection, [row for row in rows if not row.retired], revision)
    connection.execute(delete(records).where(among(connection, records.c.id, ids)))
    marks = [{"record_id": row.id, "revision": revision} for row in rows if row.revision != NEVER_SERVED]
    upsert(connection, removals, marks)
    if seen or marks:
        adopt_revision(connection, revision)
    return len(rows)


def _retire(connection: Connection, rows: Sequence[Row[Any]], revision: int) -> bool:
    change = update(records).where(records.c.id == bindparam("_id"))
    gone: Cells = {"retired": True, "duplicate_of": None, "duplicates": 0, "revision": bindparam("revision")}
    served = {row.id for row in rows if _is_served(row._mapping)}
    marks = [{"_id": row.id, "revision": revision if row.id in served else row.revision} for row in rows]
    if marks:
        connection.execute(change.values(gone), marks)
    recounted = count_copies(connection, {row.duplicate_of for row in rows if row.duplicate_of}, revision)
    released = release_copies(connection, {row.id for row in rows}, revision)
    return bool(served) or recounted or released


def _regroup(
    connection: Connection, written: Mapping[str, tuple[Row[Any], Cells]], copies: Collection[str], revision: int
) -> bool:
    gone = {i for i, (old, new) in written.items() if i in copies and (old.text != new["text"] or not _is_served(new))}
    left = {old.duplicate_of for old, new in written.values() if old.duplicate_of != new["duplicate_of"]}
    released = release_copies(connection, gone, revision)
    recounted = count_copies(connection, left, revision)
    return released or recounted


def _after(row: Cells, before: Row[Any] | None, copies: Mapping[str, int], revision: int) -> Cells:
    if before is None:
        own = BACK
        seen = _is_served(row | own)
        return row | own | {"revision": revision if seen else NEVER_SERVED}
    same_words = row["text"] == before.text and not before.retired
    own = BACK | ({"duplicate_of": before.duplicate_of} if same_words else {})
    counted = max(row["duplicates"], copies.get(before.id, 0)) if same_words else row["duplicates"]
    after = row | own | {"duplicates": counted}
    # what the source said in other words, or rules of another version, is nothing a reader of the index could see
    same = all(before._mapping[name] == value for name, value in after.items() if name != "fingerprint")
    seen = not same and (_is_served(after) or _is_served(before._mapping))
    return after | {"revision": revision if seen else before.revision}


def _differs(after: Cells, before: Row[Any] | None) -> bool:
    return before is None or any(before._mapping[name] != value for name, value in after.items() if name != "revision")


def _is_served(cells: Mapping[Any, Any]) -> bool:
    return not cells["retired"] and cells["duplicate_of"] is None and cells["status"] in SERVED
