"""After every import the index says what the ledger says: rebuilt, mended, of another model, by one builder at a time."""

import time
from dataclasses import replace
from threading import Event, Thread

import pytest

from data.errors import HomeError
from ingest.pipeline import builder_lock
from retrieval.manifest import Manifest
from tests.fakes_embedder import FakeEmbedder
from tests.imports_for_tests import FakeModel, Importer, assert_index_says_what_the_ledger_says, balanced, row

DRY = "My very dry skin drinks it up and there is no tightness left after two days of use."
PUMP = "The pump broke within a week."
SCENT = "Smells of fresh almond, which I like."


def test_a_rebuild_needs_no_paths_and_embeds_nothing(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    (importer.exports / "a.csv").unlink()
    rebuilt = importer.read([], rebuild=True)
    assert (rebuilt.read, rebuilt.generation, rebuilt.embedded) == (0, "gen-000002", 0)
    assert balanced(rebuilt)
    assert_index_says_what_the_ledger_says(importer)


@pytest.mark.parametrize("damage", ["truncate", "delete"])
def test_a_damaged_generation_is_mended_by_the_next_import(importer: Importer, damage: str) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    database = importer.home.index / "gen-000001" / "chroma.sqlite3"
    if damage == "truncate":
        database.write_bytes(database.read_bytes()[: database.stat().st_size // 3])
    else:
        database.unlink()
    importer.write("b.csv", row(3, SCENT))
    report = importer.run()
    assert (report.new, report.generation) == (1, "gen-000002")
    assert len(importer.model.embedder.read) > 0  # of the new review only: the other vectors come from the ledger
    assert all(text in SCENT for text in importer.model.embedder.read)
    assert_index_says_what_the_ledger_says(importer)


def test_an_index_of_an_older_layout_is_built_anew_though_nothing_was_read(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY))
    importer.run()
    folder = importer.home.index / "gen-000001"
    replace(Manifest.read(folder), layout=0).write(folder)
    report = importer.run()
    assert (report.unchanged, report.generation, report.embedded) == (1, "gen-000002", 0)
    assert_index_says_what_the_ledger_says(importer)


def test_another_model_reads_every_text_though_nothing_was_changed(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY), row(2, PUMP))
    importer.run()
    importer.model = FakeModel(FakeEmbedder("fake-2", dimension=32))
    report = importer.run()
    assert (report.unchanged, report.generation, report.embedded) == (2, "gen-000002", 2)
    assert importer.run().generation is None


def test_a_second_builder_is_refused_without_waiting_for_the_first(importer: Importer) -> None:
    importer.write("a.csv", row(1, DRY))
    holds, ended = Event(), Event()

    def first_builder() -> None:
        with builder_lock(importer.home):
            holds.set()
            ended.wait(120)

    first = Thread(target=first_builder)
    first.start()
    assert holds.wait(30)
    started = time.monotonic()
    try:
        with pytest.raises(HomeError, match=r"another import is running on .*home: wait for it to end, or choose"):
            importer.run()
        assert time.monotonic() - started < 60
    finally:
        ended.set()
        first.join()
    assert importer.run().new == 1
