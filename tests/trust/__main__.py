"""Attack everything the trust plan names: `python -m tests.trust`, stopped and started again as often as need be."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tqdm import tqdm

from tests.trust.journal import Journal, Result, commit
from tests.trust.outcome import Outcome
from tests.trust.plan import PLAN, Check, check_of
from tests.trust.scratch import Scratch
from tests.trust.slowness import slowness
from tests.trust.table import HEAD, figures, markdown, rows


def main(arguments: Sequence[str] | None = None) -> int:
    """1 when a promise is broken, 2 when an attack could not be run."""
    given = _parser().parse_args(arguments)
    tqdm.monitor_interval = 0  # no thread of its own: attacks run in forked processes
    journal = Journal(given.json)
    checks = [check_of(name) for name in given.only.split(",")] if given.only else list(PLAN)
    if given.table:
        print(markdown(checks, journal))
        return 0
    here, status = commit(), 0
    for check in checks:
        status = max(status, attack(check, journal, _fresh(check, given.quick, here), given))
    print("\n".join("  ".join(row) for row in [HEAD, *rows(checks, journal)]))
    tier = "quick" if given.quick else "full"
    print("all of the {} tier so far: {:.0f} s, of processors {:.0f} s".format(tier, *journal.spent(tier)))
    given.json.with_suffix(".md").write_text(markdown(PLAN, journal) + "\n", encoding="utf-8")
    return status


def attack(check: Check, journal: Journal, fresh: Result, given: argparse.Namespace) -> int:
    """Go on where an interrupted run stopped, part by part, each kept at once."""
    result, slower = journal.begin(fresh, keep=given.keep), slowness() if given.quick else 1.0
    bar = tqdm(total=result.amount, initial=result.done, desc=check.id, unit=f" {check.unit}", mininterval=1.0)
    while not result.whole:
        number, part = result.done // check.chunk, min(check.chunk, result.amount - result.done)
        try:
            found = _part(check, part, given.seed + number, given.models)
        except Exception as error:  # noqa: BLE001 - an attack that cannot be run is told, and the next one tried
            bar.close()
            print(f"{check.id} could not be run: {type(error).__name__}: {error}", file=sys.stderr)
            return 2
        result = result.plus(part, *found)
        journal.put(result)
        bar.update(part)
    bar.close()
    slower = max(slower, slowness()) if given.quick else 1.0
    broken = check.broken(result.outcome, slower)
    said = f"{result.outcome.failed} of {result.outcome.tried} failed  {figures(result.outcome)}"
    print(f"{check.id}  {said}  ({result.seconds:.0f} s, of processors {result.cpu_seconds:.0f} s)", flush=True)
    for example in result.outcome.examples:
        print(f"    {example}", flush=True)
    if slower > 1.5:
        print(f"    bounds in time were stretched: this machine was {slower:.1f} times slower than a quiet one")
    if broken:
        print(f"    not reached: {broken}", flush=True)
    return 1 if broken else 0


def _part(check: Check, amount: int, seed: int, models: Path) -> tuple[Outcome, float, float]:
    """What a part found, and its seconds by the clock and of processors."""
    began, worked = time.monotonic(), _worked()
    with TemporaryDirectory(prefix=f"temoin-{check.id}-", ignore_cleanup_errors=True) as folder:
        outcome = check.run(amount, seed, Scratch(Path(folder), models.resolve()))
    return outcome, time.monotonic() - began, _worked() - worked


def _worked() -> float:
    """Seconds of processors of this process and of all it has waited for."""
    return sum(os.times()[:4])


def _fresh(check: Check, quick: bool, here: str) -> Result:
    return Result(check.id, here, "quick" if quick else "full", check.quick if quick else check.full)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tests.trust", description="Attack what the trust plan promises.")
    parser.add_argument("--quick", action="store_true", help="the amounts CI tries")
    parser.add_argument("--only", metavar="IDS", help="these ids, by comma, such as S1,X3")
    parser.add_argument("--keep", action="store_true", help="go on with results of other commits")
    parser.add_argument("--table", action="store_true", help="only print the table, in Markdown")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other attacks")
    parser.add_argument("--json", type=Path, default=Path(".temoin/trust.json"), help="where the results are kept")
    parser.add_argument("--models", type=Path, default=Path(".temoin/models"), help="where built models are kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
