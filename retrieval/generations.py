"""The embedded index: immutable generations in folders, and a pointer to the one that is served.

Chroma's embedded form is neither safe against a kill while it writes nor against two writers. So a generation is
written by one builder into a folder nobody reads, probed by another process, and only then named by `CURRENT`.
"""

import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic
from uuid import uuid4

from data.errors import IndexUnavailableError
from retrieval.chroma_store import ChromaStore, explained, open_folder, written
from retrieval.index import Draft, Snapshot
from retrieval.index_files import blank_unused
from retrieval.manifest import Manifest
from retrieval.probe import CHANGES, Changes, Probe, note_changes, probe_in_child
from retrieval.remedies import remedy_for
from retrieval.seals import broken_seal, is_sealed, sealing

POINTER = "CURRENT"
NAME = re.compile(r"gen-\d{6,}")
UNREADABLE = "gen-999999999"
"""Stands for a pointer that names nothing: every generation is older."""
MOST_POINTER = 100
KEPT = 1
"""Older generations left for servers that have not switched yet, and for the day the newest is damaged."""
PATIENCE_S = 5.0
"""Between two looks at an index of which no generation is sound."""

Stamps = tuple[tuple[str, int, int], ...]

log = logging.getLogger("temoin.index")


class EmbeddedIndex:
    """Generations below one folder; many readers, one builder (who holds the home's lock)."""

    def __init__(self, folder: Path, probe: Callable[[], AbstractContextManager[Probe]] = probe_in_child) -> None:
        """Nothing is opened until asked for; `probe` reads a new generation back before it is served."""
        self._folder, self._probe = folder, probe
        self._sound: Stamps = ()
        self._open: Snapshot | None = None
        self._pointed_then = ""
        self._refused: tuple[str, float, IndexUnavailableError] | None = None
        self._lock = Lock()

    def snapshot(self) -> Snapshot:
        """The generation `CURRENT` names, opened once, and again when the pointer moves.

        Where it is damaged the one before is served, or the one that is open already: damage is told in the log and by
        `fault`, and a rebuild ends it.
        """
        pointed = self._pointed()
        if pointed is None:
            raise IndexUnavailableError(self._missing())
        with self._lock:
            if self._open is None or self._pointed_then != pointed:
                self._open = self._soundest(pointed)
                self._pointed_then = pointed
            return self._open

    def manifest(self) -> Manifest | None:
        """The manifest of the generation `CURRENT` names; `None` when there is none or it cannot be read."""
        current = self._current()
        try:
            return Manifest.read(current) if current else None
        except (OSError, ValueError, TypeError, RecursionError):
            return None

    def fault(self) -> str | None:
        """What is wrong with the generation `CURRENT` names; `None` when it is sound, or nothing was ever built."""
        if not (self._folder / POINTER).exists():
            return "its pointer is lost" if self._generations() else None
        current = self._current()
        if current is None:
            return "its pointer names no generation"
        return self._damage(current)

    @contextmanager
    def draft(self, model_id: str, *, fresh: bool = False) -> Iterator[Draft]:
        """A folder beside the generations: a copy of the last where its rows fit, else empty."""
        with (
            written(f"the index in {self._folder}"),
            self._probe() as probe,
            self._begun(model_id, fresh, probe) as draft,
        ):
            yield draft

    @contextmanager
    def _begun(self, model_id: str, fresh: bool, probe: Probe) -> Iterator[Draft]:
        current, manifest = self._current(), self.manifest()
        self._remove(self._folder.glob("*.partial"))
        # written but never served: its builder was stopped before it could move the pointer
        if current or not (self._folder / POINTER).exists():
            self._remove(path for path in self._generations() if current is None or path.name > current.name)
        number = max([0, *(int(p.name.split("-")[1]) for p in self._generations())]) + 1
        target = self._folder / f"gen-{number:06d}"
        # a name of its own: within one process Chroma remembers a folder it could not open
        partial = self._folder / f"{target.name}.{uuid4().hex}.partial"
        if current and manifest and manifest.fits(model_id) and not fresh and self._damage(current) is None:
            shutil.copytree(current, partial)
            note_changes(partial, Changes((), ()))
        else:
            partial.mkdir(parents=True)
            manifest = Manifest(model_id, revision=0)
        with explained(f"a copy of index generation {current.name if current else ''}", "python -m ingest --rebuild"):
            store = open_folder(str(partial))
        try:
            yield Draft(manifest, store, lambda built: self._publish(store, partial, target, built, probe))
        finally:
            store.close()
            self._remove([partial])

    def drop_older(self) -> int:
        """Remove every folder but the generation `CURRENT` names (`IndexUnavailableError` where one stays)."""
        current = self._current()
        older = [path for path in self._folder.glob("gen-*") if path.is_dir() and path != current]
        self._remove(older)
        if left := [path.name for path in older if path.exists()]:
            raise IndexUnavailableError(
                f"{left[0]} could not be removed from {self._folder}: make it writable, and run the same again"
            )
        return len(older)

    def _publish(self, store: ChromaStore, partial: Path, target: Path, manifest: Manifest, probe: Probe) -> str:
        store.close()
        blank_unused(partial)
        manifest.write(partial)
        if (partial / CHANGES).exists():
            note_changes(partial, Changes(tuple(store.added), tuple(store.removed)))
        with sealing(partial, besides=CHANGES):
            probe(partial)
        (partial / CHANGES).unlink(missing_ok=True)
        partial.rename(target)
        pointer = self._folder / f"{POINTER}.next"
        pointer.write_text(target.name, encoding="utf-8")
        _sync(pointer)
        os.replace(pointer, self._folder / POINTER)
        _sync(self._folder)
        older = [path for path in self._generations() if path.name < target.name]
        self._remove(older[: len(older) - KEPT])
        return target.name

    def _soundest(self, pointed: str) -> Snapshot:
        """The generation pointed at, else an older one, else what is open: the first that is as it was sealed."""
        if self._refused and self._refused[0] == pointed and monotonic() < self._refused[1]:
            raise self._refused[2]
        first: IndexUnavailableError | None = None
        for folder in reversed([path for path in self._generations() if path.name <= pointed]):
            try:
                if damage := self._damage(folder):
                    raise _unreadable(folder, damage)
                return _open(folder)
            except IndexUnavailableError as error:
                log.error("%s", error)
                first = first or error
        if self._open is not None:
            return self._open
        first = first or IndexUnavailableError(self._missing())
        self._refused = (pointed, monotonic() + PATIENCE_S, first)
        raise first

    def _damage(self, folder: Path) -> str | None:
        """What is wrong with a generation; one of an earlier version, without a seal, is read row by row.

        One found sound a moment ago is not read again unless a file of it was touched.
        """
        now = _stamps(folder)
        if now and now == self._sound:
            return None
        fault = broken_seal(folder) if is_sealed(folder) else self._probed(folder)
        self._sound = () if fault else now
        return fault

    def _probed(self, folder: Path) -> str | None:
        try:
            with self._probe() as probe:
                probe(folder)
        except IndexUnavailableError as error:
            return str(error).partition("(")[2].rpartition(")")[0]
        return None

    def _pointed(self) -> str | None:
        """What `CURRENT` says, be it nonsense; `None` where there is no such file."""
        try:
            with (self._folder / POINTER).open(encoding="utf-8", errors="replace") as pointer:
                said = pointer.read(MOST_POINTER).strip()
        except OSError:
            return None
        return said if NAME.fullmatch(said) else UNREADABLE

    def _current(self) -> Path | None:
        name = self._pointed()
        return self._folder / name if name and (self._folder / name).is_dir() else None

    def _generations(self) -> list[Path]:
        """Every generation there is, oldest first."""
        return sorted(path for path in self._folder.glob("gen-*") if NAME.fullmatch(path.name) and path.is_dir())

    def _missing(self) -> str:
        if self._generations():
            return (
                f"the index in {self._folder} was not finished, or its pointer is lost: python -m ingest PATH goes on, "
                "python -m ingest rebuild makes it anew"
            )
        return f"nothing has been ingested into {self._folder.parent}: python -m ingest PATH"

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
    except Exception as error:  # Chroma raises anything on a damaged folder
        fault = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise _unreadable(folder, fault) from error


def _unreadable(folder: Path, fault: str) -> IndexUnavailableError:
    remedy = remedy_for(fault, "python -m ingest rebuild makes it anew")
    return IndexUnavailableError(f"index generation {folder.name} cannot be read ({fault}): {remedy}")


def _stamps(folder: Path) -> Stamps:
    """Name, size and time of the last change of each file."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((str(path), (stat := path.stat()).st_size, stat.st_mtime_ns) for path in files)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
