"""`accept [RUN]`: make a run the baseline that later ones are held against."""

import argparse
from pathlib import Path

from data.errors import EvalError
from data.settings import load_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The run and the file."""
    parser.add_argument("run", nargs="?", type=Path, metavar="RUN", help="a run; otherwise the home's last")
    parser.add_argument(
        "--baseline", type=Path, metavar="FILE", help="write it here; otherwise eval/baselines/sample.json"
    )
    parser.add_argument("--home", metavar="DIR", help="home folder; otherwise TEMOIN_HOME, or .temoin")


def run(given: argparse.Namespace) -> int:
    """Write the baseline and say how it differs from the one before."""
    from eval.baseline import ACCEPTED, as_json, of_run, read_baseline
    from eval.commands.run import write
    from eval.compare import compare
    from eval.opening import last_run
    from eval.runs import read_run

    path, target = given.run or last_run(load_settings(home=given.home)), given.baseline or ACCEPTED
    found = read_run(path)
    if found.about.quick:
        raise EvalError(f"{path} is a run of the quick tier, a baseline holds every question: python -m eval run")
    after = of_run(found)
    before = read_baseline(target) if target.is_file() else None
    write(target, as_json(after))
    for change in compare(before, after).changes if before else ():
        if change.verdict != "same":
            print(f"{change.verdict}: {change.measure.name} {change.before:.3f} → {change.after:.3f}")
    print(f"accepted {len(found.questions)} questions into {target}; commit it with the change that made it")
    return 0
