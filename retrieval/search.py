"""Finds evidence: exactly on one product's shelf, or over all products through Chroma's index."""

from collections import OrderedDict
from collections.abc import Sequence
from contextlib import AbstractContextManager
from copy import copy
from threading import Lock

from data.errors import IndexUnavailableError
from data.spans import Span
from retrieval.checksums import altered
from retrieval.chroma_store import explained
from retrieval.cross_encoder import CrossEncoder, read
from retrieval.embedder import Embedder
from retrieval.filters import Filters
from retrieval.hits import Hit
from retrieval.index import Index, Snapshot
from retrieval.rerank import Reranker
from retrieval.rows import Row
from retrieval.shelf import Shelf, shelf_of
from retrieval.vectors import Floats

WHOLE_SHOP = 20_000
"""Rows up to which all products together make one shelf, searched exactly."""
CANDIDATES = 600
"""Rows taken from the approximate index when there are more."""
QUESTIONS = 64
"""Questions whose vectors are kept: one answer needs them several times."""
EVERYTHING = ""
"""Name of the shelf of all products; no product has an empty id."""


class Searcher:
    """Searches one index with one model; keeps the shelves asked for last. Safe to share between threads."""

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        shelves: int,
        reranker: Reranker | None = None,
        cross_encoder: CrossEncoder | None = None,
        *,
        exact_up_to: int = WHOLE_SHOP,
    ) -> None:
        """`shelves` is how many products stay in memory, `exact_up_to` how many rows of all are searched exactly.

        `cross_encoder` reads what was found together with the question, for whoever asks for it to be read.
        """
        self.cross_encoder = cross_encoder
        self._index, self._embedder, self._reranker, self._exact = index, embedder, reranker, exact_up_to
        self._shelves: OrderedDict[tuple[str, str], Shelf] = OrderedDict()
        self._embedded: OrderedDict[str, Floats] = OrderedDict()
        self._room, self._lock = shelves, Lock()

    @property
    def model_id(self) -> str:
        """The embedding model questions are read with."""
        return self._embedder.model_id

    @property
    def reranks(self) -> bool:
        """Whether a reranker reads the best hits."""
        return self._reranker is not None

    def without_reranker(self) -> "Searcher":
        """The same searcher, index, model and memory shared, that leaves the hits in their own order."""
        plain = copy(self)
        plain._reranker = None
        return plain

    def search(
        self,
        question: str,
        language: str,
        product_id: str | None,
        filters: Filters | None = None,
        limit: int = 10,
        also: Sequence[Span] = (),
    ) -> list[Hit]:
        """Best spans for a question, one a passage, best first; `product_id=None` searches all products.

        Behind them stands each span of `also` that is not among them.

        Raises:
            IndexUnavailableError: there is no index, it is damaged, or it was built with another model.
        """
        snapshot = self._snapshot()
        vector = self._vector(snapshot, question, language)
        shelf = self._everything(snapshot, vector) if product_id is None else self._shelf(product_id, snapshot)
        depth = max(limit, self._reranker.depth if self._reranker else 0)
        hits = shelf.search(question, vector, filters, depth, language, also)
        return self._reranker.rerank(question, hits)[: limit + len(also)] if self._reranker else hits

    def read(self, hits: Sequence[Hit], question: str) -> list[Hit]:
        """The same hits with what the cross-encoder read in them; as they are where there is none."""
        return read(hits, question, self.cross_encoder) if self.cross_encoder else list(hits)

    def features(self, question: str, language: str, product_id: str | None) -> tuple[Shelf, Floats]:
        """A question's shelf, and what the ranker weighs of its passages, shape (passages, features)."""
        snapshot = self._snapshot()
        vector = self._vector(snapshot, question, language)
        shelf = self._everything(snapshot, vector) if product_id is None else self._shelf(product_id, snapshot)
        return shelf, shelf.features(question, vector, language)

    def shelf(self, product_id: str) -> Shelf:
        """Everything on one product; an empty shelf when nothing is."""
        return self._shelf(product_id, self._snapshot())

    def embedded(self, question: str) -> Floats:
        """The question's unit vector as the model gives it, shape (d,); those of the last questions are kept."""
        with self._lock:
            if question in self._embedded:
                return self._embedded[question]
        vector: Floats = self._embedder.queries([question])[0]
        with self._lock:
            self._embedded[question] = vector
            while len(self._embedded) > QUESTIONS:
                self._embedded.popitem(last=False)
        return vector

    def vector(self, question: str, language: str) -> Floats:
        """The centred unit vector of a question, shape (d,), as shelves are searched with."""
        return self._vector(self._snapshot(), question, language)

    def _shelf(self, product_id: str, snapshot: Snapshot) -> Shelf:
        key = (snapshot.version, product_id)
        with self._lock:
            if key in self._shelves:
                self._shelves.move_to_end(key)
                return self._shelves[key]
        with _reading(snapshot):
            rows = snapshot.store.of_product(product_id) if product_id else _all_rows(snapshot)
        shelf = shelf_of(_sound(rows, snapshot), snapshot.centres)
        with self._lock:
            self._shelves[key] = shelf
            stale = [k for k in self._shelves if k[0] != snapshot.version]
            for old in stale:
                del self._shelves[old]
            while len(self._shelves) > self._room:
                self._shelves.popitem(last=False)
        return shelf

    def ready(self) -> str | None:
        """`None` when a search can be made, else what is missing and what helps."""
        try:
            self._snapshot()
        except IndexUnavailableError as error:
            return str(error)
        return None

    def _snapshot(self) -> Snapshot:
        snapshot = self._index.snapshot()
        if not snapshot.manifest.fits(self._embedder.model_id):
            raise IndexUnavailableError(
                f"the index was built with {snapshot.manifest.model_id}, the settings name {self._embedder.model_id}: "
                "python -m ingest --rebuild"
            )
        return snapshot

    def _vector(self, snapshot: Snapshot, question: str, language: str) -> Floats:
        return snapshot.centres.centred_question(self.embedded(question), language)

    def _everything(self, snapshot: Snapshot, vector: Floats) -> Shelf:
        if snapshot.manifest.rows <= self._exact:
            return self._shelf(EVERYTHING, snapshot)
        with _reading(snapshot):
            near = snapshot.store.nearest(vector, CANDIDATES)
            rows = snapshot.store.of_records(list(dict.fromkeys(str(row.metadata["record_id"]) for row in near)))
        return shelf_of(_sound(rows, snapshot), snapshot.centres)


def _reading(snapshot: Snapshot) -> AbstractContextManager[None]:
    return explained(f"index {snapshot.version}", "ask again, or python -m ingest --rebuild")


def _all_rows(snapshot: Snapshot) -> list[Row]:
    return [row for page in snapshot.store.pages() for row in page]


def _sound(rows: Sequence[Row], snapshot: Snapshot) -> Sequence[Row]:
    if wrong := altered(rows):
        raise IndexUnavailableError(
            f"{len(wrong)} rows of index {snapshot.version} are damaged, the first {wrong[0]}: "
            "python -m ingest --rebuild"
        )
    return rows
