"""Size advice over a handful of wearings, every figure worked out by hand."""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from data.errors import EvalError
from eval.contracts import size
from eval.size_baseline import Body, Wearing, Worn, advised, chances, median, steps
from tests.eval.small_sets import write_lines

SMALL, TALL = Body(60, 100, 32, "b"), Body(70, 180, 36, "d")


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Intervals are not looked at here."""
    monkeypatch.setattr("eval.intervals.RESAMPLES", 20)


def wearing(number: int, worn: float, fit: str, height: float = 60, weight: float | None = 100) -> dict[str, Any]:
    meta = {"fit": fit, "size_worn": worn, "height_in": height, "weight_lbs": weight, "bust_band": 32, "bust_cup": "b"}
    return {"id": f"r{number}", "product_id": "dress", "source_type": "fit_record", "text": "", "meta": meta}


def case(number: int, worn: float, outcome: str, height: float = 60, weight: float = 100) -> dict[str, Any]:
    profile = {"height_in": height, "weight_lbs": weight, "bust_band": 32, "bust_cup": "b"}
    return {"id": f"c{number}", "product_id": "dress", "profile": profile, "size_worn": worn, "outcome": outcome}


def worn(*told: tuple[Body, float, str]) -> Worn:
    return Worn.of([Wearing(*one) for one in told])


def test_the_nearest_bodies_that_it_fitted_give_the_size() -> None:
    """A size that was worn and did not fit advises nobody."""
    item = worn((SMALL, 4, "fit"), (SMALL, 1, "small"), (SMALL, 1, "small"), (TALL, 12, "fit"), (TALL, 12, "fit"))
    assert advised(item, SMALL) == 4
    assert advised(item, TALL) == 12
    assert median(item) == 12


def test_an_item_that_fitted_nobody_still_has_an_advice_and_unknown_bodies_too() -> None:
    item = worn((SMALL, 4, "small"), (TALL, 8, "large"), (TALL, 8, "small"))
    assert advised(item, SMALL) == 4
    assert advised(item, Body()) == 8


def test_a_body_that_says_less_is_further_than_one_that_agrees() -> None:
    """Of two records, the one that gives the same weight is nearer than the one that gives none."""
    item = worn((Body(60, None, 32, "b"), 1, "fit"), (SMALL, 4, "fit"))
    assert advised(item, SMALL) == 4


def test_chances_are_the_smoothed_verdicts_of_the_witnesses() -> None:
    """Four witnesses, all of the item: (count + 10 × share) / 14 is the share again."""
    item = worn((SMALL, 4, "fit"), (SMALL, 4, "fit"), (SMALL, 1, "small"), (TALL, 12, "large"))
    assert chances(item, SMALL, 4) == pytest.approx([0.25, 0.5, 0.25])


def test_witnesses_are_those_near_in_body_and_in_size() -> None:
    """Forty small bodies in size 1 found it small, forty in size 12 found it large: 50/100 + smoothing."""
    item = worn(*[(SMALL, 1.0, "small")] * 40, *[(SMALL, 12.0, "large")] * 40)
    assert chances(item, SMALL, 1) == pytest.approx([(40 + 5) / 50, 0, 5 / 50])
    assert chances(item, SMALL, 12) == pytest.approx([5 / 50, 0, (40 + 5) / 50])


def test_steps_are_counted_on_the_ladder_of_the_item() -> None:
    ladder = np.array([1.0, 4, 8, 12])
    assert [int(steps(ladder, some, 8)) for some in (1, 4, 8, 12)] == [2, 1, 0, 1]
    assert int(steps(ladder, 4, 5)) == 1


def test_the_figures_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    """The baseline says 4 at 60 in and 12 at 70: of three that fitted one is exact, two within a step of 1, 4, 8, 12."""
    wearings = [
        wearing(1, 4, "fit"), wearing(2, 4, "fit"), wearing(3, 12, "fit", 70, 180),
        wearing(4, 1, "small"), wearing(5, 8, "large"),
    ]  # fmt: skip
    cases = [
        case(1, 4, "fit"), case(2, 8, "fit"), case(3, 1, "fit", 70, 180),
        case(4, 1, "small"), case(5, 4, "large"),
    ]  # fmt: skip
    out = tmp_path / "out.json"
    given = argparse.Namespace(
        fit_records=write_lines(tmp_path / "fit.jsonl", wearings),
        cases=write_lines(tmp_path / "c.jsonl", cases),
        json=out,
    )
    assert size.run(given) == 0
    measures = json.loads(out.read_text(encoding="utf-8"))["measures"]
    assert measures["baseline_exact"]["value"] == pytest.approx(1 / 3, abs=1e-6)
    assert measures["baseline_within_one"]["value"] == pytest.approx(2 / 3, abs=1e-6)
    assert measures["median_exact"]["value"] == pytest.approx(1 / 3, abs=1e-6)
    assert measures["baseline_ECE"]["value"] == 0, "each case is told the item's 60 % of fits, and 3 of 5 fitted"
    assert measures["baseline_AUC"]["value"] == 0.5, "every case has the same five witnesses"
    assert {name: measures[name]["n"] for name in ("exact", "within_one", "AUC", "ECE", "direction")} == {
        "exact": 3, "within_one": 3, "AUC": 5, "ECE": 5, "direction": 2,
    }  # fmt: skip


def told(
    worn: float, advised: float, outcome: int, chances: tuple[float, ...], *, held_out: bool = False
) -> size.Advice:
    one = size.Told(advised, int(abs(advised - worn)), chances)
    return size.Advice(one, one, one, worn, outcome, held_out)


def test_every_figure_of_the_advice_is_over_the_cases_it_is_of() -> None:
    """Small 0, fit 1, large 2; two fitted, one exactly; of the others one is sent the right way."""
    sure = (0.0, 1.0, 0.0)
    found = size.scores([
        told(4, 4, 1, sure), told(4, 6, 1, sure, held_out=True),
        told(4, 5, 0, (1.0, 0.0, 0.0)), told(4, 5, 2, (0.0, 0.0, 1.0)),
    ])  # fmt: skip
    assert (found["exact"].value, found["within_one"].value, found["direction"].value) == (0.5, 0.5, 0.5)
    assert (found["AUC"].value, found["ECE"].value) == (1.0, 0.0)
    assert (found["held_out_exact"].value, found["held_out_exact"].n) == (0.0, 1)


def test_the_area_is_the_mean_of_each_verdict_against_the_rest() -> None:
    """small: 1 of 2 pairs right; fit: 1 of 2; large: both; (0.5 + 0.5 + 1) / 3."""
    chance = np.array([[0.3, 0.6, 0.1], [0.4, 0.5, 0.1], [0.1, 0.1, 0.8]])
    assert size.mean_area(chance, np.array([0, 1, 2])) == pytest.approx(2 / 3)
    assert np.isnan(size.mean_area(chance, np.array([1, 1, 1])))


def test_every_mistake_of_both_files_is_told(tmp_path: Path) -> None:
    wearings = write_lines(
        tmp_path / "fit.jsonl", [wearing(1, 4, "fit"), wearing(1, 4, "fit"), wearing(2, 4, "tight"), "{"]
    )
    cases = write_lines(tmp_path / "c.jsonl", [case(1, -4, "fit"), {**case(2, 4, "fit"), "product_id": "hat"}])
    with pytest.raises(EvalError) as raised:
        size.read_sizes(wearings, cases)
    told = str(raised.value)
    assert "5 mistakes" in told
    for part in (
        "line 2: id 'r1'",
        "line 3: meta.fit",
        "line 4: not JSON",
        "c.jsonl, line 1: size_worn",
        "case c2: no fit record is of item 'hat'",
    ):
        assert part in told


def test_an_empty_file_and_a_verdict_given_away_are_mistakes(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="holds no line"):
        size.read_sizes(write_lines(tmp_path / "a.jsonl", []), write_lines(tmp_path / "b.jsonl", [case(1, 4, "fit")]))
    with pytest.raises(EvalError, match="is a fit record too"):
        size.read_sizes(
            write_lines(tmp_path / "a.jsonl", [wearing(1, 4, "fit")]),
            write_lines(tmp_path / "b.jsonl", [{**case(1, 4, "fit"), "id": "r1"}]),
        )
