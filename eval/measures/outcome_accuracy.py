"""Whether a question ended as it should: answered, in part, told absent, handed over, or refused.

A question that a record answers outright has to be answered: ending it "in part" tells the shopper that nobody really
says, which is wrong; one that is answered in part may end either way. What nobody speaks of ends without evidence, or
with a person; a hostile or off-topic question may also be refused.

`outcome_macro_F1`: F1 of each outcome, averaged over the outcomes expected. Where several are right, the one reached is
what was expected; where none of them was reached, the first of `OUTCOMES` is.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values, originals
from eval.measures.intent_f1 import macro_f1
from eval.questions import EvalQuestion
from eval.results import Asked

OF_INTENT = {
    "order_support": frozenset({"handed_over"}),
    "unsafe": frozenset({"refused"}),
    "greeting": frozenset({"answered"}),
    "off_topic": frozenset({"no_evidence", "handed_over", "refused"}),
}
OUTCOMES = ("answered", "partial", "no_evidence", "handed_over", "refused", "error")
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


def places(asked: Sequence[Asked]) -> Values:
    """Places in `OUTCOMES` of the outcome expected and of the one reached."""
    found = {}
    for one in originals(asked):
        right, reached = expected_outcomes(one.question), one.result.outcome
        wanted = reached if reached in right else next(outcome for outcome in OUTCOMES if outcome in right)
        found[one.question.id] = (float(OUTCOMES.index(wanted)), float(OUTCOMES.index(reached)))
    return found


MEASURES = (Measure("outcome_accuracy", values), Measure("outcome_macro_F1", places, macro_f1))
