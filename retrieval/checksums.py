"""Finds rows that were lost or altered between writing and reading."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from data.identity import digest
from retrieval.rows import Row

CHECKSUM = "checksum"


def with_checksum(row: Row) -> Row:
    """The row with the CRC-32 of its vector beside it; Chroma gives vectors back bit for bit."""
    return replace(row, metadata={**row.metadata, CHECKSUM: _checksum(row)})


def altered(rows: Sequence[Row]) -> list[str]:
    """Ids of the rows whose vector is not the one that was written."""
    return [row.id for row in rows if row.metadata.get(CHECKSUM) != _checksum(row)]


def combine_ids(so_far: str, ids: Iterable[str]) -> str:
    """Exclusive or of digests: adding an id and taking it away again gives the same, whatever the order."""
    total = int(so_far, 16)
    for row_id in ids:
        total ^= int(digest(row_id)[:16], 16)
    return f"{total:x}"


def _checksum(row: Row) -> int:
    return zlib.crc32(np.ascontiguousarray(row.vector, "<f4").tobytes())
