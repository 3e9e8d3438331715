"""R5: a full disk, a read-only one, SIGTERM in an import, a clock that jumps: each fails clean, and serving goes on."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from chat.budgets import MinuteBudgets
from data.errors import TemoinError
from retrieval.generations import EmbeddedIndex
from retrieval.probe import probe_here
from retrieval.search import Searcher
from tests.imports_for_tests import Importer
from tests.ingest.stopped_import import warm_up
from tests.ingest.test_kill import EARLIER, LATER
from tests.trust.forked import forked
from tests.trust.journal import ROOT
from tests.trust.outcome import Outcome, Tally
from tests.trust.scratch import Scratch

QUESTION: Final = "is the zip good?"
NOBODY: Final = 65_534


def run(amount: int, seed: int, scratch: Scratch) -> Outcome:
    """Accidents in turn, each to a shop of its own that has an earlier import and a later export waiting."""
    chance, tally, names = random.Random(seed), Tally(), list(ACCIDENTS)  # noqa: S311 - a game, not a secret
    warm_up()  # loaded once, for every forked process
    before = scratch.part("before").folder
    forked(lambda: _prepared(before))  # no thread of Chroma's is started before a fork
    expected = forked(lambda: _served(before))
    for number in range(amount):
        name = names[number % len(names)]
        folder = Path(shutil.copytree(before, scratch.folder / "shop"))
        found = ACCIDENTS[name](folder, chance)
        after = forked(lambda: _served(folder))  # noqa: B023 - it is called at once
        wrong = [found, None if after in (expected, "imported") or _new(after) else f"afterwards: {after}"]
        again = forked(lambda: _imported(folder))  # noqa: B023 - it is called at once
        wrong.append(None if again == "imported" else f"the next import: {again}")
        tally.count(name)
        tally.check([f"{name}: {fault}" for fault in wrong if fault])
        shutil.rmtree(folder)
    return tally.outcome


def _prepared(folder: Path) -> None:
    importer = Importer(folder)
    importer.write("a.csv", *EARLIER)
    importer.run()
    importer.ledger.close()
    importer.write("a.csv", *LATER)


def _served(folder: Path) -> list[str]:
    """What a question finds, read as a server reads."""
    importer = Importer(folder)
    searcher = Searcher(EmbeddedIndex(importer.home.index, probe_here), importer.model.embedder, shelves=2)
    return [hit.span.text for hit in searcher.search(QUESTION, "en", "cream", limit=3)]


def _new(after: object) -> bool:
    return isinstance(after, list) and len(after) == 3


def _imported(folder: Path) -> str:
    importer = Importer(folder)
    importer.run(full=True)
    return "imported" if len(importer.served()) > 20 else f"only {len(importer.served())} records"


def _refused(folder: Path) -> str:
    """An import that cannot be done: the error it ends with."""
    try:
        return _imported(folder)
    except TemoinError as error:
        return f"told: {error}"


def _full(folder: Path, chance: random.Random) -> str | None:
    """No file may grow beyond a size somewhere between nothing and what the import needs."""
    limit = chance.choice((4_096, 65_536, 200_000))

    def work() -> str:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        return _refused(folder)

    return _clean(forked(work))


def _small_disk(folder: Path, chance: random.Random) -> str | None:
    """A disk of its own, filled to the last block, where this machine lets one be mounted; else as `_full`."""
    script = f"mount -t tmpfs -o size=6m tmpfs {folder}/home/quarantine && exit 0 || exit 3"  # only whether it may
    may = subprocess.run(["unshare", "-m", "sh", "-c", script], capture_output=True, check=False).returncode == 0
    if not may:
        return _full(folder, chance)
    size = chance.choice((3, 4, 5))
    inside = (
        f"set -e; mkdir /tmp/temoin-disk-$$; d=/tmp/temoin-disk-$$; mount -t tmpfs -o size={size}m tmpfs $d; "
        f"cp -r {folder}/. $d/ || true; dd if=/dev/zero of=$d/filler bs=64k 2>/dev/null || true; "
        f"{sys.executable} -m tests.trust.failing_machine $d || true; rm -f $d/filler; "
        f"{sys.executable} -m tests.trust.failing_machine $d; umount $d; rmdir $d"
    )
    done = subprocess.run(["unshare", "-m", "sh", "-c", inside], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith(("told:", "imported", "raised"))]
    if not lines:
        return f"nothing was told: {done.stderr[-300:]}"
    return _clean(lines[0]) if "Traceback" not in done.stderr else done.stderr[-300:]


def _read_only(folder: Path, chance: random.Random) -> str | None:
    """A folder this user may read and not write: questions are answered, an import is told what is wrong."""
    del chance
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def work() -> str:
        if os.getuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return _refused(folder)

    try:
        _open_to_others(folder)
        found = forked(work)
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    return _clean(found) if found != "imported" else "an import wrote to a read-only folder"


def _open_to_others(folder: Path) -> None:
    """Let another user reach the folder, as far as it lies below the folder for temporary files."""
    for parent in folder.parents:
        if parent.name.startswith("temoin-") or parent.name.startswith(("pytest-", "t", "test_")):
            try:
                parent.chmod(parent.stat().st_mode | 0o055)
            except OSError:
                return


def _terminated(folder: Path, chance: random.Random) -> str | None:
    """An import in a process of its own, asked to end."""
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        _imported(folder)
        os._exit(0)
    time.sleep(chance.uniform(0, 1.0))
    os.kill(child, signal.SIGTERM)
    began = time.monotonic()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    took = time.monotonic() - began
    return None if status in (0, -signal.SIGTERM) and took < 30 else f"ended with {status} after {took:.1f} s"


def _clock(folder: Path, chance: random.Random) -> str | None:
    """Imports of another century change nothing in what is kept, and budgets do not follow the wall clock."""
    year = chance.choice((1970, 1999, 2038, 2106))

    def work() -> str:
        real, shift = time.time, (date(year, 1, 2) - date(2026, 11, 22)).days * 86_400
        time.time = lambda: real() + shift
        return _refused(folder)

    found = forked(work)
    if MinuteBudgets()._clock is not time.monotonic:
        return "budgets follow the wall clock"
    return None if found == "imported" else str(found)


def _clean(found: object) -> str | None:
    """An accident ends in an import that was done after all, or in one clear line."""
    return None if str(found) == "imported" or str(found).startswith("told: ") else str(found)[:300]


ACCIDENTS: Final[dict[str, Callable[[Path, random.Random], str | None]]] = {
    "file size limit": _full, "full disk": _small_disk, "read-only": _read_only, "SIGTERM": _terminated,
    "clock jump": _clock,
}  # fmt: skip

if __name__ == "__main__":
    print(_refused(Path(sys.argv[1])), flush=True)
