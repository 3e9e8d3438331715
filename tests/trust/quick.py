"""Runs the quick amount of some ids by the command itself, in a process that nothing of other tests has touched."""

import os
import subprocess
import sys
from pathlib import Path

from tests.trust.journal import ROOT

LONGEST_S = 900


def attack_quickly(ids: str, folder: Path, models: Path) -> None:
    """Fails with everything the command said when a promise is broken."""
    typed = [sys.executable, "-m", "tests.trust", "--quick", "--only", ids, "--json", str(folder / "trust.json")]
    around = {name: value for name, value in os.environ.items() if not name.startswith("TEMOIN_")}
    done = subprocess.run(
        [*typed, "--models", str(models)], cwd=ROOT, env=around | {"OMP_NUM_THREADS": "1"}, capture_output=True,
        text=True, check=False, timeout=LONGEST_S,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
