"""Share of the answers whose every quote is a verbatim passage of the record it cites; one false quote fails it.

Checked against the ledger: the words of each citation stand at its offsets, what a sentence puts between quotation
marks stands in a record that sentence cites, and every number in a sentence cites something.
"""

from collections.abc import Sequence

from eval.measure import Measure, Values
from eval.results import Asked


def values(asked: Sequence[Asked]) -> Values:
    """1 or 0 an answer; those without quotes are left out, variants and hand counts are not."""
    return {
        one.question.id: (float(not one.result.false_quotes),)
        for one in asked
        if one.result.quotes or one.result.false_quotes
    }


MEASURE = Measure("quote_validity", values)
