"""How well the records considered are ranked, over answerable questions: nDCG@10, R@10, RR@10 and Success@k.

A record in any acceptable set is relevant; a question that was never searched for scores 0.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, answerables
from eval.measures.ranking import question_values
from eval.results import Asked

NAMES = {"nDCG@10": "nDCG@10", "R@10": "R@10", "RR@10": "RR@10", "Success@1": "hit@1", "Success@5": "hit@5"}


def values(asked: Sequence[Asked], name: str) -> Values:
    """The value of one measure of ranking, a question."""
    judged = answerables(asked)
    grades = {one.question.id: dict.fromkeys(sorted(one.question.acceptable), 1) for one in judged}
    if not grades:
        return {}
    rankings = {one.question.id: one.result.ranked for one in judged}
    return {question: (value,) for question, value in question_values(grades, rankings)[name].items()}


def _measure(name: str, inner: str) -> Measure:
    return Measure(name, lambda asked: values(asked, inner))


MEASURES = tuple(_measure(name, inner) for name, inner in NAMES.items())
