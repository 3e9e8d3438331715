"""How well the intent of a question is recognised: F1 of each intent, averaged over the intents asked (macro-F1).

The assistant tells the facts only a brand may state apart (price, stock, delivery, returns, warranty); a set has one
name for them. An intent the assistant has no name for scores 0.
"""

from collections.abc import Sequence
from typing import get_args

import numpy as np

from eval.measure import Measure, Rows, Values, originals
from eval.questions import IntentName
from eval.results import Asked

NAMES: tuple[str, ...] = get_args(IntentName)
BRAND_FACTS = ("price", "stock", "delivery", "returns", "warranty")


def set_name(intent: str) -> str:
    """The intent as question sets name it."""
    return "brand_fact" if intent in BRAND_FACTS else intent


def values(asked: Sequence[Asked]) -> Values:
    """Places of the expected and the recognised intent in `NAMES`, −1 for one that is not there."""
    found = {}
    for one in originals(asked):
        told = set_name(one.result.intent)
        found[one.question.id] = (
            float(NAMES.index(one.question.intent)),
            float(NAMES.index(told) if told in NAMES else -1),
        )
    return found


def macro_f1(rows: Rows) -> float:
    """The mean F1 over the places expected; rows are the place expected and the place told."""
    expected, told = rows.astype(np.intp).T
    size = int(rows.max(initial=0)) + 1
    right, wanted, said = (np.bincount(x, minlength=size) for x in (told[told == expected], expected, told[told >= 0]))
    there = wanted > 0
    return float(np.mean(2 * right[there] / (wanted + said)[there]))


def recognised(asked: Sequence[Asked]) -> Values:
    """1 or 0 a question."""
    return {question: (float(expected == told),) for question, (expected, told) in values(asked).items()}


MEASURES = (Measure("intent_macro_F1", values, macro_f1), Measure("intent_accuracy", recognised))
