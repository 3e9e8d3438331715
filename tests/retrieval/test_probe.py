"""A generation is read back before it is served: whole when it is new, where it differs when it began as a copy."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from retrieval.checksums import combine_ids, with_checksum
from retrieval.chroma_store import ChromaStore, open_folder
from retrieval.manifest import Manifest
from retrieval.probe import RUN, RUNS, Changes, note_changes, probe
from retrieval.rows import Row

DIMENSION = 16


def row(number: int) -> Row:
    """A row with a vector of its own and the facts every row has."""
    vector = np.random.default_rng(number).normal(size=DIMENSION).astype(np.float32)
    told: dict[str, str | int | float | bool] = {
        "record_id": f"r{number}",
        "product_id": "p",
        "level": "span",
        "start": 0,
        "end": 1,
        "passage": 0,
    }
    return with_checksum(Row(f"r{number}:0-1", vector / np.linalg.norm(vector), "x", told))


def written(folder: Path, rows: list[Row]) -> ChromaStore:
    """A store that holds some rows, and the manifest that goes with them."""
    store = open_folder(str(folder))
    store.add(rows)
    Manifest("fake", 1, len(rows), combine_ids("0", (one.id for one in rows))).write(folder)
    return store


def test_a_store_remembers_what_was_written_since_it_was_opened(tmp_path: Path) -> None:
    rows = [row(number) for number in range(4)]
    store = written(tmp_path, rows)
    store.remove(rows[:1])
    assert (store.added, store.removed) == ({one.id for one in rows[1:]}, {rows[0].id})
    store.add(rows[:1])
    assert (store.added, store.removed) == ({one.id for one in rows}, set())
    store.remove(rows[:1])
    assert sorted(store.ids()) == sorted(one.id for one in rows[1:])
    assert [one.id for one in store.of_ids([rows[2].id, "gone"])] == [rows[2].id]
    store.close()


def test_a_copy_is_read_where_it_differs(tmp_path: Path) -> None:
    """An altered row among those added is found; so are rows that are missing."""
    rows = [row(number) for number in range(5)]
    wrong = replace(rows[4], vector=-rows[4].vector)
    written(tmp_path, [*rows[:4], wrong]).close()
    note_changes(tmp_path, Changes([rows[4].id], []))
    assert probe(tmp_path) == f"1 vectors altered, the first of row {rows[4].id}"
    replace(Manifest.read(tmp_path), rows=6).write(tmp_path)
    assert probe(tmp_path) == "5 rows found, 6 written"


def test_a_copy_that_is_as_it_was_written_passes(tmp_path: Path) -> None:
    rows = [row(number) for number in range(5)]
    written(tmp_path, rows).close()
    note_changes(tmp_path, Changes([rows[0].id], ["r9:0-1"]))
    assert probe(tmp_path) is None


def test_a_row_lost_from_a_copy_and_one_that_came_back_are_told(tmp_path: Path) -> None:
    rows = [row(number) for number in range(5)]
    written(tmp_path, rows).close()
    note_changes(tmp_path, Changes([rows[0].id, "r9:0-1"], []))
    assert probe(tmp_path) == "1 rows lost, the first r9:0-1"
    note_changes(tmp_path, Changes([rows[0].id], [rows[3].id]))
    assert probe(tmp_path) == f"1 rows still there, the first {rows[3].id}"


def test_of_the_rest_of_a_copy_runs_are_read_spread_over_all(tmp_path: Path) -> None:
    rows = [row(number) for number in range(3 * RUNS * RUN)]
    store = written(tmp_path, rows)
    runs = list(store.some(RUNS, RUN))
    assert [len(run) for run in runs] == [RUN] * RUNS
    assert len({one.id for run in runs for one in run}) == RUNS * RUN
    assert sum(len(run) for run in store.some(RUNS, len(rows))) == len(rows), "no row twice where all are wanted"
    store.add([replace(runs[-1][0], vector=-runs[-1][0].vector)])
    store.close()
    note_changes(tmp_path, Changes([], []))
    assert probe(tmp_path) == f"1 vectors altered, the first of row {runs[-1][0].id}"
