"""How much goes wrong when a given share of the questions is answered: the curve of coverage and error.

Of all questions, those the assistant is most confident of are answered, at least `coverage` of them; the error is the
share of these that nobody can answer. `error@70` and `error@90` are this at 70 % and 90 %, here and in
`python -m eval answerability`. Questions of equal confidence share their error, so their order decides nothing. At 90 %
it cannot reach 0 once more than 10 % are unanswerable.

`wrong@70` and `wrong@90`, of our own sets only: as errors count also the questions that some record answers where no
record shown, as a proof or as nearest, is acceptable evidence. Questions with a fixed reply are left out.
"""

from collections.abc import Sequence

import numpy as np

from eval.measure import Measure, Rows, Values
from eval.measures.answer_right import is_right
from eval.measures.answerability import searched_for
from eval.results import Asked

LEVELS = (70, 90)


def errors(asked: Sequence[Asked]) -> Values:
    """Confidence, and 1 where nobody can answer."""
    return {
        one.question.id: (one.result.confidence, float(one.question.answerable == "none"))
        for one in searched_for(asked)
    }


def wrongs(asked: Sequence[Asked]) -> Values:
    """Confidence, and 1 where what is shown, as an answer or as nearest, is wrong."""
    return {one.question.id: (one.result.confidence, float(not _would_be_right(one))) for one in searched_for(asked)}


def curve(rows: Rows) -> tuple[Rows, Rows]:
    """Coverages from 1/n to 1, and the error at each; rows are confidence and error."""
    levels, place = np.unique(-rows[:, 0], return_inverse=True)
    sizes = np.bincount(place, minlength=len(levels))
    shared = np.bincount(place, rows[:, 1], minlength=len(levels)) / sizes
    taken = np.arange(1, len(rows) + 1)
    return taken / len(rows), np.cumsum(np.repeat(shared, sizes)) / taken


def error_at(rows: Rows, coverage: float) -> float:
    """The error when at least `coverage` of the questions are answered."""
    return float(curve(rows)[1][int(np.ceil(round(coverage * len(rows), 6))) - 1])


def _would_be_right(one: Asked) -> bool:
    supported = bool(one.question.acceptable & {*one.result.leading})
    return supported or (one.question.answerable != "none" and is_right(one))


def _at(name: str, level: int) -> Measure:
    values = errors if name == "error" else wrongs
    return Measure(f"{name}@{level}", values, lambda rows: error_at(rows, level / 100), less_is_better=True)


MEASURES = tuple(_at(name, level) for name in ("error", "wrong") for level in LEVELS)
