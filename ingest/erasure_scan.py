"""Proves that nothing is left: reads every byte of the home folder, and compares every vector."""

import gzip
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

import numpy as np
from numpy.typing import NDArray

from data.ledger import Ledger
from data.ledger_vectors import LITTLE_ENDIAN, Vector
from ingest.erasure_needles import Finder
from retrieval.index import Index

CHUNK: Final = 1 << 23
PART: Final = 32
"""Bytes of a vector that are looked for: eight numbers in a row are nobody else's."""
SAME: Final = 1e-6
"""How far below 1 a cosine may be for two vectors to be one and the same."""
ROWS: Final = 2_000
Stack = NDArray[np.float32]
"""Unit vectors of one dimension, shape (n, d)."""


@dataclass(slots=True)
class Scan:
    """What was looked through; `left` counts places where something was found, by the folder or kind of file."""

    files: int = 0
    bytes: int = 0
    needles: int = 0
    vectors: int = 0
    left: dict[str, int] = field(default_factory=dict)

    def finds(self, place: str) -> None:
        """Something was found there."""
        self.left[place] = self.left.get(place, 0) + 1


def scan_files(files: Iterable[tuple[str, Path]], finder: Finder, scan: Scan) -> None:
    """Look for the needles in files, each given with the name of its place; packed ones are unpacked too."""
    for place, path in files:
        with suppress(FileNotFoundError):  # a log that was folded, a file another process put away
            scan.files += 1
            scan.bytes += path.stat().st_size
            if holds(path, finder):
                scan.finds(place)


def holds(path: Path, finder: Finder) -> bool:
    """Whether a file holds any needle, as it lies there or inside, where it is a gzip or zip file."""
    return any(_has(stream, finder) for stream in _streams(path))


def _streams(path: Path) -> Iterator["IO[bytes] | gzip.GzipFile"]:
    with path.open("rb") as plain:
        yield plain
        plain.seek(0)
        magic = plain.read(4)
    with suppress(OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        if magic.startswith(b"\x1f\x8b"):
            with gzip.open(path) as unpacked:
                yield unpacked
        if magic.startswith(b"PK"):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    with archive.open(name) as member:
                        yield member


def _has(stream: "IO[bytes] | gzip.GzipFile", finder: Finder) -> bool:
    rest = b""
    while block := stream.read(CHUNK):
        if finder.found_in(rest + block):
            return True
        rest = block[-finder.longest :] if finder.longest else b""
    return False


def stacked(vectors: Iterable[Vector]) -> list[Stack]:
    """Vectors as unit rows, those of one dimension together."""
    by_size: dict[int, list[Vector]] = {}
    for vector in vectors:
        length = float(np.linalg.norm(vector))
        if length:
            by_size.setdefault(len(vector), []).append(np.asarray(vector / length, np.float32))
    return [np.stack(rows) for _, rows in sorted(by_size.items())]


def same(wanted: Sequence[Stack], rows: Iterable[Vector]) -> Stack:
    """Which of the wanted vectors stand among some rows, as one bool a wanted vector, in order, shape (n,)."""
    found = [np.zeros(len(stack), bool) for stack in wanted]
    for stack in stacked(rows):
        for number, known in enumerate(wanted):
            if known.shape[1] == stack.shape[1]:
                found[number] |= (known @ stack.T > 1 - SAME).any(axis=1)
    return np.concatenate(found) if found else np.zeros(0, bool)


def number_form(vector: Vector) -> set[bytes]:
    """Parts of a vector as bytes, from its beginning and from its middle."""
    raw = np.asarray(vector, LITTLE_ENDIAN).tobytes()
    return {raw[at : at + PART] for at in (0, len(raw) // 8 * 4)}


def scan_cache(ledger: Ledger, wanted: Sequence[Stack], scan: Scan) -> None:
    """Compare every cached vector with those that must be gone."""
    for block in _blocks(np.frombuffer(raw, LITTLE_ENDIAN) for _, _, raw in ledger.eraser.every_vector()):
        scan.vectors += len(block)
        for _ in range(int(same(wanted, block).sum())):
            scan.finds("vector cache")


def scan_index(index: Index, wanted: Sequence[Stack], record_ids: frozenset[str], scan: Scan) -> None:
    """Compare every row of the served index with the vectors and the records that must be gone."""
    for page in index.snapshot().store.pages():
        scan.vectors += len(page)
        for _ in range(int(same(wanted, [row.vector for row in page]).sum())):
            scan.finds("index vectors")
        for _ in {str(row.metadata["record_id"]) for row in page} & record_ids:
            scan.finds("index rows")


def _blocks(vectors: Iterable[Vector]) -> Iterator[list[Vector]]:
    block: list[Vector] = []
    for vector in vectors:
        block.append(vector)
        if len(block) == ROWS:
            yield block
            block = []
    if block:
        yield block
