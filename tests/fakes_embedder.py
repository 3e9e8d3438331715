"""An embedder without a model: texts that share words point the same way; it remembers what it was asked to read."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from retrieval.lexical import words


@dataclass
class FakeEmbedder:
    """Each stem has a direction of its own, drawn from its digest; a text is their sum, a unit vector.

    `asked` keeps every question read, `read` every document, in order.
    """

    model_id: str = "fake-1"
    dimension: int = 64
    asked: list[str] = field(default_factory=list)
    read: list[str] = field(default_factory=list)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return self._vectors(texts)

    def documents(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        self.read += texts
        if progress:
            progress(len(texts))
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self._vector(text) for text in texts], np.float32).reshape(len(texts), self.dimension)

    def _vector(self, text: str) -> NDArray[np.float64]:
        total = np.sum([direction(stem, self.dimension) for stem in words(text, "en") or [text]], axis=0)
        unit: NDArray[np.float64] = total / np.linalg.norm(total)
        return unit


@cache
def direction(stem: str, dimension: int) -> NDArray[np.float64]:
    """Where one stem points, shape (dimension,)."""
    seed = int.from_bytes(hashlib.sha256(stem.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).normal(size=dimension)
