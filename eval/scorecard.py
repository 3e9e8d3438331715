"""Every measure over every slice of a run."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eval.intervals import Score
from eval.measure import Measure
from eval.measures import (
    answer_right,
    answerability,
    both_sides,
    citation_precision,
    citation_recall,
    compare_coverage,
    coverage,
    coverage_error,
    evidence_ranking,
    facts_said,
    intent_f1,
    language_match,
    latency,
    minority_recall,
    moments,
    outcome_accuracy,
    quote_validity,
    robustness_drop,
    size,
    tally_error,
)
from eval.measures.french_minus_english import gap
from eval.questions import split_of
from eval.results import Asked
from eval.variants import RULES

MEASURES: tuple[Measure, ...] = (
    answer_right.MEASURE,
    *coverage.MEASURES,
    *outcome_accuracy.MEASURES,
    citation_precision.MEASURE,
    citation_recall.MEASURE,
    quote_validity.MEASURE,
    facts_said.MEASURE,
    language_match.MEASURE,
    *answerability.MEASURES,
    *coverage_error.MEASURES,
    *evidence_ranking.MEASURES,
    *intent_f1.MEASURES,
    both_sides.MEASURE,
    *tally_error.MEASURES,
    minority_recall.MEASURE,
    *size.MEASURES,
    *moments.MEASURES,
    compare_coverage.MEASURE,
    *latency.MEASURES,
    *(gap(measure) for measure in (answer_right.MEASURE, coverage.MEASURES[0], coverage.MEASURES[-1])),
    *(gap(measure) for measure in (citation_precision.MEASURE, citation_recall.MEASURE, both_sides.MEASURE)),
    robustness_drop.MEASURE,
    *(robustness_drop.of_rule(rule) for rule in RULES),
)
"""In the order they are read."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Questions of one half, one language, or both; `None` takes all."""

    split: str | None = None
    language: str | None = None

    @property
    def name(self) -> str:
        """Such as `test`, `fr` or `test-fr`; `all` for everything."""
        return "-".join(part for part in (self.split, self.language) if part) or "all"

    def holds(self, question_id: str, language: str) -> bool:
        """Whether a question is in it."""
        return self.split in (None, split_of(question_id)) and self.language in (None, language)

    def of(self, asked: Sequence[Asked]) -> list[Asked]:
        """The questions in it."""
        return [one for one in asked if self.holds(one.question.id, one.question.language)]


SLICES = (Slice("dev"), *(Slice(split, language) for split in (None, "test") for language in (None, "fr", "en")))


def slice_named(name: str) -> Slice | None:
    """The slice of a name."""
    return next((one for one in SLICES if one.name == name), None)


def scores(
    asked: Sequence[Asked], slices: Sequence[Slice] = SLICES, measures: Collection[str] | None = None
) -> dict[str, dict[str, Score]]:
    """Every measure, or those named, over every slice; a gap between languages is measured only where both are."""
    wanted = [measure for measure in MEASURES if measures is None or measure.name in measures]
    return {one.name: {m.name: m.score(one.of(asked)) for m in wanted if _fits(m, one)} for one in slices}


def _fits(measure: Measure, one: Slice) -> bool:
    return one.language is None or not measure.name.startswith("french_minus_english")
