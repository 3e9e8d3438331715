"""One line of the table: a ratio or a figure, what it is held against, what it costs, how right the answers were."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from eval.bench.measuring import Race, Times

How = Literal["measured", "simulated", "computed", "not installed"]


@dataclass(frozen=True, slots=True)
class Row:
    """`value` in `unit` is to be `at_least` or `at_most` something; `accuracy` says how right the fast answer was.

    `cpu_s` is the median of a call, `wall_p50_ms` and `wall_p95_ms` are over all calls, of ours. `simulated` means that
    vectors or texts were made up, `computed` that a part was reckoned from other measured figures.
    """

    name: str
    against: str
    value: float | None
    unit: str
    accuracy: str
    at_least: float | None = None
    at_most: float | None = None
    cpu_s: float | None = None
    wall_p50_ms: float | None = None
    wall_p95_ms: float | None = None
    rounds: int = 0
    noisy: int = 0
    loads: Sequence[float] = ()
    how: How = "measured"
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the value is where it should be; `None` where there is no value, or no mark."""
        if self.value is None or (self.at_least is None and self.at_most is None):
            return None
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    @property
    def reach(self) -> str:
        """The mark as it is read."""
        told = [f"{sign} {mark:g}" for sign, mark in (("≥", self.at_least), ("≤", self.at_most)) if mark is not None]
        return " and ".join(told) + (f" {self.unit}" if told else "")


def row_of(
    name: str, against: str, value: float, unit: str, accuracy: str, timed: Race, ours: str, **more: object
) -> Row:
    """A row with the times of `ours` in a race."""
    return with_times(
        # fields by name, each of its type
        Row(name, against, round(value, 3), unit, accuracy, **more),  # type: ignore[arg-type]
        timed.of(ours),
        rounds=len(timed.rounds),
        noisy=timed.noisy,
        loads=timed.loads,
    )


def with_times(row: Row, times: Times, **more: object) -> Row:
    """The row with the times of its calls."""
    from dataclasses import replace

    wall = np.array(times.wall) * 1000
    return replace(
        row,
        cpu_s=round(float(np.median(times.cpu)), 4),
        wall_p50_ms=round(float(np.percentile(wall, 50)), 2),
        wall_p95_ms=round(float(np.percentile(wall, 95)), 2),
        **more,  # type: ignore[arg-type]  # fields by name, each of its type
    )


def absent(name: str, against: str, package: str) -> Row:
    """A peer that is not installed."""
    return Row(name, against, None, "×", "–", how="not installed", note=f"pip install {package}")
