"""Where the staff's routes work: the settings of one installation, its ledger, and the parts an import works on."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from chat.ledger_keyring import ledger_of
from data.home import Home
from data.ledger import Ledger
from data.settings import Settings
from ingest.pipeline import Stores
from retrieval.assembly import open_index
from retrieval.model import Model, ModelSource


class Office:
    """One installation as its staff see it; opened at the first call that needs it, safe between threads."""

    def __init__(self, settings: Settings, model: Model | None = None) -> None:
        """`model` embeds what staff add; without one it is loaded a second time, which costs seconds and memory."""
        self.settings, self.home = settings, Home(settings.home)
        self._model = model or ModelSource(settings, self.home)
        self._lock = Lock()
        self._ledger: Ledger | None = None

    @property
    def ledger(self) -> Ledger:
        """The ledger (`HomeError`, `LedgerError`)."""
        with self._lock:
            if self._ledger is None:
                self._ledger = ledger_of(self.settings)
            return self._ledger

    @contextmanager
    def stores(self) -> Iterator[Stores]:
        """What an import works on; whoever writes takes `ingest.pipeline.builder_lock` first."""
        yield Stores(self.home.prepare(), self.ledger, open_index(self.settings, self.home), self._model)

    def close(self) -> None:
        """Let go of the ledger."""
        with self._lock:
            if self._ledger is not None:
                self._ledger.close()
                self._ledger = None
