"""What a ledger says, whatever database it lives in: one hash, a count for each table, and its faults."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Table, func, select, text

from data.audit import RULE as AUDIT
from data.selection import streamed
from data.tables import decisions, metadata, records, removals, state, vectors

DERIVED: Final = (vectors, removals)
"""Made again from the rest, or told to indexes only."""
NUMBERING: Final = (state.c.revision, records.c.revision)
"""How far indexes have to catch up; says nothing of the content."""
MOST_FAULTS: Final = 20


@dataclass(frozen=True, slots=True)
class Content:
    """`hash` of every row but those of `DERIVED` and acts of staff, 64 hex digits; `counts` of rows by table."""

    hash: str
    counts: Mapping[str, int]


def content_of(connection: Connection) -> Content:
    """Hash a ledger: the same on SQLite and PostgreSQL, before a copy and after it."""
    told = sha256()
    for table in _kept_tables():
        told.update(f"\n{table.name}\n".encode())
        for line in _lines(connection, table):
            told.update(line)
    counts = {t.name: connection.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}
    return Content(told.hexdigest(), counts)


def faults_of(connection: Connection) -> list[str]:
    """What the database itself finds wrong: damaged pages, indexes that disagree, references to nothing."""
    if connection.dialect.name != "sqlite":
        copies = records.alias()
        lost = select(records.c.id).outerjoin(copies, records.c.duplicate_of == copies.c.id)
        lost = lost.where(records.c.duplicate_of.is_not(None), copies.c.id.is_(None)).limit(MOST_FAULTS)
        return [f"record {found} is a copy of nothing" for found in connection.scalars(lost)]
    said = connection.execute(text(f"PRAGMA integrity_check({MOST_FAULTS})")).scalars()
    lost_rows = connection.execute(text("PRAGMA foreign_key_check")).all()[:MOST_FAULTS]
    return [
        *(fault for fault in said if fault != "ok"),
        *(f"a row of {row[0]} names one of {row[2]} that is not there" for row in lost_rows),
    ]


def _kept_tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table not in DERIVED]


def _lines(connection: Connection, table: Table) -> Any:
    columns = [column for column in table.columns if column not in NUMBERING]
    said = select(*columns).order_by(*table.primary_key.columns)
    if table is decisions:  # that a backup was made of it changes nothing it says
        said = said.where(decisions.c.rule != AUDIT)
    for row in streamed(connection, said):
        yield json.dumps(list(row), sort_keys=True, ensure_ascii=True, default=_told).encode() + b"\n"


def _told(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value).hex()
    raise TypeError(f"a cell of type {type(value).__name__} has no written form")
