"""What an attack found: how often it was tried, how often it got through, and figures beside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

EXAMPLES: Final = 5
WORST: Final = "worst "
"""Figures whose name begins so keep the largest of all parts; all others are counts, and add up."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Attacks tried and failed (that is: promises broken); `examples` are the first broken ones, in a line each."""

    tried: int = 0
    failed: int = 0
    figures: Mapping[str, float] = field(default_factory=dict)
    examples: tuple[str, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        """Both together."""
        names = dict.fromkeys([*self.figures, *other.figures])
        return Outcome(
            self.tried + other.tried,
            self.failed + other.failed,
            {name: _together(name, self.figures, other.figures) for name in names},
            (*self.examples, *other.examples)[:EXAMPLES],
        )


def _together(name: str, one: Mapping[str, float], other: Mapping[str, float]) -> float:
    values = [figures[name] for figures in (one, other) if name in figures]
    return max(values) if name.startswith(WORST) else sum(values)


class Tally:
    """Counts while attacking; `outcome` at the end."""

    def __init__(self) -> None:
        self.tried, self.broken = 0, list[str]()
        self.figures: dict[str, float] = {}

    def check(self, faults: "list[str] | str | None") -> None:
        """One more attack, and what it broke: nothing, one promise or several."""
        self.tried += 1
        found = [fault for fault in ([faults] if isinstance(faults, str) else faults or []) if fault]
        if found:
            self.broken.append("; ".join(found)[:400])

    def count(self, name: str, by: float = 1) -> None:
        """Add to a figure."""
        self.figures[name] = self.figures.get(name, 0) + by

    def worst(self, name: str, value: float) -> None:
        """Keep the largest."""
        name = WORST + name
        self.figures[name] = max(value, self.figures.get(name, value))

    @property
    def outcome(self) -> Outcome:
        """Everything so far."""
        return Outcome(self.tried, len(self.broken), dict(self.figures), tuple(self.broken[:EXAMPLES]))
