"""A shop whose imports are killed, and what has to be true of it afterwards."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.errors import IndexUnavailableError
from retrieval.search import Searcher
from tests.imports_for_tests import Importer
from tests.ingest.test_kill import EARLIER, LATER, Result, assert_same, result_of
from tests.trust.journal import ROOT

QUESTION: Final = "is the zip good?"


@dataclass(frozen=True, slots=True)
class Plan:
    """A folder with an earlier import and a later export waiting, and what an undisturbed import makes of it."""

    before: Path
    undisturbed: Result

    def copy(self, folder: Path) -> Path:
        """A shop to be killed."""
        return Path(shutil.copytree(self.before, folder))


def planned(folder: Path) -> Plan:
    """Import the earlier export; then, beside it, the later one in peace."""
    importer = Importer(folder / "before")
    importer.write("a.csv", *EARLIER)
    importer.run()
    importer.ledger.close()
    importer.write("a.csv", *LATER)
    quiet = Importer(Path(shutil.copytree(folder / "before", folder / "undisturbed")))
    quiet.run(full=True)
    result = result_of(quiet)
    quiet.ledger.close()
    return Plan(folder / "before", result)


@dataclass(frozen=True, slots=True)
class Forking:
    """A process that forks imports."""

    process: "subprocess.Popen[str]"

    def ask(self, line: str) -> None:
        """Let it fork one."""
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def said(self) -> list[str]:
        """The next line, in words."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().split()

    def kill(self, number: str) -> bool:
        """End a forked import with -9; whether it was still at work."""
        with suppress(ProcessLookupError):  # it had ended by itself
            os.kill(int(number), signal.SIGKILL)
        return self.said() == ["gone", "-9"]


@contextmanager
def forking(module: str) -> Iterator[Forking]:
    """A module that forks an import for each line it is given."""
    typed = [sys.executable, "-m", module]
    with subprocess.Popen(typed, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Forking(process)
        finally:
            process.kill()


def served(folder: Path) -> tuple[str, list[str]]:
    """Version served and the words found in it (`IndexUnavailableError` when neither old nor new is)."""
    importer = Importer(folder)
    try:
        searcher = Searcher(importer.index, importer.model.embedder, shelves=2)
        hits = searcher.search(QUESTION, "en", "cream")
        return importer.index.snapshot().version, [hit.span.text for hit in hits]
    finally:
        importer.ledger.close()


def faults_served(folder: Path) -> list[str]:
    """What is wrong with what is served after a kill: nothing when it is the old or the new generation, whole."""
    try:
        version, words = served(folder)
    except IndexUnavailableError as error:
        return [f"nothing is served: {error}"]
    faults = [] if version in ("gen-000001", "gen-000002") else [f"{version} is served"]
    return faults if words else [*faults, "nothing is found"]


def faults_after_another_import(folder: Path, undisturbed: Result) -> list[str]:
    """What differs from an undisturbed import once the killed one has been run again."""
    importer = Importer(folder)
    try:
        importer.run(full=True)
        assert_same(result_of(importer), undisturbed)
        again = importer.run(full=True)
        return [] if again.generation is None else ["a third import found something to do"]
    except AssertionError as error:
        return [f"not what an undisturbed import makes: {str(error)[:200]}"]
    finally:
        importer.ledger.close()
