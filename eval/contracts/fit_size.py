"""Fits what size advice knows of bodies and sizes in general, on half of the items by the hash of their ids.

Figures are of the other half: its cases advised with the weights just fitted, from its own fit records. Without
`--write` nothing is changed.
"""

import argparse
from dataclasses import asdict

from chat.sizing.fit_weights import WEIGHTS, FitWeights, as_json
from eval.contract_rows import FitRow, SizeCaseRow
from eval.contracts.arguments import add_file
from eval.contracts.size import advise_all, read_sizes, scores
from eval.figures import told, write_json
from eval.intervals import Score
from eval.size_model import fit_weights
from eval.size_rows import held_out, wearings_by_item

REPORTED = ("exact", "within_one", "AUC", "ECE")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    add_file(parser, "fit-records", "wearings of items with their verdicts, JSON lines")
    add_file(parser, "cases", "bodies to advise, with what they wore and how it turned out, JSON lines")
    parser.add_argument("--write", action="store_true", help=f"write weights and report to chat/sizing/{WEIGHTS.name}")


def run(given: argparse.Namespace) -> int:
    """Fit, report, write where asked."""
    wearings, cases = read_sizes(given.fit_records, given.cases)
    weights, found = fit_and_judge(wearings, cases)
    print(
        "fitted, on the items held out:",
        *(f"{name:<20} {told(score)} n {score.n}" for name, score in found.items()),
        sep="\n  ",
    )
    if given.write:
        report = {
            "fitted_items": len({row.product_id for row in wearings if not held_out(row.product_id)}),
            "fitted_wearings": sum(not held_out(row.product_id) for row in wearings),
            "held_out": {name: asdict(score) for name, score in found.items()},
        }
        write_json(WEIGHTS, as_json(weights, report))
        print(f"written to {WEIGHTS}")
    return 0


def fit_and_judge(wearings: list[FitRow], cases: list[SizeCaseRow]) -> tuple[FitWeights, dict[str, Score]]:
    """Weights of one half of the items, and their figures and the baseline's on the other."""
    weights = fit_weights(wearings_by_item(row for row in wearings if not held_out(row.product_id)))
    kept = [case for case in cases if held_out(case.product_id)]
    found = scores(advise_all(wearings, kept, weights)) if kept else {}
    names = [*REPORTED, *(f"baseline_{name}" for name in REPORTED)]
    return weights, {name: found[name] for name in names if name in found}
