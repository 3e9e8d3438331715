"""How much customers' content there is, by kind, language, product and month of publication."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Literal

from data.records import Record
from ui.staff.figures_rows import ContentRow

Side = Literal["kind", "language", "product", "month"]
Cell = tuple[str | None, ...]
SIDES: tuple[Side, ...] = ("kind", "language", "product", "month")


def content_counts(records: Iterable[Record]) -> list[ContentRow]:
    """Every side told apart, in the order of SIDES."""
    counts: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for record in records:
        cell = counts[record.kind.value, record.language, record.product_id, month_of(record.published)]
        cell[0] += 1
        cell[1] += record.duplicates
    return _rows(counts)


def content_by(rows: Sequence[ContentRow], by: Collection[Side], product_id: str | None = None) -> list[ContentRow]:
    """The same counts told apart by some sides only, of one product where it is given."""
    counts: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if product_id is None or row.product_id == product_id:
            sides = (row.kind, row.language, row.product_id, row.month)
            cell = counts[tuple(value if side in by else None for side, value in zip(SIDES, sides, strict=True))]
            cell[0] += row.records
            cell[1] += row.copies
    return _rows(counts)


def month_of(day: date | None) -> str | None:
    """Such as 2026-01; `None` for an unknown day."""
    return None if day is None else f"{day:%Y-%m}"


def _rows(counts: dict[Cell, list[int]]) -> list[ContentRow]:
    ordered = sorted(counts.items(), key=lambda item: tuple(value or "" for value in item[0]))
    return [
        ContentRow(kind=kind, language=language, product_id=product, month=month, records=records, copies=copies)
        for (kind, language, product, month), (records, copies) in ordered
    ]
