"""Coverage beside wrong answers, always both: how much is answered, and how much of what is answered is wrong.

`coverage`: share of the questions some record answers outright that were answered. `absence`: share of the unanswerable
ones that got no answer out of records. `wrong_answers`: share of the answers given that are not right, whether nothing
supports them or nobody speaks of it at all.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, originals
from eval.measures.answer_right import is_right
from eval.results import Asked

GIVEN = ("answered", "partial")


def coverage(asked: Sequence[Asked]) -> Values:
    """1 for an answerable question that was answered, else 0."""
    full = [one for one in originals(asked) if one.question.answerable == "full"]
    return {one.question.id: (float(one.result.outcome in GIVEN),) for one in full}


def absence(asked: Sequence[Asked]) -> Values:
    """1 for an unanswerable question that was not answered, else 0; greetings are answered, so they are left out."""
    nobody = [
        one for one in originals(asked) if one.question.answerable == "none" and one.question.intent != "greeting"
    ]
    return {one.question.id: (float(one.result.outcome not in GIVEN),) for one in nobody}


def wrong_answers(asked: Sequence[Asked]) -> Values:
    """1 for an answer that is wrong, 0 for one that is right; greetings and unanswered questions are left out."""
    given = [one for one in originals(asked) if one.result.outcome in GIVEN and one.question.intent != "greeting"]
    return {one.question.id: (float(not is_right(one)),) for one in given}


MEASURES = (
    Measure("coverage", coverage),
    Measure("absence", absence),
    Measure("wrong_answers", wrong_answers, less_is_better=True),
)
