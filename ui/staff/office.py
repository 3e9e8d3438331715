"""Where the staff's routes work: the settings of one installation, its ledger, and the parts an import works on."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock
from typing import Final

from chat.ledger_keyring import ledger_of
from data.errors import HomeError
from data.home import Home
from data.ledger import Ledger
from data.settings import Settings
from ingest.pipeline import Stores, builder_lock
from ingest.vault import vault_of
from retrieval.assembly import open_index
from retrieval.index import Index
from retrieval.manifest import Manifest
from retrieval.model import Model, ModelSource
from ui.staff.refusals import Refusal

WAIT_S: Final = 20.0
BUSY: Final = {
    "fr": "Un autre import ou une autre décision est en cours : réessayez quand il est fini.",
    "en": "Another import or another decision is under way: try again once it has ended.",
}


class Office:
    """One installation as its staff see it; opened at the first call that needs it, safe between threads."""

    def __init__(self, settings: Settings, model: Model | None = None) -> None:
        """`model` embeds what staff add; without one it is loaded a second time, which costs seconds and memory."""
        self.settings, self.home = settings, Home(settings.home)
        self._model = model or ModelSource(settings, self.home)
        self._lock, self._pen, self._trial = Lock(), Lock(), Lock()
        self._ledger: Ledger | None = None
        self._index: Index | None = None

    @property
    def ledger(self) -> Ledger:
        """The ledger (`HomeError`, `LedgerError`)."""
        with self._lock:
            if self._ledger is None:
                self._ledger = ledger_of(self.settings)
            return self._ledger

    @property
    def ledger_url(self) -> str:
        """Where the ledger is, for a process of its own that reads it."""
        return self.settings.ledger_url or self.home.ledger_url

    def served(self) -> Manifest | None:
        """What the index answers come from was made of; `None` where there is none, or the next is half written."""
        with self._lock:
            if self._index is None:
                self._index = open_index(self.settings, self.home)
            index = self._index
        return index.manifest()

    @contextmanager
    def trying(self) -> Iterator[None]:
        """One trial of a rule at a time: each takes a processor (`Refusal` where another takes long)."""
        with _turn(self._trial):
            yield

    @contextmanager
    def writing(self) -> Iterator[Stores]:
        """What an import works on, while nobody else writes; `Refusal` where somebody else still does after a while."""
        with self.stores() as stores, _turn(self._pen), _alone(stores.home):
            yield stores

    @contextmanager
    def stores(self) -> Iterator[Stores]:
        """What an import works on; whoever writes takes `writing` instead."""
        home, ledger = self.home.prepare(), self.ledger
        yield Stores(home, ledger, open_index(self.settings, home), self._model, vault_of(self.settings, ledger))

    def close(self) -> None:
        """Let go of the ledger."""
        with self._lock:
            if self._ledger is not None:
                self._ledger.close()
                self._ledger = None


@contextmanager
def _turn(lock: Lock) -> Iterator[None]:
    """Hold a lock of this process (`Refusal` where it cannot be had for a while)."""
    if not lock.acquire(timeout=WAIT_S):
        raise Refusal(409, BUSY)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _alone(home: Home) -> Iterator[None]:
    """Hold the builder's place against other processes."""
    with ExitStack() as held:
        try:
            held.enter_context(builder_lock(home))
        except HomeError as error:
            raise Refusal(409, BUSY) from error
        yield
