"""The fitted part of a tally: four small logistic models, weights in `weights.json`.

`topic`: does a span speak of the topic (features of `chat.tally.features`). Of a voice, from what its spans say
(features of `chat.tally.voices`): `counts`: does it judge the topic at all; `favours`: is it for rather than against;
`mixes`: does it say both. `python -m eval fit-topics` fits them on hand counts and prints how good they are.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chat.answer import Stance

WEIGHTS = Path(__file__).with_name("weights.json")
SEVERAL = 4
"""Voices from which a side nobody is put on is looked for."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """Log-odds = bias + Σ weight × feature."""

    bias: float
    weights: Mapping[str, float]

    def scores(self, features: Mapping[str, Numbers]) -> Numbers:
        """Log-odds, shape (cases,); features by name, at least one, each of that shape."""
        odds = np.full(len(next(iter(features.values()))), self.bias)
        for name, weight in self.weights.items():
            odds += weight * features[name]
        return odds


@dataclass(frozen=True, slots=True)
class TallyModel:
    """The four models and the log-odds from which a voice counts and is mixed."""

    topic: Logistic
    counts: Logistic
    favours: Logistic
    mixes: Logistic
    counted_from: float = 0.0
    mixed_from: float = 0.0

    def stances(self, features: Mapping[str, Numbers], marks: tuple[float, float] | None = None) -> list[Stance]:
        """Of all the voices on one topic; `NONE` for one that does not judge it.

        A side nobody is put on, though the chances of being on it add up to a voice, gets the likeliest: else small
        minorities would be lost one by one. `marks` stand in for the model's own two.
        """
        counted_from, mixed_from = marks or (self.counted_from, self.mixed_from)
        counts, favours, mixes = (model.scores(features) for model in (self.counts, self.favours, self.mixes))
        sides = np.where(favours >= 0, Stance.FOR, Stance.AGAINST)
        sides = np.where(mixes >= mixed_from, Stance.MIXED, sides)
        counted = counts >= counted_from
        stances = [Stance(side) for side in np.where(counted, sides, Stance.NONE)]
        one_sided = counted / (1 + np.exp(mixes))
        for side, sign in ((Stance.FOR, 1), (Stance.AGAINST, -1)):
            chances = one_sided / (1 + np.exp(-sign * favours))
            if counted.sum() >= SEVERAL and side not in stances and chances.sum() >= 1:
                stances[int(chances.argmax())] = side
        return stances


@cache
def fitted_tally() -> TallyModel:
    """The model that is shipped."""
    return read_model(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def read_model(stored: Mapping[str, Mapping[str, object]]) -> TallyModel:
    """A model from what `weights.json` holds."""
    topic, counts, favours, mixes = (_logistic(stored[name]) for name in ("topic", "counts", "favours", "mixes"))
    marks = {name: float(str(stored["marks"][name])) for name in ("counted_from", "mixed_from")}
    return TallyModel(topic, counts, favours, mixes, **marks)


def _logistic(stored: Mapping[str, object]) -> Logistic:
    weights = stored["weights"]
    if not isinstance(weights, dict):
        raise TypeError(f"weights: {type(weights).__name__} found, an object was expected: python -m eval fit-topics")
    return Logistic(float(str(stored["bias"])), weights)
