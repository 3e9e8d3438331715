"""The index on a Chroma server: one collection a model, updated in place, readable by any number of API workers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from urllib.parse import urlsplit

from data.errors import IndexUnavailableError
from retrieval.chroma_store import ChromaStore
from retrieval.index import Draft, Snapshot
from retrieval.manifest import Manifest


class ServedIndex:
    """Rows on the Chroma server at `url` (which has no authentication: keep it on a private network)."""

    def __init__(self, url: str) -> None:
        """Nothing is opened until asked for."""
        self._url = url
        self._store: ChromaStore | None = None
        self._open: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The collection as last committed."""
        manifest = self.manifest()
        if manifest is None:
            raise IndexUnavailableError(f"the Chroma server at {self._url} holds nothing yet: python -m ingest PATH")
        version = f"revision-{manifest.revision}-{manifest.ids}"
        if self._open is None or self._open.version != version:
            store = self._connected()
            self._open = Snapshot(version, manifest, store, store.centres())
        return self._open

    def manifest(self) -> Manifest | None:
        """The label of the collection; `None` when nothing was committed."""
        label = self._connected().label()
        return Manifest(**label) if "model_id" in label else None

    @contextmanager
    def draft(self, model_id: str, *, fresh: bool = False) -> Iterator[Draft]:
        """The collection itself; emptied first when its rows don't fit `model_id`."""
        store, manifest = self._connected(), self.manifest()
        if manifest is None or fresh or not manifest.fits(model_id):
            for page in iter(lambda: next(store.pages(), []), []):
                store.remove(page)
            manifest = Manifest(model_id, revision=0)
        yield Draft(manifest, store, lambda built: self._label(store, built))

    def _label(self, store: ChromaStore, manifest: Manifest) -> str:
        store.write_label(asdict(manifest))
        return f"revision-{manifest.revision}-{manifest.ids}"

    def _connected(self) -> ChromaStore:
        if self._store is None:
            self._store = _connect(self._url)
        return self._store


def _connect(url: str) -> ChromaStore:
    import chromadb
    from chromadb.config import Settings

    at = urlsplit(url)
    try:
        client = chromadb.HttpClient(
            host=at.hostname or "localhost",
            port=at.port or (443 if at.scheme == "https" else 8000),
            ssl=at.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )
        return ChromaStore(client)
    except Exception as error:
        raise IndexUnavailableError(
            f"no Chroma server answers at {url} ({type(error).__name__}): start it with "
            "chroma run --host 127.0.0.1 --port 8001, or unset TEMOIN_CHROMA_URL"
        ) from error
