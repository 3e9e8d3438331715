"""Rows are read from Chroma a part at a time, and come out whole, each once."""

from pathlib import Path

import pytest

from retrieval import chroma_store
from tests.records_for_tests import Shop, review


@pytest.mark.parametrize("part", [1, 2, 3, 4, 1_000])
def test_rows_read_in_parts_are_all_there_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    shop = Shop(tmp_path)
    shop.keep(*(review(n, f"The pump number {n} broke within a week.") for n in range(4)))
    shop.build()
    monkeypatch.setattr(chroma_store, "PART", part)
    ids = [row.id for row in shop.index.snapshot().store.of_product("cream")]
    assert len(ids) == len(set(ids)) == 4
