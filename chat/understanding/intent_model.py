"""A linear model of intents over the question's vector, its words and its patterns; weights in `intent.json`.

logit(intent) = bias + Σ vector × weight + share × Σ weight of each known run of words + Σ weight of each pattern found,
where `share` is `RUNS` / √(known runs), so that a long question does not shout. Probabilities are their softmax.
`python -m eval fit-intents` fits and rewrites the weights.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chat.intent import Intent
from chat.understanding.intent_words import matched, runs

WEIGHTS = Path(__file__).with_name("intent.json")
RUNS = 8.0
SPREAD = 40.0
"""Vectors of one model differ by hundredths in each place; multiplied by this they weigh like the rest."""
FOUND = 5.0
"""What a pattern found counts for."""
Numbers = NDArray[np.floating[Any]]
Vector = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class IntentModel:
    """Fitted weights, one number an intent everywhere; `vector` has shape (dimension, intents)."""

    model_id: str
    intents: tuple[Intent, ...]
    bias: Numbers
    vector: Numbers
    words: Mapping[str, Numbers]
    patterns: Mapping[str, Numbers]

    def probabilities(self, question: str, vector: Vector) -> dict[Intent, float]:
        """How likely each intent is, likeliest first; `vector` is that of the question, uncentred."""
        logits = self.bias + SPREAD * np.asarray(vector, np.float64) @ self.vector
        known = [self.words[run] for run in runs(question) if run in self.words]
        if known:
            logits = logits + RUNS / math.sqrt(len(known)) * np.sum(known, axis=0)
        for pattern in matched(question):
            logits = logits + FOUND * self.patterns[pattern.intent]
        shares = np.exp(logits - logits.max())
        ranked = sorted(zip(self.intents, shares / shares.sum(), strict=True), key=lambda pair: -pair[1])
        return {intent: float(share) for intent, share in ranked}


@cache
def fitted_intents(model_id: str) -> IntentModel | None:
    """The model shipped with the product; `None` when its weights are for the vectors of another embedding model."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    if stored["model_id"] != model_id:
        return None
    return IntentModel(
        model_id,
        tuple(Intent(name) for name in stored["intents"]),
        np.array(stored["bias"]),
        np.array(stored["vector"]),
        {run: np.array(weights) for run, weights in stored["words"].items()},
        {name: np.array(weights) for name, weights in stored["patterns"].items()},
    )
