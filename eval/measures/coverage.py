"""Coverage beside wrong answers, always both: how much is answered, and how much of what is answered is wrong.

`coverage`: share of the questions some record answers outright that were answered outright; `coverage_with_partial`
also counts those answered in part, and the questions that can only be answered in part. `wrong_answers`: share of the
outright answers that are not right, whether what they cite does not answer or nobody speaks of it at all;
`wrong_partials`: the same of answers in part. `absence`: share of the unanswerable questions that got neither.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, answerables, originals
from eval.measures.answer_right import is_right
from eval.results import Asked

OUTRIGHT, IN_PART = "answered", "partial"
GIVEN = (OUTRIGHT, IN_PART)


def coverage(asked: Sequence[Asked]) -> Values:
    """1 for an answerable question that was answered outright, else 0."""
    full = [one for one in originals(asked) if one.question.answerable == "full"]
    return {one.question.id: (float(one.result.outcome == OUTRIGHT),) for one in full}


def coverage_with_partial(asked: Sequence[Asked]) -> Values:
    """1 for a question with evidence that was answered, in part at least, else 0."""
    return {one.question.id: (float(one.result.outcome in GIVEN),) for one in answerables(asked)}


def absence(asked: Sequence[Asked]) -> Values:
    """1 for an unanswerable question that was not answered, else 0; greetings are answered, so they are left out."""
    nobody = [one for one in _judged(asked) if one.question.answerable == "none"]
    return {one.question.id: (float(one.result.outcome not in GIVEN),) for one in nobody}


def wrong(asked: Sequence[Asked], outcome: str) -> Values:
    """1 for a wrong answer of one outcome, 0 for a right one; greetings are left out."""
    return {one.question.id: (float(not is_right(one)),) for one in _judged(asked) if one.result.outcome == outcome}


def _judged(asked: Sequence[Asked]) -> list[Asked]:
    return [one for one in originals(asked) if one.question.intent != "greeting"]


MEASURES = (
    Measure("coverage", coverage),
    Measure("coverage_with_partial", coverage_with_partial),
    Measure("wrong_answers", lambda asked: wrong(asked, OUTRIGHT), less_is_better=True),
    Measure("wrong_partials", lambda asked: wrong(asked, IN_PART), less_is_better=True),
    Measure("absence", absence),
)
