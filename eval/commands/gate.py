"""`gate [RUN]`: may we release? Exit code 1 and the failing lines when not."""

import argparse
import sys
from pathlib import Path

from data.settings import load_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The run, the baseline and the thresholds."""
    parser.add_argument("run", nargs="?", type=Path, metavar="RUN", help="a run; otherwise the home's last")
    parser.add_argument(
        "--baseline", type=Path, metavar="FILE", help="what must not be lost; otherwise the accepted one"
    )
    parser.add_argument("--thresholds", type=Path, metavar="FILE", help="gates in TOML; otherwise eval/gates.toml")
    parser.add_argument("--home", metavar="DIR", help="home folder; otherwise TEMOIN_HOME, or .temoin")


def run(given: argparse.Namespace) -> int:
    """0 when every gate is kept, else 1."""
    from eval.baseline import ACCEPTED, read_baseline
    from eval.gates import THRESHOLDS, check, read_gates
    from eval.opening import last_run

    gates = read_gates(given.thresholds or THRESHOLDS)
    found = read_baseline(given.run or last_run(load_settings(home=given.home)))
    before = read_baseline(given.baseline or ACCEPTED) if given.baseline or ACCEPTED.is_file() else None
    checked = check(gates, found, before)
    failed = [one for one in checked if one.verdict == "failed"]
    for one in checked:
        if one.verdict != "failed":
            print(one.line)
    for one in failed:
        print(one.line, file=sys.stderr)
    if before is None:
        print("no baseline is accepted yet: nothing can be lost (python -m eval accept)", file=sys.stderr)
    print(f"{len(failed)} of {len(checked)} gates failed" if failed else f"all {len(checked)} gates kept")
    return 1 if failed else 0
