"""Rows in Chroma: one collection of spans and passages, and one of the centres; embedded and served alike."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from data.errors import IndexUnavailableError
from retrieval.centres import Centres, Total
from retrieval.index_files import SAVED_AT_ONCE
from retrieval.remedies import remedy_for
from retrieval.rows import Row, rows_from
from retrieval.vectors import Floats

ROWS = "temoin-rows"
CENTRES = "temoin-centres"
HNSW = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 200}
EVERYTHING = ["embeddings", "documents", "metadatas"]
PAGE, PART = 4_000, 1_000
BATCH = 2_000


class ChromaStore:
    """Thin over one Chroma client; vectors are always our own, Chroma embeds nothing."""

    def __init__(self, client: Any, slot: str = "") -> None:
        """Open or create the two collections, `slot` ending their names.

        `added` and `removed` keep the ids of rows written and taken away since.
        """
        self._client = client
        self.added: set[str] = set()
        self.removed: set[str] = set()
        saving = {} if slot else SAVED_AT_ONCE  # a server saves when it sees fit: it may be killed while it does
        self._rows = client.get_or_create_collection(
            ROWS + slot, configuration={"hnsw": HNSW | saving}, embedding_function=None
        )
        self._centres = client.get_or_create_collection(
            CENTRES + slot, configuration={"hnsw": {"space": "l2"} | saving}, embedding_function=None
        )

    def close(self) -> None:
        """Let go of the files or the connection."""
        self._client.close()

    def count(self) -> int:
        """How many rows there are."""
        return int(self._rows.count())

    def of_product(self, product_id: str) -> list[Row]:
        """Every row of one product."""
        return self._rows_where({"product_id": product_id})

    def of_records(self, record_ids: Sequence[str]) -> list[Row]:
        """Every row of some records."""
        found: list[Row] = []
        for first in range(0, len(record_ids), 500):
            found += self._rows_where({"record_id": {"$in": list(record_ids[first : first + 500])}})
        return found

    def of_ids(self, ids: Sequence[str]) -> list[Row]:
        """The rows of some ids; those that are not there are left out."""
        parts = (list(ids[first : first + PAGE]) for first in range(0, len(ids), PAGE))
        return [row for part in parts for row in rows_from(self._rows.get(ids=part, include=EVERYTHING))]

    def ids(self) -> list[str]:
        """The id of every row."""
        return list(self._rows.get(include=[])["ids"])

    def pages(self) -> Iterator[list[Row]]:
        """All rows, some thousands at a time."""
        for offset in range(0, self.count(), PAGE):
            yield rows_from(self._rows.get(limit=PAGE, offset=offset, include=EVERYTHING))

    def some(self, places: int, rows: int) -> Iterator[list[Row]]:
        """Up to so many rows in a run from each of some places, spread over all."""
        for offset in range(0, count := self.count(), max(rows, -(-count // places))):
            yield rows_from(self._rows.get(limit=rows, offset=offset, include=EVERYTHING))

    def nearest(self, vector: Floats, limit: int) -> list[Row]:
        """The rows nearest to a vector of shape (d,), by the approximate index."""
        limit = min(limit, self.count())
        if not limit:
            return []
        found = self._rows.query(query_embeddings=[vector], n_results=limit, include=EVERYTHING)
        return rows_from({key: found[key][0] for key in ("ids", *EVERYTHING)})

    def distances_to_nearest(self, vectors: Floats) -> Floats:
        """Cosine distance from each vector of shape (n, d) to the row found nearest to it, shape (n,)."""
        found = self._rows.query(query_embeddings=list(vectors), n_results=1, include=["distances"])
        return np.array([near[0] if near else np.inf for near in found["distances"]], np.float32)

    def add(self, rows: Sequence[Row]) -> None:
        """Write rows; one with the same id is replaced."""
        ids = {row.id for row in rows}
        self.added |= ids
        self.removed -= ids
        for first in range(0, len(rows), BATCH):
            batch = rows[first : first + BATCH]
            self._rows.upsert(
                ids=[row.id for row in batch],
                embeddings=[row.vector for row in batch],
                documents=[row.text for row in batch],
                metadatas=[dict(row.metadata) for row in batch],
            )

    def remove(self, rows: Sequence[Row]) -> None:
        """Take rows away."""
        ids = {row.id for row in rows}
        self.added -= ids
        self.removed |= ids
        for first in range(0, len(rows), BATCH):
            self._rows.delete(ids=[row.id for row in rows[first : first + BATCH]])

    def centres(self) -> Centres:
        """The centres as last written."""
        found = self._centres.get(include=["embeddings", "metadatas"])
        totals: dict[str, dict[str, Total]] = {"passages": {}, "questions": {}}
        for vector, metadata in zip(found["embeddings"], found["metadatas"], strict=True):
            total = Total(np.asarray(vector, np.float32), int(metadata["count"]))
            totals[str(metadata["of"])][str(metadata["language"])] = total
        return Centres(**totals)

    def write_centres(self, centres: Centres) -> None:
        """Replace the centres, those of languages nobody writes in any more included."""
        parts: Mapping[str, Mapping[str, Total]] = {"passages": centres.passages, "questions": centres.questions}
        entries = [(of, code, total) for of, totals in parts.items() for code, total in totals.items()]
        if gone := set(self._centres.get(include=[])["ids"]) - {f"{of}:{code}" for of, code, _ in entries}:
            self._centres.delete(ids=sorted(gone))
        if entries:
            self._centres.upsert(
                ids=[f"{of}:{code}" for of, code, _ in entries],
                embeddings=[total.vector for _, _, total in entries],
                metadatas=[{"of": of, "language": code, "count": total.count} for of, code, total in entries],
            )

    def _rows_where(self, where: Mapping[str, Any]) -> list[Row]:
        """A part at a time: Chroma's own rows take thirty times the memory of ours.

        Each row once, should others move up meanwhile, as a server's may.
        """
        found, read = dict[str, Row](), 0
        while read % PART == 0:
            part = rows_from(self._rows.get(where=dict(where), limit=PART, offset=read, include=EVERYTHING))
            if not part:
                break
            read += len(part)
            found |= {row.id: row for row in part}
        return list(found.values())


@contextmanager
def explained(what: str, remedy: str) -> Iterator[None]:
    """Say what cannot be read and what helps, where Chroma fails or its server is not reached.

    Raises:
        IndexUnavailableError: in the place of Chroma's own errors.
    """
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError) as error:
        fault = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise IndexUnavailableError(f"{what} cannot be read ({fault}): {remedy_for(fault, remedy)}") from error


@contextmanager
def written(what: str) -> Iterator[None]:
    """Say what cannot be written and what helps, where Chroma or the disk refuses.

    Raises:
        IndexUnavailableError: in the place of their own errors.
    """
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, OSError) as error:
        fault = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise IndexUnavailableError(
            f"{what} cannot be written ({fault}): make it writable, free some space on its disk, run the same again"
        ) from error


def open_folder(folder: str) -> ChromaStore:
    """A store in a folder, which no other process may be writing."""
    import chromadb
    from chromadb.config import Settings

    return ChromaStore(chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False)))
