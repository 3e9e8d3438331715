"""The fitted part of a tally: small logistic models, weights in `weights.json`.

`topic`: does a span speak of the topic (features of `chat.tally.features`). Of a voice, from what its spans say
(features of `chat.tally.voices`): `counts`: does it judge the topic at all; `favours`: is it for rather than against;
`mixes`: does it say both; these three for voices a cross-encoder has `read`, for the `unread` ones of a count of which
it has read others, and for counts of which it has read nothing, `alone`.
`python -m eval fit-topics` fits them on hand counts and prints how good they are.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chat.answer import Stance

WEIGHTS = Path(__file__).with_name("weights.json")
SEVERAL = 4
"""Voices from which their chances together are heeded: up to three, each says for itself."""
WITHIN = 0.7
"""Standard deviations from the sum of their chances within which the number of voices for has to be."""
SURE = 0.75
"""Chance of being on a side from which a voice is never said to be on the other."""
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
class VoiceModel:
    """What is told of a voice: whether it counts, is for rather than against, says both."""

    counts: Logistic
    favours: Logistic
    mixes: Logistic


@dataclass(frozen=True, slots=True)
class TallyModel:
    """The models, and the log-odds from which a voice counts and is mixed."""

    topic: Logistic
    read: VoiceModel
    unread: VoiceModel
    alone: VoiceModel
    counted_from: float = 0.0
    mixed_from: float = 0.0

    def stances(self, features: Mapping[str, Numbers], marks: tuple[float, float] | None = None) -> list[Stance]:
        """Of all the voices on one topic; `NONE` for one that does not judge it.

        Each voice takes its likelier side, as long as no more are on it than all their chances together allow: doubtful
        voices would else all fall to the larger side, and small minorities be lost one by one; a voice that is sure of
        its side stays on it. `marks` stand in for the model's own two.
        """
        counted_from, mixed_from = marks or (self.counted_from, self.mixed_from)
        counts, favoured, mixes = self._odds(features)
        counted = counts >= counted_from
        mixed = counted & (mixes >= mixed_from)
        sided = np.flatnonzero(counted & ~mixed)
        favours = favoured[sided]
        stances = np.full(len(counted), Stance.NONE, object)
        stances[mixed] = Stance.MIXED
        likeliest = sided[np.argsort(-favours, kind="stable")]
        many = _for(1 / (1 + np.exp(-favours)))
        stances[likeliest[:many]], stances[likeliest[many:]] = Stance.FOR, Stance.AGAINST
        return [Stance(stance) for stance in stances]

    def clearly(self, features: Mapping[str, Numbers], stances: Sequence[Stance]) -> Numbers:
        """How sure it is that each voice judges the topic and is on the side told, from 0 to 1."""
        counts, favours, mixes = (1 / (1 + np.exp(-odds)) for odds in self._odds(features))
        side = {
            Stance.FOR: (1 - mixes) * favours,
            Stance.AGAINST: (1 - mixes) * (1 - favours),
            Stance.MIXED: mixes,
            Stance.NONE: np.zeros(len(counts)),
        }
        return np.array([counts[at] * side[stance][at] for at, stance in enumerate(stances)], float)

    def _odds(self, features: Mapping[str, Numbers]) -> tuple[Numbers, Numbers, Numbers]:
        """Log-odds of counting, of being for, of saying both, each of shape (voices,)."""
        read = features["read"] > 0
        others = self.unread if read.any() else self.alone
        counts, favours, mixes = (
            np.where(read, getattr(self.read, name).scores(features), getattr(others, name).scores(features))
            for name in PARTS
        )
        return counts, favours, mixes


PARTS = ("counts", "favours", "mixes")
VOICES = ("read", "unread", "alone")


def _for(chances: Numbers) -> int:
    """How many voices are for: those likelier for than against, within what is to be expected of all the chances.

    No voice that is sure of its side changes it.
    """
    likelier = int((chances >= 1 / 2).sum())
    if len(chances) < SEVERAL:
        return likelier
    expected, spread = float(chances.sum()), float(np.sqrt((chances * (1 - chances)).sum()))
    least, most = math.ceil(expected - WITHIN * spread), math.floor(expected + WITHIN * spread)
    many = round(expected) if least > most else min(max(likelier, least), most)
    return min(max(many, int((chances >= SURE).sum())), int((chances > 1 - SURE).sum()))


@cache
def fitted_tally() -> TallyModel:
    """The model that is shipped."""
    return read_model(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def read_model(stored: Mapping[str, Mapping[str, object]]) -> TallyModel:
    """A model from what `weights.json` holds."""
    read, unread, alone = (VoiceModel(*(_logistic(stored[of][name]) for name in PARTS)) for of in VOICES)
    marks = {name: float(str(stored["marks"][name])) for name in ("counted_from", "mixed_from")}
    return TallyModel(_logistic(stored["topic"]), read, unread, alone, **marks)


def _logistic(stored: object) -> Logistic:
    if not isinstance(stored, dict):
        raise TypeError(f"{type(stored).__name__} found, a model was expected: python -m eval fit-topics")
    return Logistic(float(stored["bias"]), stored["weights"])
