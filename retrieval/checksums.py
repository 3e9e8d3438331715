"""Finds rows that were lost or altered between writing and reading."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from data.identity import digest
from retrieval.rows import Row

CHECKSUM = "checksum"
TOLERANCE = 1e-4


def with_checksum(row: Row) -> Row:
    """The row with the projection of its vector on a fixed direction beside it.

    Chroma normalises what it keeps, so the last bits of a vector may differ: a CRC would not do.
    """
    return replace(row, metadata={**row.metadata, CHECKSUM: _checksum(row)})


def altered(rows: Sequence[Row]) -> list[str]:
    """Ids of the rows whose vector is not the one that was written."""
    wrong = []
    for row in rows:
        written = row.metadata.get(CHECKSUM)
        # "not … <" and not "… >=": a damaged vector may hold NaN
        if not isinstance(written, float) or not abs(_checksum(row) - written) < TOLERANCE:
            wrong.append(row.id)
    return wrong


def combine_ids(so_far: str, ids: Iterable[str]) -> str:
    """Exclusive or of digests: adding an id and taking it away again gives the same, whatever the order."""
    total = int(so_far, 16)
    for row_id in ids:
        total ^= int(digest(row_id)[:16], 16)
    return f"{total:x}"


def _checksum(row: Row) -> float:
    direction = np.cos(np.arange(1, len(row.vector) + 1) * 12.9898)
    return float(np.asarray(row.vector, np.float64) @ direction)
