"""What a text is like, by its vector: a small network learned from examples; weights in `likeness.npz`.

One hidden layer of rectified units reads the vector, and the softmax of what it gives are the probabilities of the
kinds. A text is held when the kinds that wait for a person together are at least as likely as `threshold`; it is then
named after the likeliest. Of a text from `closer` on, each sentence is read by itself: among others, one is drowned.
`python -m eval fit-moderation` fits and rewrites the weights, and what `likeness.json` tells of them.
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

TOLD: Final = Path(__file__).with_name("likeness.json")
WEIGHTS: Final = TOLD.with_suffix(".npz")
HONEST: Final = "honest"
SHOP: Final = "shop"
"""Kinds that wait for nobody; the second is marked where a record holds nothing else."""
USUAL: Final = 8
"""Texts read of a review, with its sentences where they are read, from which a record is long."""
Numbers = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer: `weight` has shape (inputs, outputs), `bias` one number an output."""

    weight: Numbers
    bias: Numbers

    def __call__(self, inputs: Numbers) -> Numbers:
        """Of shape (texts, outputs)."""
        return np.asarray(inputs @ self.weight + self.bias)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Fitted weights: `hidden` reads a vector, `out` has an output a kind."""

    model_id: str
    version: str
    kinds: tuple[str, ...]
    hidden: Layer
    out: Layer
    threshold: float
    closer: float = 0.0

    def from_(self, threshold: float | None) -> "Likeness":
        """The same model with another threshold; itself where none is given."""
        return self if threshold is None else replace(self, threshold=threshold)

    def among(self, texts: int) -> "Likeness":
        """The same model for a record of which so many texts are read: beyond `USUAL`, each has to be clearer.

        Every text read is one more chance to err; else long talk would wait for one odd sentence.
        """
        return replace(self, threshold=1.0 - (1.0 - self.threshold) * min(1.0, USUAL / max(texts, 1)))

    def probabilities(self, vectors: Numbers | Sequence[Floats]) -> Numbers:
        """How likely each kind is, shape (texts, kinds); `vectors` has shape (texts, dimension), uncentred."""
        read = np.asarray(vectors, np.float64).reshape(-1, len(self.hidden.weight))
        logits = self.out(np.maximum(self.hidden(read), 0.0))
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
    told = json.loads(TOLD.read_text(encoding="utf-8"))
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        hidden, out = (
            Layer(stored[f"{name}_weight"].astype(np.float64), stored[f"{name}_bias"].astype(np.float64))
            for name in ("hidden", "out")
        )
    kinds = tuple(told["kinds"])
    return Likeness(told["model_id"], told["version"], kinds, hidden, out, told["threshold"], told["closer"])
