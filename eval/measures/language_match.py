"""Share of the answers in the language of their question: as the answer says, and as its own words read.

Quotes keep their language, so they are taken out before the words are read.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values
from eval.results import Asked


def values(asked: Sequence[Asked]) -> Values:
    """1 or 0 a question, variants and hand counts included; those the assistant failed on are left out."""
    return {
        one.question.id: (
            float({one.result.language, one.result.spoken or one.result.language} == {one.question.language}),
        )
        for one in asked
        if not one.result.error
    }


MEASURE = Measure("language_match", values)
