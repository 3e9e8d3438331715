"""The vector cache: one float32 vector by model and text, so that no text is embedded twice."""

from collections.abc import Collection, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, select

from data.errors import LedgerError
from data.selection import among, rows_among
from data.tables import vectors
from data.upserts import upsert

Vector = NDArray[np.float32]
"""One embedding, of shape (dimensions,)."""

LITTLE_ENDIAN: Final = np.dtype("<f4")


def read_vectors(connection: Connection, model_id: str, hashes: Collection[str]) -> dict[str, Vector]:
    """Find cached vectors by text hash; texts not in the cache are left out."""
    of_model = select(vectors.c.text_hash, vectors.c.vector).where(vectors.c.model_id == model_id)
    rows = rows_among(connection, of_model, vectors.c.text_hash, hashes)
    return {row.text_hash: np.frombuffer(row.vector, LITTLE_ENDIAN).astype(np.float32) for row in rows}


def write_vectors(connection: Connection, model_id: str, given: Mapping[str, Vector]) -> None:
    """Cache vectors by text hash; one already there is replaced.

    Raises:
        LedgerError: when a vector is not one row of finite numbers.
    """
    rows = []
    for text_hash, vector in given.items():
        numbers = np.asarray(vector, LITTLE_ENDIAN)
        if numbers.ndim != 1 or not numbers.size or not np.isfinite(numbers).all():
            raise LedgerError(
                f"vector of text {text_hash} by {model_id} has shape {numbers.shape} or numbers that are not finite: "
                "expected one row of finite numbers; embed the text again"
            )
        rows.append({"model_id": model_id, "text_hash": text_hash, "vector": numbers.tobytes()})
    upsert(connection, vectors, rows)


def drop_vectors(connection: Connection, model_id: str, keep: Collection[str]) -> int:
    """Drop the model's vectors of every text not in `keep`; how many went."""
    cached = connection.scalars(select(vectors.c.text_hash).where(vectors.c.model_id == model_id))
    stale = set(cached) - set(keep)
    is_stale = among(connection, vectors.c.text_hash, stale)
    connection.execute(delete(vectors).where(vectors.c.model_id == model_id, is_stale))
    return len(stale)
