"""R1: kill -9 at random moments of an import. What the ledger acknowledged is there, once, and the next import ends it."""

import random
import shutil
import time
from pathlib import Path
from typing import Final

from tests.imports_for_tests import Importer
from tests.trust.killed_shop import Forking, Plan, faults_after_another_import, faults_served, forking, planned
from tests.trust.outcome import Outcome, Tally
from tests.trust.running_import import ACKNOWLEDGED
from tests.trust.scratch import Scratch

LONGEST_S: Final = 1.2
"""Beyond the length of an import on a quiet machine, so that some kills come too late."""


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """Imports killed; those that ended before their kill are tried again with less patience."""
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - moments of death, no secrets
    plan, longest = planned(scratch.folder), LONGEST_S
    with forking("tests.trust.running_import") as imports:
        while tally.tried < amount:
            folder = plan.copy(scratch.folder / "killed")
            if _killed(imports, folder, chance.uniform(0, longest)):
                tally.count("records acknowledged", len(acknowledged(folder)))
                tally.check(faults(folder, plan))
            else:
                longest = max(0.2, longest * 0.9)
                tally.count("imports that ended before the kill")
            shutil.rmtree(folder)
    return tally.outcome


def _killed(imports: Forking, folder: Path, after_s: float) -> bool:
    imports.ask(str(folder))
    here, number = imports.said()
    if here != "here":
        raise RuntimeError(f"the import said {here} {number}")
    time.sleep(after_s)
    return imports.kill(number)


def faults(folder: Path, plan: Plan) -> list[str]:
    """What a killed import lost or doubled."""
    return [*lost(folder), *faults_served(folder), *faults_after_another_import(folder, plan.undisturbed)]


def acknowledged(folder: Path) -> list[str]:
    """Ids the ledger has said it holds."""
    path = folder / ACKNOWLEDGED
    return path.read_text().split() if path.is_file() else []


def lost(folder: Path) -> list[str]:
    """Acknowledged records that are not in the ledger as it was found, and ids that are there twice."""
    importer = Importer(folder)
    try:
        held = [record.id for record in importer.ledger.records(served_only=False)]
    finally:
        importer.ledger.close()
    missing = set(acknowledged(folder)) - set(held)
    said = [f"{len(missing)} acknowledged records lost, such as {min(missing)}"] if missing else []
    return said if len(held) == len(set(held)) else [*said, f"{len(held) - len(set(held))} records twice"]
