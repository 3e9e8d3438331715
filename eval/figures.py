"""What a measurement found, as every command writes and prints it."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from data.errors import EvalError
from eval.intervals import Score


@dataclass(frozen=True, slots=True)
class Figures:
    """Scores by the name of the measure; `notes` says what they were taken from and what was left out."""

    measures: Mapping[str, Score]
    seconds: float
    notes: Mapping[str, str | int | float] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """`{"measures": {name: {"value", "low", "high", "n"}}, "seconds": …}` and the notes beside them."""
        scores = {name: asdict(score) for name, score in self.measures.items()}
        return {"measures": scores, "seconds": round(self.seconds, 2), **self.notes}

    def lines(self) -> list[str]:
        """A line a measure."""
        width = max((len(name) for name in self.measures), default=0)
        return [f"{name:<{width}}  {told(score)}  n {score.n}" for name, score in self.measures.items()]


def told(score: Score) -> str:
    """A figure and its interval: `.712 [.674, .750]`."""
    if score.value is None or score.low is None or score.high is None:
        return "  –              "
    return f"{_short(score.value)} [{_short(score.low)}, {_short(score.high)}]"


def write_json(path: Path, content: object) -> None:
    """Write one JSON file.

    Raises:
        EvalError: when the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        fault = error.strerror or str(error)
        raise EvalError(f"{path} cannot be written ({fault}): choose another with --json FILE") from error


def deliver(figures: Figures, path: Path | None) -> int:
    """Print the figures and write them where asked; always 0: a figure is no failure."""
    for line in figures.lines():
        print(line)
    for name, value in figures.notes.items():
        print(f"{name}: {value}", file=sys.stderr)
    if path:
        write_json(path, figures.as_json())
    return 0


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
