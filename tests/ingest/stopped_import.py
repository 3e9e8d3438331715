"""Imports that stop for good at a named moment, so that a test can kill them there.

`python -m tests.ingest.stopped_import` forks one for each line "FOLDER<tab>MOMENT" it reads. The import says "here PID"
when its moment has come, and waits to be killed; "gone STATUS" follows. Forked, since loading the libraries takes
longer than the import.
"""

import os
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ingest.pipeline
import retrieval.builder
from data.ledger import Ledger
from retrieval.chroma_store import ChromaStore
from tests.fakes_embedder import FakeEmbedder
from tests.imports_for_tests import Importer, row

BLOCK = 10
"""Rows and records taken at a time, few so that there is a middle."""


@dataclass(frozen=True)
class Moment:
    """Just before, or just after, the call of this number of one function."""

    owner: object
    function: str
    number: int = 1
    after: bool = False


MOMENTS = {
    "before the first rows are kept": Moment(Ledger, "put_records"),
    "between two blocks of rows": Moment(Ledger, "put_records", 2, after=True),
    "before copies are marked": Moment(Ledger, "mark_duplicates"),
    "after copies are marked": Moment(Ledger, "mark_duplicates", after=True),
    "while the model reads": Moment(FakeEmbedder, "documents", 2),
    "after vectors are kept": Moment(Ledger, "put_vectors", after=True),
    "in the middle of the index": Moment(ChromaStore, "remove", 2, after=True),
    "before the pointer is moved": Moment(os, "replace"),
    "after the pointer is moved": Moment(os, "replace", after=True),
}


def stop_at(moment: Moment) -> None:
    """Let the call of a moment wait for ever."""
    original, calls = getattr(moment.owner, moment.function), 0

    def stopped(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        result = original(*arguments, **named) if calls != moment.number or moment.after else None
        if calls == moment.number:
            print("here", os.getpid(), flush=True)
            time.sleep(600)
        return result

    setattr(moment.owner, moment.function, stopped)


def run_stopped(folder: Path, moment: str) -> None:
    """Import everything, in small blocks, until the moment comes."""
    ingest.pipeline.BLOCK = retrieval.builder.BLOCK = BLOCK
    stop_at(MOMENTS[moment])
    Importer(folder).run(full=True)


def warm_up() -> None:
    """Load what an import loads on its way, once for all."""
    for module in ("chromadb.api.rust", "chromadb.telemetry.product.posthog", "datasketch"):
        import_module(module)
    with TemporaryDirectory() as folder:
        importer = Importer(Path(folder))
        importer.write("a.csv", row(1, "Nothing is written, and no thread of Chroma is started before a fork."))
        importer.run(dry_run=True)
        importer.ledger.close()


if __name__ == "__main__":
    warm_up()
    for line in sys.stdin:
        folder, moment = line.rstrip("\n").split("\t")
        child = os.fork()
        if not child:
            run_stopped(Path(folder), moment)
            break
        print("gone", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
