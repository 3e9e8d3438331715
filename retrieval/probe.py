"""Reads a whole generation back in a process of its own, before anyone is served from it.

`python -m retrieval.probe FOLDER` exits with 0 and says nothing, or with 1 and the first fault.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np

from data.errors import IndexUnavailableError
from retrieval.checksums import altered, combine_ids
from retrieval.manifest import Manifest

SAMPLE = 400
NEAR = 1e-3


def probe_in_child(folder: Path) -> None:
    """Probe `folder` in a child process, which a damaged index file cannot take down with it.

    Raises:
        IndexUnavailableError: with the fault found.
    """
    command = [sys.executable, "-m", "retrieval.probe", str(folder)]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)  # noqa: S603 - our own module
    if done.returncode:
        said = done.stdout.strip() or done.stderr.strip() or f"exit code {done.returncode}"
        raise damaged(folder, said.splitlines()[-1])


def probe_here(folder: Path) -> None:
    """Probe `folder` in this process; quicker, and enough where a crash may be risked."""
    if fault := probe(folder):
        raise damaged(folder, fault)


def damaged(folder: Path, fault: str) -> IndexUnavailableError:
    """The error for a generation with a fault."""
    return IndexUnavailableError(f"index generation {folder.name} is damaged ({fault}): python -m ingest --rebuild")


def probe(folder: Path) -> str | None:
    """The first fault of a generation, or `None`: rows missing, altered, or not found by their own vector."""
    from retrieval.chroma_store import open_folder

    manifest, store = Manifest.read(folder), open_folder(str(folder))
    try:
        ids, rows, kept = "0", 0, []
        for page in store.pages():
            if wrong := altered(page):
                return f"{len(wrong)} vectors altered, the first of row {wrong[0]}"
            ids, rows = combine_ids(ids, (row.id for row in page)), rows + len(page)
            kept += page[:: max(1, manifest.rows // SAMPLE)]
        if (rows, ids) != (manifest.rows, manifest.ids):
            return f"{rows} rows found, {manifest.rows} written"
        lost = int((store.distances_to_nearest(np.stack([r.vector for r in kept])) > NEAR).sum()) if kept else 0
    finally:
        store.close()
    # only the search over all products uses this approximate graph; inside a product search is exact
    return f"{lost} of {len(kept)} rows not found by their own vector" if lost > len(kept) // 50 else None


if __name__ == "__main__":
    fault = probe(Path(sys.argv[1]))
    if fault:
        print(fault)
    sys.exit(1 if fault else 0)
