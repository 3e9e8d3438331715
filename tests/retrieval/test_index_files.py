"""What Chroma reserves in its index files is blank, and stays so however often a folder is opened."""

from pathlib import Path

import numpy as np

from retrieval.chroma_store import open_folder
from retrieval.generations import EmbeddedIndex
from retrieval.index_files import HEADER
from retrieval.probe import probe_here
from tests.records_for_tests import Shop, review


def unused(folder: Path) -> list[bytes]:
    """The bytes behind the last element of each index file."""
    found = []
    for header in folder.glob("*/header.bin"):
        _, _, _, count, size, _, _ = HEADER.unpack(header.read_bytes()[: HEADER.size])
        found.append(header.with_name("data_level0.bin").read_bytes()[count * size :])
        found.append(header.with_name("length.bin").read_bytes()[count * 4 :])
    return found


def test_a_generation_holds_nothing_of_the_memory_it_was_written_from(tmp_path: Path) -> None:
    shop = Shop(tmp_path, EmbeddedIndex(tmp_path / "index", probe_here))
    shop.keep(review(1, "My very dry skin drinks it up."), review(2, "The pump broke within a week."))
    shop.build()
    (folder,) = (tmp_path / "index").glob("gen-*")
    assert len(unused(folder)) == 4
    for _ in range(3):
        junk = [np.full(4_000, 7.7) for _ in range(500)]
        del junk
        store = open_folder(str(folder))
        assert len(store.nearest(np.ones(64, np.float32), 2)) == 2
        store.close()
        assert not [rest for rest in unused(folder) if rest.strip(b"\0")]
    shop.ledger.close()
