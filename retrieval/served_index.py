"""The index on a Chroma server, readable by any number of API workers.

A build changes the rows that are served, marked `unfinished` meanwhile; one from nothing fills collections of its own
beside them. A build that was cut short is made anew beside what it left, which is served until then.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, replace
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from data.errors import IndexUnavailableError
from retrieval.chroma_store import CENTRES, ROWS, ChromaStore, explained
from retrieval.index import Draft, Snapshot
from retrieval.manifest import Manifest

STATE = "temoin-state"
"""The collection whose metadata says what is served; it holds no rows."""
CONNECT_S, ANSWER_S = 4.0, 60.0
"""Seconds a server may take; Chroma's own client would wait for ever."""
REMEDY = "start it with chroma run --host 127.0.0.1 --port 8001, or unset TEMOIN_CHROMA_URL"


@dataclass(frozen=True, slots=True)
class State:
    """Which build is served and in which collections; `unfinished` while a build changes them."""

    build: int
    slot: int
    manifest: Manifest
    unfinished: bool = False

    @property
    def version(self) -> str:
        """Another name for every build, so that nothing read during one is kept after it."""
        return f"build-{self.build}"

    def label(self) -> dict[str, str | int | bool]:
        """As it is written on the server."""
        return {**asdict(self.manifest), "build": self.build, "slot": self.slot, "unfinished": self.unfinished}


class ServedIndex:
    """Rows on the Chroma server at `url` (which has no authentication: keep it on a private network)."""

    def __init__(self, url: str) -> None:
        """Nothing is opened until asked for."""
        self._url = url
        self._client: Any = None
        self._open: Snapshot | None = None
        self._lock = Lock()

    def snapshot(self) -> Snapshot:
        """The last build; opened once, and again after the next."""
        with self._answering():
            state = self._state()
            if state is None:
                raise IndexUnavailableError(
                    f"the Chroma server at {self._url} holds nothing yet: python -m ingest PATH"
                )
            opened = self._open
            if opened is None or opened.version != state.version:
                store = self._store(state.slot)
                self._open = opened = Snapshot(state.version, state.manifest, store, store.centres())
            return opened

    def manifest(self) -> Manifest | None:
        """The manifest of the last build; `None` when there is none, or the next one was cut short."""
        with self._answering():
            state = self._state()
        return None if state is None or state.unfinished else state.manifest

    def fault(self) -> str | None:
        """Nothing: the server answers for its files, and a build that was cut short has no manifest."""
        return None

    @contextmanager
    def draft(self, model_id: str, *, fresh: bool = False) -> Iterator[Draft]:
        """The collections that are served, or new ones where those are unfinished or don't fit `model_id`."""
        with self._answering():
            base = self._base(model_id, self._state(), fresh=fresh)
            yield Draft(base.manifest, self._store(base.slot), lambda built: self._commit(base, built))

    def drop_older(self) -> int:
        """Remove the collections of every build but the served one.

        What the server's own files still hold of them is the server's: chroma vacuum --path DIR, while it is stopped.
        """
        with self._answering():
            state, before = self._state(), len(self._connected().list_collections())
            self._drop_all_but(state.slot if state else None)
            return before - len(self._connected().list_collections())

    def close(self) -> None:
        """Let go of the connection; the next question opens another."""
        if self._client is not None:
            for session in _sessions(self._client):
                session.close()
            self._client.close()
        self._client = self._open = None

    def _base(self, model_id: str, served: State | None, *, fresh: bool) -> State:
        """What a build starts from: the rows that are served, or an empty slot."""
        if served and not fresh and not served.unfinished and served.manifest.fits(model_id):
            self._write(replace(served, unfinished=True))
            return served
        self._drop_all_but(served.slot if served else None)
        build, slot = (served.build, served.slot) if served else (0, 0)
        return State(build, slot + 1, Manifest(model_id, revision=0))

    def _commit(self, base: State, built: Manifest) -> str:
        following = State(base.build + 1, base.slot, built)
        self._write(following)
        self._drop_all_but(base.slot)
        return following.version

    def _state(self) -> State | None:
        label = dict(self._labelled().metadata or {})
        if not label:
            return None
        build, slot, unfinished = label.pop("build"), label.pop("slot"), label.pop("unfinished")
        return State(build, slot, Manifest(**label), unfinished)

    def _write(self, state: State) -> None:
        self._labelled().modify(metadata=state.label())

    def _labelled(self) -> Any:
        """The collection with the label of this moment; what a client holds of it is never renewed."""
        return self._connected().get_or_create_collection(STATE, embedding_function=None)

    def _store(self, slot: int) -> ChromaStore:
        return ChromaStore(self._connected(), f"-{slot}")

    def _drop_all_but(self, slot: int | None) -> None:
        client = self._connected()
        for name in [collection.name for collection in client.list_collections()]:
            if name.startswith((f"{ROWS}-", f"{CENTRES}-")) and not name.endswith(f"-{slot}"):
                client.delete_collection(name)

    def _connected(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = _connect(self._url)
            return self._client

    def _answering(self) -> AbstractContextManager[None]:
        return explained(f"the Chroma server at {self._url}", REMEDY)


def _connect(url: str) -> Any:
    import chromadb
    import httpx
    from chromadb.config import Settings

    at = urlsplit(url)
    try:
        client = chromadb.HttpClient(
            host=at.hostname or "localhost",
            port=at.port or (443 if at.scheme == "https" else 8000),
            ssl=at.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )
    except Exception as error:
        raise IndexUnavailableError(f"no Chroma server answers at {url} ({type(error).__name__}): {REMEDY}") from error
    for session in _sessions(client):
        session.timeout = httpx.Timeout(ANSWER_S, connect=CONNECT_S)
    return client


def _sessions(client: Any) -> list[Any]:
    """The HTTP sessions of a client, which offers neither to close them nor to bound their patience."""
    return [client._server._session, client._admin_client._server._session]
