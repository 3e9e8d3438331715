"""Fits the model of intents, and scores it on questions it has not seen."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chat.intent import BRAND_FACTS, Intent
from chat.understanding.intent_model import FOUND, RUNS, SPREAD, IntentModel
from chat.understanding.intent_words import matched, patterns, runs
from chat.understanding.recognition import recognise_last
from eval.intent_examples import Example
from eval.intervals import Indices, Score, statistic_score
from eval.softmax_regression import softmax_regression

Numbers = NDArray[np.float64]
PENALTY = 15.0
"""What half the sum of squared weights costs, twice, against one example misjudged; found by cross-validation."""
STEPS = 500
OFTEN = 4
"""Examples a run of words has to be in."""
PRIOR = {Intent.PRODUCT: 1.0, Intent.UNSAFE: -0.5}
"""Added to biases: shoppers ask of products more often, and of dangers less, than the written examples do."""
FOLDS, SEED = 5, 2
SET_NAME = dict.fromkeys(BRAND_FACTS, Intent.BRAND)


def fit_intents(examples: Sequence[Example], vectors: Numbers, weight: Numbers, model_id: str) -> IntentModel:
    """Multinomial logistic regression; `vectors` of shape (examples, dimension), `weight` of shape (examples,)."""
    counts = Counter(run for example in examples for run in runs(example.question))
    words = sorted(run for run, count in counts.items() if count >= OFTEN)
    names = [pattern.intent for pattern in patterns()]
    centre = vectors.mean(axis=0)
    design = np.hstack(
        [
            SPREAD * (vectors - centre),
            np.array([_words(example.question, {run: i for i, run in enumerate(words)}) for example in examples]),
            np.array([_patterns(example.question, names) for example in examples]),
        ]
    )
    intents = tuple(Intent)
    places = np.array([intents.index(example.intent) for example in examples])
    bias, found = softmax_regression(design, places, len(intents), weight, penalty=PENALTY, steps=STEPS)
    for intent, added in PRIOR.items():
        bias[intents.index(intent)] += added
    size = vectors.shape[1]
    vector, of_words, of_patterns = np.split(found, [size, size + len(words)])
    return IntentModel(
        model_id,
        intents,
        np.round(bias - SPREAD * centre @ vector, 4),
        np.round(vector, 4),
        dict(zip(words, np.round(of_words, 3), strict=True)),
        dict(zip(names, np.round(of_patterns, 3), strict=True)),
    )


def _words(question: str, places: dict[str, int]) -> Numbers:
    known = [places[run] for run in runs(question) if run in places]
    row = np.zeros(len(places))
    row[known] = RUNS / math.sqrt(len(known)) if known else 0.0
    return row


def _patterns(question: str, names: Sequence[Intent]) -> list[float]:
    told = {pattern.intent for pattern in matched(question)}
    return [FOUND * (name in told) for name in names]


def told(model: IntentModel | None, examples: Sequence[Example], vectors: Numbers) -> list[Intent]:
    """The intent recognised in each example, as sets name it."""
    found = (
        recognise_last(example.own, example.question, model, vector, shop_wide=example.shop_wide).intent
        for example, vector in zip(examples, vectors, strict=True)
    )
    return [SET_NAME.get(intent, intent) for intent in found]


def folds(cases: int) -> NDArray[np.intp]:
    """A fold for each case, drawn once and for all."""
    return np.random.default_rng(SEED).permutation(cases) % FOLDS


def macro_f1(examples: Sequence[Example], found: Sequence[Intent]) -> Score:
    """Mean F1 over the intents asked, with its interval."""
    expected = np.array([SET_NAME.get(example.intent, example.intent) for example in examples])
    given = np.array(found)

    def over(cases: Indices) -> float:
        wanted, said = expected[cases], given[cases]
        return float(
            np.mean(
                [
                    2 * np.sum((wanted == name) & (said == name)) / (np.sum(wanted == name) + np.sum(said == name))
                    for name in np.unique(wanted)
                ]
            )
        )

    return statistic_score(over, len(examples))
