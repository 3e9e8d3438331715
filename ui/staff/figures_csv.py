"""Rows as CSV that a spreadsheet opens as they are: no cell of it is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from fastapi import Response
from pydantic import BaseModel

BEGINS_A_FORMULA: Final = frozenset("=+-@\t\r\n\x00＝＋－＠")
"""First signs by which some spreadsheet takes a text for a formula, a command or a field of another."""
MEDIA_TYPE: Final = "text/csv; charset=utf-8"


def csv_of(model: type[BaseModel], rows: Iterable[BaseModel]) -> str:
    """A head and a line a row, in RFC 4180's form, with the mark by which spreadsheets know UTF-8."""
    names = [field.serialization_alias or name for name, field in model.model_fields.items()]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        told = row.model_dump(mode="json")
        writer.writerow([_cell(told[name]) for name in names])
    return f"\ufeff{out.getvalue()}"


def csv_response(name: str, model: type[BaseModel], rows: Sequence[BaseModel]) -> Response:
    """The same as a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="temoin-{name}.csv"'}
    return Response(csv_of(model, rows), media_type=MEDIA_TYPE, headers=headers)


def _cell(value: object) -> object:
    """Numbers as they are, lists as text, and text with an apostrophe in front where a spreadsheet would compute it."""
    if isinstance(value, list):
        return _cell("; ".join(value))
    if not isinstance(value, str):
        return "" if value is None else value
    hides_one = value[:1] in BEGINS_A_FORMULA or value.lstrip()[:1] in BEGINS_A_FORMULA
    return f"'{value}" if hides_one else value
