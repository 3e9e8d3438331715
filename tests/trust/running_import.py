"""Imports in processes of their own, forked since loading the libraries takes longer than the import.

`python -m tests.trust.running_import` forks one for each line "FOLDER" it reads: the import of FOLDER/exports says
"here PID", keeps the ids of records in FOLDER/acknowledged once the ledger has said that it holds them, and ends or is
killed; "gone STATUS" follows.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ingest.pipeline
import retrieval.builder
from data.ledger import Ledger
from tests.imports_for_tests import Importer
from tests.ingest.stopped_import import BLOCK, warm_up

ACKNOWLEDGED = "acknowledged"


def acknowledge_to(path: Path) -> None:
    """Write the ids down, through to the disk, once `put_records` has returned."""
    put_records = Ledger.put_records

    def told(self: Ledger, given: Sequence[Any]) -> Any:
        counts = put_records(self, given)
        with path.open("a") as file:
            file.write("".join(f"{record.id}\n" for record, _ in given))
            file.flush()
            os.fsync(file.fileno())
        return counts

    Ledger.put_records = told  # type: ignore[method-assign, assignment]  # tells first


def run_telling(folder: Path) -> None:
    """Import everything in small blocks."""
    ingest.pipeline.BLOCK = retrieval.builder.BLOCK = BLOCK
    acknowledge_to(folder / ACKNOWLEDGED)
    print("here", os.getpid(), flush=True)
    Importer(folder).run(full=True)


if __name__ == "__main__":
    warm_up()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            run_telling(Path(line.rstrip("\n")))
            break
        print("gone", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
