"""Rows of fit data as size advice and its baseline know them, and which half an item is in."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from chat.sizing.body import Body
from chat.sizing.measuring import INCH, POUND
from chat.sizing.worn import Wearing
from eval import size_baseline
from eval.contract_rows import BodyRow, FitRow


def body_of_row(row: BodyRow) -> Body:
    """A row's body, in centimetres and kilograms."""
    return Body(
        height_cm=row.height_in and row.height_in * INCH,
        weight_kg=row.weight_lbs and row.weight_lbs * POUND,
        bust_band=row.bust_band,
        bust_cup=row.bust_cup,
        age=row.age,
        shape=row.body_type,
    )


def baseline_body(row: BodyRow) -> size_baseline.Body:
    """The same as the baseline compares it, in inches and pounds."""
    return size_baseline.Body(row.height_in, row.weight_lbs, row.bust_band, row.bust_cup)


def wearings_by_item(rows: Iterable[FitRow]) -> dict[str, list[Wearing]]:
    """The wearings of each item, in the order of the file."""
    items: dict[str, list[Wearing]] = defaultdict(list)
    for row in rows:
        items[row.product_id].append(Wearing(body_of_row(row.meta), row.meta.size_worn, row.meta.fit))
    return dict(items)


def held_out(item: str) -> bool:
    """Whether an item is in the half nothing is fitted on, by the hash of its id."""
    return hashlib.sha256(item.encode()).digest()[0] % 2 == 1
