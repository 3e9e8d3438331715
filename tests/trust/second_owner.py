"""R4: a second builder on a home, and a second server on a port, are refused at once with what helps."""

import socket
import subprocess
import sys
import time
from pathlib import Path

from filelock import FileLock

from tests.imports_for_tests import Importer, row, write_csv
from tests.trust.journal import ROOT
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """One round: a builder in this process, one in another, and a server on a port that is taken."""
    del seed
    tally = Tally()
    for number in range(amount):
        folder = scratch.part(str(number)).folder
        _second_builder(folder, tally)
        _second_command(folder, tally)
        _second_server(folder, tally)
    return tally.outcome


def _second_builder(folder: Path, tally: Tally) -> None:
    importer = Importer(folder)
    importer.write("a.csv", row(1, "The zip is sturdy and the hood stays up."))
    with FileLock(importer.home.builder_lock):
        began = time.monotonic()
        try:
            importer.run()
            said = "the second import ran"
        except Exception as error:  # noqa: BLE001 - which error it is, is what is checked
            said = "" if "another import is running" in str(error) else f"{type(error).__name__}: {error}"
        tally.worst("seconds to refusal", time.monotonic() - began)
    importer.run()
    importer.ledger.close()
    tally.check(said)


def _second_command(folder: Path, tally: Tally) -> None:
    """The command itself; its own start is not counted, so it is asked with `time` of the lock alone."""
    home, export = folder / "home", write_csv(folder / "b.csv", row(2, "A second one."))
    with FileLock(home / "builder.lock"):
        typed = [sys.executable, "-m", "ingest", str(export), "--home", str(home)]
        done = subprocess.run(typed, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    told = "another import is running" in done.stderr and "Traceback" not in done.stderr
    tally.check(None if done.returncode == 1 and told else f"exit {done.returncode}: {done.stderr[-200:]}")


def _second_server(folder: Path, tally: Tally) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        typed = [sys.executable, "-m", "ui", "--port", str(port), "--home", str(folder / "home")]
        done = subprocess.run(typed, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    told = f"port {port}" in done.stderr and "is taken" in done.stderr and len(done.stderr.splitlines()) == 1
    tally.check(None if done.returncode == 1 and told else f"exit {done.returncode}: {done.stderr[-200:]}")
