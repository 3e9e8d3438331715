"""Advises sizes to people whose size and verdict are known, from what others wore of the same item.

`exact` and `within_one`: over the cases that fitted, share of the advice that is the size worn, or at most one step
away on the ladder of sizes worn of the item. `direction`: over the other cases, share of the advice that is larger than
what was too small, smaller than what was too large. `AUC`: how well the probabilities of small, fit and large for the
size worn tell the verdicts apart, mean of the areas of each verdict against the rest. `ECE`: how far the probability of
a fit is from what happened, over ten bins. `baseline_…`: the same of the nearest bodies of the item, `median_…` of the
middle size that fitted, whoever asks. `held_out_…`: over the items whose id hashes to the half the weights of the
repository are not fitted on; of items never seen at all, every figure is of that kind.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from chat.sizing import worn as model
from chat.sizing.fit_weights import FitWeights, shipped
from eval import size_baseline as baseline
from eval.contract_rows import FitRow, SizeCaseRow, read_some
from eval.contracts.arguments import add_file, add_output
from eval.figures import Figures, deliver
from eval.intervals import Score, mean_score, statistic_score
from eval.measure import Rows
from eval.measures.answerability import area
from eval.measures.size import calibration_error
from eval.public_sets import Mistakes
from eval.size_baseline import VERDICTS
from eval.size_rows import baseline_body, body_of_row, held_out, wearings_by_item

FIT = VERDICTS.index("fit")


@dataclass(frozen=True, slots=True)
class Told:
    """A size, how many steps of the ladder it is from the one worn, and probabilities of `VERDICTS` for that one."""

    size: float
    off: int
    chances: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What one case was told by the advice, the baseline and the median, what it wore, and the verdict's place."""

    advice: Told
    baseline: Told
    median: Told
    worn: float
    outcome: int
    held_out: bool


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


def measure(wearings: Sequence[FitRow], cases: Sequence[SizeCaseRow], weights: FitWeights | None = None) -> Figures:
    """Advise every case, with the weights of the repository unless others are given, then score."""
    started = time.monotonic()
    told = advise_all(wearings, cases, weights or shipped())
    notes: dict[str, str | int | float] = {
        "advice": "discriminant axes of bodies, sizes shrunk per item, multinomial logit of the verdicts",
        "items": len({row.product_id for row in wearings}),
        "fit_records": len(wearings),
        "cases": len(cases),
        "fit_share": round(sum(one.outcome == FIT for one in told) / len(told), 4),
    }
    return Figures(scores(told), time.monotonic() - started, notes)


def advise_all(wearings: Sequence[FitRow], cases: Sequence[SizeCaseRow], weights: FitWeights) -> list[Advice]:
    """The advice to each case, by its item's wearings."""
    items = {item: model.Worn.of(worn, weights) for item, worn in wearings_by_item(wearings).items()}
    before = _baselines(wearings)
    return [_advice(items[case.product_id], before[case.product_id], case) for case in cases]


def scores(told: Sequence[Advice]) -> dict[str, Score]:
    """Every measure by name."""
    fitted = [one for one in told if one.outcome == FIT]
    kept = [one for one in told if one.held_out]
    return {
        **_scores([one.advice for one in told], told),
        "direction": mean_score([_right_way(one) for one in told if one.outcome != FIT]),
        **{f"baseline_{name}": score for name, score in _scores([one.baseline for one in told], told).items()},
        "median_exact": mean_score([one.median.off == 0 for one in fitted]),
        "median_within_one": mean_score([one.median.off <= 1 for one in fitted]),
        **{f"held_out_{name}": score for name, score in _scores([one.advice for one in kept], kept).items()},
    }


def _scores(told: Sequence[Told], known: Sequence[Advice]) -> dict[str, Score]:
    """The four figures of one adviser; none over no cases."""
    if not told:
        return {}
    off = [one.off for one, case in zip(told, known, strict=True) if case.outcome == FIT]
    chance = np.array([one.chances for one in told])
    outcomes = np.array([one.outcome for one in known])
    stated = np.stack([chance[:, FIT], outcomes == FIT], axis=1)
    return {
        "exact": mean_score([steps == 0 for steps in off]),
        "within_one": mean_score([steps <= 1 for steps in off]),
        "AUC": statistic_score(lambda drawn: mean_area(chance[drawn], outcomes[drawn]), len(told)),
        "ECE": statistic_score(lambda drawn: calibration_error(stated[drawn]), len(told)),
    }


def mean_area(chance: Rows, outcomes: Rows) -> float:
    """Mean area under the ROC curves of each verdict against the rest; NaN unless two verdicts or more occur."""
    areas = [area(chance[:, verdict], (outcomes == verdict).astype(float)) for verdict in np.unique(outcomes)]
    return float(np.mean(areas))


def _baselines(wearings: Sequence[FitRow]) -> Mapping[str, baseline.Worn]:
    by_item: dict[str, list[baseline.Wearing]] = {}
    for row in wearings:
        one = baseline.Wearing(baseline_body(row.meta), row.meta.size_worn, row.meta.fit)
        by_item.setdefault(row.product_id, []).append(one)
    return {item: baseline.Worn.of(worn) for item, worn in by_item.items()}


def _advice(worn: model.Worn, before: baseline.Worn, case: SizeCaseRow) -> Advice:
    body, plain = body_of_row(case.profile), baseline_body(case.profile)

    def told(size: float, chances: Sequence[float] = ()) -> Told:
        return Told(size, int(baseline.steps(before.ladder, size, case.size_worn)), tuple(map(float, chances)))

    return Advice(
        told(model.advised(worn, body), [*model.chances(worn, body, case.size_worn)]),
        told(baseline.advised(before, plain), [*baseline.chances(before, plain, case.size_worn)]),
        told(baseline.median(before)),
        case.size_worn,
        VERDICTS.index(case.outcome),
        held_out(case.product_id),
    )


def _right_way(one: Advice) -> bool:
    size = one.advice.size
    return size > one.worn if one.outcome < FIT else size < one.worn
