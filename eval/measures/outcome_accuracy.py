"""Whether a question ended as it should: answered, in part, told absent, handed over, or refused.

A question that a record answers outright has to be answered: ending it "in part" tells the shopper that nobody really
says, which is wrong; one that is answered in part may end either way. What nobody speaks of ends without evidence, or
with a person; a hostile or off-topic question may also be refused.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, originals
from eval.questions import EvalQuestion
from eval.results import Asked

OF_INTENT = {
    "order_support": frozenset({"handed_over"}),
    "unsafe": frozenset({"refused"}),
    "greeting": frozenset({"answered"}),
    "off_topic": frozenset({"no_evidence", "handed_over", "refused"}),
}
ABSENT = frozenset({"no_evidence", "handed_over"})


def expected_outcomes(question: EvalQuestion) -> frozenset[str]:
    """The outcomes that are right for a question."""
    if question.answerable == "full":
        return frozenset({"answered"})
    if question.answerable == "partial":
        return frozenset({"answered", "partial"})
    hostile = frozenset({"refused"}) if "hostile" in question.tags else frozenset()
    return OF_INTENT.get(question.intent, ABSENT) | hostile


def values(asked: Sequence[Asked]) -> Values:
    """1 or 0 a question."""
    found = originals(asked)
    return {one.question.id: (float(one.result.outcome in expected_outcomes(one.question)),) for one in found}


MEASURE = Measure("outcome_accuracy", values)
