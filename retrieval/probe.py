"""Reads a generation back in a process of its own, before anyone is served from it.

One built from nothing is read whole. One that began as a copy of a sound one is counted, and read where it differs and
in a sample of the rest: reading every row of a large shop again would keep one changed review from being served for a
minute. Where as many rows are there as were meant, those written among them and none of those taken away, none is lost.

`python -m retrieval.probe` takes a folder from its input, and exits with 0 and nothing said, or with 1 and the first
fault; with no folder it exits with 0.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from data.errors import IndexUnavailableError
from data.memory import collect_seldom
from retrieval.checksums import altered, combine_ids
from retrieval.manifest import Manifest
from retrieval.rows import Row

if TYPE_CHECKING:
    from retrieval.chroma_store import ChromaStore

CHANGES = "changes.json"
"""In a copy that waits to be probed: the ids of the rows written, and of those taken away, since it was made."""
SAMPLE, PAGE = 400, 4_000
RUNS, RUN = 4, 50
"""How many runs of how many rows are looked at of a copy: to skip to a place costs more than to read it."""
NEAR = 1e-3
LOST = 10
"""One row in so many may not be found by its own vector: among many near-copies, such as two thousand reviews made of
few sentences, the graph itself misses up to one in thirty."""


Probe = Callable[[Path], None]
"""Reads a generation back (`IndexUnavailableError` with the fault found)."""


@contextmanager
def probe_in_child() -> Iterator[Probe]:
    """A child process that probes a folder: a damaged index file cannot take the builder down with it.

    It is started at once and asked later, so that what it needs is read while the builder still writes.
    """
    command = [sys.executable, "-m", "retrieval.probe"]
    root = Path(__file__).resolve().parent.parent
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True, cwd=root) as child:  # noqa: S603 - our own

        def probed(folder: Path) -> None:
            said, failed = child.communicate(str(folder.resolve()))
            if child.returncode:
                told = said.strip() or failed.strip() or f"exit code {child.returncode}"
                raise damaged(folder, told.splitlines()[-1])

        try:
            yield probed
        finally:
            child.kill()


@contextmanager
def probe_here() -> Iterator[Probe]:
    """A probe in this process; quicker, and enough where a crash may be risked."""

    def probed(folder: Path) -> None:
        if fault := probe(folder):
            raise damaged(folder, fault)

    yield probed


def damaged(folder: Path, fault: str) -> IndexUnavailableError:
    """The error for a generation with a fault."""
    return IndexUnavailableError(f"index generation {folder.name} is damaged ({fault}): python -m ingest --rebuild")


class Changes(NamedTuple):
    """Ids of rows written to a copy of a sound generation, and of rows taken away from it."""

    added: Sequence[str]
    removed: Sequence[str]


def note_changes(folder: Path, changes: Changes) -> None:
    """Say what was changed in a copy of a sound generation, so that its probe need not read it all."""
    (folder / CHANGES).write_text(json.dumps([sorted(ids) for ids in changes]), encoding="utf-8")


def probe(folder: Path) -> str | None:
    """The first fault of a generation, or `None`: rows missing, altered, or not found by their own vector."""
    from retrieval.chroma_store import open_folder

    manifest, store, changes = Manifest.read(folder), open_folder(str(folder)), _changes(folder)
    try:
        there = store.count()
        if there != manifest.rows or (changes is None and combine_ids("0", store.ids()) != manifest.ids):
            return f"{there} rows found, {manifest.rows} written"
        kept, every = list[Row](), max(1, there // SAMPLE)
        for page in store.pages() if changes is None else _changed(store, changes):
            if wrong := altered(page):
                return f"{len(wrong)} vectors altered, the first of row {wrong[0]}"
            kept += page[::every] if len(page) > SAMPLE else page
        lost = int((store.distances_to_nearest(np.stack([r.vector for r in kept])) > NEAR).sum()) if kept else 0
    except LookupError as error:
        return str(error)
    finally:
        store.close()
    # only the search over all products uses this approximate graph; inside a product search is exact
    return f"{lost} of {len(kept)} rows not found by their own vector" if lost > len(kept) // LOST else None


def _changes(folder: Path) -> Changes | None:
    noted = folder / CHANGES
    return Changes(*json.loads(noted.read_text(encoding="utf-8"))) if noted.exists() else None


def _changed(store: "ChromaStore", changes: Changes) -> Iterator[list[Row]]:
    """The rows added to a copy, and runs of the rest (`LookupError` for one that is missing, or there again)."""
    for ids, wanted in zip(changes, (True, False), strict=True):
        for first in range(0, len(ids), PAGE):
            part = ids[first : first + PAGE]
            found = store.of_ids(part)
            if wrong := {*part} ^ {row.id for row in found} if wanted else {row.id for row in found}:
                raise LookupError(f"{len(wrong)} rows {'lost' if wanted else 'still there'}, the first {min(wrong)}")
            yield found
    yield from store.some(RUNS, RUN)


def _asked() -> int:
    collect_seldom()
    import chromadb  # noqa: F401 - while the folder is still being written

    folder = sys.stdin.read()
    fault = probe(Path(folder)) if folder else None
    if fault:
        print(fault)
    return 1 if fault else 0


if __name__ == "__main__":
    code = _asked()
    sys.stdout.flush()
    os._exit(code)  # taking Chroma down in good order takes a tenth of a second, for which the builder would wait
