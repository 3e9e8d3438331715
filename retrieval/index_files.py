"""The files of Chroma's vector index: what it reserves and does not use is blanked.

Chroma writes reserved room as it finds it in memory. So vectors and texts the process held a moment ago, erased ones
among them, would lie on disk; and as long as a collection has not been saved, every opening writes such room anew.
"""

import struct
from pathlib import Path
from typing import Final

SAVED_AT_ONCE: Final = {"sync_threshold": 1, "batch_size": 1}
"""Settings of a collection that is saved at every write, so that opening it writes nothing."""
HEADER: Final = struct.Struct("<i6Q")
"""Version, offset of the first layer, elements reserved, elements, bytes of an element, offset of its label, of its
vector; more follows."""
LENGTH_BYTES: Final = 4


def blank_unused(folder: Path) -> None:
    """Zero the reserved room of every index below a folder that nobody has open."""
    for header in sorted(folder.glob("*/header.bin")):
        _, _, _, count, size, _, _ = HEADER.unpack(header.read_bytes()[: HEADER.size])
        _blank(header.with_name("data_level0.bin"), count * size)
        _blank(header.with_name("length.bin"), count * LENGTH_BYTES)


def _blank(path: Path, used: int) -> None:
    if path.exists() and (rest := path.stat().st_size - used) > 0:
        with path.open("r+b") as file:
            file.seek(used)
            file.write(bytes(rest))
