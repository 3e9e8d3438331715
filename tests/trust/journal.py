"""The results so far in one JSON file: by id, with commit and amount, on disk after every part."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.trust.outcome import Outcome

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Result:
    """How far an id has come: `done` of `amount`, over the working tree of `commit`.

    `seconds` are by the clock, `cpu_seconds` those of processors, of every process the attack started and waited for.
    """

    id: str
    commit: str
    tier: str
    amount: int
    done: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    date: str = ""
    outcome: Outcome = field(default_factory=Outcome)

    @property
    def whole(self) -> bool:
        """Whether nothing is left to do."""
        return self.done >= self.amount

    def plus(self, amount: int, outcome: Outcome, seconds: float, cpu_seconds: float = 0.0) -> "Result":
        """With one part more."""
        return replace(
            self,
            done=self.done + amount,
            seconds=round(self.seconds + seconds, 1),
            cpu_seconds=round(self.cpu_seconds + cpu_seconds, 1),
            date=datetime.now(UTC).date().isoformat(),
            outcome=self.outcome + outcome,
        )


class Journal:
    """Results by tier and id; written whole and renamed, so that a kill leaves the last state."""

    def __init__(self, path: Path) -> None:
        self.path = path
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        self.results = {name: _result(one) for name, one in told.items()}

    def begin(self, fresh: Result, *, keep: bool = False) -> Result:
        """What is there of the same commit and amount (of any commit with `keep`), or the fresh result."""
        found = self.results.get(_name(fresh))
        same = found is not None and found.amount == fresh.amount and (keep or found.commit == fresh.commit)
        return found if same and found else fresh

    def put(self, result: Result) -> None:
        """Keep a result, on disk at once."""
        self.results[_name(result)] = result
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".next")
        told = {name: asdict(one) for name, one in sorted(self.results.items())}
        beside.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(beside, self.path)

    def spent(self, tier: str) -> tuple[float, float]:
        """Seconds by the clock and of processors that everything of a tier took together."""
        found = [one for one in self.results.values() if one.tier == tier]
        return sum(one.seconds for one in found), sum(one.cpu_seconds for one in found)

    def best(self, check_id: str) -> Result | None:
        """The full result of an id, else the quick one, else nothing."""
        found = (self.results.get(f"{tier} {check_id}") for tier in ("full", "quick"))
        return next((one for one in found if one and one.done), None)


def commit() -> str:
    """The commit of the working tree, with a + when it has changes of its own."""

    def told(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    return (told("rev-parse", "--short", "HEAD") or "unknown") + ("+" if told("status", "--porcelain") else "")


def _name(result: Result) -> str:
    return f"{result.tier} {result.id}"


def _result(told: Mapping[str, Any]) -> Result:
    outcome = told["outcome"]
    made = Outcome(outcome["tried"], outcome["failed"], outcome["figures"], tuple(outcome["examples"]))
    return Result(**{**told, "outcome": made})
