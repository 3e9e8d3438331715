"""Insert or replace by primary key: both databases can, each in its own dialect."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

from data.rows import Cells


def upsert(connection: Connection, table: Table, rows: Sequence[Cells]) -> None:
    """Write full rows; a row whose key is there already is replaced."""
    if not rows:
        return
    is_file = connection.dialect.name == "sqlite"
    statement = sqlite.insert(table) if is_file else postgresql.insert(table)
    replaced = {c.name: statement.excluded[c.name] for c in table.columns if not c.primary_key}
    connection.execute(statement.on_conflict_do_update(index_elements=table.primary_key.columns, set_=replaced), rows)
