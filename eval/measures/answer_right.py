"""Whether a question was dealt with rightly: the one figure per question that plots, variants and lists go by.

An answerable question is right when it was answered, in part at least, and one record cited is acceptable evidence, or,
where the answer states a brand fact without citing, every fact expected is in it. An unanswerable one is right when its
outcome is one of those expected.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, originals
from eval.measures.outcome_accuracy import expected_outcomes
from eval.results import Asked


def is_right(asked: Asked) -> bool:
    """Whether this one question was dealt with rightly."""
    question, result = asked.question, asked.result
    if question.answerable == "none":
        silent = question.intent != "greeting" or not result.citations
        return silent and result.outcome in expected_outcomes(question)
    if result.outcome not in ("answered", "partial"):
        return False
    stated = bool(result.facts_said) and all(result.facts_said)
    return bool(question.acceptable & set(result.cited)) or (stated and not result.citations)


def values(asked: Sequence[Asked]) -> Values:
    """1 or 0 a question."""
    return {one.question.id: (float(is_right(one)),) for one in originals(asked)}


MEASURE = Measure("answer_right", values)
