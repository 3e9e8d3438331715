"""R2: kill -9 at the index write, the pointer flip and the ledger's commits: old or new is served, never neither."""

import random
import shutil
from pathlib import Path

from data.errors import IndexUnavailableError
from tests.imports_for_tests import Importer
from tests.ingest.stopped_import import MOMENTS
from tests.trust.killed_shop import faults_after_another_import, faults_served, forking, planned
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """Every named moment in turn; one in five in a first import, before which nothing was served."""
    chance, tally, plan = random.Random(seed), Tally(), planned(scratch.folder)  # noqa: S311 - a game, no secret
    moments = list(MOMENTS)
    chance.shuffle(moments)
    with forking("tests.ingest.stopped_import") as imports:
        for number in range(amount):
            moment, first = moments[number % len(moments)], number % 5 == 4
            folder = plan.copy(scratch.folder / "killed")
            if first:
                shutil.rmtree(folder / "home")
            imports.ask(f"{folder}\t{moment}")
            here, process = imports.said()
            if here != "here" or not imports.kill(process):
                tally.count("moments that never came")
                tally.check(None if first else f"the import ended before {moment}")
            else:
                tally.count(f"killed {'in a first import' if first else 'in a later import'}")
                wrong = _faults_first(folder, moment) if first else faults_served(folder)
                again = [] if first else faults_after_another_import(folder, plan.undisturbed)
                tally.check([f"{moment}: {fault}" for fault in (*wrong, *again)])
            shutil.rmtree(folder)
    return tally.outcome


def _faults_first(folder: Path, moment: str) -> list[str]:
    """A first import that was killed serves nothing and says which command helps, or the whole of it."""
    importer = Importer(folder)
    try:
        importer.index.snapshot()
        early = moment != "after the pointer is moved"
        faults = ["something is served before the pointer was moved"] if early else []
    except IndexUnavailableError as error:
        faults = [] if "python -m ingest" in str(error) else [f"no remedy is named: {error}"]
    try:
        importer.run(full=True)
        return [*faults, *(["nothing is found after another import"] if not importer.served() else [])]
    finally:
        importer.ledger.close()
