"""Advises sizes to people whose size and verdict are known, from what others wore of the same item.

`exact` and `within_one`: over the cases that fitted, share of the advice that is the size worn, or at most one step
away on the ladder of sizes worn of the item. `direction`: over the other cases, share of the advice that is larger than
what was too small, smaller than what was too large. `AUC`: how well the probabilities of small, fit and large for the
size worn tell the verdicts apart, mean of the areas of each verdict against the rest. `ECE`: how far the probability of
a fit is from what happened, over ten bins. `median_…`: the same of the middle size that fitted, whoever asks.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.contract_rows import BodyRow, FitRow, SizeCaseRow, read_some
from eval.contracts.arguments import add_file, add_output
from eval.figures import Figures, deliver
from eval.intervals import Score, mean_score, statistic_score
from eval.measure import Rows
from eval.measures.answerability import area
from eval.measures.size import calibration_error
from eval.public_sets import Mistakes
from eval.size_baseline import VERDICTS, Body, Wearing, Worn, advised, chances, median, steps

FIT = VERDICTS.index("fit")


@dataclass(frozen=True, slots=True)
class Advice:
    """What one case was told, and what was so: sizes, probabilities of `VERDICTS`, and the verdict's place there."""

    size: float
    median: float
    chances: tuple[float, ...]
    worn: float
    outcome: int
    off: int
    median_off: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of this command."""
    add_file(parser, "fit-records", "wearings of items with their verdicts, JSON lines")
    add_file(parser, "cases", "bodies to advise, with what they wore and how it turned out, JSON lines")
    add_output(parser)


def run(given: argparse.Namespace) -> int:
    """Measure, print, write."""
    return deliver(measure(*read_sizes(given.fit_records, given.cases)), given.json)


def read_sizes(fit_records: Path, cases: Path) -> tuple[list[FitRow], list[SizeCaseRow]]:
    """Both files (`EvalError` with every mistake, cases of an item nobody wore among them)."""
    mistakes = Mistakes()
    wearings, asked = read_some(fit_records, FitRow, mistakes), read_some(cases, SizeCaseRow, mistakes)
    items, records = {row.product_id for row in wearings}, {row.id for row in wearings}
    for row in asked:
        if wearings and row.product_id not in items:
            mistakes.lines.append(f"{cases.name}, case {row.id}: no fit record is of item {row.product_id!r}")
        if row.id in records:
            mistakes.lines.append(f"{cases.name}, case {row.id}: is a fit record too, so the verdict would be known")
    mistakes.check()
    return wearings, asked


def measure(wearings: Sequence[FitRow], cases: Sequence[SizeCaseRow]) -> Figures:
    """Advise every case, then score."""
    started = time.monotonic()
    items = _items(wearings)
    told = [_advice(items[case.product_id], case) for case in cases]
    notes: dict[str, str | int | float] = {
        "advice": "baseline: nearest bodies of the same item",
        "items": len(items),
        "fit_records": len(wearings),
        "cases": len(cases),
        "fit_share": round(sum(one.outcome == FIT for one in told) / len(told), 4),
    }
    return Figures(scores(told), time.monotonic() - started, notes)


def scores(told: Sequence[Advice]) -> dict[str, Score]:
    """Every measure by name."""
    fitted = [one for one in told if one.outcome == FIT]
    chance = np.array([one.chances for one in told])
    outcomes = np.array([one.outcome for one in told])
    stated = np.stack([chance[:, FIT], outcomes == FIT], axis=1)
    return {
        "exact": mean_score([one.size == one.worn for one in fitted]),
        "within_one": mean_score([one.off <= 1 for one in fitted]),
        "AUC": statistic_score(lambda drawn: mean_area(chance[drawn], outcomes[drawn]), len(told)),
        "ECE": statistic_score(lambda drawn: calibration_error(stated[drawn]), len(told)),
        "direction": mean_score([_right_way(one) for one in told if one.outcome != FIT]),
        "median_exact": mean_score([one.median == one.worn for one in fitted]),
        "median_within_one": mean_score([one.median_off <= 1 for one in fitted]),
    }


def mean_area(chance: Rows, outcomes: Rows) -> float:
    """Mean area under the ROC curves of each verdict against the rest; NaN unless two verdicts or more occur."""
    areas = [area(chance[:, verdict], (outcomes == verdict).astype(float)) for verdict in np.unique(outcomes)]
    return float(np.mean(areas))


def _items(wearings: Sequence[FitRow]) -> Mapping[str, Worn]:
    by_item: dict[str, list[Wearing]] = defaultdict(list)
    for row in wearings:
        by_item[row.product_id].append(Wearing(_body(row.meta), row.meta.size_worn, row.meta.fit))
    return {item: Worn.of(worn) for item, worn in by_item.items()}


def _advice(worn: Worn, case: SizeCaseRow) -> Advice:
    body, middle = _body(case.profile), median(worn)
    size = advised(worn, body)
    return Advice(
        size,
        middle,
        tuple(chances(worn, body, case.size_worn)),
        case.size_worn,
        VERDICTS.index(case.outcome),
        int(steps(worn.ladder, size, case.size_worn)),
        int(steps(worn.ladder, middle, case.size_worn)),
    )


def _body(row: BodyRow) -> Body:
    return Body(row.height_in, row.weight_lbs, row.bust_band, row.bust_cup)


def _right_way(one: Advice) -> bool:
    return one.size > one.worn if one.outcome < FIT else one.size < one.worn
