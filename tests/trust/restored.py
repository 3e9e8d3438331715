"""R7: backup, verify and restore while another thread writes: the same ledger hash again, and the same answers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from ingest.pipeline import Stores, builder_lock, rebuild
from ingest.restoring import made, restore
from ingest.verifying import verify
from retrieval.generations import EmbeddedIndex
from retrieval.probe import probe_here
from retrieval.search import Searcher
from tests.fakes_embedder import FakeEmbedder
from tests.imports_for_tests import Importer, row
from tests.ingest.test_kill import EARLIER, said
from tests.records_for_tests import Watcher
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch

QUESTION = "is the zip good?"


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """One cycle: copy under writing, look at the copy, write more, put the copy back, build, compare."""
    tally = Tally()
    importer = Importer(scratch.folder)
    importer.write("a.csv", *EARLIER)
    importer.run()
    for number in range(amount):
        tally.check([f"cycle {number}: {fault}" for fault in _cycle(importer, seed * 1000 + number, tally)])
    importer.ledger.close()
    return tally.outcome


def _cycle(importer: Importer, number: int, tally: Tally) -> list[str]:
    stores = Stores(importer.home, importer.ledger, importer.index, importer.model)
    with _writing(importer, number):
        backup = made(importer.ledger, importer.home.backups, Watcher(), "trust", datetime.now(UTC), 30)
    faults = [] if _restored(importer, backup.folder, stores) == backup.ledger else ["another ledger hash"]
    before = _answers(importer)
    importer.write("b.csv", row(100 + number % 500, said(9000 + number, "is a later word")))
    importer.run()
    faults += [] if _restored(importer, backup.folder, stores) == backup.ledger else ["another hash the second time"]
    faults += [] if _answers(importer) == before else ["other answers after the restore"]
    found = verify(stores, Watcher(), datetime.now(UTC))
    faults += [] if found.sound else [f"verify finds {found.as_dict()}"[:300]]
    tally.count("restores", 2)
    return faults


def _restored(importer: Importer, folder: Path, stores: Stores) -> str:
    """The ledger's hash after a backup was put back and the index built from it."""
    from data.backups import read_backup

    with builder_lock(importer.home):
        restore(
            read_backup(folder), importer.home, importer.home.ledger_url, Watcher(),
            replace=True, actor="trust", now=datetime.now(UTC),
        )  # fmt: skip
        rebuild(stores, Watcher())
    return importer.ledger.care.content().hash


@contextmanager
def _writing(importer: Importer, number: int) -> Iterator[None]:
    """Another connection that keeps putting records while the copy is made."""
    from data.identity import fingerprint
    from data.ledger import Ledger
    from tests.records_for_tests import review

    stop = threading.Event()

    def write() -> None:
        with Ledger.open(importer.home.ledger_url) as ledger:
            for count in range(10_000):
                record = review(50_000 + number * 100 + count % 100, said(count, f"is written {count}"))
                ledger.put_records([(record, fingerprint(record))])
                if stop.wait(0.005):
                    return

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _answers(importer: Importer) -> list[str]:
    searcher = Searcher(EmbeddedIndex(importer.home.index, probe_here), FakeEmbedder(), shelves=2)
    return [hit.span.text for hit in searcher.search(QUESTION, "en", "cream", limit=5)]
