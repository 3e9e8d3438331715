"""Near-duplicates: of the copies of one text the kept one is served and counts the others, which stay marked."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from data.errors import LedgerError
from data.records import SERVED
from data.selection import rows_among
from data.tables import LIVE, records

MARKED = select(records.c.id, records.c.duplicate_of, records.c.duplicates, records.c.status, records.c.revision)
Rows = dict[str, Row[Any]]


def mark_copies(connection: Connection, pairs: Mapping[str, str | None], revision: int) -> bool:
    """Mark each record as a copy of another, or of none; whether anything readers see has changed.

    A copy of a copy becomes a copy of the kept one, and so do the copies a newly marked record had.

    Raises:
        LedgerError: when a record is not in the ledger, or records are copies of one another in a circle.
    """
    family = _family(connection, pairs)
    parents = {record_id: row.duplicate_of for record_id, row in family.items()} | dict(pairs)
    kept = {record_id: _kept(record_id, parents) for record_id in sorted(family)}
    moved = {record_id: of for record_id, of in kept.items() if of != family[record_id].duplicate_of}
    seen = _write(connection, "duplicate_of", family, moved, revision)
    touched = set(moved) | set(moved.values()) | {family[record_id].duplicate_of for record_id in moved}
    recounted = count_copies(connection, {of for of in touched if of is not None}, revision)
    return seen or recounted


def count_copies(connection: Connection, kept: Collection[str], revision: int) -> bool:
    """Let each kept record count its copies; whether anything readers see has changed."""
    copies = number_of_copies(connection, kept)
    rows = {row.id: row for row in rows_among(connection, MARKED.where(LIVE), records.c.id, kept)}
    wrong = {record_id: copies.get(record_id, 0) for record_id in sorted(rows)}
    wrong = {record_id: count for record_id, count in wrong.items() if count != rows[record_id].duplicates}
    return _write(connection, "duplicates", rows, wrong, revision)


def number_of_copies(connection: Connection, kept: Collection[str]) -> dict[str, int]:
    """How many live records are marked as copies of each id; an id without copies is left out."""
    counted = select(records.c.duplicate_of, func.count().label("number")).where(LIVE).group_by(records.c.duplicate_of)
    rows = rows_among(connection, counted, records.c.duplicate_of, kept)
    return {row.duplicate_of: row.number for row in rows}


def release_copies(connection: Connection, gone: Collection[str], revision: int) -> bool:
    """Let the first copy of each record in `gone` take its place; whether anything readers see has changed.

    For kept records that are no longer served, or whose words are no longer those of their copies. A copy that
    moderation lets through goes before one it does not.
    """
    groups: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows_among(connection, MARKED.where(LIVE), records.c.duplicate_of, gone):
        groups[row.duplicate_of].append(row)
    pairs: dict[str, str | None] = {}
    for copies in groups.values():
        heir, *others = (row.id for row in sorted(copies, key=lambda row: (row.status not in SERVED, row.id)))
        pairs |= {heir: None} | dict.fromkeys(others, heir)
    return bool(pairs) and mark_copies(connection, pairs, revision)


def _family(connection: Connection, pairs: Mapping[str, str | None]) -> Rows:
    named = set(pairs) | {of for of in pairs.values() if of is not None}
    family = {row.id: row for row in rows_among(connection, MARKED.where(LIVE), records.c.id, named)}
    if missing := sorted(named - family.keys()):
        raise LedgerError(
            f"record {missing[0]!r} cannot be a duplicate or have one: it is not in the ledger, or retired; "
            "store it first"
        )
    followers = rows_among(connection, MARKED.where(LIVE), records.c.duplicate_of, pairs)
    return family | {row.id: row for row in followers}


def _kept(record_id: str, parents: Mapping[str, str | None]) -> str | None:
    chain = [record_id]
    while (parent := parents.get(chain[-1])) is not None:
        if parent in chain:
            raise LedgerError(
                f"records {' → '.join([*chain, parent])} are each a duplicate of the next: leave one of them unmarked"
            )
        chain.append(parent)
    return chain[-1] if len(chain) > 1 else None


def _write(connection: Connection, column: str, rows: Rows, values: Mapping[str, Any], revision: int) -> bool:
    change = update(records).where(records.c.id == bindparam("_id"))
    seen = {record_id for record_id in values if rows[record_id].status in SERVED}
    cells = [
        {"_id": record_id, column: value, "revision": revision if record_id in seen else rows[record_id].revision}
        for record_id, value in values.items()
    ]
    if cells:
        connection.execute(change.values({column: bindparam(column), "revision": bindparam("revision")}), cells)
    return bool(seen)
