"""Choosing rows by any number of ids, and reading them without holding them all."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, Row, Select, Text, any_, bindparam, func, select

from data.characters import keepable


def among(connection: Connection, column: ColumnElement[Any], ids: Iterable[str]) -> ColumnElement[bool]:
    """Say that `column` is one of `ids`, in one bound value: as a list of values, databases allow only so many."""
    known = [keepable(one) for one in ids]
    if connection.dialect.name == "sqlite":
        return column.in_(select(func.json_each(json.dumps(known)).table_valued("value").c.value))
    return column == any_(bindparam(None, known, ARRAY(Text)))


def rows_among(
    connection: Connection, statement: Select[Any], column: ColumnElement[Any], ids: Iterable[str]
) -> list[Row[Any]]:
    """Read the rows of `statement` whose `column` is one of `ids`."""
    return list(connection.execute(statement.where(among(connection, column, ids))).all())


def streamed(connection: Connection, statement: Select[Any]) -> Iterator[Row[Any]]:
    """Give the rows of `statement` as they are read, a thousand in memory at a time."""
    with connection.execute(statement.execution_options(yield_per=1000)) as rows:
        yield from rows
