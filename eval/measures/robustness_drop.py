"""How much is lost when a question is typed otherwise: right answers of the originals minus those of their variants.

Paired: only variants whose original was asked too. Positive when variants do worse.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values
from eval.measures.answer_right import is_right
from eval.results import Asked


def values(asked: Sequence[Asked], rule: str | None = None) -> Values:
    """1, 0 or −1 a variant; of one rule where it is given."""
    right = {one.question.id: is_right(one) for one in asked}
    return {
        one.question.id: (float(right[one.question.variant_of]) - float(is_right(one)),)
        for one in asked
        if one.question.variant_of in right and rule in (None, one.question.rule)
    }


def of_rule(rule: str) -> Measure:
    """The drop of one rule's variants."""
    return Measure(f"robustness_drop:{rule}", lambda asked: values(asked, rule), less_is_better=True)


MEASURE = Measure("robustness_drop", values, less_is_better=True)
