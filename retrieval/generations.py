"""The embedded index: immutable generations in folders, and a pointer to the one that is served.

Chroma's embedded form is neither safe against a kill while it writes nor against two writers. So a generation is
written by one builder into a folder nobody reads, probed by another process, and only then named by `CURRENT`.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from uuid import uuid4

from data.errors import IndexUnavailableError
from retrieval.chroma_store import ChromaStore, explained, open_folder
from retrieval.index import Draft, Snapshot
from retrieval.manifest import Manifest
from retrieval.probe import probe_in_child

POINTER = "CURRENT"
KEPT = 1
"""Older generations left for servers that have not switched yet."""


class EmbeddedIndex:
    """Generations below one folder; many readers, one builder (who holds the home's lock)."""

    def __init__(self, folder: Path, probe: Callable[[Path], None] = probe_in_child) -> None:
        """Nothing is opened until asked for; `probe` reads a new generation back before it is served."""
        self._folder, self._probe = folder, probe
        self._open: Snapshot | None = None
        self._lock = Lock()

    def snapshot(self) -> Snapshot:
        """The generation `CURRENT` names; opened once, and again when the pointer moves."""
        current = self._current()
        if current is None:
            raise IndexUnavailableError(f"nothing has been ingested into {self._folder.parent}: python -m ingest PATH")
        with self._lock:
            if self._open is None or self._open.version != current.name:
                self._open = _open(current)
            return self._open

    def manifest(self) -> Manifest | None:
        """The manifest of the generation `CURRENT` names; `None` when there is none or it cannot be read."""
        current = self._current()
        try:
            return Manifest.read(current) if current else None
        except (OSError, ValueError, TypeError):
            return None

    @contextmanager
    def draft(self, model_id: str, *, fresh: bool = False) -> Iterator[Draft]:
        """A folder beside the generations: a copy of the last where its rows fit, else empty."""
        current, manifest = self._current(), self.manifest()
        self._remove(self._folder.glob("*.partial"))
        # written but never served: its builder was stopped before it could move the pointer
        self._remove(path for path in self._folder.glob("gen-*") if current is None or path.name > current.name)
        number = max([0, *(int(p.name.split("-")[1]) for p in self._folder.glob("gen-*"))]) + 1
        target = self._folder / f"gen-{number:06d}"
        # a name of its own: within one process Chroma remembers a folder it could not open
        partial = self._folder / f"{target.name}.{uuid4().hex}.partial"
        if current and manifest and manifest.fits(model_id) and not fresh:
            shutil.copytree(current, partial)
        else:
            partial.mkdir(parents=True)
            manifest = Manifest(model_id, revision=0)
        with explained(f"a copy of index generation {current.name if current else ''}", "python -m ingest --rebuild"):
            store = open_folder(str(partial))
        try:
            yield Draft(manifest, store, lambda built: self._publish(store, partial, target, built))
        finally:
            store.close()
            self._remove([partial])

    def _publish(self, store: ChromaStore, partial: Path, target: Path, manifest: Manifest) -> str:
        store.close()
        manifest.write(partial)
        self._probe(partial)
        partial.rename(target)
        pointer = self._folder / f"{POINTER}.next"
        pointer.write_text(target.name, encoding="utf-8")
        _sync(pointer)
        os.replace(pointer, self._folder / POINTER)
        _sync(self._folder)
        older = sorted(p for p in self._folder.glob("gen-*") if p.name < target.name)
        self._remove(older[: len(older) - KEPT])
        return target.name

    def _current(self) -> Path | None:
        try:
            name = (self._folder / POINTER).read_text(encoding="utf-8").strip()
        except OSError:
            return None
        return self._folder / name if name and (self._folder / name).is_dir() else None

    def _remove(self, folders: "Iterator[Path] | list[Path]") -> None:
        for folder in list(folders):
            shutil.rmtree(folder, ignore_errors=True)


def _open(folder: Path) -> Snapshot:
    try:
        manifest = Manifest.read(folder)
        store = open_folder(str(folder))
        if store.count() != manifest.rows:
            raise ValueError(f"{store.count()} rows found, {manifest.rows} written")
        return Snapshot(folder.name, manifest, store, store.centres())
    except Exception as error:  # Chroma raises anything on a damaged folder, panics included
        fault = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise IndexUnavailableError(
            f"index generation {folder.name} cannot be read ({fault}): python -m ingest --rebuild"
        ) from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
