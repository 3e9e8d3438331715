"""`bench`: how fast it is beside what others would use and beside itself smaller, in one table."""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from eval.figures import write_json

if TYPE_CHECKING:
    from eval.bench.sections import Workshop
    from eval.bench.tiers import Tier


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much is measured, and where the figures go."""
    parser.add_argument("--quick", action="store_true", help="small shops and few rounds: three minutes")
    parser.add_argument("--only", nargs="+", metavar="SECTION", help="these sections only, such as search or answers")
    parser.add_argument("--sizes", nargs="+", type=int, metavar="SPANS", help="spans of the shops, smallest first")
    parser.add_argument("--rounds", type=int, help="rounds in which contestants take turns (default 5, quick 2)")
    parser.add_argument("--home", metavar="DIR", help="home whose model is used; otherwise TEMOIN_HOME, or .temoin")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the shops here, and use those found here")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the rows here")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="draw the growth curves into this folder")


def run(given: argparse.Namespace) -> int:
    """Print a row as soon as it is measured, then the table; 0 whatever the figures say.

    Raises:
        EvalError: an unknown section.
        TemoinError: the model cannot be opened.
    """
    from data.settings import load_settings
    from eval.bench.sections import SECTIONS, workshop
    from eval.bench.table import as_json, machine, markdown

    tier, chosen = _tier(given), _chosen(given.only, [*SECTIONS])
    _pin_threads()
    print(" · ".join(f"{name} {told}" for name, told in machine().items() if name != "packages"), file=sys.stderr)
    rows = []
    with workshop(tier, load_settings(home=given.home, threads=1), given.keep) as at:
        for name in chosen:
            for row in SECTIONS[name](at):
                rows.append(row)
                print(f"{name}: {row.name}: {row.value} {row.unit} (load {os.getloadavg()[0]:.1f})", file=sys.stderr)
            if given.json:
                write_json(given.json, as_json(rows, tier.name))
        if given.plots:
            _draw(at, given.plots)
    print(markdown(rows))
    return 0


def _tier(given: argparse.Namespace) -> "Tier":
    from eval.bench.tiers import FULL, QUICK

    tier = QUICK if given.quick else FULL
    return replace(tier, sizes=tuple(given.sizes or tier.sizes), rounds=given.rounds or tier.rounds)


def _chosen(wanted: list[str] | None, known: list[str]) -> list[str]:
    from data.errors import EvalError

    if unknown := sorted({*(wanted or ())} - {*known}):
        raise EvalError(f"no section is called {', '.join(unknown)}: {', '.join(known)} are")
    return [name for name in known if wanted is None or name in wanted]


def _pin_threads() -> None:
    """One thread for everybody who asks the environment, child processes included, and for vectors here."""
    from retrieval.vectors import on_one_thread

    on_one_thread()
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TEMOIN_THREADS"):
        os.environ[name] = "1"


def _draw(at: "Workshop", folder: Path) -> None:
    from eval.bench.curves import curves
    from eval.bench.plots import growth_chart

    folder.mkdir(parents=True, exist_ok=True)
    for name, (title, lines, up) in curves(at).items():
        (folder / f"{name}.svg").write_text(growth_chart(title, lines, "spans", up), encoding="utf-8")
