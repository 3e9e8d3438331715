"""`compare A B`: what changed between two runs, measure by measure and question by question."""

import argparse
from pathlib import Path

from data.errors import EvalError

SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The two runs."""
    parser.add_argument("before", type=Path, metavar="A", help="a run or a baseline")
    parser.add_argument("after", type=Path, metavar="B", help="another, compared with it")
    parser.add_argument("--slice", default="all", metavar="NAME", help="all, dev, test, fr, en, test-fr or test-en")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the comparison here")


def run(given: argparse.Namespace) -> int:
    """Print every change with its paired interval; always 0."""
    from eval.baseline import read_baseline
    from eval.compare import compare
    from eval.figures import write_json
    from eval.scorecard import SLICES, slice_named

    part = slice_named(given.slice)
    if part is None:
        raise EvalError(f"no slice is called {given.slice!r}: {', '.join(one.name for one in SLICES)}")
    before, after = read_baseline(given.before), read_baseline(given.after)
    found = compare(before, after, part)
    if not found.changes:
        raise EvalError(f"{given.before} and {given.after} share no question of slice {given.slice}")
    print("\n".join(found.lines()))
    for name, ids in (
        (f"newly right, of {found.shared}", found.newly_right),
        (f"newly wrong, of {found.shared}", found.newly_wrong),
        ("neither, but ended otherwise", found.otherwise),
    ):
        print(f"\n{name}: {len(ids)}")
        for question in ids[:SHOWN]:
            print(f"  {question}: {before.outcomes[question]} → {after.outcomes[question]}")
        if len(ids) > SHOWN:
            print(f"  … and {len(ids) - SHOWN} more (--json FILE holds all)")
    if given.json:
        write_json(given.json, found.as_json())
    return 0
