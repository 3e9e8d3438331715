"""The index as its readers and its one builder see it; embedded and served form keep the same promises."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from retrieval.centres import Centres
from retrieval.chroma_store import ChromaStore
from retrieval.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the index, ready to be read; `version` names it."""

    version: str
    manifest: Manifest
    store: ChromaStore
    centres: Centres


@dataclass(frozen=True, slots=True)
class Draft:
    """The next state while it is being built, starting from `base`; `commit` makes it the current one."""

    base: Manifest
    store: ChromaStore
    commit: Callable[[Manifest], str]


class Index(Protocol):
    """Where rows are kept."""

    def snapshot(self) -> Snapshot:
        """The current state; cheap when it has not changed.

        Raises:
            IndexUnavailableError: there is none, or it cannot be read.
        """
        ...

    def manifest(self) -> Manifest | None:
        """The manifest of the current state, without opening it."""
        ...

    def fault(self) -> str | None:
        """What is damaged in the current state; `None` when it is sound, or there is none. May read all of it."""
        ...

    def draft(self, model_id: str, *, fresh: bool = False) -> AbstractContextManager[Draft]:
        """Start the next state: from the current one where its rows fit `model_id`, else, or if `fresh`, from nothing.

        Left without `commit`, the current state is served on, and the next draft leaves out what this one wrote.
        """
        ...

    def drop_older(self) -> int:
        """Remove every state but the current one, unfinished ones too, at once; how many there were.

        For erasure: readers that have not switched yet fail once and find the current state at their next question.
        """
        ...
