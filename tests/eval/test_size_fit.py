"""Fitting what size advice knows in general, on items made up so that the answer is known."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from chat.sizing.body import Body
from chat.sizing.fit_weights import read_weights, shipped
from chat.sizing.worn import Wearing, Worn, advised
from data.errors import EvalError
from eval.__main__ import main
from eval.contract_rows import FitRow
from eval.contracts import size
from eval.measures.size import calibration_error
from eval.size_model import fit_weights, verdict_model
from eval.size_rows import held_out, wearings_by_item
from tests.eval.small_sets import write_lines

SHARED = Path(__file__).parents[3] / "shared" / "data" / "size_fit_rtr"


@pytest.fixture(autouse=True)
def _few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Intervals are not looked at here."""
    monkeypatch.setattr("eval.intervals.RESAMPLES", 20)


def people(seed: int, count: int) -> list[Wearing]:
    """Bodies whose size grows with their weight by ten kilograms a size, one in ten of them in a size too small."""
    generator = np.random.default_rng(seed)
    wearings = []
    for number in range(count):
        weight = float(generator.normal(65, 12))
        body = Body(160 + weight / 10, weight, 30 + weight / 15, "bcd"[number % 3], age=30 + number % 20)
        right = 4.0 * round(max(weight - 40, 0) / 10)
        small = number % 10 == 0
        wearings.append(Wearing(body, max(right - 4 * small, 0), "small" if small else "fit"))
    return wearings


def test_what_was_fitted_on_some_items_advises_on_another() -> None:
    weights = fit_weights({"a": people(1, 150), "b": people(2, 150)})
    unseen = Worn.of(people(3, 60), weights)
    asked = [one for one in people(4, 80) if one.verdict == "fit"]
    near = [abs(advised(unseen, one.body) - one.size) <= 4 for one in asked]
    assert np.mean(near) > 0.9


def test_fitting_twice_gives_the_same_weights() -> None:
    items = {"a": people(1, 150), "b": people(2, 150)}
    assert np.array_equal(fit_weights(items).axes, fit_weights(items).axes)


def test_too_little_to_fit_on_says_what_is_missing() -> None:
    with pytest.raises(EvalError, match="give every measure"):
        fit_weights({"a": [Wearing(Body(height_cm=160), 4, "fit")] * 9})
    with pytest.raises(EvalError, match="sizes fitted 15 wearers"):
        fit_weights({"a": [replace(one, size=4.0) for one in people(1, 30)]})


def test_the_verdicts_follow_what_tells_them() -> None:
    told = np.zeros((200, 12))
    told[:100, 0], told[100:, 0] = 1, -1
    bias, slopes = verdict_model(told, np.array([0] * 100 + [2] * 100))
    assert slopes[0, 0] > 0 > slopes[0, 1]
    assert bias.shape == (2,)


def rows(item: str, seed: int, count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{item}-{seed}-{number}",
            "product_id": item,
            "meta": {
                "fit": one.verdict,
                "size_worn": one.size,
                "height_in": (one.body.height_cm or 0) / 2.54,
                "weight_lbs": (one.body.weight_kg or 0) / 0.45359237,
                "bust_band": one.body.bust_band,
                "bust_cup": one.body.bust_cup,
                "age": one.body.age,
                "body_type": None,
            },
        }
        for number, one in enumerate(people(seed, count))
    ]


def test_the_command_fits_one_half_and_reports_on_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"item{number}" for number in range(40)]
    items = [item for half in (True, False) for item in names if held_out(item) is half][::7]
    assert {held_out(item) for item in items} == {True, False}
    wearings = [row for seed, item in enumerate(items) for row in rows(item, seed, 150)]
    cases = [
        {"id": f"c-{row['id']}", "product_id": item, "profile": row["meta"], "size_worn": row["meta"]["size_worn"], "outcome": row["meta"]["fit"]}
        for seed, item in enumerate(items)
        for row in rows(item, seed + 50, 20)
    ]  # fmt: skip
    given = [
        "--fit-records",
        str(write_lines(tmp_path / "f.jsonl", wearings)),
        "--cases",
        str(write_lines(tmp_path / "c.jsonl", cases)),
    ]
    monkeypatch.setattr("eval.contracts.fit_size.WEIGHTS", tmp_path / "weights.json")
    assert main(["fit-size", *given]) == 0
    assert not (tmp_path / "weights.json").exists()
    assert main(["fit-size", *given, "--write"]) == 0
    assert "baseline_exact" in capsys.readouterr().out
    stored = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert stored["report"]["fitted_wearings"] == 150 * sum(not held_out(item) for item in items)
    assert read_weights(tmp_path / "weights.json").axes.shape[1] == 3


def test_rows_become_bodies_in_metres_and_kilograms() -> None:
    path_rows = FitRow.model_validate(rows("a", 1, 1)[0])
    (one,) = wearings_by_item([path_rows])["a"]
    assert one.body.weight_kg == pytest.approx(people(1, 1)[0].body.weight_kg)


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data/size_fit_rtr beside the repository")
def test_the_shipped_weights_keep_their_promises_on_items_they_were_not_fitted_on() -> None:
    """A third of the held-out cases, to be quick: exact beyond the nearest bodies' .34, calibrated within .08."""
    wearings, cases = size.read_sizes(SHARED / "fit_records.jsonl", SHARED / "size_cases.jsonl")
    kept = [case for case in cases if held_out(case.product_id)][::3]
    told = size.advise_all(wearings, kept, shipped())
    outcomes = np.array([one.outcome for one in told])
    chances = np.array([one.advice.chances for one in told])
    exact = [one.advice.off == 0 for one in told if one.outcome == size.FIT]
    stated = np.stack([chances[:, size.FIT], outcomes == size.FIT], axis=1)
    assert np.mean(exact) >= 0.38
    assert size.mean_area(chances, outcomes) >= 0.68
    assert calibration_error(stated) <= 0.08
