"""Is it better than before? Two runs, measure by measure and question by question."""

from dataclasses import asdict, dataclass

from eval.baseline import Baseline
from eval.intervals import Score
from eval.measure import Measure
from eval.scorecard import MEASURES, Slice

UNCHANGED = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """One measure before and after, over the questions of both runs; `difference` is after minus before."""

    measure: Measure
    before: float
    after: float
    difference: Score

    @property
    def verdict(self) -> str:
        """`better` or `worse` where the whole interval is on one side of zero, else `same`."""
        if self.difference.low is None or self.difference.high is None:
            return "same"
        if self.difference.low > UNCHANGED:
            return "worse" if self.measure.less_is_better else "better"
        if self.difference.high < -UNCHANGED:
            return "better" if self.measure.less_is_better else "worse"
        return "same"

    @property
    def loss(self) -> float:
        """By how much it became worse, in its own unit; negative where it became better."""
        change = self.difference.value or 0.0
        return change if self.measure.less_is_better else -change


@dataclass(frozen=True, slots=True)
class Comparison:
    """Changes by measure, and the questions that are right or wrong now and were not before.

    `otherwise` are those, hand counts and variants included, that end with another outcome, no righter or wronger.
    """

    changes: tuple[Change, ...]
    newly_right: tuple[str, ...]
    newly_wrong: tuple[str, ...]
    otherwise: tuple[str, ...]
    shared: int

    def as_json(self) -> dict[str, object]:
        """All of it, for a file."""
        changes = {
            c.measure.name: {"before": c.before, "after": c.after, **asdict(c.difference), "verdict": c.verdict}
            for c in self.changes
        }
        return {
            "changes": changes,
            "newly_right": list(self.newly_right),
            "newly_wrong": list(self.newly_wrong),
            "otherwise": list(self.otherwise),
            "shared": self.shared,
        }

    def lines(self) -> list[str]:
        """One line a measure."""
        width = max((len(change.measure.name) for change in self.changes), default=0)
        return [
            f"{c.measure.name:<{width}}  {c.before:9.3f} → {c.after:9.3f}  "
            f"{(c.difference.value or 0):+.3f} [{c.difference.low:+.3f}, {c.difference.high:+.3f}]  "
            f"n {c.difference.n:<4} {c.verdict}"
            for c in self.changes
        ]


def compare(before: Baseline, after: Baseline, part: Slice | None = None) -> Comparison:
    """Everything both runs measured, over the questions they share in a slice."""
    part = part or Slice()
    changes = [change for measure in MEASURES if (change := change_of(measure, before, after, part))]
    old, new = before.values("answer_right", part), after.values("answer_right", part)
    shared = [question for question in old if question in new]
    right = tuple(question for question in shared if new[question] > old[question])
    wrong = tuple(question for question in shared if new[question] < old[question])
    moved = _ended_otherwise(before, after, part)
    return Comparison(tuple(changes), right, wrong, tuple(q for q in moved if q not in {*right, *wrong}), len(shared))


def _ended_otherwise(before: Baseline, after: Baseline, part: Slice) -> list[str]:
    """The questions of both runs whose outcome is another."""
    both = [question for question in before.outcomes if question in after.outcomes]
    there = [question for question in both if part.holds(question, after.languages[question])]
    return [question for question in there if before.outcomes[question] != after.outcomes[question]]


def change_of(measure: Measure, before: Baseline, after: Baseline, part: Slice) -> Change | None:
    """How one measure changed; `None` where the runs share no question it judges."""
    old, new = before.values(measure.name, part), after.values(measure.name, part)
    both = set(old) & set(new)
    old, new = ({q: rows[q] for q in rows if q in both} for rows in (old, new))
    difference = measure.difference(old, new)
    if difference.value is None or difference.low is None:
        return None
    return Change(measure, measure.figure(old), measure.figure(new), difference)
