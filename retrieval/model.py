"""Which embedding model the settings name; loaded only when something has to be embedded."""

from dataclasses import dataclass
from threading import Lock
from typing import Protocol

from data.home import Home
from data.settings import Settings
from retrieval.built_in_model import model_name
from retrieval.embedder import Embedder


class Model(Protocol):
    """A model that may not be loaded yet."""

    def open(self) -> Embedder:
        """The loaded model (`ModelError` when it cannot be)."""
        ...

    def made(self, model_id: str) -> bool:
        """Whether vectors of `model_id` come from this model; told without loading it."""
        ...


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A model by name; `open` loads it, at a cost of seconds."""

    settings: Settings
    home: Home

    def open(self) -> Embedder:
        """The loaded model (`ModelError` when it cannot be)."""
        from retrieval.embedder import open_embedder

        return open_embedder(self.settings, self.home)

    def made(self, model_id: str) -> bool:
        """Whether vectors of `model_id` come from this model; told without loading it."""
        return model_id == model_name(self.settings)


class SharedModel:
    """A model several parts of one process need: loaded by the first that does. Safe between threads."""

    def __init__(self, model: Model) -> None:
        """`model` is opened once."""
        self._model, self._lock = model, Lock()
        self._opened: Embedder | None = None

    def open(self) -> Embedder:
        """The loaded model (`ModelError` when it cannot be; the next call tries again)."""
        with self._lock:
            if self._opened is None:
                self._opened = self._model.open()
            return self._opened

    def made(self, model_id: str) -> bool:
        """Whether vectors of `model_id` come from this model; told without loading it."""
        return self._model.made(model_id)
