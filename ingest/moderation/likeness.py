"""What a text is like, by its vector: a linear model learned from examples; weights in `likeness.json`.

logit(kind) = bias + SPREAD × vector · weight; the probabilities of the kinds are their softmax. A text is held when the
kinds that wait for a person together are at least as likely as `threshold`; it is then named after the likeliest. Of a
text from `closer` on, each sentence is read by itself: among others, one is drowned.
`python -m eval fit-moderation` fits and rewrites the weights.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from retrieval.vectors import Floats

WEIGHTS: Final = Path(__file__).with_name("likeness.json")
SPREAD: Final = 40.0
"""Vectors of one model differ by hundredths in each place; multiplied by this they weigh like the rest."""
HONEST: Final = "honest"
SHOP: Final = "shop"
"""Kinds that wait for nobody; the second is marked where a record holds nothing else."""
Numbers = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Fitted weights; `weight` has shape (dimension, kinds), `bias` one number a kind."""

    model_id: str
    version: str
    kinds: tuple[str, ...]
    bias: Numbers
    weight: Numbers
    threshold: float
    closer: float = 0.0

    def from_(self, threshold: float | None) -> "Likeness":
        """The same model with another threshold; itself where none is given."""
        return self if threshold is None else replace(self, threshold=threshold)

    def probabilities(self, vectors: Numbers | Sequence[Floats]) -> Numbers:
        """How likely each kind is, shape (texts, kinds); `vectors` has shape (texts, dimension), uncentred."""
        logits = self.bias + SPREAD * np.asarray(vectors, np.float64).reshape(-1, len(self.weight)) @ self.weight
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))

    def suspicions(self, vectors: Numbers | Sequence[Floats]) -> Numbers:
        """How likely each text is one that waits for a person, shape (texts,)."""
        free = [self.kinds.index(kind) for kind in (HONEST, SHOP)]
        return np.asarray(1.0 - self.probabilities(vectors)[:, free].sum(axis=1))

    def kinds_of(self, vectors: Numbers | Sequence[Floats]) -> list[str]:
        """The kind each text is held or marked as; `HONEST` where it is neither."""
        shares, held = self.probabilities(vectors), self.suspicions(vectors) >= self.threshold
        free = np.isin(self.kinds, (HONEST, SHOP))
        named = np.where(held, np.where(free, 0.0, shares).argmax(axis=1), np.where(free, shares, 0.0).argmax(axis=1))
        return [self.kinds[at] for at in named]


@cache
def fitted_likeness() -> Likeness:
    """The model shipped with the product."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Likeness(
        stored["model_id"],
        stored["version"],
        tuple(stored["kinds"]),
        np.array(stored["bias"]),
        np.array(stored["weight"]),
        stored["threshold"],
        stored["closer"],
    )
