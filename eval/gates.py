"""May we release? Thresholds a run has to keep, and how much it may fall behind the baseline."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from data.errors import EvalError
from eval.baseline import Baseline
from eval.compare import change_of
from eval.figures import told
from eval.intervals import Score
from eval.scorecard import MEASURES, slice_named

THRESHOLDS = Path(__file__).with_name("gates.toml")
Verdict = Literal["kept", "failed", "not measured"]


class Gate(BaseModel):
    """One line of the file of thresholds.

    `at_least` and `at_most` bound the figure over `slice`. `may_lose` is how much worse than the baseline the figure
    may be, in its own unit; more is a failure where the paired interval leaves no doubt that it is worse.
    A measure without any case fails unless it is `optional`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    measure: str
    slice: str = "test"
    at_least: float | None = None
    at_most: float | None = None
    may_lose: float | None = None
    optional: bool = False

    @model_validator(mode="after")
    def _known(self) -> "Gate":
        if self.measure not in {measure.name for measure in MEASURES}:
            raise ValueError(f"no measure is called {self.measure!r}")
        if slice_named(self.slice) is None:
            raise ValueError(f"no slice is called {self.slice!r}")
        if self.at_least is None and self.at_most is None and self.may_lose is None:
            raise ValueError("at_least, at_most or may_lose is needed: a gate has to be able to fail")
        return self


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of one gate, and why in words."""

    gate: Gate
    verdict: Verdict
    score: Score
    reason: str

    @property
    def line(self) -> str:
        """One line for the terminal."""
        name = f"{self.gate.measure} ({self.gate.slice})"
        return f"{self.verdict:<12}  {name:<44}  {told(self.score)}  n {self.score.n:<4}  {self.reason}".rstrip()


def read_gates(path: Path = THRESHOLDS) -> list[Gate]:
    """The gates of a file.

    Raises:
        EvalError: naming every mistake.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return TypeAdapter(list[Gate]).validate_python(tables.get("gate", []))
    except OSError as error:
        raise EvalError(f"{path} cannot be read ({error.strerror or error}): name another with --thresholds") from error
    except ValidationError as error:
        told_all = "\n  ".join(f"gate {int(e['loc'][0]) + 1}: {e['msg']}" for e in error.errors())
        raise EvalError(f"{path} holds {error.error_count()} mistakes:\n  {told_all}") from error
    except ValueError as error:
        raise EvalError(f"{path} is not TOML ({error})") from error


def check(gates: Sequence[Gate], run: Baseline, baseline: Baseline | None) -> list[Checked]:
    """Every gate held against a run; without a baseline nothing can be lost."""
    return [_check(gate, run, baseline) for gate in gates]


def _check(gate: Gate, run: Baseline, baseline: Baseline | None) -> Checked:
    score = run.slices.get(gate.slice, {}).get(gate.measure, Score(None, None, None, 0))
    if score.value is None:
        return Checked(gate, "not measured" if gate.optional else "failed", score, "nothing was measured")
    if gate.at_least is not None and score.value < gate.at_least:
        return Checked(gate, "failed", score, f"at least {gate.at_least:g} was expected")
    if gate.at_most is not None and score.value > gate.at_most:
        return Checked(gate, "failed", score, f"at most {gate.at_most:g} was expected")
    if lost := _lost(gate, run, baseline):
        return Checked(gate, "failed", score, lost)
    return Checked(gate, "kept", score, "")


def _lost(gate: Gate, run: Baseline, baseline: Baseline | None) -> str | None:
    part, measure = slice_named(gate.slice), next(m for m in MEASURES if m.name == gate.measure)
    if gate.may_lose is None or baseline is None or part is None:
        return None
    change = change_of(measure, baseline, run, part)
    if change is None or change.verdict != "worse" or change.loss <= gate.may_lose:
        return None
    difference = change.difference
    return (
        f"{change.before:.3f} in the baseline, over the same {difference.n} questions {change.after:.3f}: "
        f"{difference.value:+.3f} [{difference.low:+.3f}, {difference.high:+.3f}], "
        f"a loss of {gate.may_lose:g} was allowed"
    )
